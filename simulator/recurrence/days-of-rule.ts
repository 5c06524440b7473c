import type { CivilDay } from '../time-zones/civil-day.ts';
import { civilDay, dateOf, daysInMonth, weekdayOf } from '../time-zones/civil-day.ts';
import type { MonthDay, Pattern, RecurrenceRule } from './rule.ts';
import { LAST_DAY } from './rule.ts';

/** The days on which the occurrences of a rule begin, in order. Without an end there are very many: stop in time. */
export function* daysOfRule({ pattern, start, end }: RecurrenceRule): Generator<CivilDay> {
  const last = end.kind === 'day' ? Math.min(end.day, LAST_DAY) : LAST_DAY;
  let left = end.kind === 'count' ? end.count : Number.POSITIVE_INFINITY;
  for (const day of daysOfPattern(pattern, start)) {
    if (day > last || left <= 0) return;
    left -= 1;
    yield day;
  }
}

/** Goes on until the store's last day. */
function* daysOfPattern(pattern: Pattern, start: CivilDay): Generator<CivilDay> {
  switch (pattern.kind) {
    case 'daily':
      for (let day = start; day <= LAST_DAY; day += pattern.interval) yield day;
      return;
    case 'weekly':
      return yield* weekly(pattern, start);
    case 'monthly':
      return yield* monthly(start, dateOf(start).month, pattern.interval, pattern.on);
    case 'yearly':
      return yield* monthly(start, pattern.month, 12, pattern.on);
  }
}

/** Weeks count from the one in which the series starts; where a week begins decides which one that is. */
function* weekly(pattern: Extract<Pattern, { kind: 'weekly' }>, start: CivilDay): Generator<CivilDay> {
  const { interval, weekdays, firstWeekday } = pattern;
  const offsets = weekdays.map((weekday) => (weekday - firstWeekday + 7) % 7).sort((a, b) => a - b);
  let week = start - ((weekdayOf(start) - firstWeekday + 7) % 7);
  for (; week <= LAST_DAY; week += interval * 7) {
    for (const offset of offsets) if (week + offset >= start) yield week + offset;
  }
}

function* monthly(start: CivilDay, firstMonth: number, interval: number, on: MonthDay): Generator<CivilDay> {
  const { year } = dateOf(start);
  for (let months = firstMonth - 1; ; months += interval) {
    const day = dayInMonth(year + Math.floor(months / 12), (months % 12) + 1, on);
    if (day > LAST_DAY) return;
    if (day >= start) yield day;
  }
}

function dayInMonth(year: number, month: number, on: MonthDay): CivilDay {
  const length = daysInMonth(year, month);
  const first = civilDay({ year, month, day: 1 });
  if (on.kind === 'date') return first + Math.min(on.day, length) - 1;
  const matching: CivilDay[] = [];
  for (let day = first; day < first + length; day += 1) if (on.weekdays.includes(weekdayOf(day))) matching.push(day);
  const found = on.position === 'last' ? matching.at(-1) : matching[on.position - 1];
  // Every weekday comes four times in every month.
  return found ?? first;
}
