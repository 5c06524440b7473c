import type { Fields, Side } from '../../model/index.ts';
import type { LinkHistory } from '../../store/port.ts';
import type { Link } from '../../sync/index.ts';
import { matchKeys } from '../../sync/index.ts';
import { GENERATIONS } from '../identify/keys-of-newcomer.ts';
import { stampOf } from '../identify/stamp.ts';
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
    const made = stampsMadeOf(run, link);
    const isMadeOfIt = others.some((heir) => [heir.stamp, ...heir.formerStamps].some((stamp) => made.includes(stamp)));
    const history = histories.find(({ linkId }) => linkId === link.id);
    const alike = others.filter(({ searchKey }) => link.searchKey !== null && searchKey === link.searchKey);
    if (sides.length > 0 || isMadeOfIt || (await isAnyAlike(run, alike, link, history))) thereAgain.add(link.id);
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
    ...(
      await store.findLinksByStamps(
        run.scope.id,
        links.flatMap((link) => stampsMadeOf(run, link)),
      )
    ).filter(({ state }) => state !== 'CLOSED'),
  ];
  return [...new Map(found.map((link) => [link.id, link])).values()];
}

/** Under which its item, brought back, got a record of its own: whatever its id is by now. */
function stampsMadeOf(run: Run, { exchangeId }: Link): readonly string[] {
  if (exchangeId === null) return [];
  return Array.from({ length: GENERATIONS }, (_, generation) =>
    stampOf(run.ports.stampKey, run.scope.id, exchangeId, generation),
  );
}

/** Where more share a search key, it says nothing, and what each was made of is not asked for. */
const SHARERS_AT_MOST = 20;

/**
 * A server may give one search key to all items: then the two must look alike too. Of what was deleted that means how it
 * looked then, with edits that its other side never got; of the other one how it is agreed today, or how it was made. What
 * came back as the two had agreed on it was made since: one that stood beside it already is somebody else.
 */
async function isAnyAlike(
  run: Run,
  sharers: readonly Link[],
  link: Link,
  history: LinkHistory | undefined,
): Promise<boolean> {
  const deletion = history?.entries.findLast((entry) => entry.op === 'delete');
  const agreed = keysOf(run, link.baseExchange, link);
  const looked = deletion?.before == null ? agreed : keysOf(run, deletion.before, link);
  const isAlike = (keys: readonly string[], fields: Fields, heir: Link): boolean =>
    keysOf(run, fields, heir).some((key) => keys.includes(key));
  if (sharers.some((heir) => isAlike(looked, heir.baseExchange, heir))) return true;
  if (sharers.length > SHARERS_AT_MOST) return false;
  for (const heir of sharers) {
    const [made] = await run.ports.store.listJournal(run.scope.id, { linkId: heir.id, op: 'create', limit: 1 });
    if (made === undefined) continue;
    const isSince = deletion !== undefined && Number(made.id) > Number(deletion.id);
    const keys = isSince ? [...looked, ...agreed] : looked;
    if (isAlike(keys, made.after ?? {}, heir) || (isSince && isAlike(keys, heir.baseExchange, heir))) return true;
  }
  return false;
}

function keysOf(run: Run, fields: Fields, { uid }: Link): readonly string[] {
  const { strong, weak } = matchKeys(run.itemType, fields, uid);
  return [...strong, ...weak];
}
