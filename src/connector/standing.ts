import type { AccountSchedule } from '../jobs/index.ts';
import type { ItemType } from '../model/index.ts';
import { ITEM_TYPES } from '../model/index.ts';
import type { MailboxClaim } from '../settings/settings.ts';
import type { ScopeStanding as StoredStanding } from '../store/index.ts';
import type { Scope } from '../store/port.ts';
import type { AccountTarget } from './account-target.ts';
import { isActive, itemTypesOf } from './account-target.ts';
import { byAccount } from './by-account.ts';
import type { Connector } from './connector.ts';
import type { FirstRunState } from './first-run.ts';
import { firstRunOf } from './first-run.ts';
import type { HeldBack } from './held-back/admission.ts';
import { scheduleOf } from './installation/schedule-of.ts';
import type { AccountWatch } from './notifications/mailbox-watches.ts';
import type { Run } from './run.ts';
import type { RunBoard } from './run-board.ts';

/** How an account stands, without numbers of items: enough for one word, and cheap for thousands of accounts. */
export interface AccountStanding {
  /** Account, profile and user are. */
  readonly active: boolean;
  /** Whether the user may have this mailbox. */
  readonly claim: MailboxClaim['state'];
  readonly firstRun: FirstRunState;
  readonly schedule: AccountSchedule;
  readonly watch: AccountWatch;
  /** Item types that the schedule leaves out for now, and why. */
  readonly heldBack: readonly HeldBack[];
  /** Of the profile. */
  readonly intervalSeconds: number;
  /** Item types that are switched on in profile and account. A scope appears with its first run. */
  readonly itemTypes: readonly ItemType[];
  readonly scopes: readonly ScopeStanding[];
}

export interface ScopeStanding extends Pick<Scope, 'itemType' | 'status' | 'lastSuccessAt'> {
  readonly lastRun: Pick<Run, 'state' | 'outcome' | 'problem'> | null;
}

/**
 * One statement, whatever the number of accounts.
 * @param targets of the accounts that are asked for
 * @param everybody they are all there are
 * @returns by id of the account
 */
export async function readStandings(
  {
    parts,
    board,
    scheduler,
    watches,
    admission,
  }: Pick<Connector, 'parts' | 'board' | 'scheduler' | 'watches' | 'admission'>,
  targets: readonly AccountTarget[],
  everybody = false,
): Promise<ReadonlyMap<string, AccountStanding>> {
  const accountIds = everybody ? null : targets.map(({ account }) => account.id);
  const scopesOf = byAccount(await parts.reports.listStandings(accountIds));
  const live = liveRuns(board);
  return new Map(
    targets.map((target) => {
      const scopes = inOrder(scopesOf(target.account.id));
      const standing: AccountStanding = {
        ...standingOf({ parts, scheduler, watches, admission }, target, scopes),
        scopes: scopes.map((scope) => ({ ...scope, lastRun: live.get(scope.id) ?? past(scope.lastRun) })),
      };
      return [target.account.id, standing];
    }),
  );
}

/** What of a standing does not depend on runs. @param scopes of the account */
export function standingOf(
  { parts, scheduler, watches, admission }: Pick<Connector, 'parts' | 'scheduler' | 'watches' | 'admission'>,
  target: AccountTarget,
  scopes: readonly Pick<Scope, 'lastSuccessAt'>[],
): Omit<AccountStanding, 'scopes'> {
  return {
    active: isActive(target),
    claim: target.claim.state,
    firstRun: firstRunOf(target, scopes),
    schedule: scheduleOf({ parts, scheduler }, target.account.id),
    watch: watches.watchOf(target.account.id),
    heldBack: parts.installation.doubt() === null ? admission.heldBack(target) : [],
    intervalSeconds: target.profile.intervalSeconds,
    itemTypes: itemTypesOf(target),
  };
}

/** The newest run of each scope that this process has begun; it knows more of it than the history. */
export function liveRuns(board: RunBoard): ReadonlyMap<string, Run> {
  const newest = new Map<string, Run>();
  for (const run of board.newestFirst()) {
    if (run.state !== 'waiting' && !newest.has(run.scopeId)) newest.set(run.scopeId, run);
  }
  return newest;
}

/** In the order in which item types are told everywhere. */
export function inOrder<T extends Pick<Scope, 'itemType'>>(scopes: readonly T[]): readonly T[] {
  return ITEM_TYPES.flatMap((itemType) => scopes.filter((scope) => scope.itemType === itemType));
}

function past(run: StoredStanding['lastRun']): ScopeStanding['lastRun'] {
  if (run === null) return null;
  const { outcome, problem } = run;
  return outcome === 'running' ? { state: 'running', outcome: null, problem } : { state: 'finished', outcome, problem };
}
