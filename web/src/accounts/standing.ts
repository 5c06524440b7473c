import type { Account } from '../api/accounts.ts';
import type { AccountStatus } from '../api/status.ts';

type Scope = AccountStatus['scopes'][number];

export interface Problem {
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** How an account stands as a whole, the most urgent first; its word and sentence are `accounts.standing.*`. */
export type Standing =
  | {
      readonly kind:
        | 'off'
        | 'profileOff'
        | 'userOff'
        | 'empty'
        | 'claimRefused'
        | 'claimWaiting'
        | 'firstPlan'
        | 'running'
        | 'restored'
        | 'never'
        | 'inStep';
    }
  | { readonly kind: 'held' | 'paused' | 'failed' | 'backingOff' | 'relink'; readonly problem: Problem | null }
  /** In step, and some items wait for a person. */
  | { readonly kind: 'attention'; readonly review: number; readonly quarantined: number };

/**
 * @param status `undefined` while it is not known
 * @param profileActive its profile is among those that users can choose
 */
export function standingOf(account: Account, status: AccountStatus | undefined, profileActive: boolean): Standing {
  if (!account.active) return { kind: 'off' };
  if (!profileActive) return { kind: 'profileOff' };
  if (account.claim.state === 'refused') return { kind: 'claimRefused' };
  if (account.claim.state === 'waiting') return { kind: 'claimWaiting' };
  if (status === undefined) return { kind: 'never' };
  if (!status.active) return { kind: 'userOff' };
  if (status.itemTypes.length === 0) return { kind: 'empty' };
  return ofScopes(status);
}

function ofScopes(status: AccountStatus): Standing {
  const { schedule } = status;
  const scopes = status.scopes.filter(({ itemType }) => status.itemTypes.includes(itemType));
  // Who only looks changes nothing about how the account stands.
  const lastRuns = scopes.flatMap(({ lastRun }) => (lastRun === null || lastRun.dryRun ? [] : lastRun));
  if (lastRuns.some(({ state }) => state === 'running')) return { kind: 'running' };
  const failed = lastRuns.find(({ outcome }) => outcome === 'failed');
  if (failed !== undefined) return { kind: 'failed', problem: failed.problem };
  const held = heldByBrake(status);
  if (held !== undefined) return { kind: 'held', problem: problemOf(held.statusReason) };
  if (awaitsFirstPlan(status)) return { kind: 'firstPlan' };
  const paused = scopes.find((scope) => scope.status === 'paused');
  if (paused !== undefined) return { kind: 'paused', problem: problemOf(paused.statusReason) };
  if (schedule.state === 'paused' || schedule.state === 'backingOff')
    return { kind: schedule.state, problem: schedule.reason && { code: schedule.reason.code, details: {} } };
  const stopped = status.heldBack.find(({ because }) => because === 'server');
  if (stopped !== undefined) return { kind: 'backingOff', problem: stopped.problem };
  if (scopes.some((scope) => scope.status === 'restored')) return { kind: 'restored' };
  // Another mailbox, many items gone at once, or a database from a backup: the reason says which.
  const recognising = scopes.find((scope) => scope.status === 'relink');
  if (recognising !== undefined) return { kind: 'relink', problem: problemOf(recognising.statusReason) };
  if (status.itemTypes.some((itemType) => !succeeded(scopes, itemType))) return { kind: 'never' };
  const review = sum(scopes.map(({ unlinked }) => unlinked.review));
  const quarantined = sum(scopes.map((scope) => scope.quarantined));
  return review + quarantined > 0 ? { kind: 'attention', review, quarantined } : { kind: 'inStep' };
}

/**
 * The plan of a first run waits: of all item types, or of one that was not approved together with the others, or
 * whose plan had changed by then.
 */
export function awaitsFirstPlan({ firstRun, scopes }: AccountStatus): boolean {
  return firstRun === 'awaitingApproval' || scopes.some((scope) => isHeld(scope) && isFirstRun(scope));
}

/** The first scope that any other brake holds. */
export function heldByBrake({ scopes }: AccountStatus): Scope | undefined {
  return scopes.find((scope) => isHeld(scope) && !isFirstRun(scope));
}

/** A plan waits because the CRM was restored from a backup. */
export function waitsAfterRestore({ scopes }: AccountStatus): boolean {
  return scopes.some((scope) => scope.status === 'restored' && isHeld(scope));
}

/** While a mailbox or a restored CRM is recognised again, a plan with too much that is unclear waits as well. */
function isHeld({ status, lastRun }: Scope): boolean {
  if (status === 'relink' || status === 'restored') return lastRun?.outcome === 'held';
  return status === 'hold';
}

function isFirstRun({ statusReason }: Scope): boolean {
  return statusReason?.code === 'brake_first_run';
}

function succeeded(scopes: AccountStatus['scopes'], itemType: string): boolean {
  return scopes.some((scope) => scope.itemType === itemType && scope.lastSuccessAt !== null);
}

function problemOf(reason: Scope['statusReason']): Problem | null {
  return reason === null ? null : { code: reason.code, details: reason.params ?? {} };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

export const STANDING_COLOURS: Readonly<Record<Standing['kind'], string>> = {
  off: 'gray.7',
  profileOff: 'gray.7',
  userOff: 'gray.7',
  empty: 'gray.7',
  never: 'gray.7',
  claimRefused: 'red.9',
  failed: 'red.9',
  claimWaiting: 'orange.9',
  firstPlan: 'orange.9',
  held: 'orange.9',
  paused: 'orange.9',
  backingOff: 'orange.9',
  relink: 'orange.9',
  restored: 'orange.9',
  attention: 'orange.9',
  running: 'lagoon.8',
  inStep: 'teal.9',
};
