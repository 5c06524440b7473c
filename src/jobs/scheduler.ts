import type { AttemptOutcome } from './retry-delay.ts';
import { nextAttempt } from './retry-delay.ts';

/** An account that shall be synchronised again and again. */
export interface ScheduledAccount {
  readonly id: string;
  readonly intervalMs: number;
  /** Changes are a reason to run before the interval is over. */
  readonly asItHappens: boolean;
  /** Differs when anything changed that may let a paused account work again. */
  readonly settingsVersion: string;
  /** Accounts with the same one sign in with the same password; `null`: with one of its own. */
  readonly serviceAccount: string | null;
}

export type ScheduleTrigger = 'schedule' | 'change';

export interface SchedulerOptions {
  /** Active accounts only. */
  readonly listAccounts: () => Promise<readonly ScheduledAccount[]>;
  /**
   * Resolves when the runs of the account have ended. What it throws counts as a defect.
   * @param sinceMs milliseconds since the epoch: when the schedule last had to do with the account
   */
  readonly run: (accountId: string, trigger: ScheduleTrigger, sinceMs: number) => Promise<AttemptOutcome>;
  /** Accounts that are synchronised at one time. */
  readonly concurrency: number;
  /** 0 to 1. */
  readonly random: () => number;
  /** Edits that follow each other within this time are carried by one run. */
  readonly debounceMs: number;
  readonly onChange: (accountId: string) => void;
}

/** What a person is told about the schedule of an account. */
export interface AccountSchedule {
  /** `unscheduled`: not active, or nothing to synchronise. */
  readonly state: 'waiting' | 'running' | 'backingOff' | 'paused' | 'unscheduled';
  /** ISO instant; `null` while running, paused or unscheduled. */
  readonly nextRunAt: string | null;
  /** Why it is paused, held or backing off. */
  readonly reason: { readonly code: string; readonly disposition: string } | null;
  readonly failures: number;
}

export interface Scheduler {
  /** Reads the accounts and begins; call it again whenever settings changed. */
  refresh(): Promise<void>;
  /** Something changed on either side: run soon, unless the account waits for its interval, is paused or is backing off. */
  soon(accountId: string): void;
  /** What was left for later may go now. */
  wake(): void;
  /** An account was run by somebody else: a person's success ends a pause. */
  report(accountId: string, outcome: AttemptOutcome): void;
  scheduleOf(accountId: string): AccountSchedule;
  /** Starts nothing more; resolves when what is under way has ended. */
  stop(): Promise<void>;
}

interface Entry {
  account: ScheduledAccount;
  /** Milliseconds since the epoch; `null` is paused. */
  dueAt: number | null;
  trigger: ScheduleTrigger;
  /** Milliseconds since the epoch: the end of the last attempt, or when the account or its settings appeared. */
  sinceMs: number;
  running: Promise<void> | null;
  /** A change came while it was running: what that run read may be older. */
  again: boolean;
  /** Switched off while it was running. */
  dropped: boolean;
  failures: number;
  reason: AccountSchedule['reason'];
  /** Something of it was left for later by the last attempt. */
  hasRest: boolean;
}

/** Far above any interval; `setTimeout` takes no more than 2^31 milliseconds. */
const LONGEST_SLEEP_MS = 86_400_000;

/** One process, one timer: wakes for the account that is due first. */
export function createScheduler(options: SchedulerOptions): Scheduler {
  const entries = new Map<string, Entry>();
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  const runningCount = () => [...entries.values()].filter(({ running }) => running !== null).length;

  const arm = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (stopped || runningCount() >= options.concurrency) return;
    const due = [...entries.values()].flatMap(({ dueAt, running }) => (dueAt === null || running ? [] : [dueAt]));
    if (due.length === 0) return;
    const sleep = Math.min(LONGEST_SLEEP_MS, Math.max(0, Math.min(...due) - Date.now()));
    timer = setTimeout(startDue, sleep);
  };

  const startDue = () => {
    const now = Date.now();
    const due = [...entries.values()]
      .filter(({ dueAt, running }) => dueAt !== null && dueAt <= now && running === null)
      .sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0));
    for (const entry of due.slice(0, Math.max(0, options.concurrency - runningCount()))) start(entry);
    arm();
  };

  const start = (entry: Entry) => {
    const { id } = entry.account;
    const { trigger } = entry;
    entry.again = false;
    entry.trigger = 'schedule';
    entry.running = attempt(entry, trigger);
    options.onChange(id);
  };

  const attempt = async (entry: Entry, trigger: ScheduleTrigger) => {
    let outcome: AttemptOutcome;
    try {
      outcome = await options.run(entry.account.id, trigger, entry.sinceMs);
    } catch {
      outcome = { kind: 'failed', code: 'unexpected_error', disposition: 'bug', retryAfterMs: null };
    }
    entry.running = null;
    // What could not be done is still to be done for the same reason.
    if (outcome.kind === 'failed' || outcome.kind === 'left') entry.trigger = trigger;
    settle(entry, outcome);
  };

  /** What kept this account kept others that sign in with the same password. */
  const wakeOthers = ({ account: { serviceAccount }, reason }: Entry) => {
    if (serviceAccount === null) return;
    for (const other of entries.values()) {
      const isPaused = other.dueAt === null && other.running === null && other.reason?.code === reason?.code;
      if (isPaused && other.account.serviceAccount === serviceAccount) other.dueAt = Date.now();
    }
  };

  const settle = (entry: Entry, outcome: AttemptOutcome) => {
    if (entry.dropped) entries.delete(entry.account.id);
    entry.hasRest = 'restWithinMs' in outcome;
    if (outcome.kind !== 'left') learn(entry, outcome);
    const { intervalMs } = entry.account;
    const next = nextAttempt(outcome, { intervalMs, failures: entry.failures, jitter: options.random() });
    entry.dueAt = next.kind === 'pause' ? null : Date.now() + next.ms;
    if (entry.again && outcome.kind === 'done') hurry(entry);
    options.onChange(entry.account.id);
    arm();
  };

  const learn = (entry: Entry, outcome: AttemptOutcome) => {
    if (outcome.kind !== 'failed' && entry.reason !== null) wakeOthers(entry);
    entry.failures = outcome.kind === 'failed' ? entry.failures + 1 : 0;
    entry.reason = reasonOf(outcome);
    entry.sinceMs = Date.now();
  };

  const hurry = (entry: Entry) => {
    entry.trigger = 'change';
    entry.dueAt = Math.min(entry.dueAt ?? Number.POSITIVE_INFINITY, Date.now() + options.debounceMs);
  };

  return {
    refresh: async () => {
      const accounts = await options.listAccounts();
      if (stopped) return;
      const ids = new Set(accounts.map(({ id }) => id));
      for (const [id, entry] of entries) {
        entry.dropped = !ids.has(id);
        if (entry.dropped && entry.running === null) entries.delete(id);
      }
      for (const account of accounts) {
        const entry = entries.get(account.id);
        if (entry === undefined) entries.set(account.id, newEntry(account));
        else if (entry.account.settingsVersion !== account.settingsVersion) {
          Object.assign(entry, {
            account,
            dueAt: Date.now(),
            sinceMs: Date.now(),
            failures: 0,
            reason: null,
            again: entry.running !== null,
          });
        }
        if (entry?.account.settingsVersion !== account.settingsVersion) options.onChange(account.id);
      }
      arm();
    },
    soon: (accountId) => {
      const entry = entries.get(accountId);
      if (entry === undefined || !entry.account.asItHappens) return;
      if (entry.running !== null) entry.again = true;
      else if (entry.dueAt !== null && entry.failures === 0 && entry.reason === null) hurry(entry);
      arm();
    },
    wake: () => {
      for (const entry of entries.values())
        if (entry.hasRest && entry.running === null && entry.dueAt !== null) entry.dueAt = Date.now();
      arm();
    },
    report: (accountId, outcome) => {
      const entry = entries.get(accountId);
      if (entry !== undefined && entry.running === null) settle(entry, outcome);
    },
    scheduleOf: (accountId) => describe(entries.get(accountId)),
    stop: async () => {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      await Promise.all([...entries.values()].flatMap(({ running }) => running ?? []));
    },
  };
}

function newEntry(account: ScheduledAccount): Entry {
  return {
    account,
    dueAt: Date.now(),
    trigger: 'schedule',
    sinceMs: Date.now(),
    running: null,
    again: false,
    dropped: false,
    failures: 0,
    reason: null,
    hasRest: false,
  };
}

function reasonOf(outcome: AttemptOutcome): AccountSchedule['reason'] {
  if (outcome.kind === 'done' || outcome.kind === 'left') return null;
  if (outcome.kind === 'held') return { code: 'held', disposition: 'halt' };
  return { code: outcome.code, disposition: outcome.disposition };
}

function describe(entry: Entry | undefined): AccountSchedule {
  if (entry === undefined) return { state: 'unscheduled', nextRunAt: null, reason: null, failures: 0 };
  const { reason, failures, running, dueAt } = entry;
  if (running !== null) return { state: 'running', nextRunAt: null, reason, failures };
  if (dueAt === null) return { state: 'paused', nextRunAt: null, reason, failures };
  const nextRunAt = new Date(dueAt).toISOString();
  return { state: failures > 0 ? 'backingOff' : 'waiting', nextRunAt, reason, failures };
}
