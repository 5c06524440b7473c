import type {
  ConflictResolution,
  ExchangeCreate,
  ExchangeItemRef,
  ExchangeUpdate,
  ExchangeWriteOutcome,
} from '../../port.ts';
import type { ItemKind } from '../mapping/item-kind.ts';
import { itemUpdates, newItem } from '../mapping/item-to-wire.ts';
import type { MappingContext, RuleWrite } from '../mapping/property-mapping.ts';
import { createItem } from '../operations/create-item.ts';
import { itemOf } from '../operations/get-item.ts';
import { updateItem } from '../operations/update-item.ts';
import { answerError } from '../wire/item-error.ts';
import { readItemId } from '../wire/item-id.ts';
import type { MailTo } from '../wire/mail-to.ts';
import type { ResponseMessage } from '../wire/response-message.ts';
import { apartByMail } from './apart-by-mail.ts';
import { findMadeItems } from './find-made-items.ts';
import { folderRef } from './in-folder.ts';
import { lookBeforeUpdate } from './look-before-update.ts';
import { writeWithoutRefusedMarks } from './refused-marks.ts';
import { writeWithoutRefusedProperties } from './refused-writes.ts';
import type { NamedZones, ZonedWriting } from './refused-zones.ts';
import { isZoneKnown, writeWithKnownZones } from './refused-zones.ts';
import type { Rendering } from './rendered-items.ts';
import { writeRendered } from './rendered-items.ts';
import { recurs } from './series/recurs.ts';
import type { SideContext } from './side-context.ts';
import { writingContext } from './side-context.ts';
import { writeInBatches } from './write-batches.ts';

export async function createItems(
  side: SideContext,
  kind: ItemKind,
  items: readonly ExchangeCreate[],
): Promise<readonly ExchangeWriteOutcome[]> {
  const write = (writable: readonly ExchangeCreate[], zones: NamedZones) => {
    const context: MappingContext = { ...writingContext(side), ...isZoneKnown(side, zones) };
    const rendering: Rendering<ExchangeCreate> = {
      version: context.version,
      render: (item, version) => [newItem(item, kind, version === context.version ? context : { ...context, version })],
    };
    return writeRendered(writable, rendering, (rendered) =>
      writeInBatches(rendered, {
        size: side.batches.writing,
        send: (batch) =>
          createItem(side.channel, folderRef(side, kind.folder), (version) =>
            batch.flatMap(({ markup }) => markup(version)),
          ),
        refOf: () => null,
        done: (_, message) => {
          const ref = readItemId(itemOf(message));
          // Made, under an id that we were not told: whoever asked finds it by its stamp.
          return ref === null
            ? { kind: 'unknown', error: answerError('response_incomplete', 'The new item came without an id.') }
            : { kind: 'done', ref };
        },
        findUntold: (made) =>
          findMadeItems(
            side,
            kind,
            made.map(({ item }) => item),
          ),
      }),
    );
  };
  return writeWhatIsTaken(side, kind, items, { write, needsZone: ({ fields }) => recurs(fields) });
}

/** @param rules item id → what becomes of the rule of a series; of all others nothing does */
export function updateItems(
  side: SideContext,
  kind: ItemKind,
  items: readonly ExchangeUpdate[],
  resolution: ConflictResolution,
  rules: ReadonlyMap<string, RuleWrite> = NO_RULES,
): Promise<readonly ExchangeWriteOutcome[]> {
  return apartByMail(side, items, (alike, mailTo) => updateAlike(side, kind, alike, { resolution, mailTo, rules }));
}

const NO_RULES: ReadonlyMap<string, RuleWrite> = new Map();

interface HowToUpdate {
  readonly resolution: ConflictResolution;
  readonly mailTo: MailTo;
  readonly rules: ReadonlyMap<string, RuleWrite>;
}

async function updateAlike(
  side: SideContext,
  kind: ItemKind,
  items: readonly ExchangeUpdate[],
  { resolution, mailTo, rules }: HowToUpdate,
): Promise<readonly ExchangeWriteOutcome[]> {
  const { slots, rich } = await lookBeforeUpdate(side, kind, items);
  const write = (writable: readonly ExchangeUpdate[], zones: NamedZones) => {
    const context = { ...writingContext(side), ...isZoneKnown(side, zones) };
    const rendering: Rendering<ExchangeUpdate> = {
      version: side.channel.version,
      render: (item, version) => {
        const richBody = rich.bodies.get(item.ref.id);
        const rule = rules.get(item.ref.id);
        return itemUpdates(item, kind, {
          ...context,
          version,
          foreignEmailSlots: slots.foreign.get(item.ref.id) ?? [],
          ...(richBody === undefined ? {} : { richBody }),
          ...(rule === undefined ? {} : { rule }),
        });
      },
      unchanged: ({ ref }) => ({ kind: 'done', ref }),
      known: ({ ref }) => slots.outcomes.get(ref.id) ?? rich.outcomes.get(ref.id),
    };
    return writeRendered(writable, rendering, (rendered) =>
      writeInBatches(rendered, {
        size: side.batches.writing,
        send: (batch) =>
          updateItem(
            side.channel,
            batch.map(({ item, markup }) => ({ ref: item.ref, updates: markup })),
            resolution,
            mailTo,
          ),
        refOf: ({ item }) => item.ref.id,
        done: ({ item }, message) => ({ kind: 'done', ref: updatedRef(item.ref, message) }),
      }),
    );
  };
  // Without the marks an update may have nothing left to say.
  const needsZone = ({ ref }: ExchangeUpdate) => (rules.get(ref.id)?.kind ?? 'remove') !== 'remove';
  return writeWhatIsTaken(side, kind, items, { write, needsZone });
}

/** Leaves out what the server refuses, and only that. */
function writeWhatIsTaken<T>(
  side: SideContext,
  kind: ItemKind,
  items: readonly T[],
  writing: ZonedWriting<T>,
): Promise<readonly ExchangeWriteOutcome[]> {
  return writeWithoutRefusedProperties(side, items, (named) =>
    writeWithoutRefusedMarks(side, named, (marked) => writeWithKnownZones(side, kind, marked, writing)),
  );
}

/** Without a new change key in the answer the old one is worth nothing either. */
function updatedRef(ref: ExchangeItemRef, message: ResponseMessage): ExchangeItemRef {
  return readItemId(itemOf(message)) ?? { id: ref.id, changeKey: null };
}
