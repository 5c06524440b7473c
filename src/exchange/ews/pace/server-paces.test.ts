import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ownError } from '../errors/index.ts';
import { startDeadline } from '../http/index.ts';
import type { Pace } from './server-paces.ts';
import { createServerPaces } from './server-paces.ts';

const PROCESS_WIDTH = 4;

const turnedAway = (retryAfterMs?: number) =>
  ownError('server_busy', 'busy', retryAfterMs === undefined ? {} : { retryAfterMs });
const overBudget = (retryAfterMs: number) => ownError('backing_off', 'of the budget', { retryAfterMs });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Whether a request would get through at once. */
async function isOpen(pace: Pace): Promise<boolean> {
  const deadline = startDeadline(1);
  const entering = pace.enter(deadline).then(
    (leave) => {
      leave();
      return true;
    },
    () => false,
  );
  await vi.advanceTimersByTimeAsync(1);
  return entering;
}

/** @returns how many get in without anybody leaving */
async function howMany(paces: readonly Pace[]): Promise<number> {
  const leaves: (() => void)[] = [];
  const all = paces.map((pace) =>
    pace.enter(startDeadline(5)).then(
      (leave) => void leaves.push(leave),
      () => undefined,
    ),
  );
  await vi.advanceTimersByTimeAsync(10);
  await Promise.all(all);
  for (const leave of leaves) leave();
  return leaves.length;
}

describe('the pace of a server', () => {
  test('no budget has more requests under way than its width, and all of them together no more than the server bears', async () => {
    const paces = createServerPaces();
    const anna = paces.paceFor('mail', 'mailbox anna', 2);
    expect(await howMany([anna, anna, anna])).toBe(2);
    // Another side of the same mailbox shares the width.
    expect(await howMany([anna, paces.paceFor('mail', 'mailbox anna', 2), anna])).toBe(2);
    const everybody = Array.from({ length: 10 }, (_, index) => paces.paceFor('mail', `mailbox ${index}`, 2));
    expect(await howMany([...everybody, ...everybody])).toBe(PROCESS_WIDTH);
    expect(await howMany([paces.paceFor('other', 'mailbox anna', 2)])).toBe(1);
  });

  test('who has waited longest is served first, and who gives up makes room', async () => {
    const pace = createServerPaces().paceFor('mail', 'mailbox anna', 1);
    const leave = await pace.enter(startDeadline(60_000));
    const order: string[] = [];
    const enter = async (name: string, timeoutMs: number) => {
      try {
        const done = await pace.enter(startDeadline(timeoutMs));
        order.push(name);
        done();
      } catch (error) {
        order.push(`${name}: ${(error as { code: string }).code}`);
      }
    };
    const all = [enter('first', 10), enter('second', 60_000), enter('third', 60_000)];
    await vi.advanceTimersByTimeAsync(20);
    leave();
    await Promise.all(all);
    expect(order).toEqual(['first: timeout', 'second', 'third']);
  });

  test('a budget that is used up pauses by itself; the others go on', async () => {
    const paces = createServerPaces();
    const [anna, bruno] = [paces.paceFor('mail', 'mailbox anna', 4), paces.paceFor('mail', 'mailbox bruno', 4)];
    anna.pause(overBudget(10_000));
    expect([await isOpen(anna), await isOpen(bruno)]).toEqual([false, true]);
    expect(() => anna.assertOpen()).toThrow(/pause/);
    bruno.assertOpen();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await isOpen(anna)).toBe(true);
  });

  test('one that a front end turns away waits alone, two of them mean that everybody has to wait', async () => {
    const paces = createServerPaces();
    const [anna, bruno, carla] = ['anna', 'bruno', 'carla'].map((name) => paces.paceFor('mail', name, 4)) as [
      Pace,
      Pace,
      Pace,
    ];
    anna.pause(turnedAway(20_000));
    anna.pause(turnedAway(20_000));
    expect([await isOpen(anna), await isOpen(bruno), await isOpen(carla)]).toEqual([false, true, true]);
    bruno.pause(turnedAway(5_000));
    expect(await isOpen(carla)).toBe(false);
    await vi.advanceTimersByTimeAsync(5_000);
    expect([await isOpen(anna), await isOpen(carla)]).toEqual([false, true]);
  });

  test('complaints halve the width, once for requests that were under way together, and quiet minutes give it back one by one', async () => {
    const pace = createServerPaces().paceFor('mail', 'mailbox anna', 4);
    const wanted = [pace, pace, pace, pace];
    pace.pause(overBudget(100));
    pace.pause(overBudget(100));
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await howMany(wanted)).toBe(2);
    pace.pause(overBudget(100));
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await howMany(wanted)).toBe(1);
    for (const width of [2, 3, 4, 4]) {
      await vi.advanceTimersByTimeAsync(60_000);
      await useFully(pace);
      expect(await howMany(wanted)).toBe(width);
    }
  });

  test('without a time from the server the pause is ten seconds, doubling to five minutes, until something succeeds', () => {
    const pace = createServerPaces().paceFor('mail', 'mailbox anna', 4);
    const next = () => {
      pace.pause(ownError('backing_off', 'again'));
      const ms = Math.round(pace.remainingMs());
      vi.advanceTimersByTime(ms);
      return ms;
    };
    expect([next(), next(), next()]).toEqual([10_000, 20_000, 40_000]);
    for (let count = 0; count < 10; count += 1) next();
    expect(next()).toBe(300_000);
    pace.succeed();
    expect(next()).toBe(10_000);
  });

  test('a pause that would outlast the deadline is an error at once', async () => {
    const pace = createServerPaces().paceFor('mail', 'mailbox anna', 4);
    pace.pause(overBudget(10_000));
    await expect(pace.enter(startDeadline(5_000))).rejects.toMatchObject({ code: 'backing_off', retryAfterMs: 10_000 });
  });
});

/** Answers come while every place is taken. */
async function useFully(pace: Pace): Promise<void> {
  const deadline = startDeadline(1);
  const leaves: (() => void)[] = [];
  const all = Array.from({ length: 4 }, () =>
    pace.enter(deadline).then(
      (leave) => void leaves.push(leave),
      () => undefined,
    ),
  );
  await vi.advanceTimersByTimeAsync(0);
  pace.succeed();
  await vi.advanceTimersByTimeAsync(2);
  await Promise.all(all);
  for (const leave of leaves) leave();
}
