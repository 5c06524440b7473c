import type { ExchangeItem } from '../../exchange/port.ts';
import type { Link } from '../../sync/index.ts';
import { matchKeys } from '../../sync/index.ts';
import type { ChunkReader } from '../load/chunk-reader.ts';
import { recallMoves } from '../pull/left-behind.ts';
import type { Run } from '../run.ts';

/**
 * Items of a mailbox that is being recognised, for links of which nothing but the content came along: ids, stamps and
 * search keys do not survive every migration. As in a first synchronisation an item belongs to a link only when each is
 * the other's only counterpart; whoever has a rival waits for a person. What its marks tell is nobody's rival.
 * @param unrecognised links of which no mark leads to an item
 * @param taken ids of the items to which a mark leads
 * @returns by id of the link
 */
export async function findLookalikes(
  run: Run,
  reader: ChunkReader,
  unrecognised: readonly Link[],
  taken: ReadonlySet<string>,
): Promise<ReadonlyMap<string, ExchangeItem>> {
  const keysOf = new Map(unrecognised.map((link) => [link, strongKeys(run, link.baseExchange, link.uid)]));
  const wanted = [...new Set([...keysOf.values()].flat())];
  if (wanted.length === 0) return new Map();
  const rows = await run.ports.store.findUnlinkedByKeys(run.scope.id, 'exchange', 'strong', wanted);
  const strangers = rows.filter(({ itemId }) => !taken.has(itemId));
  const near = (keys: readonly string[]): readonly string[] =>
    strangers.filter((row) => row.strongKeys.some((key) => keys.includes(key))).map((row) => row.itemId);
  const claims = new Map<string, readonly Link[]>();
  for (const [link, keys] of keysOf) for (const id of near(keys)) claims.set(id, [...(claims.get(id) ?? []), link]);

  const pairs = [...claims].flatMap(([id, [link, ...rivals]]) =>
    link !== undefined && rivals.length === 0 && near(keysOf.get(link) ?? []).length === 1 ? [{ id, link }] : [],
  );
  const hints = pairs.map(({ id }) => ({ side: 'exchange', itemId: id }) as const);
  await reader.readExchange(hints.map(({ itemId }) => itemId));
  await recallMoves(run, reader, [], hints);
  const found = new Map<string, ExchangeItem>();
  for (const { id, link } of pairs) {
    const read = reader.exchange(id);
    // Registered when it was read before: only what still is there and alike counts.
    const isThere = read?.kind === 'found' && !run.sightings.leftFolder(id);
    if (isThere && isStillAlike(run, link, read.item)) found.set(link.id, read.item);
  }
  return found;
}

function isStillAlike(run: Run, link: Link, item: ExchangeItem): boolean {
  const keys = strongKeys(run, item.fields, item.uid);
  return strongKeys(run, link.baseExchange, link.uid).some((key) => keys.includes(key));
}

function strongKeys(run: Run, fields: Link['baseExchange'], uid: string | null): readonly string[] {
  return matchKeys(run.itemType, fields, uid).strong;
}
