import type { ExchangeItem } from '../../exchange/port.ts';
import type { Side } from '../../model/index.ts';
import type { NewHint } from '../../store/port.ts';
import type { Link } from '../../sync/index.ts';
import { isRememberedForDeletion } from '../../sync/index.ts';
import { itemKey } from '../item-key.ts';
import type { ChunkReader } from '../load/chunk-reader.ts';
import type { Unit } from '../load/unit.ts';
import type { Run } from '../run.ts';
import { wasFiledAway } from '../settle/links.ts';

/** Hints that are asked for at once. */
const PAGE = 1_000;
/** Above this nothing is remembered by id, and every item is asked for that this run has not sighted itself. */
const REMEMBERED = 20_000;

/**
 * Items that earlier runs sighted and did not come to. What the list of changes said about them is forgotten: that one
 * of them had left the folder, which on a server where ids survive a move nothing else tells.
 */
export interface LeftBehind {
  has(side: Side, itemId: string): boolean;
  /**
   * Whether the hint may be there for the sake of a comparison of everything, which a run began and did not come to:
   * then no version makes it an echo, until what it points at has been looked at.
   */
  isDue(hint: NewHint): boolean;
  lookedAt(units: readonly Unit[]): void;
}

export const NOTHING_LEFT_BEHIND: LeftBehind = { has: () => false, isDue: () => false, lookedAt: () => undefined };

function leftBehind(has: LeftBehind['has']): LeftBehind {
  const done = new Set<string>();
  return {
    has,
    isDue: ({ side, itemId }) => has(side, itemId) && !done.has(itemKey(side, itemId)),
    lookedAt: (units) => {
      for (const { side, itemId } of units.flatMap(endsOf)) if (done.size < REMEMBERED) done.add(itemKey(side, itemId));
    },
  };
}

function endsOf({ hints, link, record, item }: Unit): readonly NewHint[] {
  const crmId = record?.id ?? link?.crmId;
  const exchangeId = item?.id ?? link?.exchangeId;
  return [
    ...hints,
    ...(crmId == null ? [] : [{ side: 'crm', itemId: crmId } as const]),
    ...(exchangeId == null ? [] : [{ side: 'exchange', itemId: exchangeId } as const]),
  ];
}

/** Asked before the first look at the changes. A run that follows one that came to its end finds nothing. */
export async function whatWasLeftBehind(run: Run): Promise<LeftBehind> {
  const keys = new Set<string>();
  let after: NewHint | null = null;
  while (keys.size < REMEMBERED) {
    const hints: readonly NewHint[] = await run.ports.store.listHints(run.scope.id, after, PAGE);
    for (const { side, itemId } of hints) keys.add(itemKey(side, itemId));
    const last = hints.at(-1);
    if (last === undefined || hints.length < PAGE)
      return keys.size === 0 ? NOTHING_LEFT_BEHIND : leftBehind((side, itemId) => keys.has(itemKey(side, itemId)));
    after = { side: last.side, itemId: last.itemId };
  }
  return leftBehind(() => true);
}

/**
 * Items that answer by their id although they lie elsewhere now, Deleted Items among it: known again as such. Of those
 * that were not there when they were looked at last, nobody says it twice.
 */
export async function recallMoves(
  run: Run,
  reader: ChunkReader,
  links: readonly Link[],
  strangers: readonly NewHint[],
): Promise<void> {
  const { leftBehind, sightings } = run;
  // Looked at again in every run, whatever the list of changes says.
  const ofUnseenCreates = new Set([...run.unseenCreates.values()].map(({ exchangeId }) => exchangeId));
  // What a listing of the whole folder did not name is not in it, whatever its id answers.
  const listsAll = run.itemsSeen.exchange !== null;
  const doubtful = links.filter((link) => listsAll || isDoubtful(run, link));
  const ids = [
    ...strangers
      .filter(
        ({ side, itemId }) =>
          side === 'exchange' &&
          (listsAll || leftBehind.has(side, itemId) || sightings.isUnlisted(itemId) || ofUnseenCreates.has(itemId)),
      )
      .map(itemIdOf),
    ...doubtful.flatMap(({ exchangeId }) => exchangeId ?? []),
  ];
  const unsighted = (id: string): boolean => sightings.versionOf('exchange', id) === null;
  const items = [...new Set(ids)].filter(unsighted).flatMap((id) => {
    const read = reader.exchange(id);
    return read?.kind === 'found' ? read.item : [];
  });
  // What cannot be read does not say what it bears: its pair knows what it bore.
  const unread = doubtful.flatMap(({ exchangeId: id, stamp, searchKey }) =>
    id !== null && unsighted(id) && reader.exchange(id)?.kind === 'failed' ? { id, stamp, searchKey } : [],
  );
  const marked = [...items, ...unread];
  if (marked.length === 0) return;
  const { found, unreadable } = await run.ports.exchange.locate(run.itemType, {
    stamps: marked.flatMap(({ stamp }) => stamp ?? []),
    searchKeys: marked.flatMap(({ searchKey }) => searchKey ?? []),
  });
  const places = new Map(found.map(({ id, place }) => [id, place]));
  // In its folder it would have been found by its marks: then it lies where we may not look.
  const hides = (item: ExchangeItem): boolean =>
    unreadable.length > 0 && (item.stamp !== null || item.searchKey !== null) && !places.has(item.id);
  const isElsewhere = ({ id }: { readonly id: string }): boolean =>
    (places.get(id) ?? 'synchronised') !== 'synchronised';
  for (const item of items) if (isElsewhere(item) || hides(item)) sightings.reportedDeleted(item.id);
  for (const item of unread) if (isElsewhere(item)) sightings.reportedDeleted(item.id);
}

function isDoubtful({ leftBehind, sightings }: Run, link: Link): boolean {
  const { state, crmId, exchangeId, reviewReason } = link;
  return (
    state !== 'LINKED' ||
    wasFiledAway(link) ||
    // Filed away since, it still says what it was like before.
    isRememberedForDeletion(reviewReason) ||
    (crmId !== null && leftBehind.has('crm', crmId)) ||
    (exchangeId !== null && (leftBehind.has('exchange', exchangeId) || sightings.isUnlisted(exchangeId)))
  );
}

function itemIdOf({ itemId }: NewHint): string {
  return itemId;
}
