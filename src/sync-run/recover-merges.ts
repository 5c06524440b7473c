import type { CrmRecord } from '../crm/port.ts';
import type { ExchangeItem } from '../exchange/port.ts';
import type { Fields, FieldValue } from '../model/index.ts';
import { sameValue, valueOf } from '../model/index.ts';
import type { Intent } from '../store/port.ts';
import type { Link } from '../sync/index.ts';
import { withoutManagedCategories } from '../sync/index.ts';
import { isKeptFrom } from './kept-of.ts';
import { blankLink, givenTo, withIdentity } from './links.ts';
import type { Run } from './run.ts';

/** An update whose outcome nobody saw, as it turns out now. */
export interface RecoveredMerge {
  readonly intent: Intent;
  /** With the bases as they are when what is there was written by us; `null` when nothing of it is known to be there. */
  readonly link: Link | null;
  /** All of it is there: nothing is left to wait for. */
  readonly isComplete: boolean;
}

interface Ends {
  readonly record: CrmRecord;
  readonly item: ExchangeItem;
  /** Without the profile's own categories. */
  readonly itemFields: Fields;
}

/**
 * A text that a side cut must not look like a person's edit: against an unmoved base both sides would have changed it,
 * and the cut text would be written again, or come home over the whole one. What is found as it was sent, or as a side
 * keeps what it was sent, is settled. Everything else is merged anew, which repeats nothing: what is equal is settled
 * by the merge itself, and sets are merged element by element.
 */
export async function recoverMerges(
  run: Run,
  intents: readonly Intent[],
  links: readonly Link[],
): Promise<readonly RecoveredMerge[]> {
  if (intents.length === 0) return [];
  const ends = await readEnds(run, intents);
  return intents.map((intent) => {
    const found = ends(intent);
    if (found === null) return { intent, link: null, isComplete: false };
    const existing = links.find(({ id }) => id === intent.linkId);
    const before = existing ?? { baseCrm: {}, baseExchange: {} };
    const toExchange = arrivedTexts(run, intent.payload, found.itemFields, before.baseExchange);
    const toCrm = arrivedTexts(run, intent.sourceFields, found.record.fields, before.baseCrm);
    const isComplete =
      isAllThere(run, intent.payload, found.itemFields, toExchange) &&
      isAllThere(run, intent.sourceFields, found.record.fields, toCrm) &&
      Object.keys({ ...intent.payload, ...intent.sourceFields }).length > 0;
    const settled = {
      baseCrm: { ...before.baseCrm, ...valuesOf(intent.payload, toExchange), ...valuesOf(found.record.fields, toCrm) },
      baseExchange: {
        ...before.baseExchange,
        ...valuesOf(found.itemFields, toExchange),
        ...valuesOf(intent.sourceFields, toCrm),
      },
    };
    if (existing === undefined)
      // The link itself was part of the write. Half of it is no link: the two meet again.
      return { intent, link: isComplete ? madeLink(run, intent, found, settled) : null, isComplete };
    const isKnown = toExchange.length + toCrm.length > 0;
    const link = isKnown ? { ...existing, ...settled, crmVersion: null, changeKey: null } : null;
    return { intent, link, isComplete };
  });
}

async function readEnds(run: Run, intents: readonly Intent[]): Promise<(intent: Intent) => Ends | null> {
  const whole = intents.filter(({ crmId, exchangeId }) => crmId !== null && exchangeId !== null);
  const crmIds = [...new Set(whole.map(({ crmId }) => crmId ?? ''))];
  const exchangeIds = [...new Set(whole.map(({ exchangeId }) => exchangeId ?? ''))];
  if (whole.length === 0) return () => null;
  const records = await run.ports.crm.read(run.itemType, crmIds);
  const items = await run.ports.exchange.read(run.itemType, exchangeIds);
  return ({ crmId, exchangeId }) => {
    const record = records[crmIds.indexOf(crmId ?? '')];
    const item = items[exchangeIds.indexOf(exchangeId ?? '')];
    if (record?.kind !== 'found' || item?.kind !== 'found') return null;
    const itemFields = withoutManagedCategories(item.item.fields, run.input.rules.exchangeCategories);
    return { record: record.record, item: item.item, itemFields };
  };
}

/** Names of the texts that arrived. A text that is as it was before it was sent did not, whatever it is a part of. */
function arrivedTexts(run: Run, sent: Fields, now: Fields, base: Fields): readonly string[] {
  return Object.entries(sent).flatMap(([name, value]) => {
    const spec = run.specs[name];
    if (spec === undefined || typeof spec.normalise(value) !== 'string') return [];
    const found = valueOf(now, name);
    if (sameValue(spec, value, found)) return [name];
    const moved = !sameValue(spec, valueOf(base, name), found);
    return moved && isKeptFrom(spec, value, found) ? [name] : [];
  });
}

function isAllThere(run: Run, sent: Fields, now: Fields, arrived: readonly string[]): boolean {
  return Object.entries(sent).every(([name, value]) => {
    const spec = run.specs[name];
    return spec === undefined || arrived.includes(name) || sameValue(spec, value, valueOf(now, name));
  });
}

function madeLink(run: Run, intent: Intent, ends: Ends, sent: Pick<Link, 'baseCrm' | 'baseExchange'>): Link {
  const { record, item, itemFields } = ends;
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
  return { ...link, baseCrm, baseExchange, givenCategories: givenTo(run, item, link, null) };
}

function valuesOf(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(names.map((name) => [name, valueOf(fields, name)]));
}
