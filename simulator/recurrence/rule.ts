import type { CivilDay } from '../time-zones/civil-day.ts';
import { civilDay } from '../time-zones/civil-day.ts';

/** On which days of a month something happens. */
export type MonthDay =
  /** In a shorter month, its last day. */
  | { readonly kind: 'date'; readonly day: number }
  /** The first to fourth of the days that are one of these weekdays, or the last. */
  | { readonly kind: 'position'; readonly weekdays: readonly number[]; readonly position: 1 | 2 | 3 | 4 | 'last' };

export type Pattern =
  | { readonly kind: 'daily'; readonly interval: number }
  | {
      readonly kind: 'weekly';
      readonly interval: number;
      readonly weekdays: readonly number[];
      readonly firstWeekday: number;
    }
  | { readonly kind: 'monthly'; readonly interval: number; readonly on: MonthDay }
  | { readonly kind: 'yearly'; readonly month: number; readonly on: MonthDay };

export type RangeEnd =
  | { readonly kind: 'never' }
  /** The last day on which an occurrence may begin. */
  | { readonly kind: 'day'; readonly day: CivilDay }
  | { readonly kind: 'count'; readonly count: number };

/** A pattern and the range in which it holds. */
export interface RecurrenceRule {
  readonly pattern: Pattern;
  readonly start: CivilDay;
  readonly end: RangeEnd;
}

/** The store knows no time behind this day. */
export const LAST_DAY: CivilDay = civilDay({ year: 4500, month: 8, day: 31 });
