import type { Plan } from '../store/port.ts';
import type { PlanResource } from './schemas/plan.ts';

/** @param groups number of steps of each kind */
export function planResource(
  { accountId: _account, scopeId: _scope, kind, ...plan }: Plan,
  account: string,
  groups: Readonly<Record<string, number>>,
): PlanResource {
  return {
    ...plan,
    // A verification makes none.
    kind: kind === 'verify' ? 'sync' : kind,
    account,
    groups,
    mails: plan.counts.mails,
  };
}
