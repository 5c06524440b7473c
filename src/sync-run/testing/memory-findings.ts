import type { Side } from '../../model/index.ts';
import type { Finding, FindingStore, VerificationHead } from '../../store/findings.ts';
import { itemKey } from '../item-key.ts';
import type { MemoryStore } from './memory-store.ts';

/** The contract of findings in memory. @param of the memory of a scope */
export function createMemoryFindings(of: (scopeId: string) => MemoryStore): FindingStore {
  const sighted = new Map<string, Record<Side, Set<string>>>();
  const findings = new Map<string, Finding[]>();
  const heads = new Map<string, VerificationHead>();
  const seenBy = (runId: string): Record<Side, Set<string>> => {
    const seen = sighted.get(runId) ?? { crm: new Set<string>(), exchange: new Set<string>() };
    sighted.set(runId, seen);
    return seen;
  };
  const pageOf = (ids: readonly string[], after: string | null, limit: number): readonly string[] =>
    ids
      .filter((id) => after === null || id > after)
      .sort()
      .slice(0, limit);
  const liveLinks = (scopeId: string) => [...of(scopeId).links.values()].filter(({ state }) => state !== 'CLOSED');
  const isHinted = (scopeId: string, side: Side, itemId: string): boolean =>
    of(scopeId).hints.has(itemKey(side, itemId));
  const isAbout = ({ crmId, exchangeId }: Finding, side: Side, ids: ReadonlySet<string>): boolean =>
    ids.has((side === 'crm' ? crmId : exchangeId) ?? '');
  const dropAbout = (runId: string, side: Side, ids: ReadonlySet<string>): void =>
    void findings.set(
      runId,
      (findings.get(runId) ?? []).filter((finding) => !isAbout(finding, side, ids)),
    );
  return {
    begin: async () => undefined,
    async sight(runId, side, ids) {
      for (const id of ids) seenBy(runId)[side].add(id);
    },
    async unsight(runId, side, ids) {
      for (const id of ids) seenBy(runId)[side].delete(id);
    },
    async countSighted(runId) {
      return { crm: seenBy(runId).crm.size, exchange: seenBy(runId).exchange.size };
    },
    async pageStrangers({ runId, scopeId }, side, after, limit) {
      const linked = new Set(liveLinks(scopeId).map((link) => (side === 'crm' ? link.crmId : link.exchangeId)));
      const free = [...seenBy(runId)[side]].filter((id) => !linked.has(id) && !isHinted(scopeId, side, id));
      return pageOf(free, after, limit).map((itemId) => ({
        itemId,
        knownAs: of(scopeId).unlinked.get(itemKey(side, itemId))?.reason.code ?? null,
      }));
    },
    async pageVanished({ runId, scopeId }, side, after, limit) {
      const known = [...of(scopeId).unlinked.values()].filter((row) => row.side === side).map(({ itemId }) => itemId);
      const gone = known.filter((id) => !seenBy(runId)[side].has(id) && !isHinted(scopeId, side, id));
      return pageOf(gone, after, limit);
    },
    async hintedAmong(scopeId, items) {
      return items.filter(({ side, itemId }) => isHinted(scopeId, side, itemId));
    },
    // The memory store refuses such links.
    listSharedEnds: async () => [],
    async add(runId, more) {
      findings.set(runId, [...(findings.get(runId) ?? []), ...more]);
    },
    async dropAbout(runId, side, ids) {
      dropAbout(runId, side, new Set(ids));
    },
    async dropAboutSighted(runId, side) {
      dropAbout(runId, side, seenBy(runId)[side]);
    },
    async finish({ runId, scopeId }, compared) {
      heads.set(runId, { runId, scopeId, compared, total: findings.get(runId)?.length ?? 0 });
      sighted.delete(runId);
    },
    head: async (runId) => heads.get(runId) ?? null,
    async page(runId, afterOrdinal, limit) {
      return (findings.get(runId) ?? [])
        .map((finding, index) => ({ ...finding, ordinal: index + 1 }))
        .filter(({ ordinal }) => ordinal > afterOrdinal)
        .slice(0, limit);
    },
  };
}
