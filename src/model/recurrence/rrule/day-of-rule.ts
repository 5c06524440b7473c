import type { NotExpressible } from '../not-expressible.ts';
import { notExpressible } from '../not-expressible.ts';
import type { DayIndex, RelativeDay } from '../pattern.ts';
import { DAY_INDEXES, relativeDayOf } from '../pattern.ts';
import type { RuleParts } from './rule-parts.ts';

/** Which day of a month it is, in the two ways of Exchange. */
export type DayOfRule = { readonly dayOfMonth: number } | { readonly day: RelativeDay; readonly index: DayIndex };

/** February has this many days in every year. */
const SHORTEST_MONTH = 28;
const LONGEST_MONTH = 31;

/**
 * The one day that BYDAY, BYMONTHDAY and BYSETPOS leave in each month.
 * @param startDay day of the month of the start, for a rule that names none
 */
export function dayOfRule(parts: RuleParts, startDay: number): DayOfRule | NotExpressible {
  const { days, daysOfMonth, positions } = parts;
  if (positions.length > 1) return notExpressible('position', { positions: positions.join(',') });
  if (days.length > 0 && daysOfMonth.length > 0) return notExpressible('rule_part', { part: 'BYDAY+BYMONTHDAY' });
  if (days.length > 0) return relativeDay(parts);
  if (daysOfMonth.length > 0) return dayOfMonth(daysOfMonth, positions[0] ?? null);
  return positions.length > 0 ? notExpressible('rule_malformed', { part: 'BYSETPOS' }) : { dayOfMonth: startDay };
}

function relativeDay({ days, positions }: RuleParts): DayOfRule | NotExpressible {
  const [first, ...more] = days;
  if (first !== undefined && first.position !== 0) {
    if (more.length > 0) return notExpressible('several_days');
    // The only day of a month is its first and its last.
    if (!isFirstOrLast(positions[0] ?? 1)) return notExpressible('position', { positions: positions.join(',') });
    return atIndex(first.day, first.position);
  }
  if (more.some(({ position }) => position !== 0)) return notExpressible('several_days');
  const [position] = positions;
  if (position === undefined) return notExpressible('several_days');
  const day = relativeDayOf(new Set(days.map((each) => each.day)));
  return day === null ? notExpressible('position', { positions: position }) : atIndex(day, position);
}

function atIndex(day: RelativeDay, position: number): DayOfRule | NotExpressible {
  const index = position === -1 ? 'last' : position > 4 ? undefined : DAY_INDEXES[position - 1];
  return index === undefined ? notExpressible('position', { positions: position }) : { day, index };
}

/** BYMONTHDAY=28,29,30;BYSETPOS=-1 is how a rule says "the 30th, or the end of a shorter month". */
function dayOfMonth(days: readonly number[], position: number | null): DayOfRule | NotExpressible {
  const [only] = days;
  if (days.length === 1 && only !== undefined) {
    if (!isFirstOrLast(position ?? 1)) return notExpressible('position', { positions: position ?? 0 });
    if (only > 0) return { dayOfMonth: only };
    return only === -1 ? { dayOfMonth: LONGEST_MONTH } : notExpressible('day_before_month_end', { day: only });
  }
  const latest = Math.max(...days);
  const reachesEveryEnd = Array.from({ length: latest - SHORTEST_MONTH + 1 }, (_, more) => SHORTEST_MONTH + more).every(
    (day) => days.includes(day),
  );
  const fromTheEnd = days.some((day) => day < 0);
  if (position === -1 && latest >= SHORTEST_MONTH && reachesEveryEnd && !fromTheEnd) return { dayOfMonth: latest };
  return notExpressible('several_days');
}

function isFirstOrLast(position: number): boolean {
  return position === 1 || position === -1;
}
