import { isPrivate, toldFields } from './appointment/busy-block.ts';
import type { Fields, FieldValue } from './field.ts';
import { valueOf } from './field.ts';
import type { Occurrences } from './recurrence/occurrences.ts';

/**
 * The part of an item's fields that may be shown to others than its owner: of a private appointment its busy block, of a
 * private contact that it is private, and of a public series all but the content of its private occurrences.
 */
export function withoutPrivateContent(fields: Fields): Fields {
  if (isPrivate(fields)) return only(toldFields(fields), fields);
  const occurrences = valueOf(fields, 'occurrences') as (Occurrences & FieldValue) | null;
  return occurrences === null ? fields : { ...fields, occurrences: withoutPrivateChanges(occurrences) };
}

function withoutPrivateChanges(occurrences: Occurrences): FieldValue {
  const shown = Object.entries(occurrences).map(([day, change]) => {
    const changed = change.kind === 'changed' ? (change.fields as Fields) : {};
    return [day, isPrivate(changed) ? { ...change, fields: only(toldFields(changed), changed) } : change];
  });
  return Object.fromEntries(shown) as FieldValue;
}

function only(names: readonly string[], fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
}
