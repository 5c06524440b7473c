import type { FieldChange, FieldSettlement, Permission } from './field-change.ts';
import { SETTLED, stayPending, takeCrm, takeExchange, winnerOf } from './field-change.ts';

/**
 * Whole-item granularity: both sides edited the item, so one item overwrites the other. Fields that nobody
 * touched stay as they are on each side, and fields that are equal now are no reason for a conflict.
 * `null` when only one side has something to say, and the merge goes field by field.
 */
export function wholeItemMerge(changes: readonly FieldChange[], permission: Permission): WholeItemMerge | null {
  const open = changes.filter((change) => !change.equalNow);
  if (!open.some((change) => change.crmChanged) || !open.some((change) => change.exchangeChanged)) return null;
  return { winner: winnerOf(permission) };
}

/** `winner` is `null` where no rule lets either item travel. */
export interface WholeItemMerge {
  readonly winner: 'crm' | 'exchange' | null;
}

export function mergeInWhole(change: FieldChange, { winner }: WholeItemMerge): FieldSettlement {
  if (change.equalNow) return SETTLED;
  if (winner === null) return stayPending(change);
  // Every edit of the losing item is kept as a conflict, also where the winner left that field alone.
  return winner === 'crm'
    ? takeCrm(ofCrm(change), change.exchangeChanged)
    : takeExchange(ofExchange(change), change.crmChanged);
}

/**
 * A field that the winner left alone goes back to what was agreed, as the loser kept it: where the winner keeps less of a
 * text, its own value would take the rest away.
 */
function ofExchange(change: FieldChange): FieldChange {
  const { baseCrm, exchangeChanged } = change;
  return exchangeChanged || baseCrm === null ? change : { ...change, baseExchange: baseCrm, exchange: baseCrm };
}

function ofCrm(change: FieldChange): FieldChange {
  const { baseExchange, crmChanged } = change;
  return crmChanged || baseExchange === null ? change : { ...change, baseCrm: baseExchange, crm: baseExchange };
}
