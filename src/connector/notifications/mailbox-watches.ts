import type { WatchWay } from '../../exchange/mailbox-watch.ts';
import { errorFacts } from '../../observability/index.ts';
import type { AccountTarget } from '../account-target.ts';
import { itemTypesOf } from '../account-target.ts';
import type { ExchangeSides } from '../exchange-sides.ts';
import type { ConnectorParts } from '../parts.ts';
import { createHintGate } from './hint-gate.ts';
import { nextTryMs } from './next-try.ts';
import { createOpenings } from './openings.ts';
import type { WantedWatch } from './watch-key.ts';
import { createWatchPlaces } from './watch-places.ts';

/** How an account hears of changes in its mailbox. */
export interface AccountWatch {
  /**
   * `off`: the profile wants it so, or nothing is scheduled. `starting`: no run has succeeded yet, or the server was not
   * asked yet, or another process on the same database listens. `streaming`: told at once. `pull`: asked for every ten seconds. `interval`: not told, for a reason.
   */
  readonly state: 'off' | 'starting' | WatchWay | 'interval';
  readonly reason: { readonly code: string; readonly disposition: string } | null;
}

/**
 * One watch for each account that wants it. It begins when a run has succeeded, so that a wrong password is never tried
 * by it, and what it hears only starts runs: whether it works or not, the interval goes on.
 */
export interface MailboxWatches {
  /** @param wanted by account; the others are let go */
  refresh(wanted: ReadonlyMap<string, WantedWatch>): void;
  /** A run has opened the mailbox. */
  opened(accountId: string): void;
  /** A run was refused, or another process has run: nothing is asked before one of ours succeeds. */
  letGo(accountId: string): void;
  watchOf(accountId: string): AccountWatch;
  /** Ends all of them; resolves when the servers have been told, or cannot be. */
  stop(): Promise<void>;
}

export interface MailboxWatchesOptions {
  readonly sides: Pick<ExchangeSides, 'sideFor'>;
  readonly log: ConnectorParts['log'];
  /** As it stands now; `undefined` when it is not synchronised any more. */
  readonly targetOf: (accountId: string) => Promise<AccountTarget | undefined>;
  readonly onHint: (accountId: string) => void;
  readonly onChange: (accountId: string) => void;
  /** 0 to 1. */
  readonly random: () => number;
}

interface Entry {
  readonly id: string;
  readonly key: string;
  readonly server: string;
  isOpened: boolean;
  watch: AccountWatch;
  underway: { readonly stopping: AbortController; readonly ended: Promise<void> } | null;
  /** Milliseconds since the epoch. */
  listeningSince: number | null;
  failures: number;
  retry: NodeJS.Timeout | null;
}

const STARTING: AccountWatch = { state: 'starting', reason: null };
const OFF: AccountWatch = { state: 'off', reason: null };
const NO_PLACE: AccountWatch = {
  state: 'interval',
  reason: { code: 'watches_at_limit', disposition: 'backoff' },
};
/** Who listened for so long has not failed to. */
const STEADY_MS = 60_000;

export function createMailboxWatches(options: MailboxWatchesOptions): MailboxWatches {
  const { sides, log, targetOf, onChange, random } = options;
  const entries = new Map<string, Entry>();
  const openings = createOpenings();
  const places = createWatchPlaces();
  const hints = createHintGate(options.onHint);
  const leaving = new Set<Promise<void>>();
  let isStopped = false;

  const tell = (entry: Entry, watch: AccountWatch) => {
    const isNews = watch.state !== entry.watch.state || watch.reason?.code !== entry.watch.reason?.code;
    entry.watch = watch;
    if (isNews) onChange(entry.id);
    return isNews;
  };

  const begin = (entry: Entry) => {
    if (isStopped || !entry.isOpened || entry.underway !== null || entry.retry !== null) return;
    if (!places.take(entry.server, entry)) {
      tell(entry, NO_PLACE);
      return;
    }
    const stopping = new AbortController();
    entry.underway = { stopping, ended: watch(entry, stopping.signal) };
  };

  const watch = async (entry: Entry, signal: AbortSignal) => {
    const done = await openings.enter(signal);
    try {
      const target = signal.aborted ? undefined : await targetOf(entry.id);
      const side = target === undefined ? undefined : sides.sideFor(target);
      if (target === undefined || side?.watch === undefined || signal.aborted) return;
      const onListening = (way: WatchWay) => {
        done();
        entry.listeningSince ??= Date.now();
        if (tell(entry, { state: way, reason: null })) log.debug('mailbox watched', { accountId: entry.id });
      };
      await side.watch(itemTypesOf(target), { onHint: () => hints.hint(entry.id), onListening }, signal);
      // The side was closed. Whoever needs the next one opens it with a run.
      if (!signal.aborted) entry.isOpened = false;
    } catch (error) {
      if (!signal.aborted) fail(entry, error);
    } finally {
      done();
      entry.underway = null;
      entry.listeningSince = null;
      leavePlace(entry);
      if (entry.watch.reason === null && entries.get(entry.id) === entry) tell(entry, STARTING);
    }
  };

  /** Whoever waits for the place gets it. */
  const leavePlace = (left: Entry) => {
    places.leave(left.server, left);
    for (const entry of entries.values()) {
      if (entry.server === left.server && entry.watch === NO_PLACE) begin(entry);
    }
  };

  const fail = (entry: Entry, error: unknown) => {
    const facts = errorFacts(error);
    const { code = 'unexpected_error', disposition = 'bug', retryAfterMs = 0 } = facts;
    const wasSteady = entry.listeningSince !== null && Date.now() - entry.listeningSince > STEADY_MS;
    entry.failures = wasSteady ? 1 : entry.failures + 1;
    const isNews = tell(entry, { state: 'interval', reason: { code, disposition } });
    // Said once; that it is still so is no news.
    log[isNews ? 'info' : 'debug']('mailbox not watched', { ...facts, accountId: entry.id });
    const pauseMs = nextTryMs({ code, disposition, retryAfterMs, failures: entry.failures, jitter: random() });
    entry.retry = setTimeout(() => {
      entry.retry = null;
      begin(entry);
    }, pauseMs).unref();
  };

  const end = (entry: Entry) => {
    if (entry.retry !== null) clearTimeout(entry.retry);
    entry.retry = null;
    hints.forget(entry.id);
    if (entry.underway === null) return;
    const { stopping, ended } = entry.underway;
    stopping.abort();
    leaving.add(ended);
    void ended.then(() => leaving.delete(ended));
  };

  return {
    refresh: (wanted) => {
      for (const [id, entry] of entries) {
        if (wanted.get(id)?.key === entry.key) continue;
        end(entry);
        entries.delete(id);
      }
      for (const [id, watch] of wanted) {
        if (!entries.has(id)) entries.set(id, newEntry(id, watch));
      }
    },
    opened: (accountId) => {
      const entry = entries.get(accountId);
      if (entry === undefined) return;
      entry.isOpened = true;
      begin(entry);
    },
    letGo: (accountId) => {
      const entry = entries.get(accountId);
      if (entry === undefined) return;
      entry.isOpened = false;
      end(entry);
      tell(entry, STARTING);
    },
    watchOf: (accountId) => entries.get(accountId)?.watch ?? OFF,
    stop: async () => {
      isStopped = true;
      for (const entry of entries.values()) end(entry);
      await Promise.all(leaving);
    },
  };
}

function newEntry(id: string, { key, server }: WantedWatch): Entry {
  return {
    id,
    key,
    server,
    isOpened: false,
    watch: STARTING,
    underway: null,
    listeningSince: null,
    failures: 0,
    retry: null,
  };
}
