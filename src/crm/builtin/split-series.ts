import type { Database } from '../../database/port.ts';
import type { AppointmentTime, CalendarDate, Fields, FieldValue, Occurrences, Series } from '../../model/index.ts';
import { appointmentTimeOf, occurrencesOf, seriesOf, splitSeries } from '../../model/index.ts';
import { acceptFields } from './accept-fields.ts';
import type { Actor } from './actor.ts';
import { invalidInput } from './crm-error.ts';
import { readRecords } from './record-lookup.ts';
import { insertRecord, lockForWriting } from './record-rows.ts';
import type { WriteResult } from './record-writes.ts';
import { applyUpdate } from './record-writes.ts';
import type { StoredRecord } from './stored-record.ts';
import { UTC } from './utc.ts';

export interface SeriesSplit {
  readonly id: string;
  /** `null` splits whatever the version is. */
  readonly expectedVersion: string | null;
  /** On which the rule has the first occurrence of the second part. */
  readonly day: CalendarDate;
  /** What the second part has otherwise than the whole; `null` empties a field. */
  readonly changes: Fields;
}

type NotDone = Exclude<WriteResult, { readonly kind: 'done' }>;

export type SplitResult =
  | { readonly kind: 'done'; readonly before: StoredRecord; readonly after: StoredRecord }
  | NotDone;

/**
 * "This and following": the record ends before the day, and a new one of the same owner and participants begins there.
 * Both are written, or none.
 */
export function splitRecord(db: Database, actor: Actor, split: SeriesSplit): Promise<SplitResult> {
  const { id, expectedVersion } = split;
  return db.transaction(async (tx) => {
    await lockForWriting(tx);
    const [read] = await readRecords(tx, actor, 'appointments', [id]);
    if (read?.kind !== 'found') return read ?? { kind: 'unknown' };
    const parts = divided(read.record, split);
    const changes = parts.kind === 'divided' ? { changes: parts.before } : {};
    // Rights and version are judged first, and nothing is written where the series cannot be split.
    const before = await applyUpdate(tx, actor, 'appointments', { id, expectedVersion, ...changes });
    if (before.kind !== 'done') return before;
    if (parts.kind !== 'divided') return parts;
    const { extra } = read.record;
    const after = await insertRecord(tx, 'appointments', null, {
      ...read.record,
      fields: parts.after,
      extra: extra?.kind === 'icalendar' ? extra : null,
      uid: null,
    });
    return { kind: 'done', before: before.record, after };
  });
}

type Division = { readonly kind: 'divided'; readonly before: Fields; readonly after: Fields } | NotDone;

function divided({ fields, notSynchronised }: StoredRecord, { day, changes }: SeriesSplit): Division {
  if (notSynchronised !== null) return { kind: 'readOnly', reason: notSynchronised };
  // Its people stand in the calendar of the organizer, and nobody may write them into a new record.
  if ((fields['organizer'] ?? fields['attendees']) !== undefined) return refused('a meeting is split in Outlook');
  const time = fields['time'] as unknown as AppointmentTime;
  const series = seriesOf(time, (fields['occurrences'] ?? null) as unknown as Occurrences | null, UTC);
  const parts = series === null ? null : splitSeries(series, day);
  if (parts === null) return refused('day: is no later day of the series');
  const begins = changes['time'] ?? appointmentTimeOf(parts.after);
  if (begins === null) return refused('fields.time: is needed, because the clock jumps over the time of that day');
  const after = acceptFields('appointments', { ...fields, ...occurrenceFields(parts.after), ...changes, time: begins });
  if (after.kind === 'refused') return after;
  const before = { ...time, recurrence: parts.before.recurrence } as unknown as FieldValue;
  return { kind: 'divided', before: { time: before, ...occurrenceFields(parts.before) }, after: after.fields };
}

function occurrenceFields(part: Series): Fields {
  return { occurrences: occurrencesOf(part) as unknown as FieldValue };
}

function refused(problem: string): NotDone {
  return { kind: 'refused', error: invalidInput('split', problem) };
}
