import type { Database } from '../../../database/port.ts';
import type { TimeZoneId } from '../../../model/index.ts';
import { parseTimeZoneId } from '../../../model/index.ts';
import type { Actor } from '../actor.ts';
import { noSuchUser } from '../crm-error.ts';
import { groupedByUid, readCalendarFile } from './calendar-file.ts';
import { decodeFile } from './decode-file.ts';
import type { ZoneContext } from './ical-time.ts';
import type { ImportReport, ImportRequest } from './import-report.ts';
import { ImportTally } from './import-report.ts';
import { readAppointment } from './read-appointment.ts';
import { IMPORT_BATCH, importOwner, storeImported } from './store-imported.ts';

/** Imports an iCalendar file, event by event. A series with its changed occurrences, which share a UID, is one record. */
export async function importAppointments(db: Database, actor: Actor, request: ImportRequest): Promise<ImportReport> {
  const ownerId = importOwner(actor, request.ownerId);
  const tally = new ImportTally();
  const file = readCalendarFile(decodeFile(request.content), tally);
  const zones: ZoneContext = { definitions: file.timeZones, floatingZone: await zoneOf(db, ownerId) };
  const groups = groupedByUid(file.events);

  for (let from = 0; from < groups.length || from === 0; from += IMPORT_BATCH) {
    const objects = groups
      .slice(from, from + IMPORT_BATCH)
      .flatMap((group) => readAppointment(group, zones, tally) ?? []);
    await storeImported(db, 'appointments', ownerId, objects, tally);
    request.onProgress?.({ done: Math.min(from + IMPORT_BATCH, groups.length), total: groups.length });
  }
  return tally.report();
}

async function zoneOf(db: Database, userId: string): Promise<TimeZoneId> {
  const rows = await db.query<{ time_zone: string }>('SELECT time_zone FROM crm.users WHERE id = $1', [userId]);
  if (rows[0] === undefined) throw noSuchUser(userId);
  return parseTimeZoneId(rows[0].time_zone);
}
