import type { FieldValue, Side } from '../../model/index.ts';
import { synchronisedFields } from '../../model/index.ts';
import type { StoredConflict } from '../../store/index.ts';
import { displacesWaitingDay } from '../../sync/index.ts';
import type { ConflictEnds } from './conflict-ends.ts';

/** Whether a rule that a person decided for takes the day from an occurrence of that side that waits to be synchronised. */
export function losesWaitingDay(
  { itemType, field }: Pick<StoredConflict, 'itemType' | 'field'>,
  side: Side,
  { link, record, exchangeFields }: Pick<ConflictEnds, 'link' | 'record' | 'exchangeFields'>,
  value: FieldValue,
): boolean {
  const [base, now] = side === 'crm' ? [link.baseCrm, record.fields] : [link.baseExchange, exchangeFields];
  return displacesWaitingDay(synchronisedFields(itemType), field, { base, now, sent: { [field]: value } });
}
