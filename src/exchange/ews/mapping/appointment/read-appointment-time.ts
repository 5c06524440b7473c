import type { AppointmentTime, Instant, TimeZoneId } from '../../../../model/index.ts';
import { addDays, daysBetween, epochSeconds, instantFromEpochSeconds, parseInstant } from '../../../../model/index.ts';
import { zoneOfItem } from '../../time-zones/zone-of-item.ts';
import type { WireDateTime } from '../../wire/date-time.ts';
import { readDateTime } from '../../wire/date-time.ts';
import { readDuration } from '../../wire/duration.ts';
import { answerError } from '../../wire/item-error.ts';
import type { XmlElement } from '../../xml/element.ts';
import { childText } from '../../xml/element.ts';
import { dateOfMidnight } from './date-of-midnight.ts';
import { readBoolean } from './read-boolean.ts';

const LONGEST_DURATION_S = 6 * 366 * 86_400;

/** @throws ConnectorError `appointment_without_start` when the start is missing or unreadable */
export function readAppointmentTime(item: XmlElement, homeZone: TimeZoneId | null): AppointmentTime {
  const start = readDateTime(childText(item, 'Start'));
  if (start === null) throw answerError('appointment_without_start', 'The calendar item has no readable start.');
  const end = readDateTime(childText(item, 'End'));
  const zone = zoneOfItem(item, homeZone);
  if (readBoolean(item, 'IsAllDayEvent') === true) {
    const zones = [zoneOfItem(item, null), zone];
    const startDate = dateOfMidnight(start, zones, homeZone);
    const endDate = end === null ? startDate : dateOfMidnight(end, zones, homeZone);
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
export function instantOfValue(value: WireDateTime): Instant {
  return value.kind === 'instant' ? value.instant : parseInstant(`${value.local}Z`);
}

function endByDuration(item: XmlElement, start: Instant): Instant {
  const seconds = readDuration(childText(item, 'Duration'));
  return seconds === null || seconds < 0 || seconds > LONGEST_DURATION_S
    ? start
    : instantFromEpochSeconds(epochSeconds(start) + seconds);
}
