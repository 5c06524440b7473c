import type { FieldSpec, FieldValue } from '../../model/index.ts';
import type { StoredConflict } from '../../store/index.ts';
import { DEFAULT_ITEM_RULES, mergeFields } from '../../sync/index.ts';

/**
 * What the field became when the conflict was decided, on the side that won. Of a value it is that side's own; a set is
 * merged element by element, and the side that won has the other's additions too.
 */
export function agreedValue(
  { field, winner, base, crm, exchange }: Pick<StoredConflict, 'field' | 'winner' | 'base' | 'crm' | 'exchange'>,
  spec: FieldSpec,
): FieldValue {
  const own = winner === 'crm' ? crm : exchange;
  if (spec.kind !== 'set') return own;
  const merge = mergeFields({
    specs: { [field]: spec },
    rules: { ...DEFAULT_ITEM_RULES, conflictStrategy: winner },
    base: { crm: { [field]: base }, exchange: { [field]: base } },
    crm: { [field]: crm },
    exchange: { [field]: exchange },
  });
  return (winner === 'crm' ? merge.toCrm : merge.toExchange)[field] ?? own;
}
