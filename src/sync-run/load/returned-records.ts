import type { CrmRecord } from '../../crm/port.ts';
import type { Link } from '../../sync/index.ts';
import { stampOfLost } from '../identify/stamp.ts';
import type { Whereabouts } from '../identify/whereabouts.ts';
import type { Run } from '../run.ts';
import { isNotCompared } from '../settle/not-compared.ts';
import type { ChunkReader } from './chunk-reader.ts';
import type { UnknownRecord } from './records-of-links.ts';
import { crmStateOf } from './states.ts';

/** What a restored CRM has again although its pair was closed. */
export interface ReturnedRecords {
  readonly ids: ReadonlySet<string>;
  /** Their closed links: what such a record has otherwise than was agreed is no edit, should an undo make its item anew. */
  readonly notCompared: readonly Link[];
  /** Links of today that have the item of such a record: it was brought back, and linked with a record of its own. */
  readonly heirs: readonly Link[];
}

const NONE: ReturnedRecords = { ids: new Set(), notCompared: [], heirs: [] };

/**
 * Of these records, those that were linked once, until somebody deleted them. Asked only of a CRM that was restored. Heirs
 * are also the pairs whose record was made anew in place of one of these: its key tells in whose.
 */
export async function returnedRecords(run: Run, strangers: readonly UnknownRecord[]): Promise<ReturnedRecords> {
  if (run.plan.frozen !== 'restored' || strangers.length === 0) return NONE;
  const { store } = run.ports;
  const crmIds = strangers.map(({ record }) => record.id);
  const closed = await store.findClosedLinksByCrmIds(run.scope.id, crmIds);
  const itemIds = closed.flatMap(({ exchangeId }) => exchangeId ?? []);
  const keys = crmIds.map((id) => stampOfLost(run.ports.stampKey, id));
  const heirs = [
    ...(itemIds.length === 0 ? [] : await store.findLinksByExchangeIds(run.scope.id, itemIds)),
    ...(await store.findLinksByStamps(run.scope.id, keys)),
  ];
  const records = new Map(strangers.map(({ record }) => [record.id, record]));
  return {
    ids: new Set(closed.flatMap(({ crmId }) => crmId ?? [])),
    notCompared: closed.filter((link) => {
      const record = records.get(link.crmId ?? '');
      if (record === undefined || link.notCompared) return false;
      const crm = crmStateOf(run, record.id, { kind: 'found', record }, link.baseCrm);
      return isNotCompared(run, { crm, exchange: { kind: 'absent' } }, link);
    }),
    heirs: heirs.filter((link) => link.state === 'LINKED' && !run.inFlight.holdsLink(link.id)),
  };
}

/**
 * Of these links, those whose record the restored CRM lost while an earlier record of the same item is back, by the id
 * of the link. Without it the one would be made anew and the other be made in Exchange: two of one, on both sides.
 */
export async function formerRecordsOfLost(
  run: Run,
  reader: ChunkReader,
  links: readonly Link[],
  whereabouts: ReadonlyMap<string, Whereabouts>,
): Promise<ReadonlyMap<string, CrmRecord>> {
  if (run.plan.frozen !== 'restored') return new Map();
  const lost = new Map(
    links
      .filter((link) => isLost(reader, link) && stands(whereabouts.get(link.id)))
      .map((link) => [link.exchangeId, link] as const),
  );
  const itemIds = [...lost.keys()].flatMap((id) => id ?? []);
  if (itemIds.length === 0) return new Map();
  const { store } = run.ports;
  const former = await formerEnds(run, lost);
  const crmIds = former.map(({ crmId }) => crmId);
  const linked = crmIds.length === 0 ? [] : await store.findLinksByCrmIds(run.scope.id, crmIds);
  const taken = new Set(linked.map(({ crmId }) => crmId));
  await reader.readCrm(crmIds);
  const found = new Map<string, CrmRecord>();
  for (const { crmId, exchangeId } of former) {
    const link = lost.get(exchangeId);
    const record = taken.has(crmId) ? null : ownRecord(run, reader, crmId);
    if (link === undefined || record === null || found.has(link.id)) continue;
    taken.add(record.id);
    found.set(link.id, record);
  }
  return found;
}

interface FormerEnds {
  readonly crmId: string;
  readonly exchangeId: string | null;
}

/** A record that is made anew is seldom made anew more often. */
const MADE_ANEW_AT_MOST = 10;

/**
 * Records that the items of these pairs had before, the last one first: those in whose place the one of the pair was made
 * anew, as the journal tells, and those of pairs that were closed.
 * @param lost by the id of the item
 */
async function formerEnds(run: Run, lost: ReadonlyMap<string | null, Link>): Promise<readonly FormerEnds[]> {
  const { store } = run.ports;
  const ends: FormerEnds[] = [];
  for (const { id, exchangeId, formerStamps } of lost.values()) {
    if (formerStamps.length === 0) continue;
    const made = await store.listJournal(run.scope.id, { linkId: id, op: 'create', limit: MADE_ANEW_AT_MOST });
    for (const { side, crmId } of made) if (side === 'crm' && crmId !== null) ends.push({ crmId, exchangeId });
  }
  const itemIds = [...lost.keys()].flatMap((id) => id ?? []);
  const closed = await store.findClosedLinksByExchangeIds(run.scope.id, itemIds);
  for (const { crmId, exchangeId } of closed.toReversed()) if (crmId !== null) ends.push({ crmId, exchangeId });
  return ends;
}

function isLost(reader: ChunkReader, { state, ambiguous, crmId, exchangeId }: Link): boolean {
  if (state !== 'LINKED' || ambiguous || crmId === null || exchangeId === null) return false;
  const record = reader.crm(crmId)?.kind;
  return record === 'gone' || record === 'forbidden';
}

/**
 * Wherever it is, also where nobody may look. Of one that was thrown away the record would be deleted as soon as the
 * freeze is over, and nobody asked.
 */
function stands(place: Whereabouts | undefined): boolean {
  return place !== undefined && place.kind !== 'gone' && place.kind !== 'failed';
}

function ownRecord(run: Run, reader: ChunkReader, id: string): CrmRecord | null {
  const read = reader.crm(id);
  if (read?.kind !== 'found' || run.inFlight.holdsRecord(read.record)) return null;
  return crmStateOf(run, id, read).kind === 'live' ? read.record : null;
}
