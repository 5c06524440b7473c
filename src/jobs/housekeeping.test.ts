import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { housekeeping } from './housekeeping.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('housekeeping is done a minute after the start and then daily, and one failing task does not stop the others', async () => {
  const done: string[] = [];
  const tasks = [
    { name: 'broken', work: () => Promise.reject(new Error('no')) },
    { name: 'history', work: async () => done.push('history') },
  ];
  const keeping = housekeeping(tasks, 86_400_000, (task) => done.push(`failed: ${task}`));
  await vi.advanceTimersByTimeAsync(59_000);
  expect(done).toEqual([]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(done).toEqual(['failed: broken', 'history']);
  await vi.advanceTimersByTimeAsync(86_400_000);
  expect(done).toHaveLength(4);
  await keeping.stop();
  await vi.advanceTimersByTimeAsync(10 * 86_400_000);
  expect(done).toHaveLength(4);
});
