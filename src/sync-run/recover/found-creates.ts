import type { CrmRecord } from '../../crm/port.ts';
import type { ExchangeItem } from '../../exchange/port.ts';
import type { Intent } from '../../store/port.ts';
import type { Link } from '../../sync/index.ts';
import { withUntold } from '../../sync/index.ts';
import { hadBefore, holdersOf, holdersOfItems } from '../identify/record-holders.ts';
import type { Run } from '../run.ts';
import { linkBefore, linkFor } from './created-link.ts';
import { recordsBeside } from './records-beside.ts';
import { linksOf, readItems } from './recovery.ts';

/** What is known of the creates in the CRM whose outcome nobody saw. */
export interface FoundCreates {
  readonly intents: readonly Intent[];
  /** Records that are there, by the key that was sent with their create. */
  readonly records: ReadonlyMap<string | null, CrmRecord>;
  /** Pairs that were there before their create. */
  readonly links: readonly Link[];
  /** Live pairs by the record that they have, also by what is found out on the way. */
  readonly holders: Map<string, Link>;
  /** The same by the item that they have. */
  readonly itemHolders: Map<string, Link>;
  /** Of the records that were joined those that an earlier pair of this mailbox had. */
  readonly ownBefore: ReadonlySet<string>;
  /** Items whose create joined a record of a colleague, by id. */
  readonly itemsOfColleagues: ReadonlyMap<string, ExchangeItem>;
  /** Whether the holder of the record that a create led to makes no room for it, because each has its own there. */
  readonly isBeside: (intent: Intent, holder: Link) => boolean;
}

/** One of them whose record is there. */
export interface FoundCreate {
  readonly intent: Intent;
  /** What it does not tell is as it was sent. */
  readonly record: CrmRecord;
  /** The pair as it was before the create; `undefined` where there was none. */
  readonly existing: Link | undefined;
  /** The pair that the create was for. */
  readonly link: Link;
  /** Another pair that has the record. */
  readonly holder: Link | undefined;
}

/**
 * Asked by the key that was sent with them.
 * @param updated pairs of updates that were just found out about: they are not stored yet
 * @returns `null` where nothing was sent
 */
export async function findCreatesInCrm(
  run: Run,
  intents: readonly Intent[],
  updated: readonly Link[],
): Promise<FoundCreates | null> {
  if (intents.length === 0) return null;
  const keys = intents.map((intent) => intent.stamp);
  const found = await run.ports.crm.findByExternalKeys(run.itemType, keys);
  const records = new Map(found.map((record) => [record.externalKey, record]));
  const links = await linksOf(run, intents);
  const holders = await holdersOf(
    run,
    found.map(({ id }) => id),
  );
  const made = intents.filter(({ stamp }) => records.has(stamp));
  const itemHolders = await holdersOfItems(run, itemsOf(made));
  for (const link of updated) {
    if (link.crmId !== null) holders.set(link.crmId, link);
    if (link.exchangeId !== null) itemHolders.set(link.exchangeId, link);
  }
  const joined = found.filter(({ isJoined }) => isJoined === true);
  const ownBefore = await hadBefore(
    run,
    joined.map(({ id }) => id),
  );
  const ofColleagues = intents.filter(({ stamp }) => isJoinedOfColleague(records.get(stamp)));
  const itemsOfColleagues = await readItems(run, itemsOf(ofColleagues));
  const isBeside = await recordsBeside(run, intents, records);
  return { intents, records, links, holders, itemHolders, ownBefore, itemsOfColleagues, isBeside };
}

export function foundCreate(
  run: Run,
  { links, holders }: FoundCreates,
  intent: Intent,
  record: CrmRecord,
): FoundCreate {
  const link = linkFor(run, intent, links);
  const holder = holders.get(record.id);
  return {
    intent,
    record: { ...record, fields: withUntold(record, intent.payload) },
    existing: linkBefore(intent, links),
    link,
    holder: holder?.id === link.id ? undefined : holder,
  };
}

function itemsOf(intents: readonly Intent[]): readonly string[] {
  return intents.flatMap(({ exchangeId }) => exchangeId ?? []);
}

function isJoinedOfColleague(record: CrmRecord | undefined): boolean {
  return record?.isJoined === true && !record.mayChange;
}
