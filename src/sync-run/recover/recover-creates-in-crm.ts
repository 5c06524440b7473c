import type { CrmRecord } from '../../crm/port.ts';
import type { Intent } from '../../store/port.ts';
import { keepApart, makesRoom } from '../identify/record-holders.ts';
import type { Run } from '../run.ts';
import { isPaired, linkBefore } from './created-link.ts';
import type { FoundCreate, FoundCreates } from './found-creates.ts';
import { foundCreate } from './found-creates.ts';
import type { Recovery } from './recovery.ts';
import { complete, isOver, remainingMs } from './recovery.ts';
import { settleFoundCreate } from './settle-found-create.ts';

/**
 * Whose the records are that creates led to, and which creates can no longer land.
 * @param updates those that may still land
 * @returns the intents that are still open
 */
export function recoverCreatesInCrm(
  run: Run,
  recovery: Recovery,
  found: FoundCreates | null,
  updates: readonly Intent[],
): readonly Intent[] {
  if (found === null) return [];
  return makersFirst(found).filter((intent) => {
    const record = found.records.get(intent.stamp);
    if (record === undefined) return !isOverWithoutRecord(run, recovery, found, intent);
    if (mayBeUpdated(updates, intent, record)) return true;
    conclude(run, recovery, found, foundCreate(run, found, intent, record));
    return false;
  });
}

/** Whose create made the record has it, before whoever joined it. */
function makersFirst({ intents, records }: FoundCreates): readonly Intent[] {
  const hasJoined = ({ stamp }: Intent): boolean => records.get(stamp)?.isJoined === true;
  // A create that was sent again has two: the record is more likely that of the first, and the last word counts.
  const newestFirst = intents.toSorted((left, right) => (left.issuedAt < right.issuedAt ? 1 : -1));
  return [...newestFirst.filter((intent) => !hasJoined(intent)), ...newestFirst.filter(hasJoined)];
}

/** Nothing is in sight of the create: whether it can no longer land. */
function isOverWithoutRecord(run: Run, recovery: Recovery, { links }: FoundCreates, intent: Intent): boolean {
  const isNew = intent.leaves === null && linkBefore(intent, links) === undefined;
  return isNew ? isUnseen(run, recovery, intent) : isOver(run, recovery, intent);
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

/** Whether an update of one of the two may still land. */
function mayBeUpdated(updates: readonly Intent[], intent: Intent, record: CrmRecord): boolean {
  return updates.some(({ crmId, exchangeId }) => crmId === record.id || exchangeId === intent.exchangeId);
}

/** The record is there: whose it is. */
function conclude(run: Run, recovery: Recovery, found: FoundCreates, create: FoundCreate): void {
  if (isLinkedMeanwhile(found, create)) return lookAgain(recovery, create);
  if (isLeftToHolder(found, create)) return leaveToHolder(run, recovery, create);
  settleFoundCreate(run, recovery, found, create);
  lookAgain(recovery, create);
}

/** The item was linked by its looks, while nobody saw the record of its create: that is as new as any other. */
function isLinkedMeanwhile({ itemHolders }: FoundCreates, { intent, link }: FoundCreate): boolean {
  return (itemHolders.get(intent.exchangeId ?? '') ?? link).id !== link.id;
}

/** Whether the record is another pair's, and stays so. */
function isLeftToHolder({ isBeside }: FoundCreates, { intent, record, holder }: FoundCreate): boolean {
  if (holder === undefined) return false;
  return !makesRoom(holder, record.isJoined === true && isPaired(intent) && !isBeside(intent, holder));
}

function lookAgain(recovery: Recovery, { intent, record }: FoundCreate): void {
  complete(recovery, intent, [
    { side: 'crm', itemId: record.id },
    { side: 'exchange', itemId: intent.exchangeId },
  ]);
}

/** The record that a create led to is another pair's: its item is as new as if nothing had been sent for it. */
function leaveToHolder(run: Run, { draft, hints }: Recovery, { intent, record }: FoundCreate): void {
  draft.withdrawIntent(intent.id);
  if (intent.exchangeId === null) return;
  keepApart(run, { stamp: intent.stamp, itemId: intent.exchangeId, isJoined: record.isJoined === true });
  hints.push({ side: 'exchange', itemId: intent.exchangeId });
}
