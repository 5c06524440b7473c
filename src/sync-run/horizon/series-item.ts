import { createHash } from 'node:crypto';
import type { ExchangeItem } from '../../exchange/port.ts';
import type { Appointment, CalendarDate, Fields, Occurrences, Series, TimeZoneId } from '../../model/index.ts';
import { canonicalText, expand, regularTime, seriesOf, startOfDay, valueOf } from '../../model/index.ts';
import type { Horizon } from './horizon.ts';
import { occurrenceKey } from './occurrence-ref.ts';

/** A series of the mailbox, seen as the occurrences that it has. */
export interface SeriesItem {
  readonly item: ExchangeItem;
  readonly series: Series;
  /** What is not as the rule says. */
  readonly changes: Occurrences;
}

/**
 * @param zone for a series whose server could not tell its zone
 * @returns `null` for what takes place once, and for a series of which nobody can tell the rule
 */
export function asSeries(item: ExchangeItem, zone: TimeZoneId): SeriesItem | null {
  const { time, occurrences } = appointmentOf(item.fields);
  if (item.notSynchronised !== null || (time ?? null) === null) return null;
  const series = seriesOf(time, occurrences ?? null, zone);
  return series === null ? null : { item, series, changes: occurrences ?? {} };
}

/** The occurrences that take place within the horizon, by the days on which the rule puts them. */
export function daysWithin({ series }: SeriesItem, horizon: Horizon, zone: TimeZoneId): readonly CalendarDate[] {
  const period = { from: startOfDay(horizon.from, zone), until: startOfDay(horizon.until, zone), zone };
  return [...expand(series, period)].map(({ originalStart }) => dayOf(originalStart));
}

/** The day of the occurrence that takes place first. @returns `null` when every one was deleted */
export function firstDayOf({ series }: SeriesItem, zone: TimeZoneId): CalendarDate | null {
  for (const { originalStart } of expand(series, { from: null, until: null, zone })) return dayOf(originalStart);
  return null;
}

function dayOf(originalStart: Series['deleted'][number]): CalendarDate {
  return 'date' in originalStart ? originalStart.date : (originalStart.local.slice(0, 10) as CalendarDate);
}

/**
 * One occurrence as an item of its own. It has no stamp, because a mark of its own would make an exception of it; its
 * version is its content, because the one of the series is another after each change of any other occurrence.
 * @returns `null` when the rule does not give it, or it was deleted
 */
export function occurrenceItem(of: SeriesItem, day: CalendarDate): ExchangeItem | null {
  const whole = occurrenceOf(of, day);
  if (whole === null) return null;
  const { item } = of;
  const fields = whole as unknown as Fields;
  const seen = {
    ...item,
    id: occurrenceKey(item.id, day),
    fields,
    categories: (valueOf(fields, 'categories') ?? []) as readonly string[],
    stamp: null,
    uid: item.uid === null ? null : occurrenceKey(item.uid, day),
    searchKey: item.searchKey === null ? null : occurrenceKey(item.searchKey, day),
  };
  return { ...seen, changeKey: versionOf(seen) };
}

/** The values of one occurrence. @returns `null` when there is none on that day */
export function occurrenceOf(of: SeriesItem, day: CalendarDate): Appointment | null {
  const regular = regularOccurrence(of, day);
  const change = of.changes[day];
  if (regular === null || change?.kind === 'deleted') return null;
  return { ...regular, ...change?.fields };
}

/** The occurrence as its series has it. @returns `null` when the rule does not give that day */
export function regularOccurrence({ item, series }: SeriesItem, day: CalendarDate): Appointment | null {
  const time = regularTime(series, { date: day });
  if (time === null) return null;
  const { occurrences: _changes, ...regular } = appointmentOf(item.fields);
  return { ...regular, time };
}

function versionOf({ fields, meeting, unread, withheld }: Omit<ExchangeItem, 'changeKey'>): string {
  const content = { fields, meeting: { ...meeting }, unread: unread ?? [], withheld: withheld ?? [] };
  return createHash('sha256').update(canonicalText(content)).digest('base64url');
}

function appointmentOf(fields: Fields): Appointment {
  return fields as unknown as Appointment;
}
