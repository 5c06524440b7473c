import type { Side } from '../../model/index.ts';
import { ConnectorError } from '../../model/index.ts';
import type {
  Hint,
  Intent,
  JournalEntry,
  Lease,
  LinkWrites,
  NewHint,
  QuarantineEntry,
  RunRecord,
  RunStore,
  Scope,
  StoredJournalEntry,
  SyncStore,
  Unlinked,
} from '../../store/port.ts';
import type { Link } from '../../sync/index.ts';
import { contentHash, OLD_DELETION } from '../../sync/index.ts';
import { itemKey } from '../item-key.ts';

interface Issue {
  readonly stamp: string;
  readonly hash: string;
  readonly at: string;
}

/** The store's contract in memory, for one scope at a time and a clock that the test holds. */
export interface MemoryStore extends SyncStore {
  readonly scopes: Map<string, Scope>;
  readonly links: Map<string, Link>;
  readonly intents: Map<string, Intent>;
  readonly hints: Map<string, Hint>;
  readonly unlinked: Map<string, Unlinked>;
  readonly journal: StoredJournalEntry[];
  readonly quarantine: Map<string, QuarantineEntry>;
  /** Every create in Exchange that was sent, by its intent. */
  readonly issues: Map<string, Issue>;
  /** Links of other scopes that name a CRM record. */
  readonly sharedElsewhere: Map<string, number>;
  /** Stamps that links of other scopes to a CRM record have and had. */
  readonly stampedElsewhere: Map<string, readonly string[]>;
  /** Deletions that a run under way is still about to carry out. Takes away a lease that has run out, as the database does. */
  readonly reservedDeletions: () => number;
}

export function createMemoryStore(now: () => string): MemoryStore {
  const scopes = new Map<string, Scope>();
  const leases = new Map<string, { owner: string | null; until: number; fence: number }>();
  const cursors = new Map<string, string | null>();
  const links = new Map<string, Link>();
  const hints = new Map<string, Hint>();
  const unlinked = new Map<string, Unlinked>();
  const intents = new Map<string, Intent>();
  const journal: StoredJournalEntry[] = [];
  const quarantine = new Map<string, QuarantineEntry>();
  const sharedElsewhere = new Map<string, number>();
  const stampedElsewhere = new Map<string, readonly string[]>();
  let reservation: { readonly lease: Lease; readonly runId: string; readonly deletions: number } | null = null;
  let version = 0;
  let lastEntry = 0;

  const issues = new Map<string, Issue>();
  const deletionsSince = (since: number): number =>
    journal.filter(({ op, approved, at }) => op === 'delete' && approved !== true && Date.parse(at) > since).length;
  const deletionsOf = (runId: string): number =>
    journal.filter(({ op, approved, ...entry }) => op === 'delete' && approved !== true && entry.runId === runId)
      .length;
  const nowMs = (): number => Date.parse(now());
  const key = ({ side, itemId }: NewHint): string => itemKey(side, itemId);
  const ordered = <T extends NewHint>(rows: Iterable<T>, after: NewHint | null): readonly T[] =>
    [...rows].filter((row) => after === null || key(row) > key(after)).sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const fenced = (lease: Lease): void => {
    if (leases.get(lease.scopeId)?.fence === lease.fence) return;
    throw new ConnectorError({ code: 'lease_lost', disposition: 'retry', message: 'lease lost' });
  };
  const hint = (ref: NewHint): void =>
    void hints.set(key(ref), { side: ref.side, itemId: ref.itemId, version: (version += 1) });
  const changes = new Map<string, number>();
  const closed = (): readonly Link[] =>
    [...links.values()]
      .filter((link) => link.state === 'CLOSED')
      .sort((a, b) => (changes.get(a.id) ?? 0) - (changes.get(b.id) ?? 0));
  const oldDeletions = (states: readonly Link['state'][]): Link[] =>
    live().filter(({ state, reviewReason }) => states.includes(state) && reviewReason === OLD_DELETION);
  const live = (): readonly Link[] => [...links.values()].filter((link) => link.state !== 'CLOSED');
  /** All or none, as in one transaction. */
  const putLinks = (put: readonly Link[]): void => {
    const next = new Map([...links, ...put.map((link) => [link.id, link] as const)]);
    const isLive = ({ state }: Link): boolean => state !== 'CLOSED';
    const after = [...next.values()].filter(isLive);
    for (const link of put.filter(isLive))
      for (const name of ['crmId', 'exchangeId', 'stamp'] as const)
        if (after.filter((other) => other[name] !== null && other[name] === link[name]).length > 1)
          throw new ConnectorError({ code: 'link_not_unique', disposition: 'bug', message: `two links share ${name}` });
    for (const link of put) {
      links.set(link.id, structuredClone(link));
      changes.set(link.id, (version += 1));
    }
  };
  const hintUndecided = (): number => {
    const undecided = [...unlinked.values()].filter(
      ({ side, state, reason }) => state === 'review' || (reason.params?.['side'] ?? side) !== side,
    );
    undecided.forEach(hint);
    return undecided.length;
  };
  const writeJournal = (entries: readonly JournalEntry[]): void => {
    for (const entry of entries)
      journal.push({ ...entry, id: String((lastEntry += 1)), at: now(), kept: null, undoneBy: null });
  };
  const withdrawFromJournal = (isWithdrawn: (entry: JournalEntry) => boolean): void => {
    const left = journal.filter((entry) => !isWithdrawn(entry));
    journal.splice(0, journal.length, ...left);
  };

  return {
    scopes,
    links,
    intents,
    hints,
    unlinked,
    journal,
    quarantine,
    issues,
    sharedElsewhere,
    stampedElsewhere,
    reservedDeletions: () => {
      if (reservation === null) return 0;
      const { lease, runId, deletions } = reservation;
      const held = leases.get(lease.scopeId);
      if (held === undefined || held.fence !== lease.fence) return 0;
      if (held.until >= nowMs()) return Math.max(0, deletions - deletionsOf(runId));
      leases.set(lease.scopeId, { owner: null, until: 0, fence: held.fence + 1 });
      return 0;
    },

    async ensureScope({ accountId, crmUserId }, itemType) {
      const id = `${accountId}-${itemType}`;
      const scope = scopes.get(id) ?? {
        id,
        accountId,
        itemType,
        crmUserId,
        mailboxSmtp: null,
        mailboxFingerprint: null,
        epoch: 0,
        rulesHash: null,
        deletionRules: null,
        windowFrom: null,
        managedCategories: [],
        crmInstance: null,
        crmHighWater: null,
        status: 'ok',
        statusReason: null,
        lastRunAt: null,
        lastSuccessAt: null,
      };
      scopes.set(id, scope);
      return scope;
    },
    async getScope(scopeId) {
      return scopes.get(scopeId) ?? null;
    },
    async listScopes(accountIds) {
      return [...scopes.values()].filter(({ accountId }) => accountIds?.includes(accountId) ?? true);
    },
    async updateScope(lease, change) {
      fenced(lease);
      const scope = scopes.get(lease.scopeId);
      if (scope !== undefined) scopes.set(scope.id, { ...scope, ...change });
    },

    async distrustCrmMarks(lease, { instance, highWater }) {
      for (const scope of scopes.values())
        if (scope.id !== lease.scopeId && scope.crmInstance === instance && (scope.crmHighWater ?? 0) > highWater)
          scopes.set(scope.id, { ...scope, crmHighWater: Number.MAX_SAFE_INTEGER });
    },

    async adoptMemory() {
      return false;
    },

    async acquireLease(scopeId, owner, seconds) {
      const current = leases.get(scopeId) ?? { owner: null, until: 0, fence: 0 };
      if (current.owner !== null && current.owner !== owner && current.until > nowMs()) return null;
      const fence = current.fence + 1;
      leases.set(scopeId, { owner, until: nowMs() + seconds * 1000, fence });
      return { scopeId, owner, fence };
    },
    async renewLease(lease, seconds) {
      fenced(lease);
      leases.set(lease.scopeId, { owner: lease.owner, until: nowMs() + seconds * 1000, fence: lease.fence });
    },
    async releaseLease(lease) {
      if (leases.get(lease.scopeId)?.fence === lease.fence)
        leases.set(lease.scopeId, { owner: null, until: 0, fence: lease.fence + 1 });
    },

    async getCursor(scopeId, side) {
      return cursors.get(`${scopeId}:${side}`) ?? null;
    },
    async recordPage(lease, side, ids, cursor) {
      fenced(lease);
      for (const itemId of ids) {
        hint({ side, itemId });
        const parked = quarantine.get(key({ side, itemId }));
        if (parked !== undefined) quarantine.set(key(parked), { ...parked, nextAt: now() });
      }
      cursors.set(`${lease.scopeId}:${side}`, cursor);
    },
    async addHints(lease, refs) {
      fenced(lease);
      for (const ref of refs) hint(ref);
    },
    async hintEverything(lease) {
      fenced(lease);
      for (const link of live()) {
        if (link.crmId !== null) hint({ side: 'crm', itemId: link.crmId });
        if (link.exchangeId !== null) hint({ side: 'exchange', itemId: link.exchangeId });
      }
      for (const row of unlinked.values()) hint(row);
      return hints.size;
    },
    async hintUndecided(lease) {
      fenced(lease);
      return hintUndecided();
    },
    async listHints(_scopeId, after, limit) {
      const due = ordered(hints.values(), after).filter((row) => {
        const parked = quarantine.get(key(row));
        return parked === undefined || Date.parse(parked.nextAt) <= nowMs();
      });
      return due.slice(0, limit);
    },
    async countHints() {
      return hints.size;
    },

    async findLinksByCrmIds(_scopeId, ids) {
      return live().filter((link) => link.crmId !== null && ids.includes(link.crmId));
    },
    async findLinksByExchangeIds(_scopeId, ids) {
      return live().filter((link) => link.exchangeId !== null && ids.includes(link.exchangeId));
    },
    async findLinksByStamps(_scopeId, stamps) {
      return [...links.values()].filter((link) =>
        [link.stamp, ...link.formerStamps].some((one) => stamps.includes(one)),
      );
    },
    async findLinksBySearchKeys(_scopeId, keys) {
      return live().filter((link) => link.searchKey !== null && keys.includes(link.searchKey));
    },
    async findClosedLinksByCrmIds(_scopeId, ids) {
      return closed().filter((link) => link.crmId !== null && ids.includes(link.crmId));
    },
    async findClosedLinksByExchangeIds(_scopeId, ids) {
      return closed().filter((link) => link.exchangeId !== null && ids.includes(link.exchangeId));
    },
    async findLinksByIds(_scopeId, ids) {
      return [...links.values()].filter((link) => ids.includes(link.id));
    },
    async pageLinks(_scopeId, afterId, limit) {
      const rows = live().filter((link) => afterId === null || link.id > afterId);
      return [...rows].sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, limit);
    },
    async hasLinks() {
      return links.size > 0;
    },
    async countLinks() {
      const counts = { LINKED: 0, DET_E: 0, DET_C: 0, CLOSED: 0 };
      for (const link of links.values()) counts[link.state] += 1;
      return counts;
    },
    async pageOldDeletions(_scopeId, states, afterId, limit) {
      const rows = oldDeletions(states).filter((link) => afterId === null || link.id > afterId);
      return rows.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, limit);
    },
    async countOldDeletions() {
      const counts = { LINKED: 0, DET_E: 0, DET_C: 0, CLOSED: 0 };
      for (const { state } of oldDeletions(['DET_E', 'DET_C'])) counts[state] += 1;
      return counts;
    },
    async leaveOldDeletions(lease, states) {
      fenced(lease);
      const left = oldDeletions(states);
      for (const link of left) links.set(link.id, { ...link, reviewReason: null });
      return left.length;
    },
    async countOtherScopesLinkedTo(_scopeId, ids) {
      return new Map([...sharedElsewhere].filter(([id]) => ids.includes(id)));
    },
    async stampsElsewhere(_scopeId, ids) {
      return new Map([...stampedElsewhere].filter(([id]) => ids.includes(id)));
    },

    async putUnlinked(lease, rows) {
      fenced(lease);
      const isKeyLost = rows.some((row) => {
        const before = unlinked.get(key(row));
        const lost = (was: readonly string[], is: readonly string[]): boolean => was.some((k) => !is.includes(k));
        return before !== undefined && (lost(before.strongKeys, row.strongKeys) || lost(before.weakKeys, row.weakKeys));
      });
      for (const row of rows) unlinked.set(key(row), row);
      return isKeyLost ? hintUndecided() : 0;
    },
    async findUnlinkedByKeys(_scopeId, side, kind, keys) {
      return [...unlinked.values()].filter(
        (row) => row.side === side && (kind === 'strong' ? row.strongKeys : row.weakKeys).some((k) => keys.includes(k)),
      );
    },
    async pageUnlinked(_scopeId, after, limit) {
      return ordered(unlinked.values(), after).slice(0, limit);
    },
    async findKnownItems(_scopeId, side, ids) {
      const end = side === 'crm' ? 'crmId' : 'exchangeId';
      const linked = new Set(live().map((link) => link[end]));
      return ids.filter((itemId) => linked.has(itemId) || unlinked.has(key({ side, itemId })));
    },
    async countUnlinked() {
      const counts = { ignored: 0, review: 0, wait: 0, pending: 0, not_synchronised: 0, failed: 0 };
      for (const row of unlinked.values()) counts[row.state] += 1;
      return counts;
    },

    async openIntents(lease, opened, entries) {
      fenced(lease);
      for (const intent of opened)
        intents.set(intent.id, {
          leaves: null,
          ...structuredClone(intent),
          outcome: 'issued',
          issuedAt: now(),
          ageSeconds: 0,
        });
      for (const { id, kind, stamp, payload } of opened)
        if (kind === 'createInExchange') issues.set(id, { stamp, hash: contentHash(payload), at: now() });
      writeJournal(entries);
    },
    async issuesOf(_scopeId, stamps, days) {
      const since = nowMs() - days * 86_400_000;
      const found = new Map<string, string[]>();
      for (const { stamp, hash, at } of issues.values())
        if (stamps.includes(stamp) && Date.parse(at) > since) found.set(stamp, [...(found.get(stamp) ?? []), hash]);
      return found;
    },
    async listIntents() {
      return [...intents.values()].map((intent) => ({
        ...intent,
        ageSeconds: (nowMs() - Date.parse(intent.issuedAt)) / 1000,
      }));
    },
    async settle(lease, settlement) {
      fenced(lease);
      putLinks(settlement.links);
      for (const id of settlement.removeIntents) intents.delete(id);
      for (const id of settlement.withdrawIntents ?? []) {
        intents.delete(id);
        issues.delete(id);
        withdrawFromJournal(({ intentId }) => intentId === id);
      }
      for (const half of settlement.withdrawHalves ?? [])
        withdrawFromJournal(({ intentId, side }) => intentId === half.intentId && side === half.side);
      for (const id of settlement.markIntentsUnknown) {
        const intent = intents.get(id);
        if (intent !== undefined) intents.set(id, { ...intent, outcome: 'unknown' });
      }
      for (const row of settlement.removeHints)
        if (hints.get(key(row))?.version === row.version) hints.delete(key(row));
      settlement.addHints?.forEach(hint);
      for (const row of settlement.removeUnlinked) unlinked.delete(key(row));
      for (const { state, crmId, exchangeId } of settlement.links) {
        if (state === 'CLOSED') continue;
        if (crmId !== null) unlinked.delete(key({ side: 'crm', itemId: crmId }));
        if (exchangeId !== null) unlinked.delete(key({ side: 'exchange', itemId: exchangeId }));
      }
      for (const row of settlement.putUnlinked) unlinked.set(key(row), row);
      writeJournal(settlement.journal);
      for (const { runId, linkId, side, fields } of settlement.kept ?? []) {
        const index = journal.findLastIndex(
          (entry) =>
            entry.runId === runId &&
            entry.linkId === linkId &&
            entry.side === side &&
            (entry.op === 'create' || entry.op === 'update'),
        );
        const entry = journal[index];
        if (entry !== undefined) journal[index] = { ...entry, kept: fields };
      }
      for (const { runId, linkId, by } of settlement.undone ?? [])
        for (const [index, entry] of journal.entries())
          if (entry.linkId === linkId && (entry.runId === runId || entry.undoneBy === runId))
            journal[index] = { ...entry, undoneBy: entry.runId === runId ? by : null };
      for (const row of settlement.removeQuarantine) quarantine.delete(key(row));
      for (const row of settlement.putQuarantine) quarantine.set(key(row), row);
    },

    async listJournal(_scopeId, filter) {
      return journal
        .filter((entry) => filter.linkId === undefined || entry.linkId === filter.linkId)
        .filter((entry) => filter.op === undefined || entry.op === filter.op)
        .filter((entry) => filter.runId === undefined || entry.runId === filter.runId)
        .filter((entry) => filter.beforeId === undefined || Number(entry.id) < Number(filter.beforeId))
        .toReversed()
        .slice(0, filter.limit);
    },
    async pageRunHistory(_scopeId, runId, afterLinkId, limit) {
      const own = journal.filter((entry) => entry.runId === runId && entry.undoneBy === null && entry.linkId !== null);
      const linkIds = [...new Set(own.map((entry) => entry.linkId ?? ''))].sort();
      return linkIds
        .filter((linkId) => linkId > (afterLinkId ?? ''))
        .slice(0, limit)
        .map((linkId) => {
          const entries = own.filter((entry) => entry.linkId === linkId);
          const isLater = (side: Side): boolean => {
            const newest = entries.findLast((entry) => entry.side === side);
            return journal.some(
              (entry) =>
                entry.linkId === linkId &&
                entry.side === side &&
                entry.op === 'create' &&
                entry.undoneBy === null &&
                entry.runId !== runId &&
                newest !== undefined &&
                Number(entry.id) > Number(newest.id),
            );
          };
          return { linkId, entries, writtenSince: (['crm', 'exchange'] as const).filter(isLater) };
        });
    },
    async describeRunHistory(_scopeId, runId) {
      const own = journal.filter((entry) => entry.runId === runId);
      const linked = own.filter((entry) => entry.linkId !== null);
      const count = (op: JournalEntry['op']): number => own.filter((entry) => entry.op === op).length;
      return {
        creates: count('create'),
        updates: count('update'),
        deletes: count('delete'),
        entries: linked.length,
        undone: linked.filter((entry) => entry.undoneBy !== null).length,
      };
    },
    async countDeletions(_scopeId, hours) {
      return deletionsSince(nowMs() - hours * 3_600_000);
    },
    async countInstallationDeletions(minutes) {
      return deletionsSince(nowMs() - minutes * 60_000);
    },
    async reserveDeletions(lease, { runId, planned, minutes }) {
      fenced(lease);
      reservation = { lease, runId, deletions: planned + deletionsOf(runId) };
      return { deletions: deletionsSince(nowMs() - minutes * 60_000), reserved: 0 };
    },
    async dropReservation(lease) {
      fenced(lease);
      reservation = null;
    },
    async countInstallationLinks() {
      return [...links.values()].filter((link) => link.state === 'LINKED').length;
    },
    async recentWrites(_scopeId, linkIds, minutes) {
      const writes = new Map<string, LinkWrites>();
      for (const linkId of linkIds) {
        const recent = journal.filter(
          ({ op, at, ...entry }) =>
            op === 'update' && entry.linkId === linkId && Date.parse(at) > nowMs() - minutes * 60_000,
        );
        const valueOfEntry = ({ side, after }: StoredJournalEntry): string => `${side} ${contentHash(after ?? {})}`;
        const different = new Set(recent.map(valueOfEntry));
        const ofRuns = new Set(recent.map((entry) => `${entry.runId} ${valueOfEntry(entry)}`));
        const runs = new Set(recent.map(({ runId }) => runId));
        if (recent.length > 0) writes.set(linkId, { writes: runs.size, repeats: ofRuns.size - different.size });
      }
      return writes;
    },
    async listQuarantine() {
      return [...quarantine.values()];
    },
  };
}

export function createMemoryRuns(now: () => string): RunStore & { readonly records: RunRecord[] } {
  const records: RunRecord[] = [];
  return {
    records,
    async startRun(run) {
      const counts = {} as RunRecord['counts'];
      records.push({ ...run, startedAt: now(), finishedAt: null, outcome: 'running', counts, problem: null });
    },
    async finishRun(id, result) {
      const index = records.findIndex((record) => record.id === id);
      const record = records[index];
      if (record !== undefined) records[index] = { ...record, ...result, finishedAt: now() };
    },
    async closeInterruptedRuns() {
      return 0;
    },
  };
}
