import type { Database, Queryable } from '../database/port.ts';
import type { Link } from '../sync/index.ts';
import { adoptMemory } from './adopt-memory.ts';
import { countInstallationDeletions, countInstallationLinks, recentWrites } from './brake-facts.ts';
import { noteConflicts, withdrawConflicts } from './conflicts.ts';
import { getCursor, putCursor } from './cursors.ts';
import { dropReservation, reserveDeletions } from './deletion-reservations.ts';
import { addHints, countHints, hintEverything, hintUndecided, listHints, removeHints } from './hints.ts';
import { issuesOf, listIntents, markIntentsUnknown, putIntents, removeIntents, withdrawIntents } from './intents.ts';
import { addToJournal, countDeletions, listJournal, withdrawFromJournal } from './journal.ts';
import { findKnownItems } from './known-items.ts';
import { acquireLease, fenced, releaseLease, renewLease } from './leases.ts';
import {
  countLinks,
  countOtherScopesLinkedTo,
  findLinks,
  hasLinks,
  pageLinks,
  putLinks,
  stampsElsewhere,
} from './links.ts';
import { countOldDeletions, leaveOldDeletions, pageOldDeletions } from './old-deletions.ts';
import type { Lease, NewHint, Settlement, SyncStore } from './port.ts';
import { endQuarantineOfChanged, listQuarantine, putQuarantine, removeQuarantine } from './quarantine.ts';
import { describeRunHistory, markUndone, noteKept, pageRunHistory } from './run-undo.ts';
import { distrustCrmMarks, ensureScope, getScope, listScopes, updateScope } from './scopes.ts';
import {
  countUnlinked,
  findUnlinkedByKeys,
  isAnyKeyLost,
  pageUnlinked,
  putUnlinked,
  removeUnlinked,
} from './unlinked.ts';

/** Has a batch of intents stored, together with a step of its own that is called in the same transaction. */
type Announce = (store: (step: (tx: Queryable) => Promise<void>) => Promise<void>) => Promise<void>;

const unannounced: Announce = (store) => store(async () => undefined);

/**
 * The synchronisation's memory in a migrated database.
 * @param announce what has to be done with every batch of intents; it returns when the batch may be sent
 */
export function createSyncStore(db: Database, announce: Announce = unannounced): SyncStore {
  return {
    ensureScope: (owner, itemType) => ensureScope(db, owner, itemType),
    getScope: (scopeId) => getScope(db, scopeId),
    listScopes: (accountIds) => listScopes(db, accountIds),
    updateScope: (lease, change) => fenced(db, lease, (tx) => updateScope(tx, lease, change)),
    distrustCrmMarks: (lease, crm) => fenced(db, lease, (tx) => distrustCrmMarks(tx, lease, crm)),
    adoptMemory: (lease, mailbox) => fenced(db, lease, (tx) => adoptMemory(tx, lease.scopeId, mailbox)),

    acquireLease: (scopeId, owner, seconds) => acquireLease(db, scopeId, owner, seconds),
    renewLease: (lease, seconds) => renewLease(db, lease, seconds),
    releaseLease: (lease) => releaseLease(db, lease),

    getCursor: (scopeId, side) => getCursor(db, scopeId, side),
    recordPage: (lease, side, ids, cursor) =>
      fenced(db, lease, async (tx) => {
        await addHints(
          tx,
          lease.scopeId,
          ids.map((itemId) => ({ side, itemId })),
        );
        await endQuarantineOfChanged(tx, lease.scopeId, side, ids);
        await putCursor(tx, lease.scopeId, side, cursor);
      }),
    addHints: (lease, hints) => fenced(db, lease, (tx) => addHints(tx, lease.scopeId, hints)),
    hintEverything: (lease) => fenced(db, lease, (tx) => hintEverything(tx, lease.scopeId)),
    hintUndecided: (lease) => fenced(db, lease, (tx) => hintUndecided(tx, lease.scopeId)),
    listHints: (scopeId, after, limit) => listHints(db, scopeId, after, limit),
    countHints: (scopeId) => countHints(db, scopeId),

    findLinksByCrmIds: (scopeId, ids) => findLinks(db, scopeId, 'crmId', ids),
    findClosedLinksByCrmIds: (scopeId, ids) => findLinks(db, scopeId, 'closedCrmId', ids),
    findClosedLinksByExchangeIds: (scopeId, ids) => findLinks(db, scopeId, 'closedExchangeId', ids),
    findLinksByExchangeIds: (scopeId, ids) => findLinks(db, scopeId, 'exchangeId', ids),
    findLinksByStamps: (scopeId, stamps) => findLinks(db, scopeId, 'stamp', stamps),
    findLinksBySearchKeys: (scopeId, searchKeys) => findLinks(db, scopeId, 'searchKey', searchKeys),
    findLinksByIds: (scopeId, ids) => findLinks(db, scopeId, 'id', ids),
    pageLinks: (scopeId, afterId, limit) => pageLinks(db, scopeId, afterId, limit),
    hasLinks: (scopeId) => hasLinks(db, scopeId),
    countLinks: (scopeId) => countLinks(db, scopeId),
    pageOldDeletions: (scopeId, states, afterId, limit) => pageOldDeletions(db, scopeId, states, afterId, limit),
    countOldDeletions: (scopeId) => countOldDeletions(db, scopeId),
    leaveOldDeletions: (lease, states) => fenced(db, lease, (tx) => leaveOldDeletions(tx, lease.scopeId, states)),
    countOtherScopesLinkedTo: (scopeId, crmIds) => countOtherScopesLinkedTo(db, scopeId, crmIds),
    stampsElsewhere: (scopeId, crmIds) => stampsElsewhere(db, scopeId, crmIds),

    putUnlinked: (lease, items) =>
      fenced(db, lease, async (tx) => {
        const isKeyLost = await isAnyKeyLost(tx, lease.scopeId, items);
        await putUnlinked(tx, lease.scopeId, items);
        return isKeyLost ? hintUndecided(tx, lease.scopeId) : 0;
      }),
    findUnlinkedByKeys: (scopeId, side, kind, keys) => findUnlinkedByKeys(db, scopeId, side, kind, keys),
    pageUnlinked: (scopeId, after, limit) => pageUnlinked(db, scopeId, after, limit),
    countUnlinked: (scopeId) => countUnlinked(db, scopeId),
    findKnownItems: (scopeId, side, ids) => findKnownItems(db, scopeId, side, ids),

    openIntents: (lease, intents, journal) =>
      announce((step) =>
        fenced(db, lease, async (tx) => {
          await putIntents(tx, lease, intents);
          await addToJournal(tx, lease.scopeId, journal);
          await noteConflicts(tx, lease.scopeId, journal);
          await step(tx);
        }),
      ),
    listIntents: (scopeId) => listIntents(db, scopeId),
    issuesOf: (scopeId, stamps, days) => issuesOf(db, scopeId, stamps, days),
    settle: (lease, settlement) => fenced(db, lease, (tx) => settle(tx, lease, settlement)),

    listJournal: (scopeId, filter) => listJournal(db, scopeId, filter),
    pageRunHistory: (scopeId, runId, afterLinkId, limit) => pageRunHistory(db, scopeId, runId, afterLinkId, limit),
    describeRunHistory: (scopeId, runId) => describeRunHistory(db, scopeId, runId),
    countDeletions: (scopeId, hours) => countDeletions(db, scopeId, hours),
    countInstallationDeletions: (minutes) => countInstallationDeletions(db, minutes),
    reserveDeletions: (lease, reservation) => reserveDeletions(db, lease, reservation),
    dropReservation: (lease) => fenced(db, lease, (tx) => dropReservation(tx, lease)),
    countInstallationLinks: () => countInstallationLinks(db),
    recentWrites: (scopeId, linkIds, minutes) => recentWrites(db, scopeId, linkIds, minutes),
    listQuarantine: (scopeId) => listQuarantine(db, scopeId),
  };
}

async function settle(tx: Queryable, lease: Lease, settlement: Settlement): Promise<void> {
  const { scopeId } = lease;
  await putLinks(tx, lease, settlement.links);
  await withdrawConflicts(tx, scopeId, await withdrawFromJournal(tx, scopeId, settlement));
  await removeIntents(tx, scopeId, settlement.removeIntents);
  await withdrawIntents(tx, scopeId, settlement.withdrawIntents ?? []);
  await markIntentsUnknown(tx, scopeId, settlement.markIntentsUnknown);
  await removeHints(tx, scopeId, settlement.removeHints);
  await addHints(tx, scopeId, settlement.addHints ?? []);
  await removeUnlinked(tx, scopeId, [...settlement.removeUnlinked, ...settlement.links.flatMap(liveEnds)]);
  await putUnlinked(tx, scopeId, settlement.putUnlinked);
  await addToJournal(tx, scopeId, settlement.journal);
  await noteConflicts(tx, scopeId, settlement.journal);
  await noteKept(tx, scopeId, settlement.kept ?? []);
  await markUndone(tx, scopeId, settlement.undone ?? []);
  await removeQuarantine(tx, scopeId, settlement.removeQuarantine);
  await putQuarantine(tx, scopeId, settlement.putQuarantine);
}

/** Whoever has a link is nobody's counterpart any more, whoever gave it to him. */
function liveEnds({ state, crmId, exchangeId }: Link): readonly NewHint[] {
  if (state === 'CLOSED') return [];
  return [
    ...(crmId === null ? [] : [{ side: 'crm', itemId: crmId } as const]),
    ...(exchangeId === null ? [] : [{ side: 'exchange', itemId: exchangeId } as const]),
  ];
}
