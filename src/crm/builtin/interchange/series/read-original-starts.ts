import type { NotExpressible, OriginalStart, SeriesTime, TimeZoneId } from '../../../../model/index.ts';
import { instantOf, notExpressible, parseCalendarDate, wallTimeAt } from '../../../../model/index.ts';
import { UTC } from '../../utc.ts';
import type { ContentLine } from '../content-line.ts';
import type { ZoneContext } from '../ical-time.ts';
import { isMidnight, readWrittenTime } from '../ical-time.ts';
import { LAST_DATE, readWallTime } from './wall-time.ts';

/** Commas by the standard; a semicolon is the older form. */
const SEPARATORS = /[,;]/;

/**
 * The occurrences that an EXDATE, RDATE or RECURRENCE-ID names. Without a zone they mean that of the series.
 * @param time of the series
 * @param zones with the zone in which the days of a series without times begin
 */
export function readOriginalStarts(
  line: ContentLine,
  time: SeriesTime,
  zones: ZoneContext,
): readonly OriginalStart[] | NotExpressible {
  const floatingZone = time.kind === 'timed' ? time.zone : zones.floatingZone;
  const starts: OriginalStart[] = [];
  for (const value of line.value.split(SEPARATORS)) {
    if (value.trim() === '') continue;
    // A period has an end of its own, which no occurrence of the rule has.
    if (line.name === 'RDATE' && value.includes('/')) return notExpressible('extra_dates', { dates: 1 });
    const start =
      (time.kind === 'allDay' ? dayMeant(value, floatingZone) : null) ??
      readWallTime(line, { ...zones, floatingZone }, value);
    if (typeof start === 'string') return notExpressible('part_unreadable', { part: line.name });
    starts.push(start);
  }
  return starts;
}

/**
 * Some writers give a day as its midnight, whatever the zone, some as the instant at which it begins where they are.
 * @returns `null` where the value is something else
 */
function dayMeant(value: string, zone: TimeZoneId): OriginalStart | null {
  const written = readWrittenTime(value);
  if (written === null || written.local === null || written.date > LAST_DATE) return null;
  if (isMidnight(written.local)) return { date: written.date };
  if (!written.isUtc) return null;
  const { local } = wallTimeAt(instantOf({ local: written.local, zone: UTC }), zone);
  return isMidnight(local) ? { date: parseCalendarDate(local) } : null;
}
