export const INTERVAL_UNITS = ['seconds', 'minutes', 'hours'] as const;
export type IntervalUnit = (typeof INTERVAL_UNITS)[number];

export interface Interval {
  readonly amount: number | string;
  readonly unit: IntervalUnit;
}

const SECONDS: Readonly<Record<IntervalUnit, number>> = { seconds: 1, minutes: 60, hours: 3600 };
const SHORTEST_SECONDS = 5;
const LONGEST_SECONDS = 86_400;

/** In the largest unit that tells it without a fraction. */
export function intervalOf(seconds: number): Interval {
  const unit = INTERVAL_UNITS.toReversed().find((each) => seconds % SECONDS[each] === 0) ?? 'seconds';
  return { amount: seconds / SECONDS[unit], unit };
}

/** @returns `null` for what is no interval that the API takes */
export function secondsOf({ amount, unit }: Interval): number | null {
  const seconds = typeof amount === 'number' ? amount * SECONDS[unit] : Number.NaN;
  return Number.isInteger(seconds) && seconds >= SHORTEST_SECONDS && seconds <= LONGEST_SECONDS ? seconds : null;
}
