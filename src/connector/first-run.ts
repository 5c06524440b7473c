import type { Scope } from '../store/port.ts';
import type { AccountTarget } from './account-target.ts';

/** `awaitingApproval`: nothing is written before somebody approves the plan of the first run. */
export type FirstRunState = 'awaitingApproval' | 'done';

/** @param scopes of this account */
export function firstRunOf(
  { account }: Pick<AccountTarget, 'account'>,
  scopes: readonly Pick<Scope, 'lastSuccessAt'>[],
): FirstRunState {
  if (account.firstRun === 'automatic') return 'done';
  return scopes.some(({ lastSuccessAt }) => lastSuccessAt !== null) ? 'done' : 'awaitingApproval';
}
