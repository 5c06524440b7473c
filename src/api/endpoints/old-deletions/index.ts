import type { Endpoint } from '../../endpoint.ts';
import { getOldDeletions } from './get-old-deletions.ts';
import { leaveOldDeletions } from './leave-old-deletions.ts';
import { planOldDeletions } from './plan-old-deletions.ts';

/** Deletions from before their rule was switched on. The plan of them is a plan like others. */
export const OLD_DELETIONS_ENDPOINTS: readonly Endpoint[] = [getOldDeletions, leaveOldDeletions, planOldDeletions];
