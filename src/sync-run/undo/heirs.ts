import type { Side } from '../../model/index.ts';
import type { LinkHistory } from '../../store/port.ts';
import type { Link } from '../../sync/index.ts';
import { matchKeys } from '../../sync/index.ts';
import type { Run } from '../run.ts';

/** What other links have taken over of links that a run wrote to. */
export interface Heirs {
  /** Sides whose very item belongs to another live link today. */
  readonly claimed: ReadonlyMap<string, readonly Side[]>;
  /** Links of whose pair another live link holds a part: what was deleted there has come back on its own. */
  readonly thereAgain: ReadonlySet<string>;
}

/**
 * A deleted pair may have come back under another link: somebody restored one end, and a run made the other. An undo
 * that made it once more would make a double of it (I3).
 */
export async function findHeirs(run: Run, links: readonly Link[], histories: readonly LinkHistory[]): Promise<Heirs> {
  const closed = links.filter((link) => link.state === 'CLOSED');
  const claimed = new Map<string, readonly Side[]>();
  const thereAgain = new Set<string>();
  if (closed.length === 0) return { claimed, thereAgain };
  const heirs = await liveLinksBeside(run, closed);
  for (const link of closed) {
    const others = heirs.filter((heir) => heir.id !== link.id);
    const sides: Side[] = [];
    if (others.some((heir) => heir.crmId !== null && heir.crmId === link.crmId)) sides.push('crm');
    if (others.some((heir) => heir.exchangeId !== null && heir.exchangeId === link.exchangeId)) sides.push('exchange');
    if (sides.length > 0) claimed.set(link.id, sides);
    const history = histories.find(({ linkId }) => linkId === link.id);
    if (sides.length > 0 || others.some((heir) => isAlike(run, heir, link, history))) thereAgain.add(link.id);
  }
  return { claimed, thereAgain };
}

async function liveLinksBeside(run: Run, links: readonly Link[]): Promise<readonly Link[]> {
  const { store } = run.ports;
  const found = [
    ...(await store.findLinksByCrmIds(
      run.scope.id,
      links.flatMap((link) => link.crmId ?? []),
    )),
    ...(await store.findLinksByExchangeIds(
      run.scope.id,
      links.flatMap((link) => link.exchangeId ?? []),
    )),
    ...(await store.findLinksBySearchKeys(
      run.scope.id,
      links.flatMap((link) => link.searchKey ?? []),
    )),
  ];
  return [...new Map(found.map((link) => [link.id, link])).values()];
}

/** A server may give one search key to all items: then the two must look alike too. */
function isAlike(run: Run, heir: Link, link: Link, history: LinkHistory | undefined): boolean {
  if (link.searchKey === null || heir.searchKey !== link.searchKey) return false;
  const before = history?.entries.findLast((entry) => entry.op === 'delete')?.before ?? link.baseExchange;
  const own = matchKeys(run.itemType, before, link.uid);
  const other = matchKeys(run.itemType, heir.baseExchange, heir.uid);
  const keys = new Set([...own.strong, ...own.weak]);
  return [...other.strong, ...other.weak].some((key) => keys.has(key));
}
