import type { PlanContext } from '../plan-context.ts';
import { reason } from '../reasons.ts';
import type { ExchangeState, Link } from '../state.ts';
import type { Step } from '../step.ts';
import { isUnseen, RECORD_OUT_OF_SIGHT } from '../unseen-record.ts';
import { bothOutside, countsOf, markingOfPair } from './both-live.ts';
import { fieldsForCounterpart } from './counterpart-fields.ts';
import { mailing, mergePair } from './merge-pair.ts';
import { endsSeries, mergeKeepingSeries } from './series-end.ts';
import type { LinkedPair, LiveCrm, LiveExchange } from './steps.ts';
import { detach, detachUnproved, exclusionOfPair, hold } from './steps.ts';
import { planSurvivor } from './survivor.ts';
import { planNewInCrm } from './unlinked.ts';

/** Table B: a deletion that an earlier run did not carry to the other side. One item is left, the survivor. */
export function planDetached(pair: LinkedPair, context: PlanContext): Step {
  const { crm, exchange } = pair;
  if (crm.kind === 'live' && exchange.kind === 'live') return planCameBack(pair, crm, exchange, context);
  return pair.link.state === 'DET_E' ? planExchangeSurvives(pair, context) : planCrmSurvives(pair, context);
}

/**
 * D5: the missing side is back (undeleted, in sight again). Merged against the base from before the deletion:
 * with a base made now, whatever was edited on the survivor in between would be lost.
 */
function planCameBack({ link }: LinkedPair, crm: LiveCrm, exchange: LiveExchange, context: PlanContext): Step {
  const excluded = exclusionOfPair('O5', crm, exchange);
  if (excluded !== null) return hold('asleep', excluded);
  if (bothOutside(crm, exchange)) return hold('asleep', reason('L12', 'outside_window'));
  const merged = mergePair(link, { crm, exchange }, context);
  const merge = endsSeries(merged, exchange, context) ? mergeKeepingSeries(link, { crm, exchange }, context) : merged;
  const why = reason('D5', 'came_back', countsOf(merge));
  const marking = markingOfPair(link, exchange, merge, context.rules);
  const mails = mailing(merge, exchange, context);
  return { kind: 'merge', reason: why, merge, marking, link: false, reopen: true, ...mails };
}

function planExchangeSurvives({ link, crm, exchange }: LinkedPair, context: PlanContext): Step {
  switch (exchange.kind) {
    case 'live':
      // The record exists, out of reach: making a second one for an edit would be a duplicate nobody can see.
      if (crm.kind === 'hidden') return hold('suspended', reason('O3', 'record_hidden'));
      if (crm.kind === 'left') return hold('suspended', reason('O2', 'record_reassigned'));
      return planSurvivor(link, { side: 'exchange', item: exchange }, proofOf(crm.kind), context);
    case 'gone':
      // D6: what came back on its own is a new item. The next look at it finds no link and decides as for any other.
      if (crm.kind === 'live') return { kind: 'close', reason: reason('D6', 'returned_as_new', { returnedOn: 'crm' }) };
      // O3: as for a linked pair, the user's deletion is remembered until the record is in sight.
      if (crm.kind === 'hidden') return detach('DET_C', reason('O3', 'record_hidden'));
      if (isUnseen(link)) return detach('DET_C', reason('O3', 'record_hidden'), RECORD_OUT_OF_SIGHT);
      return { kind: 'close', reason: reason('D4', 'survivor_gone') };
    case 'elsewhere':
      return hold('suspended', reason('O1', 'moved_to_other_folder'));
    case 'unproved':
      return crm.kind === 'gone' || crm.kind === 'absent'
        ? hold('suspended', reason('O4', 'deletion_unproved', { why: exchange.reason }))
        : detachUnproved(exchange);
    case 'absent':
      return hold('wait', reason('O4', 'counterpart_not_read'));
  }
}

function planCrmSurvives({ link, crm, exchange }: LinkedPair, context: PlanContext): Step {
  if (isUnseen(link)) return planUnseen(link, exchange, context);
  switch (crm.kind) {
    case 'live':
      if (exchange.kind === 'elsewhere') return hold('suspended', reason('O1', 'moved_to_other_folder'));
      if (exchange.kind === 'unproved')
        return hold('review', reason('O4', 'deletion_unproved', { why: exchange.reason }));
      return planSurvivor(link, { side: 'crm', item: crm }, proofOf(exchange.kind), context);
    case 'gone':
      if (exchange.kind === 'live')
        return { kind: 'close', reason: reason('D6', 'returned_as_new', { returnedOn: 'exchange' }) };
      if (exchange.kind === 'elsewhere') return detach('DET_E', reason('O1', 'moved_to_other_folder'));
      if (exchange.kind === 'unproved')
        return detach('DET_E', reason('O4', 'deletion_unproved', { why: exchange.reason }));
      return { kind: 'close', reason: reason('D4', 'survivor_gone') };
    case 'left':
      if (exchange.kind === 'gone' || exchange.kind === 'absent')
        return { kind: 'close', reason: reason('O2', 'reassigned_and_gone') };
      // O2: an item that is still about must not be taken for a new one, or the colleague's record gets a twin.
      return exchange.kind === 'unproved'
        ? hold('suspended', reason('O4', 'deletion_unproved', { why: exchange.reason }))
        : detach('DET_E', reason('O2', 'record_reassigned'));
    case 'hidden':
      return exchange.kind === 'live'
        ? detach('DET_E', reason('O3', 'record_hidden'))
        : hold('suspended', reason('O3', 'record_hidden'));
    case 'absent':
      return hold('wait', reason('O4', 'counterpart_not_read'));
  }
}

/**
 * The item was thrown away before anybody learned what became of its create. Back, it is as new (U5), but its create goes
 * out under the same key: a second record is made only where the CRM has none under it.
 */
function planUnseen(link: Link, exchange: ExchangeState, context: PlanContext): Step {
  switch (exchange.kind) {
    case 'live': {
      const fields = fieldsForCounterpart(context.specs, link, { side: 'exchange', item: exchange });
      return planNewInCrm({ ...exchange, fields }, { kind: 'none' }, context);
    }
    case 'elsewhere':
      return hold('suspended', reason('O1', 'moved_to_other_folder'));
    case 'unproved':
      return hold('suspended', reason('O4', 'deletion_unproved', { why: exchange.reason }));
    case 'gone':
    case 'absent':
      return hold('suspended', reason('O3', 'record_hidden'));
  }
}

function proofOf(missing: 'gone' | 'absent' | 'live'): 'gone' | 'absent' {
  return missing === 'gone' ? 'gone' : 'absent';
}
