import type { RunRecord } from '../../store/port.ts';
import type { AccountStanding } from '../standing.ts';

/** How the accounts of a profile stand, as one word, the worst first. */
export interface ProfileState {
  readonly word: 'inactive' | 'unused' | 'failing' | 'attention' | 'running' | 'inStep' | 'never';
  readonly accounts: number;
  /** Accounts whose last run failed, or that are paused. */
  readonly failing: number;
  /** Accounts that wait for an approval or for a decision about their mailbox. */
  readonly held: number;
  /** ISO instant, of the account that is furthest behind; `null` when one never succeeded. */
  readonly lastSuccessAt: string | null;
  /** Of the worst account. */
  readonly problem: NonNullable<RunRecord['problem']> | null;
}

/** @param accounts all of the profile; those that are not active count, and cannot fail */
export function profileStateOf(active: boolean, accounts: readonly AccountStanding[]): ProfileState {
  const working = accounts.filter((account) => account.active);
  const failing = working.filter(isFailing);
  const held = working.filter((account) => !isFailing(account) && isHeld(account));
  const lastSuccessAt = oldest(working.filter(({ claim }) => claim === 'granted').map(lastSuccessOf));
  const facts = { accounts: accounts.length, failing: failing.length, held: held.length, lastSuccessAt };
  const problem = failing.map(problemOf).find((found) => found !== null) ?? null;
  const word = wordOf(active, working, facts);
  return { word, ...facts, problem };
}

function wordOf(
  active: boolean,
  working: readonly AccountStanding[],
  { failing, held, lastSuccessAt }: Pick<ProfileState, 'failing' | 'held' | 'lastSuccessAt'>,
): ProfileState['word'] {
  if (!active) return 'inactive';
  if (working.length === 0) return 'unused';
  if (failing > 0) return 'failing';
  if (held > 0) return 'attention';
  if (working.some(isRunning)) return 'running';
  return lastSuccessAt === null ? 'never' : 'inStep';
}

function isFailing({ claim, schedule, scopes }: AccountStanding): boolean {
  if (claim !== 'granted') return false;
  return (
    schedule.state === 'paused' ||
    scopes.some(({ status, lastRun }) => status === 'paused' || lastRun?.outcome === 'failed')
  );
}

/** A brake, a mailbox that is being recognised, a restored CRM: a person may have to look at a plan. */
const HELD: ReadonlySet<string> = new Set(['hold', 'relink', 'restored']);

function isHeld({ claim, firstRun, scopes }: AccountStanding): boolean {
  if (claim === 'waiting') return true;
  if (claim === 'refused') return false;
  return firstRun === 'awaitingApproval' || scopes.some(({ status }) => HELD.has(status));
}

function isRunning({ schedule, scopes }: AccountStanding): boolean {
  return schedule.state === 'running' || scopes.some(({ lastRun }) => lastRun?.state === 'running');
}

/** Of the item type that is furthest behind. */
function lastSuccessOf({ itemTypes, scopes }: AccountStanding): string | null {
  if (scopes.length < itemTypes.length) return null;
  return oldest(scopes.filter(({ itemType }) => itemTypes.includes(itemType)).map((scope) => scope.lastSuccessAt));
}

function oldest(instants: readonly (string | null)[]): string | null {
  if (instants.length === 0 || instants.includes(null)) return null;
  return instants.reduce((a, b) => ((a ?? '') < (b ?? '') ? a : b));
}

function problemOf({ schedule, scopes }: AccountStanding): ProfileState['problem'] {
  const run = scopes.map(({ lastRun }) => lastRun?.problem ?? null).find((problem) => problem !== null);
  if (run !== undefined && run !== null) return run;
  return schedule.reason && { code: schedule.reason.code, details: {} };
}
