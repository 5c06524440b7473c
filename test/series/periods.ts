import { Temporal } from 'temporal-polyfill';
import type { Instant, Series } from '../../src/model/index.ts';
import { expand, extentOf } from '../../src/model/index.ts';
import { HOME } from './case.ts';

const FIRST = 40;
const LAST = 10;
/** What is looked at of a series that never ends. */
const YEARS = 10;
/** One case in so many is compared whole. Prime to the number of zones: every zone has some. */
const WHOLE_EVERY = 97;
const DAY_MS = 86_400_000;

/** What begins in it is compared. */
export interface Period {
  readonly from: Instant;
  readonly until: Instant;
}

/** The first occurrences, the last ones, and all around the nights in which the series' clocks change; or ten years. */
export function periodsOf(series: Series, seed: number): readonly Period[] {
  const extent = extentOf(series, HOME);
  if (extent === null) return [];
  const start = Date.parse(extent.first.start);
  const end = Math.min(start + YEARS * 365 * DAY_MS, extent.last === null ? Infinity : Date.parse(extent.last.end));
  if (seed % WHOLE_EVERY === 0) return [period(start - DAY_MS, end + DAY_MS)];
  const first = firstPeriod(series);
  const after = Date.parse(first.until);
  if (after >= end) return [first];
  return [
    first,
    lastTen(series, start, end + DAY_MS),
    ...changesOfClocks(series, after, end).map((moment) => period(moment - 2 * DAY_MS, moment + 2 * DAY_MS)),
  ];
}

/** From before the first occurrence to after the fortieth. */
export function firstPeriod(series: Series): Period {
  const starts: Instant[] = [];
  for (const { start } of expand(series, { from: null, until: null, zone: HOME })) {
    starts.push(start);
    if (starts.length === FIRST) break;
  }
  const [first = '', last = ''] = [starts[0], starts.at(-1)];
  return period(Date.parse(first) - DAY_MS, Date.parse(last) + DAY_MS);
}

/** A stretch that is made longer until there are as many in it. */
function lastTen(series: Series, start: number, end: number): Period {
  for (let days = 30; ; days *= 2) {
    const found = period(Math.max(start, end - days * DAY_MS), end);
    if (found.from === instant(start)) return found;
    let count = 0;
    for (const _ of expand(series, { ...found, zone: HOME })) if (++count === LAST) return found;
  }
}

const known = new Map<string, readonly number[]>();

function changesOfClocks({ time }: Series, start: number, end: number): readonly number[] {
  if (time.kind === 'allDay') return [];
  const changes = known.get(time.zone) ?? allChanges(time.zone);
  known.set(time.zone, changes);
  return changes.filter((moment) => moment > start && moment < end);
}

/** In the years in which series are drawn and those that follow them. */
function allChanges(zone: string): readonly number[] {
  const changes: number[] = [];
  const end = Date.UTC(2050, 0, 1);
  let next = Temporal.Instant.from('2019-01-01T00:00:00Z').toZonedDateTimeISO(zone).getTimeZoneTransition('next');
  while (next !== null && next.epochMilliseconds < end) {
    changes.push(next.epochMilliseconds);
    next = next.getTimeZoneTransition('next');
  }
  return changes;
}

function period(from: number, until: number): Period {
  return { from: instant(from), until: instant(until) };
}

function instant(ms: number): Instant {
  return Temporal.Instant.fromEpochMilliseconds(ms).toString({ smallestUnit: 'second' }) as Instant;
}
