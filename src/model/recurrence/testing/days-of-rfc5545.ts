/** An RRULE in its own words, as far as days are concerned. */
export interface DayRule {
  readonly freq: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  readonly interval: number;
  readonly byMonth?: readonly number[] | undefined;
  readonly byMonthDay?: readonly number[] | undefined;
  /** Position (0 for every one) and weekday, 0 is Sunday. */
  readonly byDay?: readonly (readonly [number, number])[] | undefined;
  readonly bySetPos?: readonly number[] | undefined;
  readonly weekStart: number;
}

const DAY_MS = 86_400_000;

/**
 * The days of a rule as RFC 5545 §3.3.10 defines them, found the slow way: every day of a period is asked whether it
 * belongs to the rule. Knows nothing of Exchange's patterns and shares no code with what it is compared to.
 * @param start days since 1970-01-01
 */
export function* daysOfRfc5545(rule: DayRule, start: number, end: number): Generator<number> {
  const anchor = periodOf(rule, start);
  let day = firstOfPeriod(rule, start);
  while (day <= end) {
    const period = periodOf(rule, day);
    const counts = (period - anchor) % rule.interval === 0;
    const days: number[] = [];
    for (; periodOf(rule, day) === period; day += 1) if (counts && belongs(rule, day, start)) days.push(day);
    for (const each of atPositions(days, rule.bySetPos)) if (each >= start && each <= end) yield each;
  }
}

/** Number of the day, week, month or year. */
function periodOf({ freq, weekStart }: DayRule, day: number): number {
  if (freq === 'DAILY') return day;
  if (freq === 'WEEKLY') return Math.floor((day + 4 - weekStart) / 7);
  const { year, month } = dateOf(day);
  return freq === 'MONTHLY' ? year * 12 + month - 1 : year;
}

function firstOfPeriod(rule: DayRule, day: number): number {
  let first = day;
  while (periodOf(rule, first - 1) === periodOf(rule, day)) first -= 1;
  return first;
}

function belongs(rule: DayRule, day: number, start: number): boolean {
  const { freq, byMonth, byMonthDay, byDay } = rule;
  const date = dateOf(day);
  const begin = dateOf(start);
  if (byMonth !== undefined && !byMonth.includes(date.month)) return false;
  if (byMonthDay !== undefined && !byMonthDay.some((each) => each === date.dayOfMonth || each === date.fromMonthEnd)) {
    return false;
  }
  if (byDay !== undefined && !byDay.some(([position, weekday]) => isAt(rule, date, position, weekday))) return false;
  if (byMonthDay !== undefined || byDay !== undefined || freq === 'DAILY') return true;
  if (freq === 'WEEKLY') return date.weekday === begin.weekday;
  const sameMonth = freq === 'MONTHLY' || byMonth !== undefined || date.month === begin.month;
  return sameMonth && date.dayOfMonth === begin.dayOfMonth;
}

function isAt({ freq, byMonth }: DayRule, date: CalendarDay, position: number, weekday: number): boolean {
  if (date.weekday !== weekday) return false;
  if (position === 0) return true;
  const inMonth = freq === 'MONTHLY' || byMonth !== undefined;
  const before = inMonth ? date.dayOfMonth : date.dayOfYear;
  const after = inMonth ? date.fromMonthEnd : date.fromYearEnd;
  return position > 0 ? Math.ceil(before / 7) === position : Math.floor(after / 7) === position;
}

function atPositions(days: readonly number[], positions: readonly number[] | undefined): readonly number[] {
  if (positions === undefined) return days;
  return days.filter((_, index) => positions.includes(index + 1) || positions.includes(index - days.length));
}

interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly dayOfMonth: number;
  readonly dayOfYear: number;
  /** -1 is the last day. */
  readonly fromMonthEnd: number;
  readonly fromYearEnd: number;
  readonly weekday: number;
}

const known = new Map<number, CalendarDay>();

function dateOf(day: number): CalendarDay {
  const found = known.get(day) ?? calendarDay(day);
  known.set(day, found);
  return found;
}

function calendarDay(day: number): CalendarDay {
  const date = new Date(day * DAY_MS);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return {
    year,
    month: month + 1,
    dayOfMonth: date.getUTCDate(),
    dayOfYear: day - Date.UTC(year, 0, 0) / DAY_MS,
    fromMonthEnd: day - Date.UTC(year, month + 1, 1) / DAY_MS,
    fromYearEnd: day - Date.UTC(year + 1, 0, 1) / DAY_MS,
    weekday: date.getUTCDay(),
  };
}
