import type { ScheduledAccount, Scheduler } from '../jobs/index.ts';
import { createScheduler } from '../jobs/index.ts';
import type { ItemType } from '../model/index.ts';
import { errorFacts } from '../observability/index.ts';
import { hasServiceAccount } from '../settings/index.ts';
import type { AccountTarget } from './account-target.ts';
import { isRunnable, itemTypesOf, listTargets } from './account-target.ts';
import { withAddresses } from './addresses/with-addresses.ts';
import { byAccount } from './by-account.ts';
import type { ConnectorEvent, EventHub } from './events.ts';
import { createEventHub } from './events.ts';
import type { ExchangeSides } from './exchange-sides.ts';
import { createExchangeSides } from './exchange-sides.ts';
import { firstRunOf } from './first-run.ts';
import type { Admission } from './held-back/admission.ts';
import { createAdmission } from './held-back/admission.ts';
import { tellPastFailures } from './held-back/known-before.ts';
import { isConfirmed } from './installation/is-confirmed.ts';
import type { MailboxWatches } from './notifications/mailbox-watches.ts';
import { createMailboxWatches } from './notifications/mailbox-watches.ts';
import { wantedWatches } from './notifications/watch-key.ts';
import type { ConnectorParts } from './parts.ts';
import type { RunBoard } from './run-board.ts';
import { createRunBoard } from './run-board.ts';
import type { ConnectionTests } from './settings/connection-tests.ts';
import { createConnectionTests } from './settings/connection-tests.ts';
import type { MailboxDirectory } from './settings/mailbox-directory.ts';
import { createMailboxDirectory } from './settings/mailbox-directory.ts';
import type { Synchroniser } from './synchroniser.ts';
import { createSynchroniser } from './synchroniser.ts';
import { within } from './within.ts';

/** The running product: the parts, and what lives as long as the process. Use cases take it as their first argument. */
export interface Connector {
  readonly parts: ConnectorParts;
  readonly events: EventHub;
  readonly board: RunBoard;
  readonly sides: ExchangeSides;
  readonly directory: MailboxDirectory;
  readonly connectionTests: ConnectionTests;
  readonly synchroniser: Synchroniser;
  readonly scheduler: Scheduler;
  readonly admission: Admission;
  readonly watches: MailboxWatches;
  /** Begins to synchronise every active account at its interval. Without it, runs happen only on request. */
  startSchedule(): Promise<void>;
  /** Ends what is under way, within about ten seconds, and closes the connections to Exchange. */
  close(): Promise<void>;
}

const ACCOUNTS_AT_ONCE = 2;
/** Long enough for the fields of one form to be saved together, short enough to be felt as immediate. */
const EDIT_DEBOUNCE_MS = 300;
/** A run that takes longer is cut off: it continues where it was at the next start. */
const GRACE_MS = 5_000;
/** Until settings that were changed through another process on the same database are seen. */
const LOOK_AGAIN_MS = 30_000;

export function createConnector(given: ConnectorParts): Connector {
  const parts = { ...given, ...withAddresses(given) };
  const events = createEventHub();
  const board = createRunBoard(events);
  const sides = createExchangeSides(parts);
  const admission = createAdmission({ nowMs: Date.now, random: Math.random, onRelease: () => scheduler.wake() });
  const synchroniser = createSynchroniser(parts, sides, board, events, admission);
  let knowsThePast = false;
  const scheduler = createScheduler({
    listAccounts: async () => {
      const targets = await listScheduledTargets(parts);
      if (!knowsThePast) await tellPastFailures(parts, admission, targets);
      knowsThePast = true;
      admission.refresh(targets);
      watches.refresh(wantedWatches(targets));
      return targets.map(scheduledAccount);
    },
    run: async (accountId, trigger, sinceMs) => {
      try {
        const [target] = await listScheduledTargets(parts, [accountId]);
        if (target === undefined) return { kind: 'done' };
        const waiting = admission.heldBack(target).map(({ itemType }) => itemType);
        const due = itemTypesOf(target).filter((itemType) => !waiting.includes(itemType));
        if (trigger === 'schedule' && due.length > 0 && (await ranElsewhere(parts, accountId, due, sinceMs))) {
          // Whoever has run last listens: two that do would both start a run for each change.
          watches.letGo(accountId);
          return { kind: 'done' };
        }
        const itemTypes = admission.admit(target);
        if (itemTypes.length === 0) return { kind: 'left', restWithinMs: admission.restWithinMs(target) ?? 0 };
        const request = {
          accountName: target.account.name,
          itemTypes,
          trigger,
          dryRun: false,
          approvedHashes: [],
          approvedBy: null,
        };
        return await (await synchroniser.start(request)).finished;
      } catch (error) {
        // Before there was a run that could tell it: a database that is away for a moment.
        const facts = errorFacts(error);
        parts.log.error('run not started', { ...facts, accountId });
        const { code = 'unexpected_error', disposition = 'bug', retryAfterMs = null } = facts;
        return { kind: 'failed', code, disposition, retryAfterMs };
      }
    },
    concurrency: ACCOUNTS_AT_ONCE,
    random: Math.random,
    debounceMs: EDIT_DEBOUNCE_MS,
    onChange: (accountId) => events.publish({ kind: 'account', accountId }),
  });
  const watches = createMailboxWatches({
    sides,
    log: parts.log,
    targetOf: async (accountId) => (await listScheduledTargets(parts, [accountId]))[0],
    onHint: (accountId) => scheduler.soon(accountId),
    onChange: (accountId) => events.publish({ kind: 'account', accountId }),
    random: Math.random,
  });
  let scheduling = false;
  let lookAgain: NodeJS.Timeout | undefined;
  /** Whoever changed something does not wait for this, and a database that is away for a moment must not end the process. */
  const refreshSoon = () => {
    if (!scheduling) return;
    scheduler.refresh().catch((error: unknown) => parts.log.error('schedule not refreshed', errorFacts(error)));
  };
  synchroniser.onOutcome((accountId, outcome, provesNothing) => {
    if (!provesNothing) scheduler.report(accountId, outcome);
    if (!provesNothing && outcome.kind !== 'failed') watches.opened(accountId);
    if (outcome.kind === 'failed' && outcome.disposition === 'reauth') watches.letGo(accountId);
    // The first run, approved by a person, has ended, or a dry run has found the memory of an account that was deleted
    // and made again: from now on it may go by itself.
    const isNew = scheduler.scheduleOf(accountId).state === 'unscheduled';
    if (isNew) refreshSoon();
  });
  const refreshOnSettings = (event: ConnectorEvent) => {
    if (event.kind === 'settings') refreshSoon();
  };
  events.subscribe(refreshOnSettings);
  parts.installation.onChange(refreshSoon);

  return {
    parts,
    events,
    board,
    sides,
    directory: createMailboxDirectory(parts),
    connectionTests: createConnectionTests(parts),
    synchroniser,
    scheduler,
    admission,
    watches,
    startSchedule: async () => {
      scheduling = true;
      await scheduler.refresh();
      // Nobody tells of settings that are changed through another process.
      if (parts.sharesDatabase) lookAgain = setInterval(refreshSoon, LOOK_AGAIN_MS).unref();
    },
    close: async () => {
      scheduling = false;
      clearInterval(lookAgain);
      const quiet = Promise.all([watches.stop(), scheduler.stop(), synchroniser.close()]);
      await within(GRACE_MS, quiet);
      await within(GRACE_MS, sides.closeAll());
      await within(GRACE_MS, quiet);
    },
  };
}

/** Several processes on one database all keep the schedule; whoever is due first runs for the others. */
async function ranElsewhere(
  parts: ConnectorParts,
  accountId: string,
  itemTypes: readonly ItemType[],
  sinceMs: number,
): Promise<boolean> {
  if (!parts.sharesDatabase) return false;
  const all = await parts.store.listScopes([accountId]);
  const scopes = all.filter(({ itemType }) => itemTypes.includes(itemType));
  return scopes.length > 0 && scopes.every(({ lastRunAt }) => lastRunAt !== null && Date.parse(lastRunAt) > sinceMs);
}

function scheduledAccount({ account, profile, user, claim }: AccountTarget): ScheduledAccount {
  return {
    id: account.id,
    intervalMs: profile.intervalSeconds * 1000,
    asItHappens: profile.asItHappens,
    settingsVersion: JSON.stringify([account.version, profile.version, user.email, user.timeZone, claim.state]),
    serviceAccount: hasServiceAccount(profile) ? profile.id : null,
  };
}

/** None while nobody has confirmed the database; and without the accounts whose first run is a plan that somebody has to approve. */
async function listScheduledTargets(
  parts: ConnectorParts,
  accountIds?: readonly string[],
): Promise<readonly AccountTarget[]> {
  if (!(await isConfirmed(parts))) return [];
  const [targets, scopes] = await Promise.all([
    listTargets(parts, accountIds && { ids: accountIds }),
    parts.store.listScopes(accountIds),
  ]);
  const scopesOf = byAccount(scopes);
  return targets.filter((target) => isRunnable(target) && firstRunOf(target, scopesOf(target.account.id)) === 'done');
}
