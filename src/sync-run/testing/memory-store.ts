import { ConnectorError } from '../../model/index.ts';
import type {
  Hint,
  Intent,
  Lease,
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

/** The store's contract in memory, for one scope at a time and a clock that the test holds. */
export interface MemoryStore extends SyncStore {
  readonly scopes: Map<string, Scope>;
  readonly links: Map<string, Link>;
  readonly intents: Map<string, Intent>;
  readonly hints: Map<string, Hint>;
  readonly unlinked: Map<string, Unlinked>;
  readonly journal: StoredJournalEntry[];
  readonly quarantine: Map<string, QuarantineEntry>;
  /** Links of other scopes that name a CRM record. */
  readonly sharedElsewhere: Map<string, number>;
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
  let version = 0;

  const nowMs = (): number => Date.parse(now());
  const key = ({ side, itemId }: NewHint): string => `${side}:${itemId}`;
  const ordered = <T extends NewHint>(rows: Iterable<T>, after: NewHint | null): readonly T[] =>
    [...rows].filter((row) => after === null || key(row) > key(after)).sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const fenced = (lease: Lease): void => {
    if (leases.get(lease.scopeId)?.fence === lease.fence) return;
    throw new ConnectorError({ code: 'lease_lost', disposition: 'retry', message: 'lease lost' });
  };
  const hint = (ref: NewHint): void =>
    void hints.set(key(ref), { side: ref.side, itemId: ref.itemId, version: (version += 1) });
  const live = (): readonly Link[] => [...links.values()].filter((link) => link.state !== 'CLOSED');
  const putLink = (link: Link): void => {
    links.set(link.id, structuredClone(link));
    for (const name of ['crmId', 'exchangeId', 'stamp'] as const) {
      const twins = live().filter((other) => other[name] !== null && other[name] === link[name]);
      if (link.state !== 'CLOSED' && twins.length > 1)
        throw new ConnectorError({ code: 'link_not_unique', disposition: 'bug', message: `two links share ${name}` });
    }
  };
  const writeJournal = (entries: readonly Omit<StoredJournalEntry, 'id' | 'at'>[]): void => {
    for (const entry of entries) journal.push({ ...entry, id: String(journal.length + 1), at: now() });
  };

  return {
    scopes,
    links,
    intents,
    hints,
    unlinked,
    journal,
    quarantine,
    sharedElsewhere,

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
        windowFrom: null,
        managedCategories: [],
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
      return [...links.values()].filter((link) => stamps.includes(link.stamp));
    },
    async findLinksBySearchKeys(_scopeId, keys) {
      return live().filter((link) => link.searchKey !== null && keys.includes(link.searchKey));
    },
    async pageLinks(_scopeId, afterId, limit) {
      const rows = live().filter((link) => afterId === null || link.id > afterId);
      return [...rows].sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, limit);
    },
    async countLinks() {
      const counts = { LINKED: 0, DET_E: 0, DET_C: 0, CLOSED: 0 };
      for (const link of links.values()) counts[link.state] += 1;
      return counts;
    },
    async countOtherScopesLinkedTo(_scopeId, ids) {
      return new Map([...sharedElsewhere].filter(([id]) => ids.includes(id)));
    },

    async putUnlinked(lease, rows) {
      fenced(lease);
      for (const row of rows) unlinked.set(key(row), row);
    },
    async findUnlinkedByKeys(_scopeId, side, kind, keys) {
      return [...unlinked.values()].filter(
        (row) => row.side === side && (kind === 'strong' ? row.strongKeys : row.weakKeys).some((k) => keys.includes(k)),
      );
    },
    async pageUnlinked(_scopeId, after, limit) {
      return ordered(unlinked.values(), after).slice(0, limit);
    },
    async countUnlinked() {
      const counts = { ignored: 0, review: 0, wait: 0, pending: 0, not_synchronised: 0, failed: 0 };
      for (const row of unlinked.values()) counts[row.state] += 1;
      return counts;
    },

    async openIntents(lease, opened, entries) {
      fenced(lease);
      for (const intent of opened)
        intents.set(intent.id, { ...structuredClone(intent), outcome: 'issued', issuedAt: now(), ageSeconds: 0 });
      writeJournal(entries);
    },
    async listIntents() {
      return [...intents.values()].map((intent) => ({
        ...intent,
        ageSeconds: (nowMs() - Date.parse(intent.issuedAt)) / 1000,
      }));
    },
    async settle(lease, settlement) {
      fenced(lease);
      for (const link of settlement.links) putLink(link);
      for (const id of settlement.removeIntents) intents.delete(id);
      for (const id of settlement.markIntentsUnknown) {
        const intent = intents.get(id);
        if (intent !== undefined) intents.set(id, { ...intent, outcome: 'unknown' });
      }
      for (const row of settlement.removeHints)
        if (hints.get(key(row))?.version === row.version) hints.delete(key(row));
      for (const row of settlement.removeUnlinked) unlinked.delete(key(row));
      for (const row of settlement.putUnlinked) unlinked.set(key(row), row);
      writeJournal(settlement.journal);
      for (const row of settlement.removeQuarantine) quarantine.delete(key(row));
      for (const row of settlement.putQuarantine) quarantine.set(key(row), row);
    },

    async listJournal(_scopeId, filter) {
      return journal
        .filter((entry) => filter.linkId === undefined || entry.linkId === filter.linkId)
        .filter((entry) => filter.op === undefined || entry.op === filter.op)
        .toReversed()
        .slice(0, filter.limit);
    },
    async countDeletions(_scopeId, hours) {
      return journal.filter((entry) => entry.op === 'delete' && Date.parse(entry.at) > nowMs() - hours * 3_600_000)
        .length;
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
