import type { PlanContext } from '../plan-context.ts';
import { reason } from '../reasons.ts';
import type { ExchangeState } from '../state.ts';
import type { Step } from '../step.ts';
import { planBothLive } from './both-live.ts';
import { planOneGone, planReassigned } from './one-gone.ts';
import type { LinkedPair, LiveCrm } from './steps.ts';
import { detach, detachUnproved, hold } from './steps.ts';

/** Table A: the pair is linked. First what is known of the CRM record, then of the Exchange item. */
export function planLinked(pair: LinkedPair, context: PlanContext): Step {
  const { link, crm, exchange } = pair;
  // One end was not looked at. Not knowing is never a reason to act.
  if (crm.kind === 'absent' || exchange.kind === 'absent') return hold('wait', reason('O4', 'counterpart_not_read'));
  switch (crm.kind) {
    case 'live':
      return planCrmLive(pair, crm, exchange, context);
    case 'gone':
      return planCrmGone(pair, exchange, context);
    case 'left':
      // O2, with the item deleted or out of reach as well: nothing is left to keep in step, except that an item which
      // may come back must not be taken for a new one.
      if (exchange.kind === 'live') return planReassigned(link, exchange, context);
      if (exchange.kind === 'gone') return { kind: 'close', reason: reason('O2', 'reassigned_and_gone') };
      return exchange.kind === 'unproved'
        ? detachUnproved(exchange)
        : detach('DET_E', reason('O2', 'record_reassigned'));
    case 'hidden':
      return planCrmHidden(exchange);
  }
}

function planCrmLive(
  { link }: LinkedPair,
  crm: LiveCrm,
  exchange: Exclude<ExchangeState, { kind: 'absent' }>,
  context: PlanContext,
): Step {
  switch (exchange.kind) {
    case 'live':
      return planBothLive(link, crm, exchange, context);
    case 'gone':
      return planOneGone(link, { side: 'crm', item: crm }, context);
    case 'elsewhere':
      // O1: filed away in another folder by a person who wants it. The pair rests until it comes back.
      return hold('suspended', reason('O1', 'moved_to_other_folder'));
    case 'unproved':
      // O4: among copies even "missing" may be about another of them; nothing is concluded.
      if (link.ambiguous) return hold('review', reason('O4', 'deletion_unproved', { why: 'identity_ambiguous' }));
      return detachUnproved(exchange);
  }
}

function planCrmGone(
  { link }: LinkedPair,
  exchange: Exclude<ExchangeState, { kind: 'absent' }>,
  context: PlanContext,
): Step {
  switch (exchange.kind) {
    case 'live':
      return planOneGone(link, { side: 'exchange', item: exchange }, context);
    case 'gone':
      // L7
      return { kind: 'close', reason: reason('L7', 'gone_on_both_sides') };
    case 'elsewhere':
      // O1: never a deletion, and when it comes back it is the survivor of this pair, not a new item.
      return detach('DET_E', reason('O1', 'moved_to_other_folder'));
    case 'unproved':
      return detach('DET_E', reason('O4', 'deletion_unproved', { why: exchange.reason }));
  }
}

/**
 * O3: the record is out of sight: a right withdrawn, a user disabled, a filter of the CRM. Taken for deletions,
 * such changes have cancelled whole calendars elsewhere. Whatever is known of the item is remembered, nothing is done.
 */
function planCrmHidden(exchange: Exclude<ExchangeState, { kind: 'absent' }>): Step {
  const why = reason('O3', 'record_hidden');
  if (exchange.kind === 'unproved') return detachUnproved(exchange);
  // The user deleted the item meanwhile: should the record come back into sight, it must not bring the item back.
  return exchange.kind === 'gone' ? detach('DET_C', why) : detach('DET_E', why);
}
