import type { CalendarDate, Instant, TimeZoneId } from '../../../../model/index.ts';
import {
  epochSeconds,
  instantFromEpochSeconds,
  parseCalendarDate,
  parseInstant,
  startOfDay,
  wallTimeAt,
} from '../../../../model/index.ts';
import type { WireDateTime } from '../../wire/date-time.ts';

/**
 * How far east a midnight in a zone that nobody can tell may be: the Chatham Islands in summer. East of UTC+12 and west
 * of UTC−10 share their midnights; those of New Zealand are more people's than those of Samoa.
 */
const EASTERNMOST_S = 13.75 * 3600;

/**
 * The day that a start or end of an all-day appointment means. It should be a midnight of the item's own zone, by the
 * rules of the world's choice for a Windows name or by the home zone's; servers also render it in the zone of the offset
 * that they write, in the owner's, or in UTC. Whichever makes it a midnight is believed, in that order. No midnight
 * anywhere: the day that begins then in some place of the world, from UTC−10 to UTC+13:45.
 * @param zones of the item
 */
export function dateOfMidnight(
  value: WireDateTime,
  zones: readonly (TimeZoneId | null)[],
  homeZone: TimeZoneId | null,
): CalendarDate {
  if (value.kind === 'local') return dateSomewhere(parseInstant(`${value.local}Z`));
  const { instant, writtenLocal } = value;
  const inZone = zones.map((zone) => midnightIn(instant, zone)).find((date) => date !== null);
  if (inZone !== undefined) return inZone;
  if (writtenLocal.endsWith('T00:00:00')) return parseCalendarDate(writtenLocal);
  return midnightIn(instant, homeZone) ?? dateSomewhere(instant);
}

/** Where daylight saving skips midnight, the day begins at its first moment. */
function midnightIn(instant: Instant, zone: TimeZoneId | null): CalendarDate | null {
  if (zone === null) return null;
  const date = parseCalendarDate(wallTimeAt(instant, zone).local);
  return startOfDay(date, zone) === instant ? date : null;
}

function dateSomewhere(instant: Instant): CalendarDate {
  return parseCalendarDate(instantFromEpochSeconds(epochSeconds(instant) + EASTERNMOST_S));
}
