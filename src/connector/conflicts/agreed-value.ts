import type { FieldSpec, FieldValue, Side } from '../../model/index.ts';
import type { StoredConflict } from '../../store/index.ts';
import { DEFAULT_ITEM_RULES, mergeFields } from '../../sync/index.ts';

type Values = Pick<StoredConflict, 'field' | 'winner' | 'base' | 'crm' | 'exchange'>;

/**
 * What the field became when the conflict was decided, on the side that won. Of a value it is that side's own; a set, or
 * the changed occurrences of a series, is merged, and the side that won has the other's additions too.
 */
export function agreedValue(conflict: Values, spec: FieldSpec): FieldValue {
  return valueIfWon(conflict, spec, conflict.winner);
}

/**
 * What the field would be if the other side had won, there where it lost. Of the changed occurrences of a series these are
 * only those in dispute.
 */
export function lostValue(conflict: Values, spec: FieldSpec): FieldValue {
  const loser = conflict.winner === 'crm' ? 'exchange' : 'crm';
  return spec.kind === 'keyed' ? valueIfWon(conflict, spec, loser) : conflict[loser];
}

function valueIfWon({ field, base, crm, exchange }: Values, spec: FieldSpec, winner: Side): FieldValue {
  const own = winner === 'crm' ? crm : exchange;
  if (spec.kind === 'value') return own;
  // The days in dispute stand without the rule of their series here.
  const { counted: _withoutItsRule, ...alone } = spec;
  const merge = mergeFields({
    specs: { [field]: alone },
    rules: { ...DEFAULT_ITEM_RULES, conflictStrategy: winner },
    base: { crm: { [field]: base }, exchange: { [field]: base } },
    crm: { [field]: crm },
    exchange: { [field]: exchange },
  });
  const merged = winner === 'crm' ? merge.toCrm : merge.toExchange;
  return field in merged ? (merged[field] ?? null) : own;
}
