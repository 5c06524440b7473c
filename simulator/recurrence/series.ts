import type { StoredItem, StoredOccurrence } from '../state/item.ts';
import { textOf } from '../state/item.ts';
import type { CivilDay } from '../time-zones/civil-day.ts';
import { isoDayOf, readCivilDay } from '../time-zones/civil-day.ts';
import { instantAtWall, wallMsOf } from '../time-zones/zone.ts';
import { daysOfRule } from './days-of-rule.ts';
import { readRule } from './read-rule.ts';
import type { RecurrenceRule } from './rule.ts';

/** A master as what it stands for: times on the wall clock of one zone, on the days of a rule. */
export interface Series {
  readonly master: StoredItem;
  readonly rule: RecurrenceRule;
  readonly zoneId: string;
  /** Time of day at which every occurrence begins. */
  readonly startOfDayMs: number;
  /** On the wall clock: on the night when clocks change, an occurrence lasts longer or shorter. */
  readonly wallDurationMs: number;
}

/** When an occurrence takes place. `day` and `originalStart` never change, whatever an exception does. */
export interface OccurrenceTimes {
  readonly day: string;
  readonly originalStart: string;
  readonly start: string;
  readonly end: string;
  readonly state: 'regular' | 'exception' | 'deleted';
}

const DAY_MS = 86_400_000;

/** @returns `undefined` for everything but the master of a series */
export function seriesOf(item: StoredItem): Series | undefined {
  const recurrence = item.values['Recurrence'];
  if (item.kind !== 'CalendarItem' || item.occurrenceDay !== undefined) return undefined;
  if (recurrence === undefined || typeof recurrence === 'string' || !('name' in recurrence)) return undefined;
  const zoneId = textOf(item, 'StartTimeZone') ?? 'UTC';
  const start = wallMsOf(textOf(item, 'Start') ?? '', zoneId);
  const end = wallMsOf(textOf(item, 'End') ?? '', zoneId);
  const startOfDayMs = ((start % DAY_MS) + DAY_MS) % DAY_MS;
  return { master: item, rule: readRule(recurrence), zoneId, startOfDayMs, wallDurationMs: end - start };
}

export function timesOn(series: Series, day: CivilDay): OccurrenceTimes {
  const { zoneId } = series;
  const wall = day * DAY_MS + series.startOfDayMs;
  const iso = isoDayOf(day);
  const originalStart = instantAtWall(wall, zoneId);
  const own = series.master.occurrences?.[iso];
  return {
    day: iso,
    originalStart,
    start: textIn(own, 'Start') ?? originalStart,
    end: textIn(own, 'End') ?? endAfter(originalStart, wall, series),
    state: own?.kind ?? 'regular',
  };
}

/** Where the clock jumps over the start and not over the end, the end would come first. */
function endAfter(start: string, wall: number, { zoneId, wallDurationMs }: Series): string {
  const end = instantAtWall(wall + wallDurationMs, zoneId);
  if (Date.parse(end) > Date.parse(start) || wallDurationMs === 0) return end;
  return new Date(Date.parse(start) + wallDurationMs).toISOString().replace('.000', '');
}

function textIn(own: StoredOccurrence | undefined, key: 'Start' | 'End'): string | undefined {
  const value = own?.kind === 'exception' ? own.values[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** @param index from 1, over all days of the rule: deleted occurrences keep theirs */
export function dayAt({ rule }: Series, index: number): CivilDay | undefined {
  let position = 0;
  for (const day of daysOfRule(rule)) {
    position += 1;
    if (position === index) return day;
  }
  return undefined;
}

/** @param day `YYYY-MM-DD` */
export function findDay({ rule }: Series, day: string): CivilDay | undefined {
  const wanted = readCivilDay(day);
  if (wanted === undefined) return undefined;
  for (const each of daysOfRule(rule)) {
    if (each === wanted) return each;
    if (each > wanted) return undefined;
  }
  return undefined;
}

/** Occurrences that exist and touch the time between two instants, by their start. Exceptions count where they were moved to. */
export function occurrencesBetween(series: Series, fromMs: number, toMs: number): readonly OccurrenceTimes[] {
  // A day more on either side covers every zone.
  const from = Math.floor((fromMs - series.wallDurationMs) / DAY_MS) - 2;
  const to = Math.ceil(toMs / DAY_MS) + 2;
  const exceptions = new Set(Object.keys(series.master.occurrences ?? {}));
  const found: OccurrenceTimes[] = [];
  for (const day of daysOfRule(series.rule)) {
    if (day > to && exceptions.size === 0) break;
    const iso = isoDayOf(day);
    if ((day < from || day > to) && !exceptions.has(iso)) continue;
    exceptions.delete(iso);
    const times = timesOn(series, day);
    if (times.state !== 'deleted' && touches(times, fromMs, toMs)) found.push(times);
  }
  return found.sort((a, b) => a.start.localeCompare(b.start));
}

/** Who ends when the time begins, or begins when it ends, is not in it. */
export function touches({ start, end }: { start: string; end: string }, fromMs: number, toMs: number): boolean {
  const [startMs, endMs] = [Date.parse(start), Date.parse(end)];
  return startMs < toMs && (endMs > fromMs || (startMs === endMs && startMs >= fromMs));
}

/** The first occurrence that exists. */
export function firstOccurrence(series: Series): OccurrenceTimes | undefined {
  for (const day of daysOfRule(series.rule)) {
    if (series.master.occurrences?.[isoDayOf(day)]?.kind !== 'deleted') return timesOn(series, day);
  }
  return undefined;
}

/** The last occurrence that exists; a series without end has none. */
export function lastOccurrence(series: Series): OccurrenceTimes | undefined {
  if (series.rule.end.kind === 'never') return undefined;
  let last: CivilDay | undefined;
  for (const day of daysOfRule(series.rule)) {
    if (series.master.occurrences?.[isoDayOf(day)]?.kind !== 'deleted') last = day;
  }
  return last === undefined ? undefined : timesOn(series, last);
}

/** The existing occurrences just before and just after a day. */
export function neighboursOf(
  series: Series,
  day: string,
): { readonly before: OccurrenceTimes | undefined; readonly after: OccurrenceTimes | undefined } {
  let before: CivilDay | undefined;
  for (const each of daysOfRule(series.rule)) {
    const iso = isoDayOf(each);
    if (series.master.occurrences?.[iso]?.kind === 'deleted' || iso === day) continue;
    if (iso > day)
      return { before: before === undefined ? undefined : timesOn(series, before), after: timesOn(series, each) };
    before = each;
  }
  return { before: before === undefined ? undefined : timesOn(series, before), after: undefined };
}
