import type { NewHint, Scope, SyncStore, Unlinked } from '../../store/port.ts';
import type { Link } from '../../sync/index.ts';
import { foldText, searchTextOf } from './label.ts';

export interface Found {
  readonly link: Link | null;
  readonly unlinked: Unlinked | null;
}

/** Matches that one question lists. */
export const MATCH_LIMIT = 20;
export const JOURNAL_ENTRIES = 10;
/** Rows of a scope that a search by words looks through; ids are found whatever the number. */
const SCANNED_ROWS = 50_000;
const PAGE = 500;

/**
 * What the synchronisation remembers of an item: by an id of either side, by the CRM records that the CRM's own
 * search found, and by words of the last settled values. Asks no server.
 */
export async function findInMemory(
  store: SyncStore,
  scope: Scope,
  query: string,
  crmIds: readonly string[],
): Promise<{ readonly matches: readonly Found[]; readonly more: boolean }> {
  const byId = [
    ...(await store.findLinksByCrmIds(scope.id, [...new Set([query, ...crmIds])])),
    ...(await store.findLinksByExchangeIds(scope.id, [query])),
  ];
  const links = new Map(byId.map((link) => [link.id, link]));
  const words = foldText(query)
    .split(/\s+/)
    .filter((word) => word !== '');
  // One letter would match everything and mean nothing.
  const searchable = byId.length === 0 && words.some((word) => word.length >= 2);
  if (searchable) for (const link of await scanLinks(store, scope.id, words)) links.set(link.id, link);

  const wanted = new Set([query, ...crmIds]);
  const unlinked = await scanUnlinked(store, scope.id, (item) => {
    if (wanted.has(item.itemId)) return true;
    const keys = foldText([...item.strongKeys, ...item.weakKeys].join(' '));
    return searchable && words.every((word) => keys.includes(word));
  });
  const matches: Found[] = [
    ...[...links.values()].map((link) => ({ link, unlinked: null })),
    ...unlinked.map((item) => ({ link: null, unlinked: item })),
  ];
  return { matches: matches.slice(0, MATCH_LIMIT), more: matches.length > MATCH_LIMIT };
}

async function scanLinks(store: SyncStore, scopeId: string, words: readonly string[]): Promise<Link[]> {
  const found: Link[] = [];
  let after: string | null = null;
  for (let seen = 0; seen < SCANNED_ROWS && found.length <= MATCH_LIMIT; seen += PAGE) {
    const page: readonly Link[] = await store.pageLinks(scopeId, after, PAGE);
    for (const link of page) {
      const text = `${searchTextOf(link.baseCrm)} ${searchTextOf(link.baseExchange)}`;
      if (words.every((word) => text.includes(word))) found.push(link);
    }
    after = page.at(-1)?.id ?? null;
    if (page.length < PAGE) break;
  }
  return found;
}

async function scanUnlinked(
  store: SyncStore,
  scopeId: string,
  matches: (item: Unlinked) => boolean,
): Promise<Unlinked[]> {
  const found: Unlinked[] = [];
  let after: NewHint | null = null;
  for (let seen = 0; seen < SCANNED_ROWS && found.length <= MATCH_LIMIT; seen += PAGE) {
    const page: readonly Unlinked[] = await store.pageUnlinked(scopeId, after, PAGE);
    found.push(...page.filter(matches));
    const last = page.at(-1);
    after = last === undefined ? null : { side: last.side, itemId: last.itemId };
    if (page.length < PAGE) break;
  }
  return found;
}
