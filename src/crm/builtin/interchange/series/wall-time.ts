import type { OriginalStart } from '../../../../model/index.ts';
import { UTC } from '../../utc.ts';
import type { ContentLine } from '../content-line.ts';
import type { TimeProblem, ZoneContext } from '../ical-time.ts';
import { readWrittenTime, zoneOfLine } from '../ical-time.ts';
import { zoneWithRules } from './zone-with-rules.ts';

/** Of a day later some zones have another year already, with five digits. */
export const LAST_DATE = '9999-12-30';

/**
 * A time as it is written, whatever instant that is: a series keeps its reading of the clock.
 * @param value one of the values of that line
 * @returns `own_time_zone` where only the file defines the zone, and no known one has its rules
 */
export function readWallTime(
  line: ContentLine,
  zones: ZoneContext,
  value = line.value,
): OriginalStart | TimeProblem | 'own_time_zone' {
  const written = readWrittenTime(value);
  if (written === null || written.date > LAST_DATE) return 'time_unreadable';
  const { date, local, isUtc } = written;
  if (local === null) return { date };
  if (isUtc) return { local, zone: UTC };
  const zone = zoneOfLine(line, zones, date);
  if (zone === null) return 'time_zone_unknown';
  if (zone.kind === 'known') return { local, zone: zone.zone };
  const known = zoneWithRules(zone.component, Number(date.slice(0, 4)), zones.floatingZone);
  return known === null ? 'own_time_zone' : { local, zone: known };
}
