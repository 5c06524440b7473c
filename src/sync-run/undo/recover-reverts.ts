import type { Fields, Side } from '../../model/index.ts';
import { sameValue, valueOf } from '../../model/index.ts';
import type { Intent } from '../../store/port.ts';
import type { Link } from '../../sync/index.ts';
import { basesAfterUndo, withoutManagedCategories } from '../../sync/index.ts';
import { beforeImage } from '../recover/before-image.ts';
import type { MovedItem } from '../recover/moved-items.ts';
import { readMovedItems } from '../recover/moved-items.ts';
import { finishOccurrences } from '../recover/recover-occurrences.ts';
import type { Run } from '../run.ts';

/** A write of an undo whose outcome nobody saw, as it turns out now. */
export interface RecoveredRevert {
  readonly intent: Intent;
  /** With the bases as they are when what is there was written by us; `null` when nothing of it is there. */
  readonly link: Link | null;
  /** All of it is there: nothing is left to wait for. */
  readonly isComplete: boolean;
  /** Something of it still has to be written, which could not be done now. */
  readonly isOwed?: true;
}

const OWED = Symbol('not finished yet');

/**
 * Values that an undo wrote back must not look like a person's edit: they would travel to the other side and overwrite
 * there what the person meant to keep. What is found as it was sent enters the base of its side.
 */
export async function recoverReverts(
  run: Run,
  intents: readonly Intent[],
  links: readonly Link[],
): Promise<readonly RecoveredRevert[]> {
  const recovered: RecoveredRevert[] = [];
  for (const intent of intents) {
    const link = links.find(({ id }) => id === intent.linkId);
    const side: Side = Object.keys(intent.payload).length > 0 ? 'exchange' : 'crm';
    const sent = side === 'exchange' ? intent.payload : intent.sourceFields;
    const now = link === undefined ? null : await fieldsOn(run, link, side, intent);
    if (link === undefined || now === null || now === OWED) {
      recovered.push({ intent, link: null, isComplete: false, ...(now === OWED ? { isOwed: true } : {}) });
      continue;
    }
    const arrived = Object.entries(sent).filter(([name, value]) => {
      const spec = run.specs[name];
      return spec !== undefined && sameValue(spec, value, valueOf(now, name));
    });
    const write = {
      side,
      written: Object.fromEntries(arrived),
      before: await beforeImage(run, link.id, side, sent),
      now,
    };
    recovered.push({
      intent,
      link: arrived.length === 0 ? null : { ...link, ...basesAfterUndo(run.specs, link, [write]), ...unsettled(side) },
      isComplete: arrived.length === Object.keys(sent).length,
    });
  }
  return recovered;
}

/** Occurrences that Exchange forgot with their rule are written first: nobody meant to take them away. */
async function fieldsOn(run: Run, link: Link, side: Side, intent: Intent): Promise<Fields | typeof OWED | null> {
  if (side === 'crm') {
    if (link.crmId === null) return null;
    const [read] = await run.ports.crm.read(run.itemType, [link.crmId]);
    return read?.kind === 'found' ? read.record.fields : null;
  }
  const found = await itemOf(run, link, intent);
  if (found === undefined) return null;
  const { item, isAway } = found;
  if (isAway || intent.ageSeconds < run.input.waitOutSeconds)
    return withoutManagedCategories(item.fields, run.input.rules.exchangeCategories);
  return (await finishOccurrences(run, intent.payload, item, () => true)) ?? OWED;
}

/** Wherever it lies by now: what comes back without a word of this write would look like a person's edit. */
async function itemOf(run: Run, { exchangeId }: Link, intent: Intent): Promise<MovedItem | undefined> {
  if (exchangeId !== null) {
    const [read] = await run.ports.exchange.read(run.itemType, [exchangeId]);
    if (read?.kind === 'found') return { item: read.item, isAway: false };
  }
  return (await readMovedItems(run, [intent])).get(intent.id);
}

/** Its version is nobody's to trust until it is looked at. */
function unsettled(side: Side): Partial<Link> {
  return side === 'crm' ? { crmVersion: null } : { changeKey: null };
}
