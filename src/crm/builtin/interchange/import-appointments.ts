import type { Database } from '../../../database/port.ts';
import type { TimeZoneId } from '../../../model/index.ts';
import { parseTimeZoneId } from '../../../model/index.ts';
import type { Actor } from '../actor.ts';
import { noSuchUser } from '../crm-error.ts';
import type { Extra } from '../stored-record.ts';
import type { EventGroup } from './calendar-file.ts';
import { groupedByUid, readCalendarFile } from './calendar-file.ts';
import type { Component } from './components.ts';
import { decodeFile } from './decode-file.ts';
import type { ZoneContext } from './ical-time.ts';
import { tzidOf } from './ical-zone.ts';
import type { ImportReport, ImportRequest } from './import-report.ts';
import { ImportTally } from './import-report.ts';
import { readEvent } from './read-event.ts';
import type { ImportedObject } from './store-imported.ts';
import { IMPORT_BATCH, importOwner, storeImported } from './store-imported.ts';

/**
 * Imports an iCalendar file, event by event. The events of one series (a master and its moved occurrences
 * share a UID) become one record, kept verbatim and shown read-only.
 */
export async function importAppointments(db: Database, actor: Actor, request: ImportRequest): Promise<ImportReport> {
  const ownerId = importOwner(actor, request.ownerId);
  const tally = new ImportTally();
  const file = readCalendarFile(decodeFile(request.content), tally);
  const zones: ZoneContext = { definitions: file.timeZones, floatingZone: await zoneOf(db, ownerId) };
  const groups = groupedByUid(file.events);

  for (let from = 0; from < groups.length || from === 0; from += IMPORT_BATCH) {
    const objects = groups
      .slice(from, from + IMPORT_BATCH)
      .flatMap((group) => importedObject(group, zones, tally) ?? []);
    await storeImported(db, 'appointments', ownerId, objects, tally);
    request.onProgress?.({ done: Math.min(from + IMPORT_BATCH, groups.length), total: groups.length });
  }
  return tally.report();
}

function importedObject(group: EventGroup, zones: ZoneContext, tally: ImportTally): ImportedObject | null {
  const [first] = group.events;
  const master = group.events.find((event) => !event.lines.some((line) => line.name === 'RECURRENCE-ID')) ?? first;
  const read = readEvent(master, zones);
  if (read.kind === 'refused') {
    tally.refuse(master.lineNumber, group.uid, read.code);
    return null;
  }
  const { fields, lines, alarms } = read;
  const verbatim = fields['recurrence'] !== null || fields['attendees'] !== null || group.events.length > 1;
  const recurrence = fields['recurrence'] ?? (group.events.length > 1 ? NO_RULE : null);
  const extra: Extra | null = verbatim
    ? asItCame(group.events, zones)
    : lines.length + alarms.length === 0
      ? null
      : { kind: 'icalendar', lines, alarms };
  return { uid: group.uid, line: master.lineNumber, fields: { ...fields, recurrence }, extra };
}

/** A master whose rule was lost on the way, with an occurrence that proves it was a series. */
const NO_RULE = { pattern: null, range: null, deletedOccurrences: [], verbatim: null };

function asItCame(events: readonly Component[], zones: ZoneContext): Extra {
  const text = (component: Component) => component.raw.join('\n');
  const named = new Set(events.flatMap((event) => event.lines).map(tzidOf));
  const timeZones = [...named].flatMap((tzid) => zones.definitions.get(tzid ?? '') ?? []);
  return { kind: 'verbatim', components: events.map(text), timeZones: timeZones.map(text) };
}

async function zoneOf(db: Database, userId: string): Promise<TimeZoneId> {
  const rows = await db.query<{ time_zone: string }>('SELECT time_zone FROM crm.users WHERE id = $1', [userId]);
  if (rows[0] === undefined) throw noSuchUser(userId);
  return parseTimeZoneId(rows[0].time_zone);
}
