import { beforeEach, describe, expect, test } from 'vitest';
import type { SignInTries } from './sign-in-tries.ts';
import { createSignInTries, loginOf } from './sign-in-tries.ts';

const MINUTE = 60_000;

let now: number;
let tries: SignInTries;
beforeEach(() => {
  now = 1_000_000;
  tries = createSignInTries(() => now);
});

const begun = (login: string, asker: string) => {
  try {
    return tries.begin(login, asker);
  } catch (error) {
    expect(error).toMatchObject({ code: 'sign_in_paused', disposition: 'backoff' });
    return null;
  }
};

/** Whether the right password would still be shown to the server. */
const mayTry = (login: string, asker: string): boolean => {
  const one = begun(login, asker);
  one?.takeBack();
  return one !== null;
};

/** @returns how many wrong passwords got through */
const guess = (count: number, login: (index: number) => string, asker: string): number =>
  Array.from({ length: count }, (_, index) => begun(login(index), asker)).filter((one) => one !== null).length;

describe('wrong passwords', () => {
  test('of one login are shown to the server three times in a quarter of an hour, whoever enters them', () => {
    expect(guess(20, () => 'anna', 'giulia')).toBe(3);
    expect(mayTry('anna', 'paolo')).toBe(false);
    expect(mayTry('bruno', 'paolo')).toBe(true);
    now += 15 * MINUTE - 1;
    expect(mayTry('anna', 'giulia')).toBe(false);
    now += 1;
    expect(guess(20, () => 'anna', 'giulia')).toBe(3);
  });

  test('for many logins end soon too, and a right one in between buys no more', () => {
    expect(guess(9, (index) => `user ${index}`, 'giulia')).toBe(9);
    expect(mayTry('giulia', 'giulia')).toBe(true);
    expect(guess(20, (index) => `other ${index}`, 'giulia')).toBe(1);
    expect(mayTry('giulia', 'giulia')).toBe(false);
    expect(mayTry('user 1', 'paolo')).toBe(true);
  });

  test('are counted before the server has answered: many at once are not more', () => {
    const together = Array.from({ length: 20 }, () => begun('anna', 'giulia'));
    expect(together.filter((one) => one !== null)).toHaveLength(3);
    for (const one of together) one?.takeBack();
    expect(guess(20, () => 'anna', 'giulia')).toBe(3);
  });
});

test('a login is one, however it is written', () => {
  const url = 'https://mail.brenta.example/EWS/Exchange.asmx';
  const written = [
    { user: 'BRENTA\\Giulia', domain: null },
    { user: 'giulia', domain: 'brenta' },
  ];
  expect(new Set(written.map((login) => loginOf(url, { kind: 'password', ...login, password: 'x' }))).size).toBe(1);
});
