import type { NewHint } from '../store/port.ts';
import type { ChunkReader } from './chunk-reader.ts';
import type { Run } from './run.ts';

/** Hints that are asked for at once. */
const PAGE = 1_000;
/** Above this nothing is remembered by id, and every item is asked for that this run has not sighted itself. */
const REMEMBERED = 20_000;

/**
 * Exchange items that earlier runs sighted and did not come to. What the list of changes said about them is forgotten:
 * that one of them had left the folder, which on a server where ids survive a move nothing else tells.
 */
export interface LeftBehind {
  has(exchangeId: string): boolean;
}

export const NOTHING_LEFT_BEHIND: LeftBehind = { has: () => false };

/** Asked before the first look at the changes. A run that follows one that came to its end finds nothing. */
export async function whatWasLeftBehind(run: Run): Promise<LeftBehind> {
  const ids = new Set<string>();
  let after: NewHint | null = null;
  while (ids.size < REMEMBERED) {
    const hints: readonly NewHint[] = await run.ports.store.listHints(run.scope.id, after, PAGE);
    for (const { side, itemId } of hints) if (side === 'exchange') ids.add(itemId);
    const last = hints.at(-1);
    if (last === undefined || hints.length < PAGE) return ids.size === 0 ? NOTHING_LEFT_BEHIND : ids;
    after = { side: last.side, itemId: last.itemId };
  }
  return { has: () => true };
}

/** Items that answer by their id although they lie elsewhere now, Deleted Items among it: known again as such. */
export async function recallMoves(run: Run, reader: ChunkReader, exchangeIds: readonly string[]): Promise<void> {
  const items = [...new Set(exchangeIds)].flatMap((id) => {
    if (!run.leftBehind.has(id) || run.sightings.versionOf('exchange', id) !== null) return [];
    const read = reader.exchange(id);
    return read?.kind === 'found' ? read.item : [];
  });
  if (items.length === 0) return;
  const { found } = await run.ports.exchange.locate(run.itemType, {
    stamps: items.flatMap(({ stamp }) => stamp ?? []),
    searchKeys: items.flatMap(({ searchKey }) => searchKey ?? []),
  });
  const places = new Map(found.map(({ id, place }) => [id, place]));
  for (const { id } of items)
    if ((places.get(id) ?? 'synchronised') !== 'synchronised') run.sightings.reportedDeleted(id);
}
