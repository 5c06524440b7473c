import { expect, test } from 'vitest';
import { createLookUpLimit } from './look-up-limit.ts';

const MINUTE = 60_000;

test('each question is possible again ten minutes after it was asked, and one that is refused costs nothing', () => {
  let now = 1_000_000;
  const { count } = createLookUpLimit(3, () => now);
  const mayAsk = (userId: string): boolean => {
    try {
      count(userId);
      return true;
    } catch {
      return false;
    }
  };
  expect(mayAsk('giulia')).toBe(true);
  now += 4 * MINUTE;
  expect([mayAsk('giulia'), mayAsk('giulia'), mayAsk('giulia')]).toEqual([true, true, false]);
  expect(mayAsk('paolo')).toBe(true);
  expect(() => count('giulia')).toThrow(
    expect.objectContaining({ code: 'look_ups_paused', retryAfterMs: 6 * MINUTE, details: { minutes: 6 } }),
  );
  now += 6 * MINUTE - 1;
  expect(mayAsk('giulia')).toBe(false);
  now += 1;
  expect([mayAsk('giulia'), mayAsk('giulia')]).toEqual([true, false]);
});
