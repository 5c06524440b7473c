import { valueOf } from '../../model/index.ts';
import { DAYS_OF_SERIES, isDeletedDayByDay, isEndedSeries } from '../ended-series.ts';
import { closedDays } from '../meetings/closed-days.ts';
import type { ClosedFields } from '../merge/closed-fields.ts';
import { daysOf, daysValue } from '../merge/days.ts';
import type { PlanContext } from '../plan-context.ts';
import { reason } from '../reasons.ts';
import type { Link } from '../state.ts';
import type { MergeResult, Step } from '../step.ts';
import type { LivePair, Otherwise } from './merge-pair.ts';
import { mergePair } from './merge-pair.ts';
import { planOneGone } from './one-gone.ts';
import type { LiveExchange } from './steps.ts';

/**
 * Whether a merge would leave Exchange with a series of which no occurrence is left. Exchange refuses that: who deletes
 * the last one there deletes the series.
 */
export function endsSeries({ toExchange }: MergeResult, { fields }: LiveExchange, { zone }: PlanContext): boolean {
  if (!DAYS_OF_SERIES.some((name) => name in toExchange)) return false;
  return isEndedSeries({ ...fields, ...toExchange }, zone) && !isEndedSeries(fields, zone);
}

/**
 * Whether a merge leaves the CRM without any occurrence of a series that Exchange has, or would when all that waits has arrived:
 * then what was deleted before looks like the deletion of the last one.
 */
export function leavesEnd(merge: MergeResult, { crm, exchange }: LivePair, { specs, zone }: PlanContext): boolean {
  const spec = specs['occurrences'];
  if (spec === undefined || isEndedSeries(exchange.fields, zone)) return false;
  const inCrm = { ...crm.fields, ...merge.toCrm };
  if (isEndedSeries(inCrm, zone)) return true;
  const inExchange = { ...exchange.fields, ...merge.toExchange };
  const kept = daysOf(spec, valueOf(merge.keptInCrm ?? {}, 'occurrences'));
  const deleted = [inCrm, inExchange].flatMap((fields) =>
    [...daysOf(spec, valueOf(fields, 'occurrences'))].filter(([day, { kind }]) => kind === 'deleted' && !kept.has(day)),
  );
  const occurrences = daysValue(new Map(deleted));
  return [inCrm, inExchange].some((fields) => isEndedSeries({ ...fields, occurrences }, zone));
}

/**
 * Rows L5 and L8 of a series of which the CRM deleted what was left: its record is there and says that nothing takes place any
 * more, which is what a deleted one says. The pair ends like that of a deleted record. Where it may not, the series stays in
 * Exchange for good (D1), and a record that loses to an edit in Exchange gets its occurrences back instead of a twin.
 * @returns a merge where the pair goes on
 */
export function planSeriesEnd(
  link: Link,
  pair: LivePair,
  context: PlanContext,
): Step | { readonly merge: MergeResult } {
  const { crm, exchange } = pair;
  // The two together leave nothing, and neither alone: the CRM has to learn first what was deleted in Exchange. Or the rule
  // gives no day at all, and nobody deleted anything. Or the two never agreed on a rule: days that only one of them gives are
  // nobody's deletion.
  const isAgreed = valueOf(link.baseCrm, 'time') !== null;
  if (!isDeletedDayByDay(crm.fields, context.zone) || !isAgreed) return { merge: waitingMerge(link, pair, context) };
  const step = planOneGone(withAgreedDeletions(link, exchange, context), { side: 'exchange', item: exchange }, context);
  if (step.kind === 'deleteInExchange') return { ...step, reason: reason(step.reason.row, 'last_occurrence_deleted') };
  if (step.kind === 'createInCrm' && crm.mayChange)
    return { merge: mergePair(link, pair, context, { older: DAYS_OF_SERIES }) };
  return { merge: mergeKeepingSeries(link, pair, context) };
}

/** Occurrences that were deleted in Exchange too are no edit that speaks for the series: the two say the same of them. */
function withAgreedDeletions(link: Link, { fields }: LiveExchange, { specs }: PlanContext): Link {
  const spec = specs['occurrences'];
  if (spec === undefined) return link;
  const deleted = [...daysOf(spec, valueOf(fields, 'occurrences'))].filter(([, { kind }]) => kind === 'deleted');
  const days = new Map([...daysOf(spec, valueOf(link.baseExchange, 'occurrences')), ...deleted]);
  return { ...link, baseExchange: { ...link.baseExchange, occurrences: daysValue(days) } };
}

/** A merge that deletes no series: what the CRM deleted of it stays in Exchange. */
export function mergeKeepingSeries(
  link: Pick<Link, 'baseCrm' | 'baseExchange'> | null,
  pair: LivePair,
  context: PlanContext,
  otherwise: Pick<Otherwise, 'reinstated'> = {},
): MergeResult {
  const days = { ...closedDays(pair.crm, pair.exchange, context), stays: () => true };
  const merge = mergePair(link, pair, context, { ...otherwise, closedDays: days });
  return endsSeries(merge, pair.exchange, context) ? waitingMerge(link, pair, context) : merge;
}

function waitingMerge(
  link: Pick<Link, 'baseCrm' | 'baseExchange'> | null,
  pair: LivePair,
  context: PlanContext,
): MergeResult {
  const closed: ClosedFields = (field) => (DAYS_OF_SERIES.includes(field) ? { toExchange: 'lastOccurrence' } : {});
  return mergePair(link, pair, context, { closed });
}
