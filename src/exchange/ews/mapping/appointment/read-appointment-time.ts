import type { AppointmentTime, CalendarDate, Instant, TimeZoneId } from '../../../../model/index.ts';
import {
  addDays,
  daysBetween,
  epochSeconds,
  instantFromEpochSeconds,
  parseCalendarDate,
  parseInstant,
  startOfDay,
  wallTimeAt,
} from '../../../../model/index.ts';
import { zoneOfItem } from '../../time-zones/zone-of-item.ts';
import type { WireDateTime } from '../../wire/date-time.ts';
import { readDateTime } from '../../wire/date-time.ts';
import { readDuration } from '../../wire/duration.ts';
import { answerError } from '../../wire/item-error.ts';
import type { XmlElement } from '../../xml/element.ts';
import { childText } from '../../xml/element.ts';
import { readBoolean } from './read-boolean.ts';

const HALF_A_DAY_S = 12 * 3600;
const LONGEST_DURATION_S = 6 * 366 * 86_400;

/** @throws ConnectorError `appointment_without_start` when the start is missing or unreadable */
export function readAppointmentTime(item: XmlElement, homeZone: TimeZoneId | null): AppointmentTime {
  const start = readDateTime(childText(item, 'Start'));
  if (start === null) throw answerError('appointment_without_start', 'The calendar item has no readable start.');
  const end = readDateTime(childText(item, 'End'));
  const zone = zoneOfItem(item, homeZone);
  if (readBoolean(item, 'IsAllDayEvent') === true) {
    const zones = [zoneOfItem(item, null), zone];
    const startDate = dateOf(start, zones, homeZone);
    const endDate = end === null ? startDate : dateOf(end, zones, homeZone);
    return {
      kind: 'allDay',
      startDate,
      endDate: daysBetween(startDate, endDate) > 0 ? endDate : addDays(startDate, 1),
    };
  }
  const startInstant = instantOfValue(start);
  return {
    kind: 'timed',
    start: startInstant,
    end: end === null ? endByDuration(item, startInstant) : instantOfValue(end),
    zone,
  };
}

/** The header of every request names UTC as the zone of values without offset. */
function instantOfValue(value: WireDateTime): Instant {
  return value.kind === 'instant' ? value.instant : parseInstant(`${value.local}Z`);
}

function endByDuration(item: XmlElement, start: Instant): Instant {
  const seconds = readDuration(childText(item, 'Duration'));
  return seconds === null || seconds < 0 || seconds > LONGEST_DURATION_S
    ? start
    : instantFromEpochSeconds(epochSeconds(start) + seconds);
}

/**
 * The day that an end of an all-day appointment means. It should be a midnight of the item's own zone, by
 * the rules of the world's choice for a Windows name or by the home zone's; servers also render it in the zone of the offset that they write, in the owner's, or in UTC. Whichever
 * makes it a midnight is believed, in that order. No midnight anywhere: the nearest day of UTC.
 */
function dateOf(value: WireDateTime, zones: readonly (TimeZoneId | null)[], homeZone: TimeZoneId | null): CalendarDate {
  if (value.kind === 'local') return nearestDate(parseInstant(`${value.local}Z`));
  const { instant, writtenLocal } = value;
  const inZone = zones.map((zone) => midnightIn(instant, zone)).find((date) => date !== null);
  if (inZone !== undefined) return inZone;
  if (writtenLocal.endsWith('T00:00:00')) return parseCalendarDate(writtenLocal);
  return midnightIn(instant, homeZone) ?? nearestDate(instant);
}

/** Where daylight saving skips midnight, the day begins at its first moment. */
function midnightIn(instant: Instant, zone: TimeZoneId | null): CalendarDate | null {
  if (zone === null) return null;
  const date = parseCalendarDate(wallTimeAt(instant, zone).local);
  return startOfDay(date, zone) === instant ? date : null;
}

function nearestDate(instant: Instant): CalendarDate {
  return parseCalendarDate(instantFromEpochSeconds(epochSeconds(instant) + HALF_A_DAY_S));
}
