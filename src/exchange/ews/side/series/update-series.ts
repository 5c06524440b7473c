import type { Fields } from '../../../../model/index.ts';
import { ConnectorError } from '../../../../model/index.ts';
import type { ConflictResolution, ExchangeUpdate, ExchangeWriteOutcome } from '../../../port.ts';
import { errorFromResponseCode } from '../../errors/index.ts';
import type { ItemKind } from '../../mapping/item-kind.ts';
import type { MasterWrite, WhenItTakesPlace } from '../../mapping/recurrence/master-write.ts';
import { masterWrite } from '../../mapping/recurrence/master-write.ts';
import { answerError } from '../../wire/item-error.ts';
import type { SideContext } from '../side-context.ts';
import { updateItems } from '../write-items.ts';
import { bringOccurrences } from './bring-occurrences.ts';
import type { ItemWithSeries } from './item-with-series.ts';
import { takesPlace } from './item-with-series.ts';
import { halfWritten, orFailure } from './outcome-of-series.ts';
import { readOneWithSeries } from './read-with-series.ts';
import { wishedSeries } from './wished-series.ts';

interface Writing {
  readonly side: SideContext;
  readonly kind: ItemKind;
  readonly update: ExchangeUpdate;
  readonly resolution: ConflictResolution;
}

/**
 * An update of what is a series, or shall be one, or both. The item itself first, then its occurrences: with another
 * time or rule Exchange forgets which were changed. Where half of it was written the outcome is unknown, whatever ended
 * it.
 */
export async function updateSeries(writing: Writing): Promise<ExchangeWriteOutcome> {
  const { side, kind, update, resolution } = writing;
  const { ref, changes } = update;
  const read = await orFailure(readOneWithSeries(side, kind, ref.id));
  if (read.kind !== 'found') return read;
  const before = read.value;
  const { item, master } = before;
  if (resolution === 'neverOverwrite' && ref.changeKey !== null && item.changeKey !== ref.changeKey) {
    return { kind: 'conflict', error: errorFromResponseCode('ErrorIrresolvableConflict', { itemRef: ref.id }) };
  }
  if (item.notSynchronised !== null) {
    const error = answerError('series_not_understood', 'The rule of the series is not understood.', ref.id);
    return { kind: 'failed', error };
  }
  const held = master?.told.series ?? null;
  const wish = wishedSeries({ ...item.fields, ...changes }, side.homeZone, { held, itemRef: ref.id });
  if (wish instanceof ConnectorError) return { kind: 'failed', error: wish };
  return writeItem(writing, before, wish);
}

/** What goes with the item itself: all but single occurrences. */
async function writeItem(
  writing: Writing,
  before: ItemWithSeries,
  wish: WhenItTakesPlace,
): Promise<ExchangeWriteOutcome> {
  const { update } = writing;
  const needed = masterWrite(takesPlace(before), wish);
  if (needed !== null && before.item.occurrencesHoldMore === true) return wouldLose(before);
  const changes = ofItem(update.changes, wish, needed);
  const isUnchanged = needed === null && Object.keys(changes).length === 0;
  if (isUnchanged && update.categories === null && update.stamp === null) {
    return bringOccurrences({ ...writing, before, wish, isStarted: false }, before.item);
  }
  const outcome = await send(writing, { ...update, ref: keyed(before), changes }, needed);
  return outcome.kind === 'done' && wish.series !== null ? goOn(writing, { written: needed, wish, outcome }) : outcome;
}

/** After the item was written: Exchange tells what has become of its occurrences. */
async function goOn(
  writing: Writing,
  { written, wish, outcome }: { written: MasterWrite | null; wish: WhenItTakesPlace; outcome: Done },
): Promise<ExchangeWriteOutcome> {
  const { side, kind, update } = writing;
  const read = await orFailure(readOneWithSeries(side, kind, update.ref.id));
  if (read.kind !== 'found') return halfWritten(read);
  const after = read.value;
  const { changeKey } = outcome.ref;
  // Somebody was faster: what he did to an occurrence is not to be overwritten.
  const isOvertaken = changeKey !== null && changeKey !== after.item.changeKey;
  if (isOvertaken || after.item.notSynchronised !== null) return halfWritten();
  const needed = masterWrite(takesPlace(after), wish);
  if (needed === null) return bringOccurrences({ ...writing, before: after, wish, isStarted: true }, outcome.ref);
  // It keeps something else than was written. Whoever reads it finds out; to write it again would not help.
  if (written?.rule.kind !== 'keep' || needed.time) return outcome;
  // A deleted occurrence that stayed away when the time changed comes back with the rule. Who is invited was mailed before.
  const restored = await send(writing, { ref: keyed(after), changes: {}, categories: null, stamp: null }, needed);
  if (restored.kind !== 'done') return halfWritten(restored);
  return goOn(writing, { written: needed, wish, outcome: restored });
}

type Done = Extract<ExchangeWriteOutcome, { kind: 'done' }>;

async function send(
  { side, kind, resolution }: Writing,
  sent: ExchangeUpdate,
  needed: MasterWrite | null,
): Promise<ExchangeWriteOutcome> {
  const rules = new Map(needed === null ? [] : [[sent.ref.id, needed.rule]]);
  const [outcome] = await updateItems(side, kind, [sent], resolution, rules);
  return outcome ?? halfWritten();
}

function ofItem(
  { occurrences: _apart, time: _decided, ...rest }: Fields,
  wish: WhenItTakesPlace,
  needed: MasterWrite | null,
): Fields {
  return needed?.time === true ? { ...rest, time: wish.time } : rest;
}

function wouldLose({ item: { id } }: ItemWithSeries): ExchangeWriteOutcome {
  const error = answerError('occurrences_would_lose', 'Exchange would forget what changed occurrences hold.', id);
  return { kind: 'failed', error };
}

function keyed({ item }: ItemWithSeries): ExchangeUpdate['ref'] {
  return { id: item.id, changeKey: item.changeKey };
}
