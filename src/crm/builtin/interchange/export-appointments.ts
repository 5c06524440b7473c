import { Temporal } from 'temporal-polyfill';
import type { Database } from '../../../database/port.ts';
import type { Appointment, Extent, Instant, Series, TimeZoneId } from '../../../model/index.ts';
import { extentOf, parseInstant, seriesOf } from '../../../model/index.ts';
import type { Actor } from '../actor.ts';
import { listRecords } from '../record-list.ts';
import type { StoredRecord } from '../stored-record.ts';
import { UTC } from '../utc.ts';
import { foldLine } from './content-line.ts';
import type { ExportFilter } from './export-contacts.ts';
import { EXPORT_PAGE } from './export-contacts.ts';
import { writeAppointment } from './write-appointment.ts';
import { writeTimeZone } from './write-time-zone.ts';

/** The appointments that the actor may see as one VCALENDAR, page by page. */
export async function* exportAppointments(
  db: Database,
  actor: Actor,
  filter: ExportFilter = {},
): AsyncGenerator<string> {
  yield folded(['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Raccordo//Raccordo//EN', 'CALSCALE:GREGORIAN']);
  const written = new Set<string>();
  const zones = new ZoneSpans();
  // Zones come first, and how far each has to reach is known only when every appointment was seen.
  for await (const records of pages(db, actor, filter)) for (const record of records) zones.add(record);
  for (const record of zones.verbatim) {
    const tzid = /^TZID(?:;[^:\n]*)?:(.*)$/m.exec(record)?.[1]?.trim() ?? '';
    if (!written.has(tzid)) yield folded(record.split('\n'));
    written.add(tzid);
  }
  for (const [zone, span] of zones.spans)
    if (!written.has(zone)) yield folded(writeTimeZone(zone, span.from, span.until));
  for await (const records of pages(db, actor, filter)) {
    const events = records.map((record) =>
      writeAppointment({
        uid: record.uid ?? record.id,
        appointment: record.fields as unknown as Appointment,
        extra: record.extra,
        revision: record.updatedAt,
      }),
    );
    yield folded(events.flat());
  }
  yield folded(['END:VCALENDAR']);
}

async function* pages(db: Database, actor: Actor, filter: ExportFilter): AsyncGenerator<readonly StoredRecord[]> {
  let cursor: string | null = null;
  do {
    const page = await listRecords(db, actor, 'appointments', { ...filter, cursor, limit: EXPORT_PAGE });
    yield page.records;
    ({ cursor } = page);
  } while (cursor !== null);
}

function folded(lines: readonly string[]): string {
  return lines.map(foldLine).join('');
}

class ZoneSpans {
  readonly spans = new Map<TimeZoneId, Span>();
  readonly verbatim = new Set<string>();

  add(record: StoredRecord): void {
    const verbatim = record.extra?.kind === 'verbatim' ? record.extra.timeZones : [];
    for (const zone of verbatim) this.verbatim.add(zone);
    const { time, occurrences } = record.fields as unknown as Appointment;
    if (time.kind !== 'timed' || time.zone === null) return;
    const series = seriesOf(time, occurrences ?? null, UTC);
    const { from, until } = series === null ? { from: time.start, until: time.end } : spanOf(series, record.updatedAt);
    const span = this.spans.get(time.zone) ?? { from, until };
    this.spans.set(time.zone, {
      from: from < span.from ? from : span.from,
      until: until > span.until ? until : span.until,
    });
  }
}

interface Span {
  readonly from: Instant;
  readonly until: Instant;
}

/** Its rule and its deleted occurrences are written in its zone as well as those that take place. */
function spanOf(series: Series, updatedAt: string): Span {
  const whole = extentOf({ ...series, deleted: [], exceptions: [] }, UTC);
  const now = extentOf(series, UTC) ?? whole;
  if (whole === null || now === null) return { from: parseInstant(updatedAt), until: parseInstant(updatedAt) };
  const lastChange = parseInstant(updatedAt);
  const latest = (one: Instant, other: Instant) => (one > other ? one : other);
  const end = (extent: Extent) => extent.last?.end ?? inSomeYears(latest(extent.first.end, lastChange));
  return {
    from: whole.first.start < now.first.start ? whole.first.start : now.first.start,
    until: latest(end(whole), end(now)),
  };
}

/** How far the zone of a series without end reaches. */
function inSomeYears(instant: Instant): Instant {
  return parseInstant(
    Temporal.Instant.from(instant).toZonedDateTimeISO('UTC').add({ years: 20 }).toInstant().toString(),
  );
}
