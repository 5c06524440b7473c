import type { CalendarDate, Fields, FieldValue, OriginalStart, SeriesException } from '../../../../model/index.ts';
import { APPOINTMENT_FIELDS, occurrencesOf, sameValue } from '../../../../model/index.ts';
import type { ConflictResolution, ExchangeItemRef, ExchangeUpdate, ExchangeWriteOutcome } from '../../../port.ts';
import { errorFromResponseCode } from '../../errors/index.ts';
import type { ItemKind } from '../../mapping/item-kind.ts';
import { momentOf } from '../../mapping/recurrence/changes-of-series.ts';
import type { OccurrenceWrite } from '../../mapping/recurrence/exception-writes.ts';
import type { NotReadable } from '../../mapping/recurrence/not-readable.ts';
import { isNotReadable } from '../../mapping/recurrence/not-readable.ts';
import { zoneOfItem } from '../../time-zones/zone-of-item.ts';
import { answerError } from '../../wire/item-error.ts';
import { deleteItems } from '../delete-items.ts';
import type { SideContext } from '../side-context.ts';
import { updateItems } from '../write-items.ts';
import { findOccurrence } from './find-occurrence.ts';
import { isMailed } from './is-mailed.ts';
import type { Master } from './item-with-series.ts';
import { orFailure } from './outcome-of-series.ts';
import { readExceptions } from './read-exceptions.ts';

export interface OccurrencesWriting {
  readonly master: Master;
  readonly writes: readonly OccurrenceWrite[];
  readonly resolution: ConflictResolution;
  /** The days on which the rule puts the occurrences that are mailed. */
  readonly notifiesOfDays: readonly CalendarDate[];
}

export interface OccurrencesWritten {
  readonly count: number;
  /** What ended it, `null` when all was written. */
  readonly failure: ExchangeWriteOutcome | null;
}

/** Writes single occurrences, one after the other: each changes the change key of all. Ends at the first failure. */
export async function writeOccurrences(
  side: SideContext,
  kind: ItemKind,
  writing: OccurrencesWriting,
): Promise<OccurrencesWritten> {
  for (const [count, write] of writing.writes.entries()) {
    const failure = await orFailure(writeOccurrence(side, kind, writing, write));
    if (failure !== null) return { count, failure };
  }
  return { count: writing.writes.length, failure: null };
}

/** @returns `null` when it was written */
async function writeOccurrence(
  side: SideContext,
  kind: ItemKind,
  writing: OccurrencesWriting,
  write: OccurrenceWrite,
): Promise<ExchangeWriteOutcome | null> {
  const found =
    write.ref === null
      ? await findOccurrence(side, kind, writing.master, write.originalStart)
      : { ref: write.ref, isException: true };
  if (found === null) return notFound();
  const ref = found.isException ? await currentRef(side, kind, writing, { write, ref: found.ref }) : found.ref;
  if (ref === null) return changedMeanwhile(found.ref);
  const outcome = await send(side, kind, writing, { write, ref });
  if (outcome?.kind === 'done') return null;
  if (outcome?.kind === 'missing') return write.kind === 'delete' ? null : changedMeanwhile(ref);
  return outcome ?? notFound();
}

async function send(
  side: SideContext,
  kind: ItemKind,
  writing: OccurrencesWriting,
  { write, ref }: { readonly write: OccurrenceWrite; readonly ref: ExchangeItemRef },
): Promise<ExchangeWriteOutcome | undefined> {
  const { series } = writing.master.told;
  const mail = isMailed(series, write, writing.notifiesOfDays) ? { notifies: true as const } : {};
  if (write.kind === 'delete') {
    // It never reaches Deleted Items, and of a delegate Exchange takes no deletion that names them.
    const mode = side.owner === null ? 'deletedItems' : 'permanent';
    const [outcome] = await deleteItems(side, [{ ...ref, ...mail }], mode);
    return outcome;
  }
  const { categories, ...changes } = write.changes;
  const whole = categories === undefined ? null : (categories ?? []);
  const update: ExchangeUpdate = { ref, changes: { ...changes } as Fields, categories: whole, stamp: null, ...mail };
  const [outcome] = await updateItems(inZoneOf(writing.master, side), kind, [update], writing.resolution);
  return outcome;
}

/** A whole day is one of the series' calendar: the owner's midnight may lie on the day of the occurrence before it. */
function inZoneOf({ element }: Master, side: SideContext): SideContext {
  return { ...side, homeZone: zoneOfItem(element, side.homeZone) ?? side.homeZone };
}

/**
 * The exception under the change key that it has now: writes to other occurrences of its series gave it a new one.
 * @returns `null` when it is gone, or somebody changed it since the series was read
 */
async function currentRef(
  side: SideContext,
  kind: ItemKind,
  { master, resolution }: OccurrencesWriting,
  { write, ref }: { readonly write: OccurrenceWrite; readonly ref: ExchangeItemRef },
): Promise<ExchangeItemRef | null> {
  const read = (await readExceptions(side, kind, new Map([[ref.id, master]]))).get(ref.id);
  if (read === undefined || read.kind === 'missing') return null;
  if (read.kind === 'failed') throw read.error;
  const isOvertaken = resolution === 'neverOverwrite' && !isAsRead(master, write.originalStart, read.value.exception);
  return isOvertaken ? null : read.value.ref;
}

/** Whether an occurrence has what it had when its series was read. */
function isAsRead(
  { told: { series } }: Master,
  originalStart: OriginalStart,
  exception: SeriesException | NotReadable,
): boolean {
  if (isNotReadable(exception)) return false;
  const moment = momentOf(series, originalStart);
  const before = series.exceptions.filter((other) => momentOf(series, other.originalStart) === moment);
  const [then, now] = [before, [exception]].map(
    (exceptions) => occurrencesOf({ ...series, deleted: [], exceptions }) as FieldValue,
  );
  return sameValue(APPOINTMENT_FIELDS.occurrences, then ?? null, now ?? null);
}

function notFound(): ExchangeWriteOutcome {
  const error = answerError('occurrence_not_found', 'The calendar does not show an occurrence of the series.');
  return { kind: 'failed', error };
}

function changedMeanwhile({ id }: ExchangeItemRef): ExchangeWriteOutcome {
  return { kind: 'conflict', error: errorFromResponseCode('ErrorIrresolvableConflict', { itemRef: id }) };
}
