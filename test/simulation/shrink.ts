import type { Focus } from './focus.ts';
import { simulate } from './simulate.ts';

/**
 * Leaves out as many acts of people as possible while the same invariant still fails.
 * @returns the numbers of the acts that are not needed
 */
export async function shrink(seed: number, focus: Focus | null = null): Promise<readonly number[]> {
  const whole = await simulate(seed, { focus });
  const [wanted] = whole.violations;
  if (wanted === undefined) return [];
  const fails = async (without: ReadonlySet<number>): Promise<boolean> => {
    const { violations } = await simulate(seed, { focus, without });
    return violations.some(({ invariant }) => invariant === wanted.invariant);
  };
  const acts = whole.words.flatMap((line) => {
    const [, number] = /^ {2}act (\d+) /.exec(line) ?? [];
    return number === undefined ? [] : [Number(number)];
  });
  // A history that goes on differently does other acts: numbers beyond those of the first are left out from the start.
  const beyond = Array.from({ length: 40 }, (_, index) => Math.max(0, ...acts) + 1 + index);
  let without = new Set<number>((await fails(new Set(beyond))) ? beyond : []);
  for (let size = Math.ceil(acts.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let start = 0; start < acts.length; start += size) {
      const fewer = new Set([...without, ...acts.slice(start, start + size)]);
      if (fewer.size > without.size && (await fails(fewer))) without = fewer;
    }
  return [...without].sort((a, b) => a - b);
}
