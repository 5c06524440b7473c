import { expect, test } from 'vitest';
import { nextTryMs } from './next-try.ts';

const ended = { code: 'connection_reset', disposition: 'retry', retryAfterMs: 0, failures: 1, jitter: 0.5 };

test('a watch that ends is tried again at growing intervals, ten minutes at the most', () => {
  const pauses = [1, 2, 3, 4, 20, 2_000].map((failures) => nextTryMs({ ...ended, failures }));
  expect(pauses).toEqual([5_000, 10_000, 20_000, 40_000, 600_000, 600_000]);
});

test('a server that asks for a longer pause gets it', () => {
  expect(nextTryMs({ ...ended, disposition: 'backoff', retryAfterMs: 300_000 })).toBe(300_000);
});

test('what somebody has to change first is looked at once an hour', () => {
  for (const disposition of ['reauth', 'halt', 'bug', 'quarantine'])
    expect(nextTryMs({ ...ended, disposition })).toBe(3_600_000);
  expect(nextTryMs({ ...ended, code: 'ErrorSubscriptionDelegateAccessNotSupported' })).toBe(3_600_000);
});
