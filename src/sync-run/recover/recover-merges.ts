import type { CrmRead, CrmRecord } from '../../crm/port.ts';
import type { ExchangeItem } from '../../exchange/port.ts';
import type { Fields, FieldValue } from '../../model/index.ts';
import { canonicalText, sameValue, valueOf } from '../../model/index.ts';
import type { Intent } from '../../store/port.ts';
import type { Bases, Link } from '../../sync/index.ts';
import { isKeptFrom, withoutManagedCategories } from '../../sync/index.ts';
import { withCutText, withCutTexts } from '../load/cut-texts.ts';
import { crmStateOf } from '../load/states.ts';
import type { Run } from '../run.ts';
import { blankLink, givenTo, withIdentity } from '../settle/links.ts';
import { beforeImage } from './before-image.ts';
import type { MovedItem } from './moved-items.ts';
import { readMovedItems } from './moved-items.ts';
import { basesOfOccurrences, finishOccurrences, isOwed } from './recover-occurrences.ts';

/** An update whose outcome nobody saw, as it turns out now. */
export interface RecoveredMerge {
  readonly intent: Intent;
  /** With the bases as they are when what is there was written by us; `null` when nothing of it is known to be there. */
  readonly link: Link | null;
  /** All of it is there: nothing is left to wait for. */
  readonly isComplete: boolean;
  /** Something of it still has to be written, which could not be done now. */
  readonly isOwed?: true;
}

/** As far as they can be read. */
interface Ends {
  readonly record: CrmRecord | null;
  /** The record is known to be none of its user's any more. */
  readonly isWithdrawn: boolean;
  readonly item: ExchangeItem | null;
  readonly isAway: MovedItem['isAway'];
  /** Without the profile's own categories. */
  readonly itemFields: Fields;
}

const NOTHING: Ends = { record: null, isWithdrawn: false, item: null, isAway: false, itemFields: {} };

/** Both are there, wherever the item lies. */
interface WholePair extends Ends {
  readonly record: CrmRecord;
  readonly item: ExchangeItem;
}

/**
 * A text that a side cut must not look like a person's edit: against an unmoved base both sides would have changed it,
 * and the cut text would be written again, or come home over the whole one. What is found as it was sent, or as a side
 * keeps what it was sent, is settled. Everything else is merged anew, which repeats nothing: what is equal is settled
 * by the merge itself, and sets are merged element by element. An end that went meanwhile may come back: what the other one
 * shows, or it itself wherever it lies, is learnt now or never.
 */
export async function recoverMerges(
  run: Run,
  intents: readonly Intent[],
  links: readonly Link[],
): Promise<readonly RecoveredMerge[]> {
  if (intents.length === 0) return [];
  const ends = await readEnds(run, intents);
  const recovered: RecoveredMerge[] = [];
  for (const intent of intents) recovered.push(await recoverMerge(run, intent, ends(intent), links));
  return recovered;
}

async function recoverMerge(run: Run, intent: Intent, read: Ends, links: readonly Link[]): Promise<RecoveredMerge> {
  const found = isWhole(read) ? await finished(run, intent, read) : read;
  if (found === null) return { intent, link: null, isComplete: false, isOwed: true };
  const existing = links.find(({ id }) => id === intent.linkId);
  const before = existing ?? { baseCrm: {}, baseExchange: {} };
  const recordFields = found.record?.fields ?? {};
  const toExchange = arrivedTexts(run, intent.payload, found.itemFields, before.baseExchange);
  const toCrm = arrivedTexts(run, intent.sourceFields, recordFields, before.baseCrm);
  const isComplete =
    isWhole(found) &&
    isAllThere(run, intent.payload, found.itemFields, toExchange) &&
    isAllThere(run, intent.sourceFields, recordFields, toCrm) &&
    Object.keys({ ...intent.payload, ...intent.sourceFields }).length > 0;
  const ofTexts = {
    baseCrm: { ...before.baseCrm, ...valuesOf(intent.payload, toExchange), ...valuesOf(recordFields, toCrm) },
    baseExchange: {
      ...before.baseExchange,
      ...valuesOf(found.itemFields, toExchange),
      // What went to the CRM may be the whole of a text of which Exchange keeps the beginning.
      ...valuesOf(withCutTexts(run, intent.sourceFields, found.itemFields), toCrm),
    },
  };
  const settled = basesOfOccurrences(run, intent.payload, found.itemFields, ofTexts);
  if (existing === undefined) {
    // The link itself was part of the write. Half of it is no link: the two meet again. The stamp is in its last part.
    const isLinked = isWhole(found) && (isComplete || found.item.stamp === intent.stamp);
    const link = isLinked ? madeLink(run, intent, found, settled) : formerPair(run, intent, found);
    return { intent, link, isComplete };
  }
  const isKnown = textOf(settled) !== textOf(before);
  // The version of the record stays: in a CRM that was restored it is the proof that the record is older.
  const link = isKnown ? { ...existing, ...settled, changeKey: null } : null;
  return { intent, link, isComplete };
}

function isWhole(ends: Ends): ends is WholePair {
  return ends.record !== null && ends.item !== null;
}

/** What an update that was cut still owes is written once nothing of it can land any more. `null`: not yet. */
async function finished(run: Run, { linkId, payload, ageSeconds }: Intent, ends: WholePair): Promise<WholePair | null> {
  const mayWrite = run.input.rules.updateCrmToExchange && ageSeconds >= run.input.waitOutSeconds;
  if (!mayWrite) return ends;
  const { record, item } = ends;
  const before = await beforeImage(run, linkId ?? '', 'exchange', payload);
  const itemFields = await finishOccurrences(run, payload, item, isOwed(run, { before, crm: record.fields, item }));
  return itemFields === null ? null : { ...ends, itemFields };
}

function textOf({ baseCrm, baseExchange }: Bases): string {
  return canonicalText([baseCrm, baseExchange]);
}

async function readEnds(run: Run, intents: readonly Intent[]): Promise<(intent: Intent) => Ends> {
  const whole = intents.filter(({ crmId, exchangeId }) => crmId !== null && exchangeId !== null);
  const crmIds = [...new Set(whole.map(({ crmId }) => crmId ?? ''))];
  const exchangeIds = [...new Set(whole.map(({ exchangeId }) => exchangeId ?? ''))];
  if (whole.length === 0) return () => NOTHING;
  const records = await run.ports.crm.read(run.itemType, crmIds);
  const items = await run.ports.exchange.read(run.itemType, exchangeIds);
  const itemUnderItsId = ({ exchangeId }: Intent): ExchangeItem | null => {
    const read = items[exchangeIds.indexOf(exchangeId ?? '')];
    return read?.kind === 'found' ? read.item : null;
  };
  const moved = await readMovedItems(
    run,
    whole.filter((intent) => itemUnderItsId(intent) === null),
  );
  return (intent) => {
    const record = records[crmIds.indexOf(intent.crmId ?? '')];
    const here = itemUnderItsId(intent);
    const { item, isAway } = here === null ? (moved.get(intent.id) ?? NOTHING) : { item: here, isAway: false };
    const itemFields = withoutManagedCategories(item?.fields ?? {}, run.input.rules.exchangeCategories);
    return {
      record: record?.kind === 'found' ? record.record : null,
      isWithdrawn: isWithdrawn(run, intent.crmId ?? '', record),
      item,
      isAway,
      itemFields,
    };
  };
}

/** Out of sight it may also be lost where the CRM is from a backup. */
function isWithdrawn(run: Run, id: string, read: CrmRead | undefined): boolean {
  if (read === undefined || read.kind === 'failed') return false;
  const { kind } = crmStateOf(run, id, read);
  return kind === 'left' || (kind === 'hidden' && run.plan.frozen !== 'restored');
}

/**
 * The bases of a pair with the texts that were sent to Exchange and stand there, whole or cut. With them go changed occurrences.
 */
export function withArrivedTexts(run: Run, sent: Fields, exchangeNow: Fields, bases: Bases): Bases {
  const arrived = arrivedTexts(run, sent, exchangeNow, bases.baseExchange);
  return basesOfOccurrences(run, sent, exchangeNow, {
    baseCrm: { ...bases.baseCrm, ...valuesOf(sent, arrived) },
    baseExchange: { ...bases.baseExchange, ...valuesOf(exchangeNow, arrived) },
  });
}

/**
 * Names of the texts that arrived. A text that is as it was before it was sent did not, whatever it is a part of. A rule
 * counts with them: what is known of occurrences is known of its days.
 */
function arrivedTexts(run: Run, sent: Fields, now: Fields, base: Fields): readonly string[] {
  return Object.entries(sent).flatMap(([name, value]) => {
    const spec = run.specs[name];
    if (spec === undefined || !(typeof spec.normalise(value) === 'string' || spec.rewrites !== undefined)) return [];
    const found = valueOf(now, name);
    if (sameValue(spec, value, found)) return [name];
    const moved = !sameValue(spec, valueOf(base, name), found);
    return moved && isKeptFrom(spec, value, found) ? [name] : [];
  });
}

function isAllThere(run: Run, sent: Fields, now: Fields, arrived: readonly string[]): boolean {
  return Object.entries(sent).every(([name, value]) => {
    const spec = run.specs[name];
    const found = valueOf(now, name);
    if (spec === undefined || arrived.includes(name) || sameValue(spec, value, found)) return true;
    return spec.kind === 'keyed' && sameValue(spec, withCutText(spec, value, found), found);
  });
}

function madeLink(run: Run, intent: Intent, ends: WholePair, sent: Bases): Link {
  const { record, item, isAway, itemFields } = ends;
  const baseCrm: Record<string, FieldValue> = { ...sent.baseCrm };
  const baseExchange: Record<string, FieldValue> = { ...sent.baseExchange };
  for (const [name, spec] of Object.entries(run.specs)) {
    const [ours, theirs] = [valueOf(record.fields, name), valueOf(itemFields, name)];
    if (name in sent.baseCrm || ours === null || !sameValue(spec, ours, theirs)) continue;
    baseCrm[name] = spec.normalise(ours);
    baseExchange[name] = spec.normalise(theirs);
  }
  const blank = blankLink(run, intent.linkId ?? run.ports.newId(), { stamp: intent.stamp, generation: 0 });
  const link = withIdentity(blank, record, item);
  const givenCategories = givenTo(run, item, link, null);
  // Under the id that it has elsewhere it would answer as if it were live; under the former one it is searched.
  const exchangeId = isAway ? intent.exchangeId : item.id;
  return { ...link, exchangeId, baseCrm, baseExchange, givenCategories };
}

/**
 * Of a meeting whose record is out of its user's hands by now, so that the two do not meet again: whoever joins that record
 * later finds in it also what its user did while the write was under way.
 */
function formerPair(run: Run, intent: Intent, { record, isWithdrawn, item }: Ends): Link | null {
  if (item?.meeting == null || !isWithdrawn) return null;
  const blank = blankLink(run, intent.linkId ?? run.ports.newId(), { stamp: intent.stamp, generation: 0 });
  return { ...withIdentity(blank, record, item), crmId: intent.crmId, exchangeId: intent.exchangeId, state: 'CLOSED' };
}

function valuesOf(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(names.map((name) => [name, valueOf(fields, name)]));
}
