import type { ExchangeItem } from '../../exchange/port.ts';
import type { Link } from '../../sync/index.ts';
import { matchKeys } from '../../sync/index.ts';
import type { ChunkReader } from '../load/chunk-reader.ts';
import { recallMoves } from '../pull/left-behind.ts';
import type { Run } from '../run.ts';
import type { Whereabouts } from './whereabouts.ts';

/** Links that are looked through at once. */
const PAGE = 500;

/**
 * Where the items of links are, as far as ids, stamps and search keys tell. The answers about other links that were asked
 * before may be among them.
 * @param items unlinked ones that carry the identity of these links
 */
export type PlacesByMarks = (
  links: readonly Link[],
  items: readonly ExchangeItem[],
) => Promise<ReadonlyMap<string, Whereabouts>>;

/** An unlinked item that may be anybody's. `item` is `null` while it cannot be read. */
interface Stranger {
  readonly id: string;
  readonly item: ExchangeItem | null;
  readonly keys: readonly string[];
}

/**
 * Items of a mailbox that is being recognised, for links of which nothing but the content came along: ids, stamps and
 * search keys do not survive every migration. An item belongs to a link only when in the whole scope each is more like the
 * other than anybody else is: a copy has the UID of what it was made from, and is told from it by the rest. Whoever has a
 * rival waits for a person. What its marks tell is nobody's rival.
 * @param unrecognised links of which no mark leads to an item
 * @returns by id of the link
 */
export async function findLookalikes(
  run: Run,
  reader: ChunkReader,
  unrecognised: readonly Link[],
  byMarks: PlacesByMarks,
): Promise<ReadonlyMap<string, ExchangeItem>> {
  const keysOf = new Map(unrecognised.map((link) => [link, keysOfLink(run, link)]));
  const strangers = await strangersUnder(run, reader, [...keysOf.values()].flat(), byMarks);
  const pairs = [...keysOf].flatMap(([link, keys]) => {
    const [best, second] = strangers
      .map((stranger) => ({ link, stranger, shared: countShared(stranger.keys, keys) }))
      .sort((a, b) => b.shared - a.shared);
    return best === undefined || best.shared === (second?.shared ?? 0) ? [] : [best];
  });
  if (pairs.length === 0) return new Map();
  const wanted = new Set(pairs.flatMap(({ stranger }) => stranger.keys));
  const rivals = await unrecognisedUnder(run, wanted, byMarks);
  return new Map(
    pairs.flatMap(({ link, stranger: { item, keys }, shared }) => {
      const isContested = rivals.some(
        (rival) => rival.id !== link.id && countShared(keysOfLink(run, rival), keys) >= shared,
      );
      return item === null || isContested ? [] : [[link.id, item] as const];
    }),
  );
}

/** Unlinked items with one of the keys, as they are now, but for those to which the marks of a link lead. */
async function strangersUnder(
  run: Run,
  reader: ChunkReader,
  keys: readonly string[],
  byMarks: PlacesByMarks,
): Promise<readonly Stranger[]> {
  const wanted = [...new Set(keys)];
  if (wanted.length === 0) return [];
  const rows = await run.ports.store.findUnlinkedByKeys(run.scope.id, 'exchange', 'strong', wanted);
  if (rows.length === 0) return [];
  await reader.readExchange(rows.map(({ itemId }) => itemId));
  await recallMoves(run, reader, [], rows);
  // Registered when it was read before: only what still is there counts, as what it is now.
  const strangers = rows.flatMap(({ itemId: id, strongKeys }): readonly Stranger[] => {
    const read = reader.exchange(id);
    if (read?.kind === 'failed') return [{ id, item: null, keys: strongKeys }];
    if (read?.kind !== 'found' || run.sightings.leftFolder(id)) return [];
    return [{ id, item: read.item, keys: matchKeys(run.itemType, read.item.fields, read.item.uid).strong }];
  });
  const items = strangers.flatMap(({ item }) => item ?? []);
  const taken = idsOfFound(await byMarks(await linksMarkedOn(run, items), items));
  return strangers.filter(({ id }) => !taken.has(id));
}

/** Live links whose stamp or search key is on one of the items. */
async function linksMarkedOn(run: Run, items: readonly ExchangeItem[]): Promise<readonly Link[]> {
  const { store } = run.ports;
  const stamps = items.flatMap(({ stamp }) => stamp ?? []);
  const searchKeys = items.flatMap(({ searchKey }) => searchKey ?? []);
  const byStamp = stamps.length === 0 ? [] : await store.findLinksByStamps(run.scope.id, stamps);
  const byKey = searchKeys.length === 0 ? [] : await store.findLinksBySearchKeys(run.scope.id, searchKeys);
  return [...new Map([...byStamp, ...byKey].map((link) => [link.id, link])).values()].filter(isLive);
}

/**
 * Live links that were last like one of the keys, and to whose item no mark leads. Looks through all links of the scope,
 * page by page: for rare occasions.
 */
async function unrecognisedUnder(
  run: Run,
  keys: ReadonlySet<string>,
  byMarks: PlacesByMarks,
): Promise<readonly Link[]> {
  const alike: Link[] = [];
  for await (const links of eachPage(run))
    alike.push(...links.filter((link) => keysOfLink(run, link).some((key) => keys.has(key))));
  const places = await byMarks(alike, []);
  return alike.filter(({ id }) => places.get(id)?.kind === 'unproved');
}

async function* eachPage({ ports, scope }: Run): AsyncGenerator<readonly Link[]> {
  let after: string | null = null;
  for (;;) {
    const links: readonly Link[] = await ports.store.pageLinks(scope.id, after, PAGE);
    yield links;
    const last = links.at(-1);
    if (last === undefined || links.length < PAGE) return;
    after = last.id;
  }
}

function idsOfFound(places: ReadonlyMap<string, Whereabouts>): ReadonlySet<string> {
  return new Set([...places.values()].flatMap((place) => (place.kind === 'found' ? place.item.id : [])));
}

function keysOfLink(run: Run, { baseExchange, uid }: Link): readonly string[] {
  return matchKeys(run.itemType, baseExchange, uid).strong;
}

function countShared(left: readonly string[], right: readonly string[]): number {
  return left.filter((key) => right.includes(key)).length;
}

function isLive({ state }: Link): boolean {
  return state !== 'CLOSED';
}
