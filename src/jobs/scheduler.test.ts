import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AttemptOutcome } from './retry-delay.ts';
import type { ScheduledAccount, Scheduler } from './scheduler.ts';
import { createScheduler } from './scheduler.ts';

const DONE: AttemptOutcome = { kind: 'done' };
const failed = (disposition: string, retryAfterMs: number | null = null): AttemptOutcome => ({
  kind: 'failed',
  code: `code_of_${disposition}`,
  disposition,
  retryAfterMs,
});

interface World {
  readonly scheduler: Scheduler;
  /** `account@seconds since the start:trigger` of every start. */
  readonly starts: string[];
  accounts: ScheduledAccount[];
  /** How the next attempts end; `DONE` when there is none. */
  readonly script: AttemptOutcome[];
  /** What each start was told: seconds since the start at which the schedule last had to do with the account. */
  readonly since: number[];
  runMs: number;
  mostAtOnce: number;
}

function account(id: string, change: Partial<ScheduledAccount> = {}): ScheduledAccount {
  return { id, intervalMs: 10_000, asItHappens: true, settingsVersion: '1', serviceAccount: null, ...change };
}

function world(...accounts: ScheduledAccount[]): World {
  const began = Date.now();
  let atOnce = 0;
  const here: Omit<World, 'scheduler'> = { starts: [], accounts, script: [], since: [], runMs: 100, mostAtOnce: 0 };
  const scheduler = createScheduler({
    listAccounts: async () => here.accounts,
    run: async (id, trigger, sinceMs) => {
      here.since.push((sinceMs - began) / 1000);
      here.starts.push(`${id}@${(Date.now() - began) / 1000}:${trigger}`);
      here.mostAtOnce = Math.max(here.mostAtOnce, ++atOnce);
      await new Promise((resolve) => setTimeout(resolve, here.runMs));
      atOnce--;
      return here.script.shift() ?? DONE;
    },
    concurrency: 2,
    random: () => 0.5,
    debounceMs: 300,
    onChange: () => undefined,
  });
  return Object.assign(here, { scheduler });
}

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-03-02T08:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('an account', () => {
  test('is run at once and then again an interval after each end', async () => {
    const w = world(account('a'));
    await w.scheduler.refresh();
    await vi.advanceTimersByTimeAsync(25_000);
    expect(w.starts).toEqual(['a@0:schedule', 'a@10.1:schedule', 'a@20.2:schedule']);
  });

  test('is run 300 ms after an edit in the CRM, once for a burst of edits', async () => {
    const w = world(account('a'));
    await w.scheduler.refresh();
    await vi.advanceTimersByTimeAsync(2_000);
    for (let i = 0; i < 5; i++) w.scheduler.soon('a');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(w.starts).toEqual(['a@0:schedule', 'a@2.3:change']);
  });

  test('that is to wait for its interval is not run before, whatever changes', async () => {
    const w = world(account('a', { asItHappens: false }));
    await w.scheduler.refresh();
    await vi.advanceTimersByTimeAsync(1_000);
    w.scheduler.soon('a');
    await vi.advanceTimersByTimeAsync(8_000);
    expect(w.starts).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(w.starts.at(-1)).toMatch(/:schedule$/);
    expect(w.starts).toHaveLength(2);
  });

  test('that is edited without a break is run all the same', async () => {
    const w = world(account('a'));
    await w.scheduler.refresh();
    await vi.advanceTimersByTimeAsync(1_000);
    for (let i = 0; i < 10; i++) {
      w.scheduler.soon('a');
      await vi.advanceTimersByTimeAsync(200);
    }
    expect(w.starts.length).toBeGreaterThanOrEqual(4);
  });

  test('that is edited while it runs is run again: that run may have read the older value', async () => {
    const w = world(account('a'));
    w.runMs = 1_000;
    await w.scheduler.refresh();
    await vi.advanceTimersByTimeAsync(500);
    w.scheduler.soon('a');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(w.starts).toEqual(['a@0:schedule', 'a@1.3:change']);
  });

  test('that is switched off is not run any more, and not begun anew when it is only listed again', async () => {
    const w = world(account('a'));
    await w.scheduler.refresh();
    await vi.advanceTimersByTimeAsync(1_000);
    await w.scheduler.refresh();
    w.accounts = [];
    await w.scheduler.refresh();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(w.starts).toEqual(['a@0:schedule']);
    expect(w.scheduler.scheduleOf('a').state).toBe('unscheduled');
  });

  test('that is switched off while it runs is not run again', async () => {
    const w = world(account('a'));
    w.runMs = 1_000;
    await w.scheduler.refresh();
    await vi.advanceTimersByTimeAsync(500);
    w.accounts = [];
    await w.scheduler.refresh();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(w.starts).toEqual(['a@0:schedule']);
  });

  test('whose settings change is run at once', async () => {
    const w = world(account('a', { intervalMs: 3_600_000 }));
    await w.scheduler.refresh();
    await vi.advanceTimersByTimeAsync(5_000);
    w.accounts = [account('a', { intervalMs: 3_600_000, settingsVersion: '2' })];
    await w.scheduler.refresh();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(w.starts).toEqual(['a@0:schedule', 'a@5:schedule']);
  });
});

describe('whoever runs an account', () => {
  test('is told since when nobody here has, so that what another process did meanwhile counts', async () => {
    const w = world(account('a'));
    await w.scheduler.refresh();
    await vi.advanceTimersByTimeAsync(15_000);
    w.accounts = [account('a', { settingsVersion: '2' })];
    await w.scheduler.refresh();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(w.starts).toEqual(['a@0:schedule', 'a@10.1:schedule', 'a@15:schedule']);
    expect(w.since).toEqual([0, 0.1, 15]);
  });

  test('for an edit does so again for that edit when it could not: nobody else may have seen it', async () => {
    const w = world(account('a'));
    await w.scheduler.refresh();
    await vi.advanceTimersByTimeAsync(1_000);
    w.script.push(failed('retry'));
    w.scheduler.soon('a');
    await vi.advanceTimersByTimeAsync(6_000);
    expect(w.starts).toEqual(['a@0:schedule', 'a@1.3:change', 'a@6.4:change']);
  });
});

describe('after a failure', () => {
  test('that may pass, the account waits twice as long each time, up to ten minutes', async () => {
    const w = world(account('a'));
    w.runMs = 0;
    w.script.push(...Array.from({ length: 12 }, () => failed('retry')));
    await w.scheduler.refresh();
    await vi.advanceTimersByTimeAsync(3_600_000);
    const times = w.starts.slice(0, 12).map((start) => Number(/@([\d.]+)/.exec(start)?.[1]));
    const gaps = times.slice(1).map((time, index) => Math.round(time - (times[index] ?? 0)));
    expect(gaps).toEqual([5, 10, 20, 40, 80, 160, 320, 600, 600, 600, 600]);
  });

  test('with a pause that the server asked for, the account waits at least that long', async () => {
    const w = world(account('a'));
    w.script.push(failed('backoff', 120_000));
    await w.scheduler.refresh();
    await vi.advanceTimersByTimeAsync(119_000);
    w.scheduler.soon('a');
    expect(w.scheduler.scheduleOf('a')).toEqual({
      state: 'backingOff',
      nextRunAt: '2026-03-02T08:02:00.100Z',
      reason: { code: 'code_of_backoff', disposition: 'backoff' },
      failures: 1,
    });
    expect(w.starts).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(w.starts).toEqual(['a@0:schedule', 'a@120.1:schedule']);
  });

  test('of the sign-in, the account pauses with the reason, until its settings change', async () => {
    const w = world(account('a'));
    w.script.push(failed('reauth'));
    await w.scheduler.refresh();
    await vi.advanceTimersByTimeAsync(100_000);
    w.scheduler.soon('a');
    await vi.advanceTimersByTimeAsync(86_400_000);
    expect(w.starts).toHaveLength(1);
    expect(w.scheduler.scheduleOf('a')).toMatchObject({ state: 'paused', reason: { code: 'code_of_reauth' } });
    w.accounts = [account('a', { settingsVersion: '2' })];
    await w.scheduler.refresh();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(w.starts).toHaveLength(2);
    expect(w.scheduler.scheduleOf('a')).toMatchObject({ state: 'waiting', reason: null, failures: 0 });
  });

  test('a success that a person asked for ends the pause', async () => {
    const w = world(account('a'));
    w.script.push(failed('reauth'));
    await w.scheduler.refresh();
    await vi.advanceTimersByTimeAsync(1_000);
    w.scheduler.report('a', DONE);
    await vi.advanceTimersByTimeAsync(11_000);
    expect(w.starts).toEqual(['a@0:schedule', 'a@11:schedule']);
  });

  test('a success after a pause wakes the accounts of the same service account that pause for the same reason', async () => {
    const [shared, other] = [{ serviceAccount: 'sede' }, { serviceAccount: 'estero' }];
    const w = world(
      account('a', shared),
      account('b', shared),
      account('c', other),
      account('d'),
      account('e', shared),
    );
    w.script.push(failed('reauth'), failed('reauth'), failed('reauth'), failed('reauth'));
    w.script.push({ kind: 'failed', code: 'mailbox_not_own', disposition: 'reauth', retryAfterMs: null });
    await w.scheduler.refresh();
    await vi.advanceTimersByTimeAsync(60_000);
    w.starts.length = 0;
    w.scheduler.report('a', DONE);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(w.starts).toEqual(['b@60:schedule']);
    expect(w.scheduler.scheduleOf('b')).toMatchObject({ state: 'waiting', failures: 0 });
    // One that was well before says nothing of why the others pause.
    w.scheduler.report('b', failed('reauth'));
    w.scheduler.report('a', DONE);
    expect(w.scheduler.scheduleOf('b').state).toBe('paused');
  });

  test('that is a defect of ours, the account is tried again after a minute, not in a tight loop', async () => {
    const w = world(account('a'));
    w.script.push(failed('bug'), failed('bug'));
    await w.scheduler.refresh();
    await vi.advanceTimersByTimeAsync(59_000);
    expect(w.starts).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(w.starts).toHaveLength(2);
  });

  test('that was a brake, the account is looked at every five minutes', async () => {
    const w = world(account('a'));
    w.script.push({ kind: 'held' });
    await w.scheduler.refresh();
    await vi.advanceTimersByTimeAsync(299_000);
    w.scheduler.soon('a');
    expect(w.starts).toHaveLength(1);
    expect(w.scheduler.scheduleOf('a')).toMatchObject({ state: 'waiting', reason: { code: 'held' } });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(w.starts).toHaveLength(2);
  });

  test('one account does not make the others wait', async () => {
    const w = world(account('a'), account('b'));
    w.script.push(failed('backoff', 3_600_000));
    await w.scheduler.refresh();
    await vi.advanceTimersByTimeAsync(12_000);
    expect(w.starts).toEqual(['a@0:schedule', 'b@0:schedule', 'b@10.1:schedule']);
  });
});

describe('the scheduler', () => {
  test('runs two accounts at a time, and in the end all', async () => {
    const w = world(...['a', 'b', 'c', 'd', 'e'].map((id) => account(id)));
    await w.scheduler.refresh();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(w.mostAtOnce).toBe(2);
    expect(w.starts.map((start) => start[0]).join('')).toBe('abcde');
  });

  test('never runs one account twice at a time', async () => {
    const w = world(account('a'));
    w.runMs = 60_000;
    await w.scheduler.refresh();
    for (let i = 0; i < 50; i++) {
      await vi.advanceTimersByTimeAsync(1_000);
      w.scheduler.soon('a');
      await w.scheduler.refresh();
    }
    expect(w.mostAtOnce).toBe(1);
    expect(w.starts).toHaveLength(1);
  });

  test('stops cleanly: waits for what runs and starts nothing more', async () => {
    const w = world(account('a'), account('b'), account('c'));
    w.runMs = 2_000;
    await w.scheduler.refresh();
    await vi.advanceTimersByTimeAsync(500);
    let stopped = false;
    const stopping = (async () => {
      await w.scheduler.stop();
      stopped = true;
    })();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(stopped).toBe(false);
    await vi.advanceTimersByTimeAsync(1_000);
    await stopping;
    await vi.advanceTimersByTimeAsync(100_000);
    expect(w.starts).toEqual(['a@0:schedule', 'b@0:schedule']);
  });
});

describe('an account of which something is left for later', () => {
  const left = (restWithinMs: number): AttemptOutcome => ({ kind: 'left', restWithinMs });

  test('is run for it before its interval is over, and at its interval where that is sooner', async () => {
    const w = world(account('a'));
    w.script.push({ kind: 'done', restWithinMs: 3_000 }, { kind: 'done', restWithinMs: 30_000 });
    await w.scheduler.refresh();
    await vi.advanceTimersByTimeAsync(15_000);
    expect(w.starts).toEqual(['a@0:schedule', 'a@3.1:schedule', 'a@13.2:schedule']);
  });

  test('of which nothing was tried is asked again when it may go, for the same reason, and is as it was', async () => {
    const w = world(account('a'));
    await w.scheduler.refresh();
    await vi.advanceTimersByTimeAsync(1_000);
    w.script.push(left(40_000));
    w.scheduler.soon('a');
    await vi.advanceTimersByTimeAsync(41_000);
    expect(w.starts).toEqual(['a@0:schedule', 'a@1.3:change', 'a@41.4:change']);
    expect(w.since).toEqual([0, 0.1, 0.1]);
    w.script.push(failed('retry'), left(2_000));
    await vi.advanceTimersByTimeAsync(15_000);
    expect(w.scheduler.scheduleOf('a')).toMatchObject({ reason: { code: 'code_of_retry' }, failures: 1 });
  });

  test('goes on at once when it is woken, and others do not', async () => {
    const w = world(account('a'), account('b'), account('c'));
    w.script.push(left(9_000), { kind: 'done', restWithinMs: 8_000 });
    await w.scheduler.refresh();
    await vi.advanceTimersByTimeAsync(4_000);
    w.scheduler.wake();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(w.starts.slice(3)).toEqual(['a@4:schedule', 'b@4:schedule']);
    w.scheduler.wake();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(w.starts).toHaveLength(5);
  });

  test('is woken from no pause, and not while it runs', async () => {
    const w = world(account('a'));
    w.script.push({ kind: 'done', restWithinMs: 5_000 }, failed('reauth'));
    await w.scheduler.refresh();
    await vi.advanceTimersByTimeAsync(5_150);
    w.scheduler.wake();
    await vi.advanceTimersByTimeAsync(60_000);
    w.scheduler.wake();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(w.starts).toEqual(['a@0:schedule', 'a@5.1:schedule']);
  });
});
