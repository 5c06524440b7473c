import type { PlanContext } from '../plan-context.ts';
import type { ReasonCode } from '../reasons.ts';
import { reason } from '../reasons.ts';
import type { Step } from '../step.ts';
import { planOneGone } from './one-gone.ts';
import type { LinkedPair } from './steps.ts';
import { hold } from './steps.ts';
import type { Survivor } from './survivor-edit.ts';
import { isEdited } from './survivor-edit.ts';

type LeftBecause = Extract<ReasonCode, 'old_deletion_doubtful' | 'old_deletion_edited' | 'old_deletion_shared'>;

/**
 * D1, asked again by a person: what becomes of the survivor of a deletion that no rule let be carried out then. It goes
 * where it would go now, had its counterpart been deleted a moment ago; everything else stays, and says why.
 * @param context with the rules of now
 */
export function planOldDeletion(pair: LinkedPair, context: PlanContext): Step {
  const survivor = survivorOf(pair);
  if (survivor === null) return oldDeletionStays('old_deletion_doubtful');
  // What lost against the deletion at its time was not carried out as a deletion either: whoever worked on it, meant it.
  if (isEdited(pair.link, survivor, context)) return oldDeletionStays('old_deletion_edited');
  const step = planOneGone(pair.link, survivor, context);
  if (step.kind !== 'deleteInExchange' && step.kind !== 'deleteInCrm') return hold('review', step.reason);
  const deletedOn = survivor.side === 'exchange' ? 'crm' : 'exchange';
  return { ...step, reason: reason('D1', 'old_deletion', { deletedOn }) };
}

export function oldDeletionStays(why: LeftBecause): Step {
  return hold('review', reason('D1', why));
}

/** `null` where the counterpart is not proved gone: it may be back, or out of sight, and another look decides. */
function survivorOf({ link, crm, exchange }: LinkedPair): Survivor | null {
  if (link.state === 'DET_E')
    return crm.kind === 'gone' && exchange.kind === 'live' ? { side: 'exchange', item: exchange } : null;
  return exchange.kind === 'gone' && crm.kind === 'live' ? { side: 'crm', item: crm } : null;
}
