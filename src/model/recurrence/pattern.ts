export const DAYS_OF_WEEK = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

export type DayOfWeek = (typeof DAYS_OF_WEEK)[number];

/** The last three stand only in relative patterns: "the first weekday of the month". */
export type RelativeDay = DayOfWeek | 'day' | 'weekday' | 'weekendDay';

export const DAY_INDEXES = ['first', 'second', 'third', 'fourth', 'last'] as const;

export type DayIndex = (typeof DAY_INDEXES)[number];

/**
 * The six patterns of Exchange. `month` is 1 to 12, `interval` at least 1.
 * A `dayOfMonth` that a month does not have is its last day there: the 31st is the end of every month.
 */
export type RecurrencePattern =
  | { readonly kind: 'daily'; readonly interval: number }
  | {
      readonly kind: 'weekly';
      readonly interval: number;
      /** At least one. */
      readonly days: readonly DayOfWeek[];
      /** Decides which weeks an interval of several weeks counts. */
      readonly firstDayOfWeek: DayOfWeek;
    }
  | { readonly kind: 'absoluteMonthly'; readonly interval: number; readonly dayOfMonth: number }
  | { readonly kind: 'relativeMonthly'; readonly interval: number; readonly day: RelativeDay; readonly index: DayIndex }
  | { readonly kind: 'absoluteYearly'; readonly month: number; readonly dayOfMonth: number }
  | { readonly kind: 'relativeYearly'; readonly month: number; readonly day: RelativeDay; readonly index: DayIndex };

const DAYS_BY_RELATIVE_DAY: Readonly<Record<string, readonly DayOfWeek[]>> = {
  day: DAYS_OF_WEEK,
  weekday: DAYS_OF_WEEK.slice(1, 6),
  weekendDay: ['sunday', 'saturday'],
};

/** The days of the week that the word covers, from Sunday on. */
export function daysOfWeekIn(day: RelativeDay): readonly DayOfWeek[] {
  return DAYS_BY_RELATIVE_DAY[day] ?? [day as DayOfWeek];
}

/** @returns `null` where no word of Exchange covers exactly these days */
export function relativeDayOf(days: ReadonlySet<DayOfWeek>): RelativeDay | null {
  const [only] = days;
  if (days.size === 1 && only !== undefined) return only;
  const words = ['day', 'weekday', 'weekendDay'] as const;
  return words.find((word) => sameDays(daysOfWeekIn(word), days)) ?? null;
}

function sameDays(left: readonly DayOfWeek[], right: ReadonlySet<DayOfWeek>): boolean {
  return left.length === right.size && left.every((day) => right.has(day));
}
