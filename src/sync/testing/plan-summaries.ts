import type { PlanSummary } from '../brakes/plan-summary.ts';
import { NO_STEPS } from '../brakes/plan-summary.ts';

/** An ordinary run over 100 links that does nothing, with what is told otherwise. */
export function summaryOf(change: Partial<PlanSummary>): PlanSummary {
  return {
    ...NO_STEPS,
    liveLinks: 100,
    deletionsLast24h: 0,
    itemsSeen: { crm: null, exchange: null },
    firstSync: false,
    toApprove: null,
    ...change,
  };
}
