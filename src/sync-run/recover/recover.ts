import type { CrmRecord } from '../../crm/port.ts';
import type { ExchangeItem, Located } from '../../exchange/port.ts';
import type { Intent, NewHint } from '../../store/port.ts';
import type { Link } from '../../sync/index.ts';
import { baseOf, restoredEnd } from '../../sync/index.ts';
import { noticeCrm } from '../freeze/freeze.ts';
import { holdersOf, keepApart, makesRoom, overFor } from '../identify/record-holders.ts';
import { basesOfJoined, withAgreed, withCutTexts, withoutWhatIsMissing } from '../load/kept-of.ts';
import type { Run } from '../run.ts';
import { progress } from '../run.ts';
import { blankLink, exchangeBase, MARKS_DUE, restamped, SENT_ONLY } from '../settle/links.ts';
import type { SettlementDraft } from '../settle/settlement-draft.ts';
import { createSettlementDraft } from '../settle/settlement-draft.ts';
import { undecidedMayBeClear } from '../settle/undecided.ts';
import { recoverReverts } from '../undo/recover-reverts.ts';
import { findGoneTargets } from './gone-targets.ts';
import { recoverMerges } from './recover-merges.ts';

/** A remaining wait of at most so long is slept through; a longer one leaves the items to the next run. */
const SLEEP_AT_MOST_MS = 10_000;

type Bases = Pick<Link, 'baseCrm' | 'baseExchange'>;

interface Recovery {
  readonly draft: SettlementDraft;
  readonly hints: NewHint[];
}

/**
 * Finds out what became of the writes whose outcome nobody saw: found, they are completed with what was sent as base;
 * not found, they may still land until the wait-out is over. What stays open is in flight.
 */
export async function recover(run: Run): Promise<void> {
  let intents = await run.ports.store.listIntents(run.scope.id);
  if (intents.length === 0) return;
  progress(run, 'recover', 0, intents.length);
  let open = await resolve(run, intents);
  const longest = Math.max(0, ...open.map((intent) => remainingMs(run, intent)));
  if (open.length > 0 && longest <= SLEEP_AT_MOST_MS) {
    await run.ports.clock.sleep(longest);
    intents = await run.ports.store.listIntents(run.scope.id);
    open = await resolve(run, intents);
  }
  for (const intent of open) run.inFlight.add(intent);
  progress(run, 'recover', intents.length - open.length, intents.length);
}

/** For runs that may write nothing: everything open stays as it is. */
export async function leaveOpenIntents(run: Run): Promise<void> {
  for (const intent of await run.ports.store.listIntents(run.scope.id)) run.inFlight.add(intent);
}

/** @returns the intents that are still open */
async function resolve(run: Run, intents: readonly Intent[]): Promise<readonly Intent[]> {
  // What is found there may be from before the write, and some of it is finished in Exchange.
  await noticeCrm(run);
  const recovery: Recovery = { draft: createSettlementDraft(), hints: [] };
  const open = [
    ...(await createsInExchange(run, recovery, ofKind(intents, 'createInExchange'))),
    ...(await createsInCrm(run, recovery, ofKind(intents, 'createInCrm'))),
    ...(await deletions(run, recovery, ofKind(intents, 'deleteInExchange', 'deleteInCrm'))),
    ...(await reverts(
      run,
      recovery,
      ofKind(intents, 'merge').filter((intent) => intent.leaves !== null),
    )),
    ...(await updates(
      run,
      recovery,
      ofKind(intents, 'merge').filter((intent) => intent.leaves === null),
    )),
  ];
  // Hints first: crashing in between costs a look at an item, the other way round the look would be forgotten.
  if (recovery.hints.length > 0) await run.ports.store.addHints(run.keeper.lease, recovery.hints);
  if (open.length < intents.length) await undecidedMayBeClear(run);
  await recovery.draft.commit(run.ports.store, run.keeper.lease);
  return open;
}

/** Searched in Deleted Items too: the user may have thrown the item away before we knew that we had made it. */
async function createsInExchange(run: Run, recovery: Recovery, intents: readonly Intent[]): Promise<readonly Intent[]> {
  if (intents.length === 0) return [];
  const stamps = intents.map((intent) => intent.stamp);
  const { found } = await run.ports.exchange.locate(run.itemType, { stamps, searchKeys: [] });
  const links = await linksOf(run, intents);
  const kept = await readFound(run, found);
  return intents.filter((intent) => {
    const item = preferred(found.filter((candidate) => candidate.stamp === intent.stamp));
    if (item === undefined) return !isOver(run, recovery, intent);
    const link = linkFor(run, intent, links);
    const here = item.place === 'synchronised';
    const sent = {
      baseCrm: baseOf(run.specs, intent.sourceFields),
      baseExchange: exchangeBase(run, intent.payload),
    };
    const now = kept.get(item.id);
    recovery.draft.putLink({
      ...link,
      // Anywhere else its id would answer as if the item were live; without one it is searched, and found where it is.
      exchangeId: here ? item.id : null,
      searchKey: item.searchKey,
      stamped: true,
      reviewReason: now === undefined && isPaired(intent) ? SENT_ONLY : null,
      ...restoredBases(run, intent, link, now === undefined ? sent : foundBases(run, intent, sent, now)),
    });
    if (intent.crmId !== null) recovery.draft.removeUnlinked('crm', intent.crmId);
    recovery.draft.removeUnlinked('exchange', item.id);
    complete(recovery, intent, [
      { side: 'crm', itemId: intent.crmId },
      { side: 'exchange', itemId: here ? item.id : null },
    ]);
    return false;
  });
}

/**
 * What an undo made beside a deletion has no other side to which a difference could travel: what is there is what it made.
 * Any other pair is in step by what was sent, and whatever else is there by now is a person's edit.
 */
function isPaired({ leaves }: Intent): boolean {
  return leaves === null || leaves === 'LINKED';
}

function foundBases(run: Run, intent: Intent, sent: Bases, now: ExchangeItem): Bases {
  if (isPaired(intent))
    return withoutWhatIsMissing(run, { ...sent, baseExchange: withCutTexts(run, sent.baseExchange, now.fields) }, now);
  return { ...sent, baseExchange: exchangeBase(run, now.fields) };
}

/** What an undo made anew keeps the edits that had not travelled before the deletion. */
function restoredBases(run: Run, { kind, leaves, payload }: Intent, link: Link, bases: Bases): Partial<Link> {
  if (leaves === null) return bases;
  const side = kind === 'createInCrm' ? 'baseCrm' : 'baseExchange';
  const { base, suppressed } = restoredEnd(run.specs, { base: link[side], sent: payload, now: bases[side] }, leaves);
  return { ...bases, [side]: base, suppressed };
}

async function readFound(run: Run, found: readonly Located[]): Promise<ReadonlyMap<string, ExchangeItem>> {
  const ids = found.filter(({ place }) => place === 'synchronised').map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const reads = await run.ports.exchange.read(run.itemType, ids);
  return new Map(reads.flatMap((read) => (read.kind === 'found' ? [[read.item.id, read.item] as const] : [])));
}

async function createsInCrm(run: Run, recovery: Recovery, intents: readonly Intent[]): Promise<readonly Intent[]> {
  if (intents.length === 0) return [];
  const keys = intents.map((intent) => intent.stamp);
  const records = await run.ports.crm.findByExternalKeys(run.itemType, keys);
  const byKey = new Map(records.map((record) => [record.externalKey, record]));
  const links = await linksOf(run, intents);
  const holders = await holdersOf(
    run,
    records.map(({ id }) => id),
  );
  // A create that was sent again has two: the record is more likely that of the first, and the last word counts.
  const newestFirst = intents.toSorted((left, right) => (left.issuedAt < right.issuedAt ? 1 : -1));
  // Whose create made the record has it, before whoever joined it.
  const hasJoined = ({ stamp }: Intent): boolean => byKey.get(stamp)?.isJoined === true;
  const makersFirst = [...newestFirst.filter((one) => !hasJoined(one)), ...newestFirst.filter(hasJoined)];
  return makersFirst.filter((intent) => {
    const record = byKey.get(intent.stamp);
    const existing = links.find(({ id }) => id === intent.linkId);
    if (record === undefined && intent.leaves === null && existing === undefined)
      return !isUnseen(run, recovery, intent);
    if (record === undefined) return !isOver(run, recovery, intent);
    const link = linkFor(run, intent, links);
    const holder = holders.get(record.id);
    const wasOwn = holder !== undefined && holder.id !== link.id;
    if (wasOwn) {
      if (!makesRoom(holder, hasJoined(intent) && isPaired(intent))) {
        leaveToHolder(run, recovery, intent, hasJoined(intent));
        return false;
      }
      recovery.draft.putLink(overFor(holder));
    }
    holders.set(record.id, link);
    const sent = {
      baseCrm: baseOf(run.specs, isPaired(intent) ? withCutTexts(run, intent.payload, record.fields) : record.fields),
      baseExchange: exchangeBase(run, intent.sourceFields),
    };
    // What an undo makes anew has another key than the stamp that its item carries.
    const itsOwn = intent.leaves === null || existing === undefined ? {} : stampOnItem(existing);
    recovery.draft.putLink({
      ...link,
      ...itsOwn,
      reviewReason: intent.leaves === null ? MARKS_DUE : null,
      crmId: record.id,
      searchKey: intent.searchKey ?? link.searchKey,
      ...restoredBases(run, intent, link, recordBases(run, { intent, existing, record, sent, wasOwn })),
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
  /** Whether another item of this mailbox had the record, and made room. */
  readonly wasOwn: boolean;
}

function recordBases(run: Run, { intent, existing, record, sent, wasOwn }: FoundRecord): Bases {
  if (record.isJoined === true) return basesOfJoined(run, sent, record, wasOwn);
  // Made anew: it may be the record of another mailbox, that holds the same one and was quicker.
  return intent.leaves === null && existing !== undefined ? withAgreed(run, sent, existing, record) : sent;
}

function stampOnItem({ stamp, stamped, formerStamps }: Link): Pick<Link, 'stamp' | 'stamped' | 'formerStamps'> {
  return { stamp, stamped, formerStamps };
}

/**
 * A target that is gone was deleted by us: the link is closed. Otherwise the engine would take its own deletion for
 * a person's, and mirror it back on top of a restore. One that lies in another folder was moved there before the deletion
 * arrived: it stays, as the survivor of a detached pair (O1). Back in its own folder it was restored: a new item. Of a target
 * that still stands nothing was deleted, and nothing is told of it.
 */
async function deletions(run: Run, recovery: Recovery, intents: readonly Intent[]): Promise<readonly Intent[]> {
  if (intents.length === 0) return [];
  const links = await linksOf(run, intents);
  const { gone, moved, standing } = await findGoneTargets(run, intents, links);
  return intents.filter((intent) => {
    if (!gone.has(intent.id)) {
      if (!isOver(run, recovery, intent)) return true;
      if (standing.has(intent.id)) recovery.draft.withdrawIntent(intent.id);
      return false;
    }
    const link = links.find((candidate) => candidate.id === intent.linkId);
    if (link !== undefined)
      recovery.draft.putLink(moved.has(intent.id) ? { ...link, state: 'DET_E' } : afterDeletion(link, intent));
    // Nobody names the rest of a pair again that an undo took apart, or a record that has no occurrence any more.
    const isRecordLeft = intent.leaves !== null || intent.kind === 'deleteInExchange';
    complete(recovery, intent, isRecordLeft ? [{ side: 'crm', itemId: intent.crmId }] : []);
    return false;
  });
}

/** What an undo took away leaves the other side in a detached pair. */
function afterDeletion(link: Link, { kind, leaves }: Intent): Link {
  const ends = leaves !== null && kind === 'deleteInExchange' ? { exchangeId: null, changeKey: null } : {};
  return { ...link, ...ends, state: leaves ?? 'CLOSED', pending: false };
}

/** An update is conditional: what did not arrive is looked at again, when it can no longer land. */
async function updates(run: Run, recovery: Recovery, intents: readonly Intent[]): Promise<readonly Intent[]> {
  if (intents.length === 0) return [];
  const recovered = await recoverMerges(run, intents, await linksOf(run, intents));
  return recovered.flatMap(({ intent, link, isComplete, isOwed }) => {
    if (isOwed === true || (!isComplete && remainingMs(run, intent) > 0)) return [intent];
    if (link !== null) recovery.draft.putLink(link);
    if (link?.crmId != null) recovery.draft.removeUnlinked('crm', link.crmId);
    if (link?.exchangeId != null) recovery.draft.removeUnlinked('exchange', link.exchangeId);
    complete(recovery, intent, [
      { side: 'crm', itemId: intent.crmId },
      { side: 'exchange', itemId: intent.exchangeId },
    ]);
    return [];
  });
}

/** Of an undo: what arrived is in the base before anybody takes it for an edit. */
async function reverts(run: Run, recovery: Recovery, intents: readonly Intent[]): Promise<readonly Intent[]> {
  if (intents.length === 0) return [];
  const recovered = await recoverReverts(run, intents, await linksOf(run, intents));
  return recovered.flatMap(({ intent, link, isComplete, isOwed }) => {
    if (isOwed === true) return [intent];
    if (link !== null) recovery.draft.putLink(link);
    if (!isComplete) return isOver(run, recovery, intent) ? [] : [intent];
    complete(recovery, intent, [
      { side: 'crm', itemId: intent.crmId },
      { side: 'exchange', itemId: intent.exchangeId },
    ]);
    return [];
  });
}

/** The write can no longer land: the intent is dropped and both ends are looked at again. */
function isOver(run: Run, recovery: Recovery, intent: Intent): boolean {
  if (remainingMs(run, intent) > 0) return false;
  complete(recovery, intent, [
    { side: 'crm', itemId: intent.crmId },
    { side: 'exchange', itemId: intent.exchangeId },
  ]);
  return true;
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

function complete(
  recovery: Recovery,
  intent: Intent,
  ends: readonly { readonly side: NewHint['side']; readonly itemId: string | null }[],
): void {
  recovery.draft.removeIntent(intent.id);
  for (const { side, itemId } of ends) if (itemId !== null) recovery.hints.push({ side, itemId });
}

function remainingMs(run: Run, intent: Intent): number {
  return Math.max(0, (run.input.waitOutSeconds - intent.ageSeconds) * 1000);
}

/** The link that the create was for: an existing one whose item was made anew, or a new one. */
function linkFor(run: Run, intent: Intent, links: readonly Link[]): Link {
  const existing = links.find((candidate) => candidate.id === intent.linkId);
  const stamp = { stamp: intent.stamp, generation: existing === undefined ? 0 : existing.generation + 1 };
  return {
    ...restamped(existing ?? blankLink(run, intent.linkId ?? run.ports.newId(), stamp), stamp),
    state: intent.leaves ?? 'LINKED',
    crmId: intent.crmId ?? existing?.crmId ?? null,
    exchangeId: intent.exchangeId ?? existing?.exchangeId ?? null,
    crmVersion: null,
    changeKey: null,
    stamped: false,
    notCompared: false,
    pending: false,
    reviewReason: null,
  };
}

async function linksOf(run: Run, intents: readonly Intent[]): Promise<readonly Link[]> {
  const { store } = run.ports;
  return store.findLinksByIds(
    run.scope.id,
    intents.flatMap((intent) => intent.linkId ?? []),
  );
}

function preferred(found: readonly Located[]): Located | undefined {
  return (
    found.find((item) => item.place === 'synchronised') ??
    found.find((item) => item.place === 'other') ??
    found.find((item) => item.place === 'deletedItems')
  );
}

function ofKind(intents: readonly Intent[], ...kinds: readonly Intent['kind'][]): readonly Intent[] {
  return intents.filter((intent) => kinds.includes(intent.kind));
}
