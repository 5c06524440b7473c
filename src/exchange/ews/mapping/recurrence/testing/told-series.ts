import type { Appointment, Instant, OriginalStart, Series, TimeZoneId } from '../../../../../model/index.ts';
import {
  epochSeconds,
  expand,
  ianaToWindowsZone,
  instantFromEpochSeconds,
  regularTime,
  seriesTimeOf,
  startOfDay,
  windowsZoneToIana,
} from '../../../../../model/index.ts';
import { parseBody } from '../../../testing/canned-channel.ts';
import type { XmlElement } from '../../../xml/element.ts';
import { ITEM_KINDS } from '../../item-kind.ts';
import { newItem } from '../../item-to-wire.ts';
import { recurrenceToWire } from '../recurrence-to-wire.ts';

const VERSION = 'Exchange2013_SP1';

/** How a server writes moments: in UTC, or on a clock so many minutes before UTC; `null` writes no offset. */
export type Offset = number | null;

export interface ToldSeries {
  readonly master: XmlElement;
  /** One for each exception, in their order. */
  readonly exceptions: readonly XmlElement[];
}

/** A series as a server tells it that knows all of it. */
export function toldSeries(series: Series, fields: Appointment, homeZone: TimeZoneId, offset: Offset): ToldSeries {
  const start = firstDate(series);
  const moment = (originalStart: OriginalStart) => writtenMoment(series, originalStart, homeZone, offset);
  const recurrence = recurrenceToWire(series.recurrence, start, VERSION)?.markup ?? '';
  const deleted = series.deleted.map(
    (each) => `<t:DeletedOccurrence><t:Start>${moment(each)}</t:Start></t:DeletedOccurrence>`,
  );
  const modified = series.exceptions.map(
    ({ originalStart }, index) =>
      `<t:Occurrence><t:ItemId Id="exception-${index}" ChangeKey="1"/><t:OriginalStart>${moment(originalStart)}</t:OriginalStart></t:Occurrence>`,
  );
  return {
    master: itemOf(
      { ...fields, time: regular(series, firstStart(series)) },
      homeZone,
      `${recurrence}<t:ModifiedOccurrences>${modified.join('')}</t:ModifiedOccurrences><t:DeletedOccurrences>${deleted.join('')}</t:DeletedOccurrences>`,
    ),
    exceptions: series.exceptions.map(({ originalStart, fields: own }) =>
      itemOf(
        { ...fields, time: regular(series, originalStart), ...own },
        homeZone,
        `<t:OriginalStart>${moment(originalStart)}</t:OriginalStart>`,
      ),
    ),
  };
}

/** Not where the clock jumps over its first start or end: an instant tells the reading that stands in its place. */
export function isToldByInstants(series: Series): boolean {
  if (series.time.kind === 'allDay') return true;
  const told = seriesTimeOf(regular(series, firstStart(series)), series.time.zone);
  return told.kind === 'timed' && told.start === series.time.start && told.end === series.time.end;
}

/** The first forty occurrences with all that they have; the zones of their times left out. */
export function occurrencesOf(series: Series, fields: Appointment): readonly unknown[] {
  const found: unknown[] = [];
  const period = { from: null, until: null, zone: 'UTC' as TimeZoneId };
  for (const { start, end, time, exception } of expand(series, period)) {
    found.push({ ...fields, ...exception?.fields, time: time.kind, start, end });
    if (found.length === 40) break;
  }
  return found;
}

function itemOf(appointment: Appointment, homeZone: TimeZoneId, more: string): XmlElement {
  const create = { fields: { ...appointment } as never, stamp: null, addCategories: [], uid: null };
  const { markup } = newItem(create, ITEM_KINDS.appointments, { version: VERSION, homeZone });
  return parseBody(markup.replace(/<\/t:CalendarItem>$/, `${more}</t:CalendarItem>`));
}

function writtenMoment(series: Series, originalStart: OriginalStart, homeZone: TimeZoneId, offset: Offset): string {
  const time = regular(series, originalStart);
  if (time.kind === 'timed') return onClock(time.start, offset);
  // Midnight of the zone in which our own writing makes whole days.
  const zone = windowsZoneToIana(ianaToWindowsZone(homeZone) ?? 'UTC') ?? homeZone;
  return offset === null ? `${time.startDate}T00:00:00` : onClock(startOfDay(time.startDate, zone), offset);
}

function onClock(instant: Instant, offset: Offset): string {
  if (offset === null) return instant.slice(0, -1);
  if (offset === 0) return instant;
  const local = instantFromEpochSeconds(epochSeconds(instant) + offset * 60).slice(0, -1);
  const minutes = Math.abs(offset);
  const digits = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0'));
  return `${local}${offset < 0 ? '-' : '+'}${digits.join(':')}`;
}

function regular(series: Series, originalStart: OriginalStart) {
  const time = regularTime(series, originalStart);
  if (time === null) throw new Error('no occurrence of the rule');
  return time;
}

function firstStart({ time }: Series): OriginalStart {
  return time.kind === 'timed' ? { local: time.start, zone: time.zone } : { date: time.startDate };
}

function firstDate({ time }: Series) {
  return (time.kind === 'timed' ? time.start.slice(0, 10) : time.startDate) as Parameters<typeof recurrenceToWire>[1];
}
