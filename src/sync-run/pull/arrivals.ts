import type { NewHint } from '../../store/port.ts';
import { formerPairsOf } from '../identify/former-pairs.ts';
import { registerNewcomers } from '../identify/match-newcomers.ts';
import { itemKey } from '../item-key.ts';
import { createChunkReader } from '../load/chunk-reader.ts';
import type { Unit } from '../load/unit.ts';
import { crmNewcomer, exchangeNewcomer } from '../load/units-of-ends.ts';
import type { Run } from '../run.ts';
import { pullArrivals } from './pull-changes.ts';

/**
 * Makes items that were made since the round began known as counterparts, before anything is created. The two sides
 * are listed one after the other, and a long run reads for minutes: whoever enters the same person in both meanwhile
 * would have it twice. Their hints stay; they are planned in the next round, unless they are somebody's counterpart. What
 * could not be read so far is asked for once more with them.
 */
export async function registerArrivals(run: Run): Promise<void> {
  const { unread } = run;
  const listed = await pullArrivals(run);
  const unreadBefore = unread.items;
  const arrivals = await withoutLinked(run, [...listed, ...missingFrom(listed, unreadBefore)]);
  for (const item of missingFrom(arrivals, unreadBefore)) unread.answered(item);
  const { chunkSize } = run.input;
  for (let start = 0; start < arrivals.length; start += chunkSize)
    await registerNewcomers(run, await newcomersAmong(run, arrivals.slice(start, start + chunkSize)));
}

/** Most of what is named in a long run are echoes of its own creates. */
async function withoutLinked(run: Run, arrivals: readonly NewHint[]): Promise<readonly NewHint[]> {
  if (arrivals.length === 0) return [];
  const idsOn = (side: NewHint['side']): readonly string[] =>
    arrivals.filter((arrival) => arrival.side === side).map(({ itemId }) => itemId);
  const { store } = run.ports;
  const linked = {
    crm: new Set((await store.findLinksByCrmIds(run.scope.id, idsOn('crm'))).map((link) => link.crmId)),
    exchange: new Set((await store.findLinksByExchangeIds(run.scope.id, idsOn('exchange'))).map((l) => l.exchangeId)),
  };
  return arrivals.filter(({ side, itemId }) => !linked[side].has(itemId) && !run.inFlight.holdsItem(side, itemId));
}

async function newcomersAmong(run: Run, arrivals: readonly NewHint[]): Promise<readonly Unit[]> {
  const reader = createChunkReader(run);
  await reader.readCrm(arrivals.flatMap(({ side, itemId }) => (side === 'crm' ? itemId : [])));
  await reader.readExchange(arrivals.flatMap(({ side, itemId }) => (side === 'exchange' ? itemId : [])));
  const reads = arrivals.flatMap((arrival) => {
    const read = arrival.side === 'crm' ? reader.crm(arrival.itemId) : reader.exchange(arrival.itemId);
    if (read?.kind === 'failed') run.unread.failed(arrival, read.error);
    else if (read !== undefined) run.unread.answered(arrival);
    return read?.kind === 'found' ? read : [];
  });
  const records = reads.flatMap((read) =>
    'record' in read && !run.inFlight.holdsRecord(read.record) ? read.record : [],
  );
  // With a stamp it may be a moved item or a copy, which takes a closer look.
  const items = reads.flatMap((read) =>
    'item' in read && read.item.stamp === null && !run.inFlight.holdsExchange(read.item) ? read.item : [],
  );
  const formerPairs = await formerPairsOf(run, records);
  return [
    ...records.map((record) => crmNewcomer(run, record, [], { formerPairs: formerPairs.get(record.id) })),
    ...items.map((item) => exchangeNewcomer(run, item, [])),
  ];
}

/** Which of the items are not listed. */
function missingFrom(listed: readonly NewHint[], items: readonly NewHint[]): readonly NewHint[] {
  const keys = new Set(listed.map(({ side, itemId }) => itemKey(side, itemId)));
  return items.filter(({ side, itemId }) => !keys.has(itemKey(side, itemId)));
}
