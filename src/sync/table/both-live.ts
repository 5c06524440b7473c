import { isEndedSeries } from '../ended-series.ts';
import { categoriesDue } from '../marking.ts';
import { concernsOthers, fieldsInCommon } from '../meetings/closed-by-meeting.ts';
import { hasKeptDay } from '../meetings/closed-days.ts';
import { changedFields } from '../merge/base.ts';
import type { PlanContext } from '../plan-context.ts';
import { onlyIntroduces } from '../projection.ts';
import { reason } from '../reasons.ts';
import type { ItemRules } from '../rules.ts';
import type { Link } from '../state.ts';
import type { Marking, MergeResult, Reason, RowId, Step } from '../step.ts';
import { mailing, mergePair } from './merge-pair.ts';
import { pendingReason } from './pending-reason.ts';
import { endsSeries, planSeriesEnd } from './series-end.ts';
import type { LiveCrm, LiveExchange } from './steps.ts';
import { exclusionOfPair, hold, noop } from './steps.ts';

/** Rows L1–L4 and L10–L13, and O5: both items of a linked pair are there. */
export function planBothLive(link: Link, crm: LiveCrm, exchange: LiveExchange, context: PlanContext): Step {
  // O5: one of them became private, a series that cannot be told, or left the filter. Frozen as it is; a deletion now would
  // take away what the policy only meant to hide, and a write would tell what it hides.
  const excluded = exclusionOfPair('O5', crm, exchange);
  if (excluded !== null) return hold('asleep', excluded);

  // L12: both outside. The base is kept, so that a return into the window is an ordinary edit and not a new item.
  if (bothOutside(crm, exchange)) return hold('asleep', reason('L12', 'outside_window'));

  const merged = mergePair(link, { crm, exchange }, context);
  const end = endsSeries(merged, exchange, context) ? planSeriesEnd(link, { crm, exchange }, context) : null;
  if (end !== null && 'kind' in end) return end;
  const merge = end?.merge ?? merged;
  const marking = markingOfPair(link, exchange, merge, context.rules);
  const settles = {
    kind: 'merge',
    merge,
    marking,
    link: false,
    reopen: false,
    ...mailing(merge, exchange, context),
  } as const;
  if (Object.keys(merge.outcomes).length === 0) {
    // L1, O10
    const kept = hasKeptDay(link, context.specs) ? keptCode(crm, exchange, context) : null;
    if (marking === null) return noop('L1', kept ?? 'unchanged');
    return { ...settles, reason: categoriesReason(marking) };
  }
  const row = rowOf(link, crm, exchange, context);
  // L2–L4, L10, L11, L13 with the rule off: the base is not touched, so the edit flows when the rule is switched on.
  if (isOnlyPending(merge)) {
    if (marking === null) return hold('pending', pendingReason(row, merge, crm, context.rules));
    return { ...settles, reason: categoriesReason(marking) };
  }
  return {
    ...settles,
    reason: mergeReason(row, merge, merge.keptInCrm === undefined ? null : keptCode(crm, exchange, context)),
    ...(onlyIntroduces(link.projection, merge) ? { introduces: true } : {}),
  };
}

/** A pair is outside only as a whole. Judged side by side, a moved date would look like a deletion on one of them. */
export function bothOutside(crm: LiveCrm, exchange: LiveExchange): boolean {
  return crm.takesPart.kind === 'out' && exchange.takesPart.kind === 'out';
}

/**
 * Marks of a pair that is linked already. A pair that was linked while CRM → Exchange was off carries no stamp: the
 * first write that goes there anyway takes it along; a write of its own would cost the server one per item. Categories
 * that have come into the profile since are worth one (O10).
 */
export function markingOfPair(
  link: Link,
  exchange: LiveExchange,
  merge: MergeResult,
  rules: ItemRules,
): Marking | null {
  const categories = categoriesDue(rules, exchange.categories, link.givenCategories);
  const isUnstamped = Object.keys(merge.toExchange).length > 0 && exchange.stamp !== link.stamp;
  return isUnstamped || categories.length > 0 ? { stamp: rules.updateCrmToExchange, categories } : null;
}

function categoriesReason({ categories }: Marking): Reason {
  return reason('O10', 'categories_due', { categories: categories.length });
}

/** Fields and conflicts for the sentence that tells a person what a merge did. */
export function countsOf(merge: MergeResult): { readonly fields: number; readonly conflicts: number } {
  return { fields: Object.keys(merge.outcomes).length, conflicts: merge.conflicts.length };
}

/**
 * L10, L11, L13: the edit carries the item (or its counterpart) out of the window. It is an ordinary change of date
 * and travels once; then the pair sleeps. Both outside again is L12.
 */
function rowOf(link: Link, crm: LiveCrm, exchange: LiveExchange, context: PlanContext): RowId {
  const specs = fieldsInCommon(crm, exchange, context.specs);
  const crmChanged = changedFields(specs, link.baseCrm, crm.fields).length > 0;
  const exchangeChanged = changedFields(specs, link.baseExchange, exchange.fields).length > 0;
  const oneOutside = crm.takesPart.kind === 'out' || exchange.takesPart.kind === 'out';
  if (crmChanged && exchangeChanged) return oneOutside ? 'L13' : 'L4';
  if (crmChanged) return crm.takesPart.kind === 'out' ? 'L10' : 'L2';
  return exchange.takesPart.kind === 'out' ? 'L11' : 'L3';
}

export function isOnlyPending(merge: MergeResult): boolean {
  return Object.values(merge.outcomes).every((outcome) => outcome.kind === 'pending');
}

type KeptCode = 'occurrence_kept' | 'last_occurrence_kept';

/** What is told of occurrences that the CRM deleted and Exchange keeps: some of a meeting, or all that a series has. */
function keptCode(crm: LiveCrm, { meeting }: LiveExchange, { zone }: PlanContext): KeptCode | null {
  if (concernsOthers(meeting)) return 'occurrence_kept';
  return isEndedSeries(crm.fields, zone) ? 'last_occurrence_kept' : null;
}

function mergeReason(row: RowId, merge: MergeResult, kept: KeptCode | null): Reason {
  const { fields, conflicts } = countsOf(merge);
  const writes = Object.keys(merge.toCrm).length + Object.keys(merge.toExchange).length;
  if (writes === 0) return reason(row, kept ?? 'equal_on_both_sides');
  switch (row) {
    case 'L2':
      return reason(row, 'changed_in_crm', { fields });
    case 'L3':
      return reason(row, 'changed_in_exchange', { fields });
    case 'L4':
      return reason(row, 'changed_on_both_sides', { fields, conflicts });
    default:
      return reason(row, 'left_window', { fields, conflicts });
  }
}
