import { expect, test } from 'vitest';
import { createBatchSize } from './batch-size.ts';

test('a server that answers quickly is asked for more at a time, up to a limit; one batch that was not full says nothing', () => {
  const size = createBatchSize({ start: 20, most: 50 });
  size.answered(3, 10);
  expect(size.now).toBe(20);
  for (const next of [30, 45, 50, 50]) {
    size.answered(size.now, 1_000);
    expect(size.now).toBe(next);
  }
  size.answered(50, 10_000);
  expect(size.now).toBe(50);
});

test('a server that takes long is asked for half as many as it took long over, and never for none', () => {
  const size = createBatchSize({ start: 40, most: 100 });
  size.answered(40, 25_000);
  expect(size.now).toBe(20);
  // Another request was under way with the old size.
  size.answered(40, 25_000);
  expect(size.now).toBe(20);
  for (const next of [10, 5, 2, 1, 1]) {
    size.timedOut(size.now);
    expect(size.now).toBe(next);
  }
});
