import type { FieldSpec, FieldValue } from '../../model/index.ts';
import { sameValue, valueOf } from '../../model/index.ts';
import type { StoredConflict } from '../../store/index.ts';
import { agreedValue } from './agreed-value.ts';
import type { ConflictEnds } from './conflict-ends.ts';
import { disputedPart } from './disputed-days.ts';

/**
 * Whether the field still is what the conflict made of it. Each side is compared with its own base, because what comes
 * back from a side is seldom what was sent to it; the base of the winner tells whether it is of this conflict.
 */
export function stillStands(
  conflict: StoredConflict,
  spec: FieldSpec,
  { link, record, exchangeFields }: Pick<ConflictEnds, 'link' | 'record' | 'exchangeFields'>,
): boolean {
  const { field, winner } = conflict;
  const part = (value: FieldValue): FieldValue => disputedPart(conflict, spec, value);
  const now = { crm: part(valueOf(record.fields, field)), exchange: part(valueOf(exchangeFields, field)) };
  const settled = { crm: part(valueOf(link.baseCrm, field)), exchange: part(valueOf(link.baseExchange, field)) };
  return (
    sameValue(spec, now.crm, settled.crm) &&
    sameValue(spec, now.exchange, settled.exchange) &&
    sameValue(spec, now[winner], agreedValue(conflict, spec))
  );
}
