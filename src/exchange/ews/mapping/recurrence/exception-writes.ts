import type { Appointment, ExceptionFields, OriginalStart, Series, TimeZoneId } from '../../../../model/index.ts';
import { regularTime } from '../../../../model/index.ts';
import type { ExchangeItemRef } from '../../../port.ts';
import { changedFields } from './changed-fields.ts';
import type { ChangesOfSeries } from './changes-of-series.ts';
import { changesOfSeries, momentOf } from './changes-of-series.ts';
import type { MasterFirstReason } from './master-first.ts';
import { masterFirstReason } from './master-first.ts';
import type { Move } from './order-of-writes.ts';
import { inOrderOfWrites } from './order-of-writes.ts';
import type { SeriesOfMaster } from './series-from-wire.ts';

/**
 * One write to one occurrence. `ref` is `null` where the occurrence has no item of its own yet: its id is then looked up
 * by the original start. It is never reckoned as a number within the series, which names another occurrence as soon as
 * somebody changes the rule.
 */
export type OccurrenceWrite =
  | { readonly kind: 'delete'; readonly originalStart: OriginalStart; readonly ref: ExchangeItemRef | null }
  | {
      readonly kind: 'update';
      readonly originalStart: OriginalStart;
      readonly ref: ExchangeItemRef | null;
      /** `null` empties. */
      readonly changes: ExceptionFields;
    };

export type ExceptionWrites =
  /** One by one in this order: each changes the change key of the master, too. */
  | { readonly kind: 'occurrences'; readonly writes: readonly OccurrenceWrite[] }
  /**
   * The master has to be written first, and read again: Exchange drops exceptions and deletions when times or
   * recurrence of a series change, and nothing else brings a deleted occurrence back.
   */
  | { readonly kind: 'masterFirst'; readonly reason: MasterFirstReason };

interface UpdateOfOccurrence extends Move {
  readonly write: OccurrenceWrite;
}

/**
 * What makes the occurrences of a series those of another. What names no occurrence of the rule counts for nothing.
 * @param before as it is in Exchange, its exceptions included
 * @param regular the fields of the master as they are by then: what an exception no longer has of its own becomes these
 */
export function exceptionWrites(before: SeriesOfMaster, after: Series, regular: Appointment): ExceptionWrites {
  const was = { series: before.series, changes: changesOfSeries(before.series) };
  const is = { series: after, changes: changesOfSeries(after) };
  const reason = masterFirstReason(was, is);
  if (reason !== null) return { kind: 'masterFirst', reason };
  const refs = new Map(before.modified.map(({ originalStart, ref }) => [momentOf(after, originalStart), ref]));
  const deletions = [...is.changes.deleted].flatMap(([moment, originalStart]): OccurrenceWrite[] =>
    was.changes.deleted.has(moment) ? [] : [{ kind: 'delete', originalStart, ref: refs.get(moment) ?? null }],
  );
  const updates = inOrderOfWrites(updatesOf(was.changes, is, regular, refs), zoneOf(after) ?? ('UTC' as TimeZoneId));
  // A deletion makes room.
  return { kind: 'occurrences', writes: [...deletions, ...updates.map(({ write }) => write)] };
}

function updatesOf(
  was: ChangesOfSeries,
  is: { readonly series: Series; readonly changes: ChangesOfSeries },
  regular: Appointment,
  refs: ReadonlyMap<string | null, ExchangeItemRef>,
): readonly UpdateOfOccurrence[] {
  const updates: UpdateOfOccurrence[] = [];
  for (const [moment, { originalStart }] of new Map([...was.exceptions, ...is.changes.exceptions])) {
    const time = is.changes.deleted.has(moment) ? null : regularTime(is.series, originalStart);
    if (time === null) continue;
    const old: Appointment = { ...regular, time, ...was.exceptions.get(moment)?.fields };
    const wanted: Appointment = { ...regular, time, ...is.changes.exceptions.get(moment)?.fields };
    const changes = changedFields(old, wanted, zoneOf(is.series));
    if (Object.keys(changes).length === 0) continue;
    const write: OccurrenceWrite = { kind: 'update', originalStart, ref: refs.get(moment) ?? null, changes };
    updates.push({ from: old.time, to: wanted.time, write });
  }
  return updates;
}

function zoneOf({ time }: Series): TimeZoneId | null {
  return time.kind === 'timed' ? time.zone : null;
}
