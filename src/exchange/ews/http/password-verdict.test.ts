import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { ownError } from '../errors/index.ts';
import { createPasswordVerdict } from './password-verdict.ts';

const REFUSED = ownError('sign_in_refused', 'The server does not accept this user name and password.');
const PATIENT = new AbortController().signal;
const MINUTE = 60_000;

function verdictAt(clock: { now: number }) {
  return createPasswordVerdict(() => clock.now);
}

describe('a password of which nothing is known', () => {
  test('is shown by one at a time; whoever waits goes next when nothing came of it', async () => {
    const verdict = verdictAt({ now: 0 });
    const order: string[] = [];
    const first = await verdict.begin(PATIENT);
    const second = verdict.begin(PATIENT).then((trial) => {
      order.push('second');
      return trial;
    });
    await Promise.resolve();
    order.push('first ends');
    first.end();
    const trial = await second;
    expect(order).toEqual(['first ends', 'second']);
    trial.accepted();
    const [third, fourth] = await Promise.all([verdict.begin(PATIENT), verdict.begin(PATIENT)]);
    expect([third.isOfProven, fourth.isOfProven]).toEqual([true, true]);
  });

  test('is refused to all who wait', async () => {
    const verdict = verdictAt({ now: 0 });
    const first = await verdict.begin(PATIENT);
    const others = [verdict.begin(PATIENT), verdict.begin(PATIENT)];
    first.refused(REFUSED);
    for (const other of others) await expect(other).rejects.toBe(REFUSED);
  });

  test('is waited for no longer than each has time', async () => {
    const verdict = verdictAt({ now: 0 });
    const first = await verdict.begin(PATIENT);
    const hurried = new AbortController();
    const waiting = verdict.begin(hurried.signal);
    hurried.abort(ownError('timeout', 'The time is up.'));
    await expect(waiting).rejects.toMatchObject({ code: 'timeout' });
    first.accepted();
    expect((await verdict.begin(PATIENT)).isOfProven).toBe(true);
  });
});

test('a request that is not answered for long holds up the others no longer than fifteen seconds', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const verdict = verdictAt({ now: 0 });
  const slow = await verdict.begin(PATIENT);
  let isNext = false;
  const next = verdict.begin(PATIENT).then((trial) => {
    isNext = true;
    return trial;
  });
  await vi.advanceTimersByTimeAsync(14_000);
  expect(isNext).toBe(false);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(isNext).toBe(true);
  // The one that was slow no longer lets anybody pass the next one.
  slow.end();
  const third = verdict.begin(PATIENT);
  (await next).refused(REFUSED);
  await expect(third).rejects.toBe(REFUSED);
});

test('a refusal stands for a quarter of an hour; then one tries', async () => {
  const clock = { now: 0 };
  const verdict = verdictAt(clock);
  (await verdict.begin(PATIENT)).refused(REFUSED);
  clock.now = 14 * MINUTE;
  await expect(verdict.begin(PATIENT)).rejects.toBe(REFUSED);
  clock.now = 15 * MINUTE;
  (await verdict.begin(PATIENT)).refused(REFUSED);
  clock.now = 29 * MINUTE;
  expect(() => verdict.assertNotRefused()).toThrow(REFUSED);
});

test('a password that had worked is tried again after a minute, once', async () => {
  const clock = { now: 0 };
  const verdict = verdictAt(clock);
  (await verdict.begin(PATIENT)).accepted();
  verdict.doubt();
  (await verdict.begin(PATIENT)).refused(REFUSED);
  clock.now = MINUTE;
  (await verdict.begin(PATIENT)).refused(REFUSED);
  clock.now = 2 * MINUTE;
  await expect(verdict.begin(PATIENT)).rejects.toBe(REFUSED);
});

test('one refusal among those who are let in only makes the next one ask alone', async () => {
  const verdict = verdictAt({ now: 0 });
  (await verdict.begin(PATIENT)).accepted();
  const late = await verdict.begin(PATIENT);
  late.refused(REFUSED);
  const next = await verdict.begin(PATIENT);
  expect(next.isOfProven).toBe(false);
  next.accepted();
  expect((await verdict.begin(PATIENT)).isOfProven).toBe(true);
});
