import type { RunClock } from './ports.ts';

/**
 * Milliseconds since now. The larger of two readings: an administrator may set the wall clock back, and the other one may
 * stand still while the machine sleeps.
 */
export function stopwatch(clock: RunClock): () => number {
  const wall = Date.parse(clock.now());
  const monotonic = clock.monotonicMs();
  return () => Math.max(Date.parse(clock.now()) - wall, clock.monotonicMs() - monotonic);
}
