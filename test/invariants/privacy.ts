import type { Fields } from '../../src/model/index.ts';
import type { ItemRules } from '../../src/sync/index.ts';
import type { ItemView, RecordView, Write } from './observation.ts';

/** What a busy block tells of a private appointment. */
const TOLD: ReadonlySet<string> = new Set(['time', 'busyStatus', 'sensitivity', 'occurrences']);

/** Of the importance, which says nothing. */
const DEFAULT = 'normal';

/** Whether one of the two does not tell the field, so that it stays on each side as it is. */
export function isWithheld(
  field: string,
  { record, item }: { readonly record: RecordView; readonly item: ItemView },
  rules: ItemRules,
): boolean {
  return (
    rules.privateItems === 'busyOnly' && !TOLD.has(field) && [record, item].some(({ fields }) => isPrivate(fields))
  );
}

/** Fields of a private appointment that a busy block must not have. */
export function untoldIn(fields: Fields): readonly string[] {
  return Object.entries(fields).flatMap(([field, value]) =>
    value === null || value === DEFAULT || TOLD.has(field) ? [] : [field],
  );
}

export function isPrivate(fields: Fields): boolean {
  return fields['sensitivity'] === 'private' || fields['sensitivity'] === 'confidential';
}

/** What nobody told us of goes with a private appointment whose block a person deletes; no journal may have it. */
export function wentWithItsBlock({ op, before, rules }: Write, field: string): boolean {
  return op === 'delete' && rules.privateItems === 'busyOnly' && isPrivate(before ?? {}) && !TOLD.has(field);
}
