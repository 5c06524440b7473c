import type { Violation } from '../invariants/index.ts';
import { judge } from '../invariants/index.ts';
import type { Focus } from './focus.ts';
import type { Outcome } from './simulate.ts';
import { simulate } from './simulate.ts';

/** Every so many seeds one is simulated twice, and the two must be the same byte for byte (I16). */
const TWICE_EVERY = 100;

export interface Tally {
  readonly seeds: number;
  readonly steps: number;
  readonly failures: readonly Outcome[];
}

/** @param goesOn asked after each seed, with the failures so far: whether there is to be another one */
export async function simulateSeeds(
  from: number,
  count: number,
  focus: Focus | null = null,
  goesOn: (failures: number) => boolean = () => true,
): Promise<Tally> {
  const failures: Outcome[] = [];
  let steps = 0;
  let seeds = 0;
  for (let seed = from; seed < from + count && (seed === from || goesOn(failures.length)); seed += 1) {
    const outcome = await simulateTwiceSometimes(seed, focus);
    seeds += 1;
    steps += outcome.steps;
    if (outcome.violations.length > 0) failures.push(outcome);
  }
  return { seeds, steps, failures };
}

async function simulateTwiceSometimes(seed: number, focus: Focus | null): Promise<Outcome> {
  if (seed % TWICE_EVERY !== 0) return simulate(seed, { focus });
  const first = await simulate(seed, { focus, keepTrace: true });
  const again = await simulate(seed, { focus, keepTrace: true });
  return { ...first, violations: [...first.violations, ...differences(first, again)] };
}

export function differences(first: Outcome, again: Outcome): readonly Violation[] {
  const traces = [first.trace.join('\n'), again.trace.join('\n')] as const;
  const { violations } = judge({ ...first.observation, traces });
  return violations.filter(({ invariant }) => invariant === 'I16');
}
