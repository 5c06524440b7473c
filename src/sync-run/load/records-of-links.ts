import type { CrmRecord } from '../../crm/port.ts';
import type { Hint, NewHint } from '../../store/port.ts';
import type { Link } from '../../sync/index.ts';
import { isUnseen } from '../../sync/index.ts';
import { stampOfLost } from '../identify/stamp.ts';
import type { Run } from '../run.ts';
import type { ChunkReader } from './chunk-reader.ts';
import { crmStateOf } from './states.ts';

/** A record that no link names by its id. */
export interface UnknownRecord {
  readonly record: CrmRecord;
  readonly hint: Hint;
}

export interface FoundRecords {
  /** By the id of the record. */
  readonly links: ReadonlyMap<string, Link>;
  /** What one of these links had instead and gives up. */
  readonly displaced: readonly NewHint[];
  readonly histories: Histories;
}

/**
 * By the id of a record the keys under which it and those before it were made from another mailbox. Who let go of the
 * first of several that were deleted knows the key of the second alone, and may never have seen that one.
 */
export type Histories = ReadonlyMap<string, readonly string[]>;

const NO_HISTORIES: Histories = new Map();

/**
 * Of these records, those that links without a record were waiting for: made by a create of ours, and out of sight or
 * deleted before anybody knew their id; or made from another mailbox in place of one that was deleted. The key says whose
 * they are. A link has one: of several that people brought back the one that it names, else the one made last. The others
 * are new records.
 */
export async function linksWaitingFor(
  run: Run,
  reader: ChunkReader,
  strangers: readonly UnknownRecord[],
): Promise<FoundRecords> {
  const keys = strangers.flatMap(({ record }) => record.externalKey ?? []);
  if (keys.length === 0) return { links: new Map(), displaced: [], histories: NO_HISTORIES };
  const found = await run.ports.store.findLinksByStamps(run.scope.id, keys);
  const histories = await historiesOf(run, strangers, found);
  const earlier = [...histories.values()].flat();
  const before = earlier.length === 0 ? [] : await run.ports.store.findLinksByStamps(run.scope.id, earlier);
  const candidates = new Map([...found, ...before].map((link) => [link.id, link] as const));
  const waiting = [...candidates.values()].filter((link) => lacksRecord(link) && !run.inFlight.holdsLink(link.id));
  await reader.readCrm(waiting.flatMap(({ crmId }) => crmId ?? []));
  const links = new Map<string, Link>();
  const displaced: NewHint[] = [];
  for (const link of waiting) {
    const own = link.crmId === null ? undefined : reader.crm(link.crmId);
    if (own?.kind === 'found' && isUsers(run, own.record)) continue;
    const givesUpOwn = own?.kind === 'found' || own?.kind === 'failed';
    const free = strangers.flatMap(({ record }) => (links.has(record.id) ? [] : record));
    const records = givesUpOwn ? free.filter((record) => isUsers(run, record)) : free;
    const best = bestOf(run, link, records, histories);
    if (best === undefined) continue;
    links.set(best.id, link);
    if (givesUpOwn && link.crmId !== null) displaced.push({ side: 'crm', itemId: link.crmId });
  }
  return { links, displaced, histories };
}

/** Asked only of those that no link of this mailbox knows by their own key. */
async function historiesOf(run: Run, strangers: readonly UnknownRecord[], known: readonly Link[]): Promise<Histories> {
  const stamps = new Set(known.flatMap((link) => [link.stamp, ...link.formerStamps]));
  const unknown = strangers.flatMap(({ record: { id, externalKey } }) =>
    externalKey === null || stamps.has(externalKey) ? [] : id,
  );
  return unknown.length === 0 ? NO_HISTORIES : run.ports.store.stampsElsewhere(run.scope.id, unknown);
}

/** The user's own before a colleague's, then the one made last: that is the one which another mailbox goes on with. */
function bestOf(run: Run, link: Link, records: readonly CrmRecord[], histories: Histories): CrmRecord | undefined {
  const stamps = [...link.formerStamps, link.stamp];
  const madeAs = ({ id, externalKey }: CrmRecord): number =>
    histories.get(id)?.some((stamp) => stamps.includes(stamp)) === true
      ? stamps.length
      : stamps.indexOf(externalKey ?? '');
  const [best] = records
    .map((record) => ({ record, madeAs: madeAs(record), own: isUsers(run, record) }))
    .filter(({ madeAs }) => madeAs >= 0)
    .toSorted((a, b) => Number(b.own) - Number(a.own) || b.madeAs - a.madeAs);
  return best?.record;
}

/** Also one whose item was thrown away before anybody had seen the record. */
function lacksRecord(link: Link): boolean {
  return link.state === 'DET_E' || (link.state === 'DET_C' && isUnseen(link));
}

/** No colleague's, in which this user has no part. */
function isUsers(run: Run, record: CrmRecord): boolean {
  return crmStateOf(run, record.id, { kind: 'found', record }).kind === 'live';
}

/**
 * Of these links, those whose record was deleted, or lost by the CRM, and has been made anew from another mailbox since,
 * by the id of the link. Without it each mailbox that holds such a record would make one.
 */
export async function madeAnewElsewhere(
  run: Run,
  reader: ChunkReader,
  links: readonly Link[],
  histories: Histories,
): Promise<ReadonlyMap<string, CrmRecord>> {
  const { store, stampKey, crm } = run.ports;
  const byKey = new Map<string, Link>();
  for (const link of links) {
    const read = link.crmId === null ? undefined : reader.crm(link.crmId);
    // Out of sight is none of this user's business, except where the CRM may have lost it.
    const isMissing = read?.kind === 'gone' || (read?.kind === 'forbidden' && run.plan.frozen === 'restored');
    if (link.state === 'LINKED' && link.crmId !== null && isMissing) byKey.set(stampOfLost(stampKey, link.crmId), link);
  }
  if (byKey.size === 0) return new Map();
  const made = await crm.findByExternalKeys(run.itemType, [...byKey.keys()]);
  const later = [...histories].flatMap(([id, stamps]) => {
    const read = reader.crm(id);
    const externalKey = stamps.find((stamp) => byKey.has(stamp));
    return read?.kind === 'found' && externalKey !== undefined ? [{ ...read.record, externalKey }] : [];
  });
  const found = [...made, ...later];
  const ids = found.map(({ id }) => id);
  const linked = [...links, ...(await store.findLinksByCrmIds(run.scope.id, ids))];
  const taken = new Set(linked.flatMap(({ crmId }) => crmId ?? []));
  await reader.readCrm(ids);
  return new Map(
    found.flatMap((record) => {
      const link = byKey.get(record.externalKey ?? '');
      const isFree = !taken.has(record.id) && reader.crm(record.id)?.kind === 'found';
      return link !== undefined && isFree ? [[link.id, record] as const] : [];
    }),
  );
}
