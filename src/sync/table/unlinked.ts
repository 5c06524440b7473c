import type { Side } from '../../model/index.ts';
import { isEndedSeries } from '../ended-series.ts';
import { markingOfCreate, markingOfLinked } from '../marking.ts';
import type { Match } from '../match-types.ts';
import { isUntold } from '../meetings/closed-days.ts';
import { isMeetingRecord } from '../meetings/record-of-meeting.ts';
import { filledFields, withoutTold } from '../merge/base.ts';
import type { PlanContext } from '../plan-context.ts';
import { reason } from '../reasons.ts';
import type { Pair, TakesPart } from '../state.ts';
import type { MergeResult, RowId, Step } from '../step.ts';
import { bothOutside, countsOf } from './both-live.ts';
import type { LivePair } from './merge-pair.ts';
import { mailing, mergePair } from './merge-pair.ts';
import { leavesEnd, mergeKeepingSeries } from './series-end.ts';
import type { LiveCrm, LiveExchange } from './steps.ts';
import { exclusion, exclusionOfPair, hold, noop } from './steps.ts';

/** Table C: no link. Nothing here ever deletes, so a first synchronisation cannot, whatever the rules say. */
export function planUnlinked(pair: Omit<Pair, 'link'>, match: Match, context: PlanContext): Step {
  const { crm, exchange } = pair;
  if (crm.kind === 'live' && exchange.kind === 'live') return planMeeting({ ...pair, crm, exchange }, match, context);
  if (crm.kind === 'live') return planNew('crm', crm.takesPart, match, () => createInExchange(crm, context));
  if (exchange.kind === 'live') return planNewInCrm(exchange, match, context);
  // U1: readable, but another user's, or out of sight.
  if (crm.kind === 'left' || crm.kind === 'hidden') return hold('ignored', reason('U1', 'not_ours'));
  return noop('U1', 'item_gone');
}

/** An item without a record. */
export function planNewInCrm(exchange: LiveExchange, match: Match, context: PlanContext): Step {
  return planNew('exchange', exchange.takesPart, match, () => createInCrm(exchange, context));
}

/** U2: two items that are each other's only counterpart. */
function planMeeting(pair: LivePair, match: Match, context: PlanContext): Step {
  const { crm, exchange } = pair;
  const open = unsettledMatch(match);
  if (open !== null) return open;
  if (match.kind !== 'one' || (match.id !== exchange.id && match.id !== crm.id)) {
    return hold('wait', reason('U2', 'counterpart_not_read'));
  }
  // U1, asked of the pair: one date inside is enough, one private side is too much.
  const excluded = exclusionOfPair('U1', crm, exchange);
  if (excluded !== null) return hold('ignored', excluded);
  if (bothOutside(crm, exchange)) return hold('ignored', reason('U1', 'outside_window'));
  const merge = mergeAtFirst(pair, context);
  return {
    kind: 'merge',
    reason: reason('U2', 'linked_by_match', countsOf(merge)),
    merge,
    marking: markingOfLinked(context.rules, exchange.categories),
    link: true,
    reopen: false,
    ...mailing(merge, exchange, context),
  };
}

/**
 * What the two have deleted of a series by the time they meet never ends it, neither now nor once a rule is switched on: a record
 * without any occurrence has those of Exchange, and what it may not have is known as the CRM's alone.
 */
function mergeAtFirst(pair: LivePair, context: PlanContext): MergeResult {
  const { crm, exchange } = pair;
  const merge = mergePair(null, pair, context);
  if (!leavesEnd(merge, pair, context)) return merge;
  const mayComeBack = context.rules.updateExchangeToCrm && crm.mayChange && !isUntold(crm, exchange);
  const back = mayComeBack ? mergePair(null, pair, context, { older: ['occurrences'] }) : merge;
  return leavesEnd(back, pair, context) ? mergeKeepingSeries(null, pair, context) : back;
}

function planNew(side: Side, takesPart: TakesPart, match: Match, create: () => Step): Step {
  // U1: a filter, not a decision about the item; it is looked at again when the rules or the item change.
  if (takesPart.kind === 'excluded') return hold('ignored', exclusion('U1', side, takesPart));
  if (takesPart.kind === 'out') return hold('ignored', reason('U1', 'outside_window'));
  // The counterpart is known and was not brought along.
  if (match.kind === 'one') return hold('wait', reason('U2', 'counterpart_not_read'));
  return unsettledMatch(match) ?? create();
}

/** U3, U6: who the counterpart is has to be decided by a person, or by the end of another write. */
function unsettledMatch(match: Match): Step | null {
  switch (match.kind) {
    case 'many':
      return review('several_counterparts', match.ids);
    case 'weak':
      return review('same_name_only', match.ids);
    case 'reserved':
      // U6: without waiting, an item got a second link while its first was still on the way.
      return hold('wait', reason('U6', 'counterpart_reserved'));
    case 'one':
    case 'none':
      return null;
  }
}

/** U3: a wrong guess here is the doubled address book, so nothing is created until somebody says who is who. */
function review(code: 'several_counterparts' | 'same_name_only', ids: readonly string[]): Step {
  const row: RowId = 'U3';
  return { kind: 'hold', reason: reason(row, code, { candidates: ids.length }), state: 'review', candidates: ids };
}

/**
 * U4. A meeting that was entered in the CRM, or that no mailbox of its user holds: nobody is invited for it (M5). A series of
 * which no occurrence is left: Exchange has none such.
 */
function createInExchange(crm: LiveCrm, { rules, specs, zone }: PlanContext): Step {
  if (isMeetingRecord(crm, null)) return hold('ignored', reason('U4', 'excluded_meeting', { side: 'crm' }));
  if (isEndedSeries(crm.fields, zone)) return hold('ignored', reason('U4', 'excluded_ended_series', { side: 'crm' }));
  if (!rules.updateCrmToExchange) return hold('ignored', reason('U4', 'create_rule_off', { newOn: 'crm' }));
  const fields = filledFields(withoutTold(specs), crm.fields);
  const why = reason('U4', 'new_in_crm');
  return { kind: 'createInExchange', reason: why, fields, uid: crm.uid, marking: markingOfCreate(rules) };
}

/** U5. A meeting that was called off before the CRM had it is no appointment of anybody. */
function createInCrm(exchange: LiveExchange, { rules, specs }: PlanContext): Step {
  if (exchange.meeting?.isCancelled === true)
    return hold('ignored', reason('U5', 'excluded_cancelled_meeting', { side: 'exchange' }));
  if (!rules.updateExchangeToCrm) return hold('ignored', reason('U5', 'create_rule_off', { newOn: 'exchange' }));
  const fields = filledFields(specs, exchange.fields);
  const marking = markingOfLinked(rules, exchange.categories);
  return { kind: 'createInCrm', reason: reason('U5', 'new_in_exchange'), fields, uid: exchange.uid, marking };
}
