import type { BrakeLimits } from './guard.ts';
import type { PlanSummary } from './plan-summary.ts';

/**
 * Whether it matters to a brake how many links there are. Below the absolute numbers of the limits no share can be
 * passed; and counting links costs as much as the mailbox is large, for every change in it.
 */
export function needsLinks(summary: Omit<PlanSummary, 'liveLinks'>, limits: BrakeLimits): boolean {
  const deletions = summary.deleteInCrm + summary.deleteInExchange;
  return (
    summary.freeze !== undefined ||
    (deletions > 0 && deletions + summary.deletionsLast24h > limits.massDelete.items) ||
    Math.max(summary.updateInCrm, summary.updateInExchange) > limits.massChange.items ||
    (!summary.firstSync && Math.max(summary.createInCrm, summary.createInExchange) > limits.massCreate.items) ||
    Math.max(summary.vanishedInCrm, summary.vanishedInExchange) >= limits.sideEmpty.links ||
    summary.itemsSeen.crm === 0 ||
    summary.itemsSeen.exchange === 0
  );
}
