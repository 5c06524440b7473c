import type { Appointment, Series } from '../../../../model/index.ts';
import { APPOINTMENT_FIELDS, SYNCHRONISED_APPOINTMENT_FIELDS, sameValue, valueOf } from '../../../../model/index.ts';
import type { ConflictResolution, ExchangeItemRef, ExchangeUpdate, ExchangeWriteOutcome } from '../../../port.ts';
import type { ItemKind } from '../../mapping/item-kind.ts';
import { momentOf } from '../../mapping/recurrence/changes-of-series.ts';
import type { OccurrenceWrite } from '../../mapping/recurrence/exception-writes.ts';
import { exceptionWrites } from '../../mapping/recurrence/exception-writes.ts';
import type { WhenItTakesPlace } from '../../mapping/recurrence/master-write.ts';
import type { SideContext } from '../side-context.ts';
import type { ItemWithSeries } from './item-with-series.ts';
import { halfWritten, orFailure } from './outcome-of-series.ts';
import { readOneWithSeries } from './read-with-series.ts';
import { writeOccurrences } from './write-occurrences.ts';

export interface OccurrencesWish {
  readonly side: SideContext;
  readonly kind: ItemKind;
  readonly update: Pick<ExchangeUpdate, 'notifiesOfDays'>;
  readonly resolution: ConflictResolution;
  /** The series as it is now: it lacks nothing but single occurrences. */
  readonly before: ItemWithSeries;
  readonly wish: WhenItTakesPlace;
  /** Whether something was written before. */
  readonly isStarted: boolean;
}

/** @param ref of the series, for when no occurrence has to be written */
export async function bringOccurrences(wished: OccurrencesWish, ref: ExchangeItemRef): Promise<ExchangeWriteOutcome> {
  const { side, kind, resolution, before, isStarted, update } = wished;
  const writes = writesBetween(before, wished.wish);
  if (before.master === null || writes === null || writes.length === 0) {
    return { kind: 'done', ref: { id: ref.id, changeKey: ref.changeKey } };
  }
  const { count, failure } = await writeOccurrences(side, kind, {
    master: before.master,
    writes,
    resolution,
    notifiesOfDays: update.notifiesOfDays ?? [],
  });
  if (failure !== null) return isStarted || count > 0 ? halfWritten(failure) : failure;
  const read = await orFailure(readOneWithSeries(side, kind, ref.id));
  const isOurs = read.kind === 'found' && isWithoutForeignChanges(before, read.value, wished.wish, writes);
  // Under the old change key whoever reads it sees that it is not what was written.
  const { changeKey } = isOurs ? read.value.item : before.item;
  return { kind: 'done', ref: { id: ref.id, changeKey } };
}

/** @returns `null` where occurrences are not all that differs */
function writesBetween(
  { item, master }: ItemWithSeries,
  { series }: WhenItTakesPlace,
): readonly OccurrenceWrite[] | null {
  if (series === null || master === null) return null;
  // The mapping has an entry for each field of an appointment.
  const result = exceptionWrites(master.told, series, item.fields as unknown as Appointment);
  return result.kind === 'occurrences' ? result.writes : null;
}

/** Whether nothing has changed but what we wrote. A server may keep another value than the one that it was given. */
function isWithoutForeignChanges(
  before: ItemWithSeries,
  after: ItemWithSeries,
  wish: WhenItTakesPlace,
  writes: readonly OccurrenceWrite[],
): boolean {
  const { series } = wish;
  const left = writesBetween(after, wish);
  if (series === null || left === null) return false;
  return isSameItem(before, after) && left.every((write) => writes.some((sent) => covers(series, sent, write)));
}

function isSameItem(before: ItemWithSeries, after: ItemWithSeries): boolean {
  return SYNCHRONISED_APPOINTMENT_FIELDS.every(
    (name) =>
      name === 'occurrences' ||
      sameValue(APPOINTMENT_FIELDS[name], valueOf(before.item.fields, name), valueOf(after.item.fields, name)),
  );
}

function covers(series: Series, sent: OccurrenceWrite, left: OccurrenceWrite): boolean {
  if (sent.kind !== 'update' || left.kind !== 'update') return false;
  const isSameOccurrence = momentOf(series, sent.originalStart) === momentOf(series, left.originalStart);
  return isSameOccurrence && Object.keys(left.changes).every((name) => Object.hasOwn(sent.changes, name));
}
