import type { SyncStore } from '../../store/port.ts';
import type { MemoryStore } from './memory-store.ts';
import { createMemoryStore } from './memory-store.ts';

/** Several scopes in one memory: each has its own, and what is asked of one goes to it. */
export interface MemoryStores {
  readonly store: SyncStore;
  readonly of: (scopeId: string) => MemoryStore;
}

export function createMemoryStores(now: () => string): MemoryStores {
  const memories = new Map<string, MemoryStore>();
  const of = (scopeId: string): MemoryStore => {
    const memory = memories.get(scopeId);
    if (memory === undefined) throw new Error(`no scope ${scopeId}`);
    return memory;
  };
  const blank = createMemoryStore(now);
  const everywhere: Partial<SyncStore> = {
    async ensureScope(owner, itemType) {
      const id = `${owner.accountId}-${itemType}`;
      const memory = memories.get(id) ?? createMemoryStore(now);
      memories.set(id, memory);
      return memory.ensureScope(owner, itemType);
    },
    async listScopes(accountIds) {
      return (await Promise.all([...memories.values()].map((memory) => memory.listScopes(accountIds)))).flat();
    },
    async distrustCrmMarks(lease, crm) {
      for (const memory of memories.values()) await memory.distrustCrmMarks(lease, crm);
    },
    async countOtherScopesLinkedTo(scopeId, crmIds) {
      const counts = new Map<string, number>();
      for (const [id, { links, intents }] of memories) {
        if (id === scopeId) continue;
        const held = [
          ...[...links.values()].filter(({ state }) => state === 'LINKED'),
          ...[...intents.values()].filter(({ kind }) => kind === 'createInExchange' || kind === 'merge'),
        ];
        for (const crmId of new Set(held.map((one) => one.crmId)))
          if (crmId !== null && crmIds.includes(crmId)) counts.set(crmId, (counts.get(crmId) ?? 0) + 1);
      }
      return counts;
    },
    async stampsElsewhere(scopeId, crmIds) {
      const stamps = new Map<string, readonly string[]>();
      for (const [id, { links }] of memories)
        for (const { state, crmId, stamp, formerStamps } of links.values()) {
          if (id === scopeId || state !== 'LINKED' || crmId === null || formerStamps.length === 0) continue;
          if (crmIds.includes(crmId)) stamps.set(crmId, [...(stamps.get(crmId) ?? []), ...formerStamps, stamp]);
        }
      return stamps;
    },
    async countInstallationDeletions(minutes) {
      const counts = await Promise.all([...memories.values()].map((one) => one.countInstallationDeletions(minutes)));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    async reserveDeletions(lease, reservation) {
      await of(lease.scopeId).reserveDeletions(lease, reservation);
      const others = [...memories].filter(([id]) => id !== lease.scopeId);
      const reserved = others.reduce((sum, [, memory]) => sum + memory.reservedDeletions(), 0);
      return { deletions: await store.countInstallationDeletions(reservation.minutes), reserved };
    },
    async countInstallationLinks() {
      const counts = await Promise.all([...memories.values()].map((one) => one.countInstallationLinks()));
      return counts.reduce((sum, count) => sum + count, 0);
    },
  };
  const store = new Proxy(blank, {
    get(_target, property) {
      const own: unknown = Reflect.get(everywhere, property);
      if (own !== undefined) return own;
      // Whatever else there is names its scope first: by id, or in a lease.
      return async (first: string | { readonly scopeId: string }, ...rest: readonly unknown[]): Promise<unknown> => {
        const memory = of(typeof first === 'string' ? first : first.scopeId);
        const method = Reflect.get(memory, property) as (...args: readonly unknown[]) => Promise<unknown>;
        return method(first, ...rest);
      };
    },
  });
  return { store, of };
}
