import type { FieldChange, FieldSettlement, Permission } from './field-change.ts';
import { mayLeave, SETTLED, stayPending, takeCrm, takeExchange, winnerOf } from './field-change.ts';
import { sideOfWhole } from './whole-text.ts';

/**
 * Settles a field that is one value. A side that did not change is never written back to the other, so what a
 * side cut off or rewrote on writing does not flow home as if a person had done it.
 */
export function mergeValue(change: FieldChange, permission: Permission): FieldSettlement {
  const { crmChanged, exchangeChanged } = change;
  if (change.equalNow) return SETTLED;
  if (crmChanged && exchangeChanged) return mergeConflict(change, permission);
  if (crmChanged) return permission.toExchange ? takeCrm(change, false) : stayPending(change);
  return permission.toCrm ? takeExchange(change, false) : stayPending(change);
}

/** In a one-way profile the source overwrites an edit that the target has drifted to: journalled as a conflict. */
function mergeConflict(change: FieldChange, permission: Permission): FieldSettlement {
  const whole = sideOfWhole(change.spec, change);
  if (whole !== null && !mayLeave(whole, permission)) return stayPending(change);
  const winner = whole ?? winnerOf(permission);
  if (winner === null) return stayPending(change);
  return winner === 'crm' ? takeCrm(change, true) : takeExchange(change, true);
}
