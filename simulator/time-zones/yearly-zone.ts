import { Temporal } from 'temporal-polyfill';
import { daysInMonth } from './civil-day.ts';
import { customZoneIn } from './custom-zone.ts';
import type { YearlyChange, YearlyZone } from './yearly-clock.ts';
import { ianaOf } from './zone.ts';

/** A zone as the rules that it has in one year: what Windows knows of a zone, and clients ask for. */
export function yearlyZoneOf(zoneId: string, year: number): YearlyZone {
  const custom = customZoneIn(zoneId);
  if (custom !== undefined) return custom;
  const first = Temporal.PlainDate.from({ year, month: 1, day: 1 }).toZonedDateTime(ianaOf(zoneId));
  const changes: YearlyChange[] = [];
  let next = first.getTimeZoneTransition('next');
  while (next !== null && next.year === year) {
    changes.push(changeAt(next));
    next = next.getTimeZoneTransition('next');
  }
  // A single change in a year is a new law, not a rule.
  const rules = changes.length === 2 ? changes : [];
  return { name: zoneId, offsetMs: first.offsetNanoseconds / 1e6, changes: rules };
}

function changeAt(after: Temporal.ZonedDateTime): YearlyChange {
  const before = after.subtract({ nanoseconds: 1 });
  const beforeOffsetMs = before.offsetNanoseconds / 1e6;
  const wall = new Date(after.epochMilliseconds + beforeOffsetMs);
  const [year, month, day] = [wall.getUTCFullYear(), wall.getUTCMonth() + 1, wall.getUTCDate()];
  const position = day + 7 > daysInMonth(year, month) ? -1 : Math.ceil(day / 7);
  return {
    offsetMs: after.offsetNanoseconds / 1e6,
    month,
    on: { kind: 'weekday', weekday: wall.getUTCDay(), position },
    timeMs: wall.getTime() % 86_400_000,
  };
}
