import type { PlanContext } from '../plan-context.ts';
import { reason } from '../reasons.ts';
import type { Link } from '../state.ts';
import type { Step } from '../step.ts';
import { mayUpdateFrom, recreate, whyNotMadeAnew } from './one-gone.ts';
import { exclusion, hold } from './steps.ts';
import type { Survivor } from './survivor-edit.ts';
import { fingerprintOf, isEdited } from './survivor-edit.ts';

/**
 * Rows D1–D3: one item is left, the other stays away.
 * @param missing `gone`: proved again, now; `absent`: not looked at, which is enough for leaving things as they are
 */
export function planSurvivor(link: Link, survivor: Survivor, missing: 'gone' | 'absent', context: PlanContext): Step {
  const { rules, specs } = context;
  const { side, item } = survivor;
  const row = side === 'exchange' ? 'D2' : 'D3';
  // D1: also when the rule for deletions is switched on later. Only a person has it made up for (`planOldDeletion`).
  if (!isEdited(link, survivor, context)) {
    return { kind: 'noop', reason: reason('D1', 'deletion_not_carried', { survivor: side }) };
  }
  const fingerprint = fingerprintOf(specs, item.fields);
  if (link.suppressed.includes(fingerprint)) {
    return { kind: 'noop', reason: reason(row, 'edit_left_alone', { survivor: side }) };
  }
  if (item.takesPart.kind === 'excluded') return hold('asleep', exclusion('O5', side, item.takesPart));
  if (item.takesPart.kind === 'out') return hold('asleep', reason(row, 'outside_window'));
  // D2, D3: the edit lost against the deletion. It is remembered by itself and not put into the base: a base that
  // moved here hid the difference when the other side came back, and the edit was gone.
  if (rules.conflictStrategy !== side) {
    return { kind: 'suppress', reason: reason(row, 'edit_left_alone', { survivor: side }), fingerprint };
  }
  const notMade = whyNotMadeAnew(link, survivor, row, context);
  if (notMade !== null) return { kind: 'suppress', reason: notMade, fingerprint };
  if (!mayUpdateFrom(rules, side)) {
    return hold('pending', reason(row, 'update_rule_off', { changedOn: side, fields: 1 }));
  }
  // A new counterpart is made only for an item of which it is certain that it has none.
  if (link.ambiguous) return hold('review', reason(row, 'identity_ambiguous'));
  if (missing === 'absent') return hold('wait', reason(row, 'counterpart_not_read'));
  return recreate(link, survivor, row, context);
}
