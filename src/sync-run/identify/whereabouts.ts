import type { ExchangeItem, Located, LocateResult } from '../../exchange/port.ts';
import { ConnectorError, sameValue, valueOf } from '../../model/index.ts';
import type { Link } from '../../sync/index.ts';
import { isRecognising } from '../freeze/freeze.ts';
import type { ChunkReader } from '../load/chunk-reader.ts';
import { recallMoves } from '../pull/left-behind.ts';
import type { Run } from '../run.ts';
import { awaitsPair, countBySearchKey, mayBeItemOf, mergeCandidates, ownersOf, stampsOf } from './candidates.ts';
import type { PlacesByMarks } from './lookalikes.ts';
import { findLookalikes } from './lookalikes.ts';
import { bestMarked, carriesStamp } from './marks.ts';

/**
 * What became of the Exchange end of a link. `found` under another id than the link's is a move or a restore;
 * `ambiguous` when more than one item could have been meant.
 */
export type Whereabouts =
  | {
      readonly kind: 'found';
      readonly item: ExchangeItem;
      readonly ambiguous: boolean;
      /** No mark leads to it: it is what the link was last like. */
      readonly byLikeness?: true;
    }
  /** `traceless`: it is in no place at all, Deleted Items included. */
  | { readonly kind: 'gone'; readonly ambiguous: boolean; readonly traceless: boolean }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'unproved'; readonly reason: string }
  | { readonly kind: 'failed'; readonly error: ConnectorError };

/**
 * A missing id is a question (sync-spec §1.6). Answers it for all links whose item the reader knows, with one
 * search for those whose item did not answer. `claimants` are unlinked items that carry the identity of a link.
 * Whom a link shares its marks or its likeness with is looked for in the whole scope: how links fall into chunks
 * decides nothing.
 */
export async function findWhereabouts(
  run: Run,
  reader: ChunkReader,
  links: readonly Link[],
  claimants: readonly ExchangeItem[],
): Promise<ReadonlyMap<string, Whereabouts>> {
  const answers = await findByMarks(run, reader, links, claimants);
  if (!isRecognising(run)) return answers;
  const byMarks: PlacesByMarks = async (others, items) => {
    const unasked = others.filter(({ id }) => !answers.has(id));
    await readItemsOf(run, reader, unasked);
    return new Map([...answers, ...(await findByMarks(run, reader, unasked, items))]);
  };
  const unrecognised = links.filter(({ id }) => answers.get(id)?.kind === 'unproved');
  const alike = await findLookalikes(run, reader, unrecognised, byMarks);
  const found = [...alike].map(([id, item]) => [id, asLookalike(item)] as const);
  return new Map([...answers, ...found]);
}

function asLookalike(item: ExchangeItem): Whereabouts {
  return { kind: 'found', item, ambiguous: false, byLikeness: true };
}

/** What ids, stamps and search keys tell. */
async function findByMarks(
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

async function readItemsOf(run: Run, reader: ChunkReader, links: readonly Link[]): Promise<void> {
  if (links.length === 0) return;
  await reader.readExchange(links.flatMap(({ exchangeId }) => exchangeId ?? []));
  await recallMoves(run, reader, links, []);
}

function byId(run: Run, reader: ChunkReader, link: Link): Whereabouts | 'missing' {
  const { exchangeId } = link;
  const read = exchangeId === null ? undefined : reader.exchange(exchangeId);
  if (exchangeId === null || read === undefined || read.kind === 'missing') return 'missing';
  if (read.kind === 'foreign') return { kind: 'elsewhere' };
  // Some servers keep the id when an item is moved, and answer for it from Deleted Items, be it with an error.
  if (run.sightings.leftFolder(read.kind === 'found' ? read.item.id : exchangeId)) return 'missing';
  if (read.kind === 'failed') return { kind: 'failed', error: read.error };
  return { kind: 'found', item: read.item, ambiguous: false };
}

async function search(
  run: Run,
  reader: ChunkReader,
  missing: readonly Link[],
  claimants: readonly ExchangeItem[],
  answers: Map<string, Whereabouts>,
): Promise<void> {
  const { exchange, store } = run.ports;
  const searchKeys = [...new Set(missing.flatMap((link) => link.searchKey ?? []))];
  const nearby = await exchange.locate(run.itemType, { stamps: stampsOf(missing), searchKeys });
  const sharers = searchKeys.length === 0 ? [] : await store.findLinksBySearchKeys(run.scope.id, searchKeys);
  const rivals = await missingBeside(run, reader, missing, sharers, nearby);
  const located = rivals.length === 0 ? nearby : await withItemsStampedFor(run, rivals, nearby);
  const candidates = mergeCandidates(located, claimants);
  const owners = await ownersOf(run, candidates);

  await reader.readExchange(candidates.filter((c) => c.place === 'synchronised').map((c) => c.id));
  const sharerCounts = countBySearchKey(sharers);
  const asked = new Set(missing);
  const taken = new Set<string>();
  const claims = [...missing, ...rivals].map((link) => {
    const own = candidates.filter(
      (candidate) => mayBeItemOf(candidate, link, owners) && !awaitsPair(run, candidate, link, owners),
    );
    return { link, all: own, likeness: bestLikeness(run, reader, link, own) };
  });
  // Of a group that shares a search key, who finds exactly its own item chooses first: links that take each other's
  // places carry the edits of one item into the record of another.
  claims.sort((a, b) => b.likeness - a.likeness || (a.link.id < b.link.id ? -1 : 1));
  for (const { link, all } of claims) {
    const own = all.filter(({ id }) => !taken.has(id));
    const shared = link.searchKey !== null && (sharerCounts.get(link.searchKey) ?? 0) > 1;
    const answer = conclude(run, reader, link, own, shared, located);
    if (answer.kind === 'found') taken.add(answer.item.id);
    if (asked.has(link)) answers.set(link.id, answer);
  }
}

/** Links that nobody asked about and that are missing too: they look for the same items as who shares their search key. */
async function missingBeside(
  run: Run,
  reader: ChunkReader,
  missing: readonly Link[],
  sharers: readonly Link[],
  { found }: LocateResult,
): Promise<readonly Link[]> {
  const asked = new Set(missing.map(({ id }) => id));
  const inPlace = new Set(found.filter(({ place }) => place === 'synchronised').map(({ id }) => id));
  const others = sharers.filter(({ id, exchangeId }) => !asked.has(id) && !inPlace.has(exchangeId ?? ''));
  await readItemsOf(run, reader, others);
  return others.filter((link) => byId(run, reader, link) === 'missing');
}

async function withItemsStampedFor(
  { ports, itemType }: Run,
  links: readonly Link[],
  located: LocateResult,
): Promise<LocateResult> {
  const { found } = await ports.exchange.locate(itemType, { stamps: stampsOf(links), searchKeys: [] });
  return { ...located, found: [...located.found, ...found] };
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
  const evidence = bestMarked(current, link);
  // Two live links with one search key are an item and its copy: without a stamp nobody can tell which is which.
  const ambiguous = sharedSearchKey && !evidence.some(({ stamp }) => stamp === link.stamp);
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
