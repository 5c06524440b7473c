import type { Endpoint } from '../../endpoint.ts';
import { applyPlan } from './apply-plan.ts';
import { getPlan } from './get-plan.ts';
import { getPlanSteps } from './get-plan-steps.ts';

/** Plans as documents: what runs that wrote nothing would have done. */
export const PLAN_ENDPOINTS: readonly Endpoint[] = [applyPlan, getPlan, getPlanSteps];
