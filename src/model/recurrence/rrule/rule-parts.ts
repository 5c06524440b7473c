import type { CalendarDate } from '../../time/calendar-date.ts';
import type { Instant } from '../../time/instant.ts';
import type { LocalDateTime } from '../../time/zoned-wall-time.ts';
import type { DayOfWeek } from '../pattern.ts';

export type Frequency = 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';

/** The last moment at which an occurrence may start, as the rule has it: a day, an instant, or a time in the series' zone. */
export type Until =
  | { readonly kind: 'date'; readonly date: CalendarDate }
  | { readonly kind: 'instant'; readonly instant: Instant }
  | { readonly kind: 'local'; readonly local: LocalDateTime };

/** `-1FR`: the last Friday. Without a position (0) it is every one. */
export interface RuleDay {
  readonly position: number;
  readonly day: DayOfWeek;
}

/** An RRULE of RFC 5545, read part by part. Lists are empty where the rule has no such part. */
export interface RuleParts {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count: number | null;
  readonly until: Until | null;
  readonly days: readonly RuleDay[];
  /** 1 to 31, or -1 to -31 from the end of the month. */
  readonly daysOfMonth: readonly number[];
  /** 1 to 12. */
  readonly months: readonly number[];
  readonly positions: readonly number[];
  readonly hours: readonly number[];
  readonly minutes: readonly number[];
  readonly seconds: readonly number[];
  readonly firstDayOfWeek: DayOfWeek;
  /** What becomes of a day that a month does not have (RFC 7529): it is left out, or is the last day of the month. */
  readonly skip: 'omit' | 'backward';
}

/** In the order of the model's days of the week. */
export const DAY_CODES = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;

export const MONTHS: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
