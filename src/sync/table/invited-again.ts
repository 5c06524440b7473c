import { isSeriesTime, valueOf } from '../../model/index.ts';
import { reason } from '../reasons.ts';
import type { CrmState, ExchangeState } from '../state.ts';
import type { Step } from '../step.ts';

/**
 * D6: an item is made anew (L9, D3) only where its mailbox has none of the same meeting that is in no pair. Else the pair
 * ends and the record is as new: it and that item meet as any other two (U2).
 * @param step what the pair of the record comes to
 * @param others items under the UID of the record that are in no pair
 */
export function planInvitedAgain(step: Step, crm: CrmState, others: readonly ExchangeState[]): Step {
  if (step.kind !== 'createInExchange' || !others.some((other) => isSameMeeting(crm, other))) return step;
  return { kind: 'close', reason: reason('D6', 'returned_as_new', { returnedOn: 'exchange' }) };
}

/**
 * What was called off is nobody's appointment (U5). Who is invited to one occurrence alone has an item under the UID of the
 * series, and not the series.
 */
function isSameMeeting(crm: CrmState, other: ExchangeState): boolean {
  if (crm.kind !== 'live' || other.kind !== 'live' || other.meeting?.isCancelled === true) return false;
  return isSeriesTime(valueOf(crm.fields, 'time')) === isSeriesTime(valueOf(other.fields, 'time'));
}
