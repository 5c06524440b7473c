import type { ExchangeItem } from '../../exchange/port.ts';
import type { StoredJournalEntry } from '../../store/port.ts';
import type { Link } from '../../sync/index.ts';
import { baseOf, withUntold } from '../../sync/index.ts';
import type { ChunkReader } from '../load/chunk-reader.ts';
import { withCutTexts } from '../load/cut-texts.ts';
import { withoutWhatIsMissing, withoutWhatItemDiffersIn } from '../load/kept-of.ts';
import { crmStateOf } from '../load/states.ts';
import type { Run } from '../run.ts';
import { blankLink, exchangeBase } from '../settle/links.ts';
import { GENERATIONS } from './keys-of-newcomer.ts';
import { landedWithoutLink } from './own-duplicates.ts';
import { stampOf } from './stamp.ts';

/** Creates that are asked for at once. */
const PAGE = 1_000;
/** So far back the journal is searched; a request that lands late is among the last that were sent. */
const SEARCHED_AT_MOST = 20_000;

/**
 * Pairs of items that a create of ours made when nobody waited for it any more, and of their records, deleted or not: as
 * if the landing had been seen in time. Whose item it is the stamp tells, of the records for which the journal has a
 * create. What was sent is the base: by its looks alone a record would find the item only where people left something in
 * common, and would lose to it, where Exchange wins, what it got since.
 */
export async function lateLandings(
  run: Run,
  reader: ChunkReader,
  items: readonly ExchangeItem[],
): Promise<readonly Link[]> {
  if (run.plan.frozen !== undefined) return [];
  const late = await landedWithoutLink(run, items);
  const landed = new Map(
    items.flatMap((item) => (late.has(item.id) && item.stamp !== null ? [[item.stamp, item]] : [])),
  );
  if (landed.size === 0) return [];
  const made = await createsUnder(run, [...landed.keys()]);
  const crmIds = [...made.values()].flatMap(({ entry }) => entry.crmId ?? []);
  const linkIds = [...made.values()].flatMap(({ entry }) => entry.linkId ?? []);
  await reader.readCrm(crmIds);
  const { store } = run.ports;
  const taken = [
    ...(await store.findLinksByCrmIds(run.scope.id, crmIds)),
    ...(await store.findLinksByIds(run.scope.id, linkIds)),
  ];
  return [...made].flatMap(([stamp, { entry, generation }]) => {
    const item = landed.get(stamp);
    const { crmId, linkId, after } = entry;
    if (item === undefined || crmId === null || linkId === null || after === null) return [];
    if (taken.some((link) => link.id === linkId || link.crmId === crmId) || run.inFlight.holdsLink(linkId)) return [];
    const read = reader.crm(crmId);
    if (read === undefined || read.kind === 'failed') return [];
    const ambiguous = items.filter((other) => other.stamp === stamp).length > 1;
    // Which of them is a person's copy only their looks tell.
    if (ambiguous && crmStateOf(run, crmId, read).kind === 'live') return [];
    const sent = { baseCrm: baseOf(run.specs, after), baseExchange: exchangeBase(run, after) };
    const seen = { fields: withUntold(item, after) };
    const kept = { ...sent, baseExchange: withCutTexts(run, sent.baseExchange, seen.fields) };
    const isTheOnly = late.get(item.id) === 1;
    return {
      ...blankLink(run, linkId, { stamp, generation }),
      ...withoutWhatIsMissing(run, isTheOnly ? kept : withoutWhatItemDiffersIn(run, kept, item), seen),
      crmId,
      exchangeId: item.id,
      uid: item.uid,
      searchKey: item.searchKey,
      stamped: true,
      ambiguous,
    };
  });
}

interface Create {
  readonly entry: StoredJournalEntry;
  readonly generation: number;
}

/** The last create in Exchange for each of these stamps. */
async function createsUnder(run: Run, stamps: readonly string[]): Promise<ReadonlyMap<string, Create>> {
  const { stampKey } = run.ports;
  const wanted = new Set(stamps);
  const found = new Map<string, Create>();
  let beforeId: string | undefined;
  for (let searched = 0; searched < SEARCHED_AT_MOST && found.size < stamps.length; searched += PAGE) {
    const page: readonly StoredJournalEntry[] = await run.ports.store.listJournal(run.scope.id, {
      op: 'create',
      limit: PAGE,
      ...(beforeId === undefined ? {} : { beforeId }),
    });
    for (const entry of page) {
      if (entry.side !== 'exchange' || entry.crmId === null) continue;
      for (let generation = 0; generation < GENERATIONS; generation += 1) {
        const stamp = stampOf(stampKey, run.scope.id, entry.crmId, generation);
        if (wanted.has(stamp) && !found.has(stamp)) found.set(stamp, { entry, generation });
      }
    }
    beforeId = page.at(-1)?.id;
    if (page.length < PAGE) break;
  }
  return found;
}
