import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { ownError } from '../errors/index.ts';
import type { PasswordTrial, PasswordVerdict } from './password-verdict.ts';
import { createPasswordVerdict } from './password-verdict.ts';

const REFUSED = ownError('sign_in_refused', 'The server does not accept this user name and password.');
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

function verdictAt(clock: { now: number }) {
  return createPasswordVerdict(() => clock.now);
}

/** Nobody else shows the password. */
function shown(verdict: PasswordVerdict, mailbox = 'anna'): PasswordTrial {
  const trial = verdict.begin(mailbox);
  if ('occupiedUntil' in trial) throw new Error('Another request shows the password.');
  return trial;
}

/** What a mailbox hears before it shows anything; `null` when it may. */
function heard(verdict: PasswordVerdict, mailbox: string): unknown {
  try {
    verdict.assertNotRefused(mailbox);
    return null;
  } catch (error) {
    const { disposition, retryAfterMs, details } = error as typeof REFUSED;
    return [disposition, retryAfterMs, details['remembered']];
  }
}

describe('a password of which nothing is known', () => {
  test('is shown by one at a time; the next goes when nothing came of it', async () => {
    const verdict = verdictAt({ now: 0 });
    const first = shown(verdict);
    const second = verdict.begin('bruno');
    if (!('occupiedUntil' in second)) throw new Error('Two show it.');
    const order: string[] = [];
    const waiting = second.occupiedUntil.then(() => order.push('over'));
    await Promise.resolve();
    order.push('first ends');
    first.end();
    await waiting;
    expect(order).toEqual(['first ends', 'over']);
    shown(verdict, 'bruno').accepted();
    expect([shown(verdict).isOfProven, shown(verdict, 'bruno').isOfProven]).toEqual([true, true]);
  });

  test('is refused for a quarter of an hour to all, and a person has to act; then one tries', () => {
    const clock = { now: 0 };
    const verdict = verdictAt(clock);
    expect(shown(verdict).refused(REFUSED)).toMatchObject({ code: 'sign_in_refused', disposition: 'reauth' });
    clock.now = 14 * MINUTE;
    expect(heard(verdict, 'bruno')).toEqual(['reauth', MINUTE, true]);
    expect(() => verdict.begin('bruno')).toThrow('does not accept');
    clock.now = 15 * MINUTE;
    shown(verdict, 'bruno').refused(REFUSED);
    expect(heard(verdict, 'anna')).toEqual(['reauth', 15 * MINUTE, true]);
  });

  test('is waited for however long the server takes: a slow refusal must not become many', () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const verdict = verdictAt({ now: 0 });
    shown(verdict);
    vi.advanceTimersByTime(10 * MINUTE);
    expect(verdict.begin('bruno')).toHaveProperty('occupiedUntil');
  });
});

describe('a password that has worked', () => {
  const worked = (clock: { now: number }) => {
    const verdict = verdictAt(clock);
    shown(verdict).accepted();
    return verdict;
  };

  test('and is refused to one mailbox keeps only that one waiting, for a minute', () => {
    const clock = { now: 0 };
    const verdict = worked(clock);
    expect(shown(verdict).refused(REFUSED)).toMatchObject({ disposition: 'backoff', retryAfterMs: MINUTE });
    clock.now = 20 * SECOND;
    expect([heard(verdict, 'anna'), heard(verdict, 'bruno')]).toEqual([['backoff', 40 * SECOND, true], null]);
    expect(verdict.begin('bruno')).toHaveProperty('isOfProven', false);
    expect(verdict.begin('carla')).toHaveProperty('occupiedUntil');
  });

  test('is right when others are let in, however often one mailbox is refused', () => {
    const clock = { now: 0 };
    const verdict = worked(clock);
    for (let time = 0; time < 5; time += 1) {
      clock.now += 2 * MINUTE;
      expect(shown(verdict).refused(REFUSED).disposition).toBe('backoff');
      shown(verdict, 'bruno').accepted();
    }
    expect(heard(verdict, 'bruno')).toBeNull();
    expect(shown(verdict, 'bruno').isOfProven).toBe(true);
  });

  test('and is refused to the same mailbox twice is for a person, of that mailbox alone', () => {
    const clock = { now: 0 };
    const verdict = worked(clock);
    shown(verdict).refused(REFUSED);
    clock.now = MINUTE;
    expect(shown(verdict).refused(REFUSED).disposition).toBe('reauth');
    expect([heard(verdict, 'anna'), heard(verdict, 'bruno')]).toEqual([['reauth', 15 * MINUTE, true], null]);
  });

  test('and is refused to two mailboxes in a row waits for all; a person has to act when it is refused once more', () => {
    const clock = { now: 0 };
    const verdict = worked(clock);
    shown(verdict, 'anna').refused(REFUSED);
    expect(shown(verdict, 'bruno').refused(REFUSED).disposition).toBe('backoff');
    expect(heard(verdict, 'carla')).toEqual(['backoff', 15 * MINUTE, true]);
    clock.now = 15 * MINUTE;
    expect(shown(verdict, 'carla').refused(REFUSED).disposition).toBe('reauth');
    expect(heard(verdict, 'anna')).toEqual(['reauth', 15 * MINUTE, true]);
  });

  test('tells nothing by what was begun before it was refused', () => {
    const verdict = worked({ now: 0 });
    const [early, alsoEarly] = [shown(verdict, 'bruno'), shown(verdict, 'carla')];
    shown(verdict, 'anna').refused(REFUSED);
    early.accepted();
    expect(heard(verdict, 'anna')).toEqual(['backoff', MINUTE, true]);
    // A moment without a domain controller refuses many at once.
    expect(alsoEarly.refused(REFUSED).disposition).toBe('backoff');
    expect([heard(verdict, 'carla'), heard(verdict, 'dario')]).toEqual([['backoff', MINUTE, true], null]);
  });

  test('is not opened again by who was let in before it was refused to all', () => {
    const verdict = worked({ now: 0 });
    const early = shown(verdict, 'early');
    for (const mailbox of ['anna', 'bruno']) shown(verdict, mailbox).refused(REFUSED);
    early.accepted();
    expect(heard(verdict, 'carla')).toEqual(['backoff', 15 * MINUTE, true]);
  });

  test('is asked about by one at a time when it came back as refused; a slow answer holds up for fifteen seconds', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const verdict = worked({ now: 0 });
    shown(verdict).doubted();
    const slow = shown(verdict);
    vi.advanceTimersByTime(14 * SECOND);
    expect(verdict.begin('bruno')).toHaveProperty('occupiedUntil');
    vi.advanceTimersByTime(SECOND);
    const next = shown(verdict, 'bruno');
    // The one that was slow no longer lets anybody pass the next one.
    slow.end();
    expect(verdict.begin('carla')).toHaveProperty('occupiedUntil');
    next.accepted();
    expect(shown(verdict, 'carla').isOfProven).toBe(true);
  });
});

test('whoever believes that it is right again is heard once a minute', () => {
  const clock = { now: 0 };
  const verdict = verdictAt(clock);
  verdict.forgetRefusals();
  shown(verdict).refused(REFUSED);
  verdict.forgetRefusals();
  shown(verdict).refused(REFUSED);
  clock.now = MINUTE - 1;
  verdict.forgetRefusals();
  expect(heard(verdict, 'anna')).not.toBeNull();
  clock.now = MINUTE;
  verdict.forgetRefusals();
  expect(heard(verdict, 'anna')).toBeNull();
});
