import type { ItemType } from '../model/index.ts';
import type { AccountStatus } from './resources.ts';

/** One word for how a mailbox × item type stands; the sentences are `page.state.*`. */
export type ScopeState = 'inStep' | 'running' | 'hold' | 'relink' | 'paused' | 'never' | 'inactive' | 'failed';

export function scopeStateOf(account: AccountStatus, itemType: ItemType): ScopeState {
  if (!account.active) return 'inactive';
  const scope = account.scopes.find((candidate) => candidate.itemType === itemType);
  if (scope?.lastRun?.state === 'running') return 'running';
  if (scope !== undefined && scope.status !== 'ok') return scope.status;
  if (account.schedule.state === 'paused') return 'paused';
  if (scope?.lastRun?.outcome === 'failed') return 'failed';
  return scope === undefined || scope.lastSuccessAt === null ? 'never' : 'inStep';
}
