import type { ExchangeItem, Located, LocateResult } from '../../exchange/port.ts';
import type { Intent } from '../../store/port.ts';
import type { Link } from '../../sync/index.ts';
import { baseOf, RECORD_OUT_OF_SIGHT } from '../../sync/index.ts';
import type { Run } from '../run.ts';
import { blankLink, exchangeBase } from '../settle/links.ts';
import { createSettlementDraft } from '../settle/settlement-draft.ts';
import type { Owners } from './candidates.ts';
import { mayBeItemOf, ownersOf } from './candidates.ts';
import { bestMarked, carriesIdentity } from './marks.ts';

/**
 * The create that was sent for an item, and of whose record nothing is seen. Not only by its id, which is another as soon
 * as somebody moves the item; but by that first, for a copy has the stamp and the search key as well, and a create of its
 * own.
 */
export function createSentFor(run: Run, item: ExchangeItem): Intent | null {
  const creates = [...run.unseenCreates.values()];
  return (
    creates.find(({ exchangeId }) => exchangeId === item.id) ??
    creates.find(({ stamp }) => stamp === item.stamp) ??
    creates.find(({ searchKey }) => searchKey !== null && searchKey === item.searchKey) ??
    null
  );
}

/**
 * At the end of a run that came to everything: what nobody wanted sent again is not waited for any more. Where that is
 * because the item was thrown away or filed away, the pair is remembered without its record: the item may be brought back,
 * under another id, and only the key of this create keeps it from a second record.
 */
export async function forgetUnseenCreates(run: Run): Promise<void> {
  const creates = [...run.unseenCreates.values()];
  if (creates.length === 0) return;
  const draft = createSettlementDraft();
  for (const { id } of creates) draft.removeIntent(id);
  for (const link of await pairsThatMayComeBack(run, creates)) draft.putLink(link);
  await draft.commit(run.ports.store, run.keeper.lease);
}

/**
 * In a mailbox that is being recognised, an item is known by its marks or its looks as that of a pair. One that has only a
 * create would seem new under its new id: the create waits for it as a pair without a record.
 */
export async function pairUnseenCreates(run: Run): Promise<void> {
  const creates = [...run.unseenCreates.values()];
  if (creates.length === 0) return;
  const draft = createSettlementDraft();
  for (const pair of await freePairs(run, creates)) {
    draft.putLink(pair);
    if (pair.exchangeId !== null) draft.addHint({ side: 'exchange', itemId: pair.exchangeId });
  }
  for (const { id } of creates) draft.removeIntent(id);
  await draft.commit(run.ports.store, run.keeper.lease);
  run.unseenCreates.clear();
}

/** Of creates whose item or stamp no link has. */
async function freePairs(run: Run, creates: readonly Intent[]): Promise<readonly Link[]> {
  const { store } = run.ports;
  const pairs = creates.map((create) => pairWithoutRecord(run, create));
  const stamps = pairs.map(({ stamp }) => stamp);
  const known = [
    ...(await store.findLinksByExchangeIds(
      run.scope.id,
      pairs.flatMap(({ exchangeId }) => exchangeId ?? []),
    )),
    ...(await store.findLinksByStamps(run.scope.id, stamps)),
  ];
  return pairs.filter(
    ({ exchangeId, stamp }) => !known.some((link) => link.exchangeId === exchangeId || link.stamp === stamp),
  );
}

async function pairsThatMayComeBack(run: Run, creates: readonly Intent[]): Promise<readonly Link[]> {
  const { exchange } = run.ports;
  const free = await freePairs(run, creates);
  if (free.length === 0) return [];
  const searchKeys = free.flatMap(({ searchKey }) => searchKey ?? []);
  const located = await exchange.locate(run.itemType, { stamps: free.map(({ stamp }) => stamp), searchKeys });
  const owners = await ownersOf(run, located.found);
  return free.flatMap((pair) => (isAway(pair, located, owners) ? withStampOf(pair, located) : []));
}

/**
 * What lies in its own folder and may be it is an item like any other, and the run has decided about it: a pair that waits
 * beside it would find it at the next look. A copy with a pair of its own lies where it likes.
 */
function isAway(pair: Link, { found, unreadable }: LocateResult, owners: Owners): boolean {
  const marked = found.filter((item) => carriesIdentity(item, pair));
  if (marked.length === 0) return unreadable.length > 0;
  const isHere = ({ place }: Located): boolean => place === 'synchronised';
  const own = marked.filter((item) => mayBeItemOf(item, pair, owners));
  return !marked.every(isHere) && !bestMarked(own, pair).some(isHere);
}

function withStampOf(pair: Link, { found }: LocateResult): Link {
  return { ...pair, stamped: found.some(({ stamp }) => stamp === pair.stamp) };
}

function pairWithoutRecord(run: Run, create: Intent): Link {
  const { linkId, exchangeId, searchKey, stamp, payload, sourceFields } = create;
  return {
    ...blankLink(run, linkId ?? run.ports.newId(), { stamp, generation: 0 }),
    state: 'DET_C',
    reviewReason: RECORD_OUT_OF_SIGHT,
    exchangeId,
    searchKey,
    baseCrm: baseOf(run.specs, payload),
    baseExchange: exchangeBase(run, sourceFields),
  };
}
