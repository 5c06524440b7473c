import type { ExchangeItem, Located, LocateResult } from '../../exchange/port.ts';
import { ConnectorError, sameValue, valueOf } from '../../model/index.ts';
import type { Link } from '../../sync/index.ts';
import { isRecognising } from '../freeze/freeze.ts';
import type { ChunkReader } from '../load/chunk-reader.ts';
import type { Run } from '../run.ts';
import { findLookalikes } from './lookalikes.ts';

/**
 * What became of the Exchange end of a link. `found` under another id than the link's is a move or a restore;
 * `ambiguous` when more than one item could have been meant.
 */
export type Whereabouts =
  | { readonly kind: 'found'; readonly item: ExchangeItem; readonly ambiguous: boolean }
  /** `traceless`: it is in no place at all, Deleted Items included. */
  | { readonly kind: 'gone'; readonly ambiguous: boolean; readonly traceless: boolean }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'unproved'; readonly reason: string }
  | { readonly kind: 'failed'; readonly error: ConnectorError };

/**
 * A missing id is a question (sync-spec §1.6). Answers it for all links whose item the reader knows, with one
 * search for those whose item did not answer. `claimants` are unlinked items that carry the identity of a link.
 */
export async function findWhereabouts(
  run: Run,
  reader: ChunkReader,
  links: readonly Link[],
  claimants: readonly ExchangeItem[],
): Promise<ReadonlyMap<string, Whereabouts>> {
  const answers = new Map<string, Whereabouts>();
  const missing: Link[] = [];
  for (const link of links) {
    const answer = byId(run, reader, link);
    if (answer === 'missing') missing.push(link);
    else answers.set(link.id, answer);
  }
  if (missing.length > 0) await search(run, reader, missing, claimants, answers);
  return answers;
}

function byId(run: Run, reader: ChunkReader, link: Link): Whereabouts | 'missing' {
  const read = link.exchangeId === null ? undefined : reader.exchange(link.exchangeId);
  if (read === undefined || read.kind === 'missing') return 'missing';
  if (read.kind === 'failed') return { kind: 'failed', error: read.error };
  if (read.kind === 'foreign') return { kind: 'elsewhere' };
  // Some servers keep the id when an item is moved, and answer for it from Deleted Items.
  if (run.sightings.leftFolder(read.item.id)) return 'missing';
  return { kind: 'found', item: read.item, ambiguous: false };
}

async function search(
  run: Run,
  reader: ChunkReader,
  missing: readonly Link[],
  claimants: readonly ExchangeItem[],
  answers: Map<string, Whereabouts>,
): Promise<void> {
  const searchKeys = [...new Set(missing.flatMap((link) => link.searchKey ?? []))];
  const stamps = missing.flatMap((link) => [link.stamp, ...link.formerStamps]);
  const located = await run.ports.exchange.locate(run.itemType, { stamps, searchKeys });
  const candidates = mergeCandidates(located, claimants);
  const owners = await ownersOf(run, candidates);
  const sharers = await sharersOf(run, searchKeys);

  await reader.readExchange(candidates.filter((c) => c.place === 'synchronised').map((c) => c.id));
  const taken = new Set<string>();
  const claims = missing.map((link) => {
    const own = candidates.filter(
      (candidate) =>
        carriesIdentity(candidate, link) &&
        (owners.byId.get(candidate.id) ?? link.id) === link.id &&
        (candidate.stamp === null || (owners.byStamp.get(candidate.stamp) ?? link.id) === link.id),
    );
    return { link, all: own, likeness: bestLikeness(run, reader, link, own) };
  });
  // Of a group that shares a search key, who finds exactly its own item chooses first: links that take each other's
  // places carry the edits of one item into the record of another.
  claims.sort((a, b) => b.likeness - a.likeness || (a.link.id < b.link.id ? -1 : 1));
  for (const { link, all } of claims) {
    const own = all.filter(({ id }) => !taken.has(id));
    const shared = link.searchKey !== null && (sharers.get(link.searchKey) ?? 0) > 1;
    const answer = conclude(run, reader, link, own, shared, located);
    if (answer.kind === 'found') taken.add(answer.item.id);
    answers.set(link.id, answer);
  }
  if (!isRecognising(run)) return;
  const unrecognised = missing.filter(({ id }) => answers.get(id)?.kind === 'unproved');
  for (const [id, item] of await findLookalikes(run, reader, unrecognised, taken))
    answers.set(id, { kind: 'found', item, ambiguous: false });
}

function conclude(
  run: Run,
  reader: ChunkReader,
  link: Link,
  own: readonly Located[],
  sharedSearchKey: boolean,
  located: LocateResult,
): Whereabouts {
  const replaced = own.filter((candidate) => isReplaced(candidate, link));
  const current = own.filter((candidate) => !replaced.includes(candidate));
  const stamped = current.filter((candidate) => candidate.stamp === link.stamp);
  const evidence = stamped.length > 0 ? stamped : current;
  // Two live links with one search key are an item and its copy: without a stamp nobody can tell which is which.
  const ambiguous = stamped.length === 0 && sharedSearchKey;
  // A stamp that was on the item and is nowhere settles it: what is left of the group carries other stamps.
  const absenceIsAmbiguous = ambiguous && !link.stamped;
  // Looked for although it answers, and found in its place: whoever else carries its marks is a copy.
  const same = current.find(({ id, place }) => id === link.exchangeId && place === 'synchronised');
  const itself = same === undefined ? undefined : reader.exchange(same.id);
  if (itself?.kind === 'found') return { kind: 'found', item: itself.item, ambiguous: false };
  const here = itemsOf(run, reader, evidence, link);
  if (here.failed !== null) return { kind: 'failed', error: here.failed };
  const [best, second] = here.items;
  if (best !== undefined) return { kind: 'found', item: best, ambiguous: ambiguous || second !== undefined };
  if (evidence.some((candidate) => hasJustLeft(reader, candidate))) return { kind: 'failed', error: onTheMove() };
  if (evidence.some((candidate) => candidate.place === 'other')) return { kind: 'elsewhere' };
  // Somebody brought back the one in whose place the missing one was made.
  const former = itemsOf(run, reader, replaced, link);
  if (former.failed !== null) return { kind: 'failed', error: former.failed };
  const [back, other] = former.items;
  if (back !== undefined) return { kind: 'found', item: back, ambiguous: other !== undefined };
  if (isRecognising(run)) return { kind: 'unproved', reason: 'mailbox_changed' };
  if (evidence.some((candidate) => candidate.place === 'deletedItems' && isMarkedAs(candidate, link)))
    return { kind: 'gone', ambiguous: absenceIsAmbiguous, traceless: false };
  const unreadable = located.unreadable[0];
  if (unreadable !== undefined) return { kind: 'unproved', reason: `${unreadable.place}_unreadable` };
  if (!link.stamped && link.searchKey === null) return { kind: 'unproved', reason: 'no_evidence' };
  return { kind: 'gone', ambiguous: absenceIsAmbiguous, traceless: true };
}

/**
 * An item in whose place another was made. What became of it says nothing about that other one, so only that it is there
 * counts. Until the other one has its stamp, the old stamp is still that of the item itself.
 */
function isReplaced({ stamp }: Located, link: Link): boolean {
  return link.stamped && stamp !== null && link.formerStamps.includes(stamp);
}

/**
 * Whether it bears what the item of the link bore when it was seen last. A search key does not tell an item from a copy
 * of it: what has another stamp, or none where the item had its own, may have been thrown away by itself.
 */
function isMarkedAs({ stamp }: Located, link: Link): boolean {
  if (link.stamped) return stamp === link.stamp;
  return stamp === null || carriesStamp({ stamp }, link);
}

/** Found by the search, and moved on or deleted before it was read: that is no proof of anything. */
function hasJustLeft(reader: ChunkReader, { id, place }: Located): boolean {
  return place === 'synchronised' && reader.exchange(id)?.kind === 'missing';
}

function onTheMove(): ConnectorError {
  return new ConnectorError({
    code: 'item_on_the_move',
    disposition: 'conflict',
    message: 'The item left the place where it had just been found',
  });
}

/** Candidates in the synchronised folder that exist, the most similar to what was last settled first. */
function itemsOf(
  run: Run,
  reader: ChunkReader,
  candidates: readonly Located[],
  link: Link,
): { readonly items: readonly ExchangeItem[]; readonly failed: ConnectorError | null } {
  const items: ExchangeItem[] = [];
  for (const candidate of candidates) {
    if (candidate.place !== 'synchronised') continue;
    const read = reader.exchange(candidate.id);
    if (read?.kind === 'failed') return { items: [], failed: read.error };
    if (read?.kind === 'found') items.push(read.item);
  }
  items.sort((a, b) => likeness(run, link, b) - likeness(run, link, a) || (a.id < b.id ? -1 : 1));
  return { items, failed: null };
}

/** How many fields are as they were when the link was last settled. */
function likeness(run: Run, link: Link, item: ExchangeItem): number {
  return Object.entries(run.specs).filter(([name, spec]) =>
    sameValue(spec, valueOf(link.baseExchange, name), valueOf(item.fields, name)),
  ).length;
}

function bestLikeness(run: Run, reader: ChunkReader, link: Link, candidates: readonly Located[]): number {
  const items = candidates.flatMap(({ id }) => {
    const read = reader.exchange(id);
    return read?.kind === 'found' ? read.item : [];
  });
  return Math.max(0, ...items.map((item) => likeness(run, link, item)));
}

/** None of these names one item alone: a copy carries all of them. Who else owns the item decides. */
export function carriesIdentity(
  item: { readonly stamp: string | null; readonly searchKey: string | null },
  link: Link,
): boolean {
  return carriesStamp(item, link) || (item.searchKey !== null && item.searchKey === link.searchKey);
}

export function carriesStamp({ stamp }: { readonly stamp: string | null }, link: Link): boolean {
  return stamp !== null && (stamp === link.stamp || link.formerStamps.includes(stamp));
}

interface Owners {
  readonly byId: ReadonlyMap<string, string>;
  readonly byStamp: ReadonlyMap<string, string>;
}

/** The live links that own a candidate already: by its id, or because it is stamped as theirs. */
async function ownersOf(run: Run, candidates: readonly Located[]): Promise<Owners> {
  const { store } = run.ports;
  const ids = candidates.map((candidate) => candidate.id);
  const stamps = candidates.flatMap((candidate) => candidate.stamp ?? []);
  const idOwners = ids.length === 0 ? [] : await store.findLinksByExchangeIds(run.scope.id, ids);
  const stampOwners = stamps.length === 0 ? [] : await store.findLinksByStamps(run.scope.id, stamps);
  const live = (link: Link): boolean => link.state !== 'CLOSED';
  return {
    byId: new Map(idOwners.filter(live).map((link) => [link.exchangeId ?? '', link.id])),
    byStamp: new Map(
      stampOwners
        .filter(live)
        .flatMap((link) => [link.stamp, ...link.formerStamps].map((stamp) => [stamp, link.id] as const)),
    ),
  };
}

async function sharersOf(run: Run, searchKeys: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const sharers = new Map<string, number>();
  if (searchKeys.length === 0) return sharers;
  for (const link of await run.ports.store.findLinksBySearchKeys(run.scope.id, searchKeys))
    if (link.searchKey !== null) sharers.set(link.searchKey, (sharers.get(link.searchKey) ?? 0) + 1);
  return sharers;
}

function mergeCandidates(located: LocateResult, claimants: readonly ExchangeItem[]): readonly Located[] {
  const byId = new Map<string, Located>();
  for (const { id, changeKey, stamp, searchKey } of claimants)
    byId.set(id, { id, changeKey, stamp, searchKey, place: 'synchronised' });
  // The search is asked last and knows where an item lies now.
  for (const candidate of located.found) byId.set(candidate.id, candidate);
  return [...byId.values()];
}
