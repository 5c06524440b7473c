import type {
  CalendarDate,
  OriginalStart,
  RecurrencePattern,
  Series,
  SeriesTime,
  TimeZoneId,
} from '../../../../model/index.ts';
import { addDays, expand, seriesTimeOf } from '../../../../model/index.ts';
import type { ExchangeItemRef } from '../../../port.ts';
import { readItemId } from '../../wire/item-id.ts';
import type { XmlElement } from '../../xml/element.ts';
import { childrenOf, findChild } from '../../xml/element.ts';
import { readAppointmentTime } from '../appointment/read-appointment-time.ts';
import type { MappingContext } from '../property-mapping.ts';
import { readNamedOccurrence } from './named-occurrence.ts';
import type { NotReadable } from './not-readable.ts';
import { isNotReadable, notReadable } from './not-readable.ts';
import type { ToldRecurrence } from './recurrence-from-wire.ts';
import { recurrenceFromWire } from './recurrence-from-wire.ts';
import { zoneOfSeries } from './zone-of-series.ts';

/** A series as its master tells it: that there are exceptions, but not what they have of their own. */
export interface SeriesOfMaster {
  /** Its exceptions are none until their items have been read. */
  readonly series: Series;
  readonly modified: readonly ModifiedOccurrence[];
}

/** An exception as its master lists it: `ref` reads its item. */
export interface ModifiedOccurrence {
  readonly ref: ExchangeItemRef;
  readonly originalStart: OriginalStart;
}

/**
 * @param master a `CalendarItem` with `Recurrence`, its times and zones, `ModifiedOccurrences` and `DeletedOccurrences`
 * @throws ConnectorError `appointment_without_start` when the start is missing or unreadable
 */
export function seriesFromWire(
  master: XmlElement,
  { homeZone }: Pick<MappingContext, 'homeZone'>,
): SeriesOfMaster | NotReadable {
  const element = findChild(master, 'Recurrence');
  if (element === undefined) return notReadable('part_missing', { part: 'Recurrence' });
  const told = recurrenceFromWire(element);
  if (isNotReadable(told)) return told;
  const series = wholeSeries(master, told, homeZone);
  return isNotReadable(series) ? series : withChanges(series, master, homeZone);
}

function wholeSeries(
  master: XmlElement,
  { recurrence, startDate }: ToldRecurrence,
  homeZone: TimeZoneId | null,
): Series | NotReadable {
  const time = timeOfSeries(master, homeZone);
  if (time === null) return notReadable('zone_unknown');
  const date = time.kind === 'allDay' ? time.startDate : time.start.slice(0, 10);
  if (date !== firstDate(recurrence.pattern, startDate)) return notReadable('start_outside_rule', { date, startDate });
  return { time, recurrence, deleted: [], exceptions: [] };
}

/** @returns `null` where the times are in a zone that nobody knows. Whole days are in none. */
function timeOfSeries(master: XmlElement, homeZone: TimeZoneId | null): SeriesTime | null {
  const first = readAppointmentTime(master, homeZone);
  if (first.kind === 'allDay') return first;
  const zone = zoneOfSeries(master, homeZone);
  return zone === null ? null : seriesTimeOf(first, zone);
}

/** The first day of a pattern: a range may begin before it. */
function firstDate(pattern: RecurrencePattern, startDate: CalendarDate): CalendarDate | null {
  const days: Series = {
    time: { kind: 'allDay', startDate, endDate: addDays(startDate, 1) },
    recurrence: { pattern, range: { kind: 'noEnd' } },
    deleted: [],
    exceptions: [],
  };
  for (const { originalStart } of expand(days, { from: null, until: null, zone: 'UTC' as TimeZoneId })) {
    return 'date' in originalStart ? originalStart.date : null;
  }
  return null;
}

/** A change of an occurrence that the rule does not have says that one of us reckons otherwise: then nothing is right. */
function withChanges(series: Series, master: XmlElement, homeZone: TimeZoneId | null): SeriesOfMaster | NotReadable {
  const deleted: OriginalStart[] = [];
  for (const occurrence of childrenOf(findChild(master, 'DeletedOccurrences'), 'DeletedOccurrence')) {
    const named = readNamedOccurrence(occurrence, 'Start', series, master, homeZone);
    if (isNotReadable(named)) return named;
    deleted.push(named.originalStart);
  }
  const modified: ModifiedOccurrence[] = [];
  for (const occurrence of childrenOf(findChild(master, 'ModifiedOccurrences'), 'Occurrence')) {
    const named = readNamedOccurrence(occurrence, 'OriginalStart', series, master, homeZone);
    if (isNotReadable(named)) return named;
    const ref = readItemId(occurrence);
    if (ref === null) return notReadable('part_missing', { part: 'ItemId' });
    modified.push({ ref, originalStart: named.originalStart });
  }
  return { series: { ...series, deleted }, modified };
}
