/**
 * Choices that look like chance and are the same on every machine and every day: the sample world of two
 * installations can be compared, and a screenshot stays true.
 */
export interface Dice {
  /** A whole number from 0 to `sides` − 1. */
  roll(sides: number): number;
  pick<T>(from: readonly [T, ...T[]]): T;
  /** True once in `times`. */
  once(times: number): boolean;
}

export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  // mulberry32: small, and good enough to spread names over firms.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const roll = (sides: number) => Math.floor(next() * sides);
  return {
    roll,
    pick: (from) => from[roll(from.length)] ?? from[0],
    once: (times) => roll(times) === 0,
  };
}
