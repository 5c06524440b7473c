import { ConnectorError } from '../../../model/index.ts';
import type {
  ConflictResolution,
  ExchangeCreate,
  ExchangeItemRef,
  ExchangeUpdate,
  ExchangeWriteOutcome,
} from '../../port.ts';
import type { ItemKind } from '../mapping/item-kind.ts';
import { itemUpdates, newItem } from '../mapping/item-to-wire.ts';
import type { MappingContext } from '../mapping/property-mapping.ts';
import { createItem } from '../operations/create-item.ts';
import { itemOf } from '../operations/get-item.ts';
import { updateItem } from '../operations/update-item.ts';
import { answerError } from '../wire/item-error.ts';
import { readItemId } from '../wire/item-id.ts';
import type { ResponseMessage } from '../wire/response-message.ts';
import { findMadeItems } from './find-made-items.ts';
import { findForeignEmailSlots } from './foreign-email-slots.ts';
import { folderRef } from './in-folder.ts';
import { writeWithoutRefusedMarks } from './refused-marks.ts';
import { writeWithoutRefusedProperties } from './refused-writes.ts';
import type { NamedZones } from './refused-zones.ts';
import { isZoneKnown, writeWithKnownZones } from './refused-zones.ts';
import { editRichBodies } from './rich-bodies.ts';
import type { SideContext } from './side-context.ts';
import { writingContext } from './side-context.ts';
import { writeInBatches } from './write-batches.ts';

export async function createItems(
  side: SideContext,
  kind: ItemKind,
  items: readonly ExchangeCreate[],
): Promise<readonly ExchangeWriteOutcome[]> {
  const render = (item: ExchangeCreate, context: MappingContext) => newItem(item, kind, context);
  const write = (writable: readonly ExchangeCreate[], zones: NamedZones) =>
    writeInBatches(writable, {
      size: side.batches.writing,
      send: (batch) =>
        createItem(side.channel, folderRef(side, kind.folder), (version) =>
          batch.map((item) => render(item, { ...writingContext(side), ...isZoneKnown(side, zones), version })),
        ),
      refOf: () => null,
      done: (_, message) => {
        const ref = readItemId(itemOf(message));
        // Made, under an id that we were not told: whoever asked finds it by its stamp.
        return ref === null
          ? { kind: 'unknown', error: answerError('response_incomplete', 'The new item came without an id.') }
          : { kind: 'done', ref };
      },
      findUntold: (made) => findMadeItems(side, kind, made),
    });
  return writeWhatRenders(
    items,
    (item) => render(item, writingContext(side)).markup !== '',
    (writable) => writeWhatIsTaken(side, kind, writable, write),
  );
}

export async function updateItems(
  side: SideContext,
  kind: ItemKind,
  items: readonly ExchangeUpdate[],
  resolution: ConflictResolution,
): Promise<readonly ExchangeWriteOutcome[]> {
  const slots = await findForeignEmailSlots(side, kind, items);
  const rich = await editRichBodies(side, kind, items);
  const outcomeOf = ({ ref }: ExchangeUpdate) => slots.outcomes.get(ref.id) ?? rich.outcomes.get(ref.id);
  const render = (item: ExchangeUpdate, context: MappingContext) => {
    const richBody = rich.bodies.get(item.ref.id);
    return itemUpdates(item, kind, {
      ...context,
      foreignEmailSlots: slots.foreign.get(item.ref.id) ?? [],
      ...(richBody === undefined ? {} : { richBody }),
    });
  };
  const write = (writable: readonly ExchangeUpdate[], zones: NamedZones) =>
    writeWhatRenders(
      writable,
      (item) => outcomeOf(item) ?? render(item, writingContext(side)).length > 0,
      (rendered) =>
        writeInBatches(rendered, {
          size: side.batches.writing,
          send: (batch) =>
            updateItem(
              side.channel,
              batch.map((item) => ({
                ref: item.ref,
                updates: (version) => render(item, { ...writingContext(side), ...isZoneKnown(side, zones), version }),
              })),
              resolution,
            ),
          refOf: ({ ref }) => ref.id,
          done: ({ ref }, message) => ({ kind: 'done', ref: updatedRef(ref, message) }),
        }),
      ({ ref }) => ({ kind: 'done', ref }),
    );
  // Without the marks an update may have nothing left to say.
  return writeWhatIsTaken(side, kind, items, write);
}

/** Leaves out what the server refuses, and only that. */
function writeWhatIsTaken<T>(
  side: SideContext,
  kind: ItemKind,
  items: readonly T[],
  write: (items: readonly T[], zones: NamedZones) => Promise<readonly ExchangeWriteOutcome[]>,
): Promise<readonly ExchangeWriteOutcome[]> {
  return writeWithoutRefusedProperties(side, items, (named) =>
    writeWithoutRefusedMarks(side, named, (marked) => writeWithKnownZones(side, kind, marked, write)),
  );
}

/** Without a new change key in the answer the old one is worth nothing either. */
function updatedRef(ref: ExchangeItemRef, message: ResponseMessage): ExchangeItemRef {
  return readItemId(itemOf(message)) ?? { id: ref.id, changeKey: null };
}

/**
 * Leaves out what needs no request, and what cannot be written at all: a value that is no date or no zone
 * fails its own item and not the batch.
 * @param check an outcome that is known beforehand, or whether there is anything to send
 */
async function writeWhatRenders<T>(
  items: readonly T[],
  check: (item: T) => ExchangeWriteOutcome | boolean,
  write: (items: readonly T[]) => Promise<readonly ExchangeWriteOutcome[]>,
  unchanged: (item: T) => ExchangeWriteOutcome = () => unwritable(new RangeError('nothing to write')),
): Promise<readonly ExchangeWriteOutcome[]> {
  const known = items.map((item): ExchangeWriteOutcome | null => {
    try {
      const verdict = check(item);
      if (typeof verdict !== 'boolean') return verdict;
      return verdict ? null : unchanged(item);
    } catch (error) {
      if (error instanceof RangeError) return unwritable(error);
      throw error;
    }
  });
  const written = [...(await write(items.filter((_, index) => known[index] === null)))];
  return known.map((outcome) => outcome ?? written.shift() ?? unwritable(new RangeError('no outcome')));
}

function unwritable(cause: RangeError): ExchangeWriteOutcome {
  return {
    kind: 'failed',
    error: new ConnectorError({
      code: 'value_not_writable',
      disposition: 'quarantine',
      message: 'A value of the item has no form on the wire.',
      cause,
    }),
  };
}
