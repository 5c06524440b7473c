import type { CrmRecord } from '../../crm/port.ts';
import type { ExchangeItem } from '../../exchange/port.ts';
import type { Intent } from '../../store/port.ts';
import type { Bases, Link } from '../../sync/index.ts';
import { baseOf, withUntold } from '../../sync/index.ts';
import { hadBefore, holdersOf, holdersOfItems, keepApart, makesRoom, overFor } from '../identify/record-holders.ts';
import { withCutTexts } from '../load/cut-texts.ts';
import { basesOfJoined, isInvited, withAgreed } from '../load/kept-of.ts';
import type { Run } from '../run.ts';
import { exchangeBase, MARKS_DUE } from '../settle/links.ts';
import { isPaired, linkFor, restoredBases } from './created-link.ts';
import { recordsBeside } from './records-beside.ts';
import type { Recovery, Updates } from './recovery.ts';
import { complete, isOver, linksOf, readItems, remainingMs } from './recovery.ts';

/**
 * Asked by the key that was sent with them.
 * @param updates what was just found out about them: the pairs are not stored yet
 * @returns the intents that are still open
 */
export async function recoverCreatesInCrm(
  run: Run,
  recovery: Recovery,
  intents: readonly Intent[],
  updates: Updates,
): Promise<readonly Intent[]> {
  if (intents.length === 0) return [];
  const keys = intents.map((intent) => intent.stamp);
  const records = await run.ports.crm.findByExternalKeys(run.itemType, keys);
  const byKey = new Map(records.map((record) => [record.externalKey, record]));
  const links = await linksOf(run, intents);
  const holders = await holdersOf(
    run,
    records.map(({ id }) => id),
  );
  const made = intents.filter(({ stamp }) => byKey.has(stamp));
  const itemHolders = await holdersOfItems(
    run,
    made.flatMap(({ exchangeId }) => exchangeId ?? []),
  );
  for (const link of updates.links) {
    if (link.crmId !== null) holders.set(link.crmId, link);
    if (link.exchangeId !== null) itemHolders.set(link.exchangeId, link);
  }
  const ownBefore = await hadBefore(
    run,
    records.flatMap(({ id, isJoined }) => (isJoined === true ? [id] : [])),
  );
  const ofColleagues = intents.filter(({ stamp }) => isJoinedOfColleague(byKey.get(stamp)));
  const items = await readItems(
    run,
    ofColleagues.flatMap(({ exchangeId }) => exchangeId ?? []),
  );
  const isBeside = await recordsBeside(run, intents, byKey);
  // A create that was sent again has two: the record is more likely that of the first, and the last word counts.
  const newestFirst = intents.toSorted((left, right) => (left.issuedAt < right.issuedAt ? 1 : -1));
  // Whose create made the record has it, before whoever joined it.
  const hasJoined = ({ stamp }: Intent): boolean => byKey.get(stamp)?.isJoined === true;
  const makersFirst = [...newestFirst.filter((one) => !hasJoined(one)), ...newestFirst.filter(hasJoined)];
  return makersFirst.filter((intent) => {
    const found = byKey.get(intent.stamp);
    const record = found && { ...found, fields: withUntold(found, intent.payload) };
    const existing = links.find(({ id }) => id === intent.linkId);
    if (record === undefined && intent.leaves === null && existing === undefined)
      return !isUnseen(run, recovery, intent);
    if (record === undefined) return !isOver(run, recovery, intent);
    if (updates.open.some(({ crmId, exchangeId }) => crmId === record.id || exchangeId === intent.exchangeId))
      return true;
    const link = linkFor(run, intent, links);
    if ((itemHolders.get(intent.exchangeId ?? '') ?? link).id !== link.id) {
      // Linked by its looks, while nobody saw the record of its create: that is as new as any other.
      complete(recovery, intent, [
        { side: 'crm', itemId: record.id },
        { side: 'exchange', itemId: intent.exchangeId },
      ]);
      return false;
    }
    const item = items.get(intent.exchangeId ?? '') ?? null;
    const holder = holders.get(record.id);
    const isOfOther = holder !== undefined && holder.id !== link.id;
    if (isOfOther) {
      if (!makesRoom(holder, hasJoined(intent) && isPaired(intent) && !isBeside(intent, holder))) {
        leaveToHolder(run, recovery, intent, hasJoined(intent));
        return false;
      }
      recovery.draft.putLink(overFor(holder));
    }
    holders.set(record.id, link);
    if (intent.exchangeId !== null) itemHolders.set(intent.exchangeId, link);
    const sent = {
      baseCrm: baseOf(run.specs, withCutTexts(run, intent.payload, record.fields)),
      baseExchange: exchangeBase(run, intent.sourceFields),
    };
    const wasOwn = isOfOther || ownBefore.has(record.id);
    // What an undo makes anew has another key than the stamp that its item carries.
    const itsOwn = intent.leaves === null || existing === undefined ? {} : stampOnItem(existing);
    recovery.draft.putLink({
      ...link,
      ...itsOwn,
      reviewReason: intent.leaves === null ? MARKS_DUE : null,
      crmId: record.id,
      searchKey: intent.searchKey ?? link.searchKey,
      ...restoredBases(run, intent, link, recordBases(run, { intent, existing, record, sent, wasOwn, item })),
    });
    if (intent.exchangeId !== null) recovery.draft.removeUnlinked('exchange', intent.exchangeId);
    // Sighted before anybody knew whose it is.
    recovery.draft.removeUnlinked('crm', record.id);
    complete(recovery, intent, [
      { side: 'crm', itemId: record.id },
      { side: 'exchange', itemId: intent.exchangeId },
    ]);
    return false;
  });
}

/** The record that a create led to is another pair's: its item is as new as if nothing had been sent for it. */
function leaveToHolder(run: Run, { draft, hints }: Recovery, intent: Intent, isJoined: boolean): void {
  draft.withdrawIntent(intent.id);
  if (intent.exchangeId === null) return;
  keepApart(run, { stamp: intent.stamp, itemId: intent.exchangeId, isJoined });
  hints.push({ side: 'exchange', itemId: intent.exchangeId });
}

interface FoundRecord {
  readonly intent: Intent;
  readonly existing: Link | undefined;
  readonly record: CrmRecord;
  readonly sent: Bases;
  /** Whether another item of this mailbox had the record: it made room, or its pair was over before. */
  readonly wasOwn: boolean;
  /** Read of a record that is a colleague's. */
  readonly item: ExchangeItem | null;
}

function isJoinedOfColleague(record: CrmRecord | undefined): boolean {
  return record?.isJoined === true && !record.mayChange;
}

function recordBases(run: Run, { intent, existing, record, sent, wasOwn, item }: FoundRecord): Bases {
  if (record.isJoined === true) return basesOfJoined(run, sent, record, { wasOwn, isInvited: isInvited(item) });
  // Made anew: it may be the record of another mailbox, that holds the same one and was quicker.
  return intent.leaves === null && existing !== undefined ? withAgreed(run, sent, existing, record) : sent;
}

function stampOnItem({ stamp, stamped, formerStamps }: Link): Pick<Link, 'stamp' | 'stamped' | 'formerStamps'> {
  return { stamp, stamped, formerStamps };
}

/**
 * The create of a new record can no longer land, and if it did, its record was deleted or went out of sight. Only the CRM
 * can tell, when it is asked for one with the same key: whatever the item is called by then, the intent names the key.
 */
function isUnseen(run: Run, recovery: Recovery, intent: Intent): boolean {
  if (remainingMs(run, intent) > 0) return false;
  run.unseenCreates.set(intent.id, intent);
  if (intent.exchangeId !== null) recovery.hints.push({ side: 'exchange', itemId: intent.exchangeId });
  return true;
}
