import type { Fields } from '../../../../model/index.ts';
import type { ConflictResolution, ExchangeItemRef, ExchangeUpdate, ExchangeWriteOutcome } from '../../../port.ts';
import { errorFromResponseCode } from '../../errors/index.ts';
import type { ItemKind } from '../../mapping/item-kind.ts';
import { itemShape } from '../../mapping/item-shape.ts';
import type { OccurrenceWrite } from '../../mapping/recurrence/exception-writes.ts';
import { getItem, itemOf } from '../../operations/get-item.ts';
import { answerError, errorOf } from '../../wire/item-error.ts';
import { readItemId } from '../../wire/item-id.ts';
import { deleteItems } from '../delete-items.ts';
import type { SideContext } from '../side-context.ts';
import { updateItems } from '../write-items.ts';
import { findOccurrence } from './find-occurrence.ts';
import type { Master } from './item-with-series.ts';
import { orFailure } from './outcome-of-series.ts';

export interface OccurrencesWriting {
  readonly master: Master;
  readonly writes: readonly OccurrenceWrite[];
  readonly resolution: ConflictResolution;
  readonly notifies?: true;
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
  const { ref: known } = write;
  const ref =
    known === null
      ? await findOccurrence(side, kind, writing.master, write.originalStart)
      : await currentRef(side, known);
  if (ref === null) return known === null ? notFound() : changedMeanwhile(known);
  const outcome = await send(side, kind, writing, { write, ref });
  if (outcome?.kind === 'done') return null;
  if (outcome?.kind === 'missing') return write.kind === 'delete' ? null : changedMeanwhile(ref);
  return outcome ?? notFound();
}

async function send(
  side: SideContext,
  kind: ItemKind,
  { resolution, notifies }: OccurrencesWriting,
  { write, ref }: { readonly write: OccurrenceWrite; readonly ref: ExchangeItemRef },
): Promise<ExchangeWriteOutcome | undefined> {
  const mail = notifies === undefined ? {} : { notifies };
  if (write.kind === 'delete') {
    // It never reaches Deleted Items, and of a delegate Exchange takes no deletion that names them.
    const mode = side.owner === null ? 'deletedItems' : 'permanent';
    const [outcome] = await deleteItems(side, [{ ...ref, ...mail }], mode);
    return outcome;
  }
  const { categories, ...changes } = write.changes;
  const whole = categories === undefined ? null : (categories ?? []);
  const update: ExchangeUpdate = { ref, changes: { ...changes } as Fields, categories: whole, stamp: null, ...mail };
  const [outcome] = await updateItems(side, kind, [update], resolution);
  return outcome;
}

/** The exception under the change key that it has now. @returns `null` when it is gone */
async function currentRef(side: SideContext, { id }: ExchangeItemRef): Promise<ExchangeItemRef | null> {
  const [message] = await getItem(side.channel, [id], () => itemShape([]));
  if (message === undefined) throw answerError('response_incomplete', 'GetItem was answered without a message.', id);
  if (message.code === 'ErrorItemNotFound') return null;
  if (message.class === 'error') throw errorOf(message, id);
  return { id, changeKey: readItemId(itemOf(message))?.changeKey ?? null };
}

function notFound(): ExchangeWriteOutcome {
  const error = answerError('occurrence_not_found', 'The calendar does not show an occurrence of the series.');
  return { kind: 'failed', error };
}

function changedMeanwhile({ id }: ExchangeItemRef): ExchangeWriteOutcome {
  return { kind: 'conflict', error: errorFromResponseCode('ErrorIrresolvableConflict', { itemRef: id }) };
}
