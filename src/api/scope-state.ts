import type { ItemType } from '../model/index.ts';
import type { AccountStanding } from './resources.ts';

/** One word for how a mailbox × item type stands; the sentences are `page.state.*`. */
export type ScopeState =
  | 'inStep'
  | 'running'
  | 'hold'
  | 'relink'
  /** The CRM came back from a backup. */
  | 'restored'
  | 'paused'
  | 'never'
  | 'inactive'
  | 'failed'
  /** Several mailboxes of its server began to fail in the same way. */
  | 'stopped'
  /** The user may not have the mailbox (yet). */
  | 'claim'
  /** The plan of the first run waits for an approval. */
  | 'firstPlan';

export function scopeStateOf(account: AccountStanding, itemType: ItemType): ScopeState {
  if (!account.active) return 'inactive';
  if (account.claim !== 'granted') return 'claim';
  const scope = account.scopes.find((candidate) => candidate.itemType === itemType);
  if (scope?.lastRun?.state === 'running') return 'running';
  if (account.firstRun === 'awaitingApproval') return 'firstPlan';
  if (scope !== undefined && scope.status !== 'ok') return scope.status;
  if (account.schedule.state === 'paused') return 'paused';
  if (scope?.lastRun?.outcome === 'failed') return 'failed';
  if (account.heldBack.some((held) => held.itemType === itemType && held.because === 'server')) return 'stopped';
  return scope === undefined || scope.lastSuccessAt === null ? 'never' : 'inStep';
}
