import type { ExchangeItem } from '../../exchange/port.ts';
import type { Fields, FieldValue, Side } from '../../model/index.ts';
import { sameValue, valueOf } from '../../model/index.ts';
import type { Intent } from '../../store/port.ts';
import type { Found, Link } from '../../sync/index.ts';
import { basesAfterUndo, withoutManagedCategories, withUntold } from '../../sync/index.ts';
import { beforeImage } from '../recover/before-image.ts';
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
 * there what the person meant to keep. What is found as it was sent enters the base of its side; with it what a private
 * appointment does not tell, for it is one write, unless all the rest of that is as it was before.
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
    const found = link === undefined ? null : await foundOn(run, link, side, intent);
    if (link === undefined || found === null || found === OWED) {
      recovered.push({ intent, link: null, isComplete: false, ...(found === OWED ? { isOwed: true } : {}) });
      continue;
    }
    const before = await beforeImage(run, link.id, side, sent);
    const arrived = arrivedOf(run, sent, { before, found });
    const written = Object.fromEntries(arrived);
    const write = { side, written, before, now: withUntold(found, written) };
    recovered.push({
      intent,
      link: arrived.length === 0 ? null : { ...link, ...basesAfterUndo(run.specs, link, [write]), ...unsettled(side) },
      isComplete: arrived.filter(([name]) => isTold(found, name)).length === Object.keys(sent).length,
    });
  }
  return recovered;
}

type Values = readonly (readonly [string, FieldValue])[];

function arrivedOf(
  run: Run,
  sent: Fields,
  { before, found }: { readonly before: Fields; readonly found: Found },
): Values {
  const told = Object.entries(sent).filter(([name]) => isTold(found, name));
  const shows = (name: string, value: FieldValue): boolean => {
    const spec = run.specs[name];
    return spec !== undefined && sameValue(spec, value, valueOf(found.fields, name));
  };
  const isAsBefore = told.length > 0 && told.every(([name]) => shows(name, valueOf(before, name)));
  if (isAsBefore) return [];
  const untold = Object.entries(sent).filter(([name]) => !isTold(found, name));
  return [...told.filter(([name, value]) => shows(name, value)), ...untold];
}

function isTold({ withheld = [] }: Found, name: string): boolean {
  return !withheld.includes(name);
}

/** Occurrences that Exchange forgot with their rule are written first: nobody meant to take them away. */
async function foundOn(run: Run, link: Link, side: Side, intent: Intent): Promise<Found | typeof OWED | null> {
  if (side === 'crm') {
    if (link.crmId === null) return null;
    const [read] = await run.ports.crm.read(run.itemType, [link.crmId]);
    return read?.kind === 'found' ? read.record : null;
  }
  const item = await itemOf(run, link, intent);
  if (item === null) return null;
  if (intent.ageSeconds < run.input.waitOutSeconds)
    return { ...item, fields: withoutManagedCategories(item.fields, run.input.rules.exchangeCategories) };
  const fields = await finishOccurrences(run, intent.payload, item, () => true);
  return fields === null ? OWED : { ...item, fields };
}

/** Wherever it lies by now: what comes back without a word of this write would look like a person's edit. */
async function itemOf(run: Run, { exchangeId }: Link, intent: Intent): Promise<ExchangeItem | null> {
  if (exchangeId !== null) {
    const [read] = await run.ports.exchange.read(run.itemType, [exchangeId]);
    if (read?.kind === 'found') return read.item;
  }
  return (await readMovedItems(run, [intent])).get(intent.id)?.item ?? null;
}

/** Its version is nobody's to trust until it is looked at. */
function unsettled(side: Side): Partial<Link> {
  return side === 'crm' ? { crmVersion: null } : { changeKey: null };
}
