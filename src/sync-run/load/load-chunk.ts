import type { CrmRead, CrmRecord } from '../../crm/port.ts';
import type { ExchangeItem } from '../../exchange/port.ts';
import type { Side } from '../../model/index.ts';
import type { Hint, NewHint } from '../../store/port.ts';
import type { CrmState, ExchangeState, Link } from '../../sync/index.ts';
import { PROJECTION_VERSION, withoutManagedCategories } from '../../sync/index.ts';
import type { SideSigns } from '../freeze/freeze.ts';
import type { Copy, Stranger } from '../identify/claims.ts';
import { findClaims } from '../identify/claims.ts';
import { searchKeysOfFormerItems } from '../identify/former-search-keys.ts';
import { lateLandings } from '../identify/late-landings.ts';
import { stampOfLost } from '../identify/stamp.ts';
import type { Successors } from '../identify/successors.ts';
import type { Whereabouts } from '../identify/whereabouts.ts';
import { findWhereabouts } from '../identify/whereabouts.ts';
import type { Answered } from '../pull/answered.ts';
import { recallMoves } from '../pull/left-behind.ts';
import type { Run } from '../run.ts';
import { SENT_ONLY } from '../settle/links.ts';
import { release } from '../settle/quarantine.ts';
import type { SettlementDraft } from '../settle/settlement-draft.ts';
import { createSettlementDraft } from '../settle/settlement-draft.ts';
import { mayHaveComeRound, withCameRound } from './came-round.ts';
import type { ChunkReader } from './chunk-reader.ts';
import { createChunkReader } from './chunk-reader.ts';
import type { Agreed } from './former-item.ts';
import { againstFormerItem } from './former-item.ts';
import { withCutTexts, withoutWhatDiffers } from './kept-of.ts';
import type { UnknownRecord } from './records-of-links.ts';
import { linksWaitingFor, madeAnewElsewhere } from './records-of-links.ts';
import { formerRecordsOfLost, returnedRecords } from './returned-records.ts';
import { crmStateOf, exchangeStateOf, isOlder } from './states.ts';
import type { ItemFailure, Unit } from './unit.ts';

export interface Chunk {
  readonly reader: ChunkReader;
  /** Pairs that are linked. */
  readonly linked: readonly Unit[];
  /** Items that no link knows. Their other side is `absent` until a counterpart is found. */
  readonly newcomers: readonly Unit[];
  /** Copies that a user made of a linked item and that stay what they are: not synchronised. */
  readonly copies: readonly Copy[];
  readonly failures: readonly ItemFailure[];
  /** What needs no plan: echoes of our own writes, items that are gone and that nobody knew. */
  readonly finished: SettlementDraft;
  /** Unlinked items that vanished, or are one of a pair: an undecided match may have become clear. */
  readonly vanished: number;
  /** Records that a pair gives up for another: to be looked at as what they are without it. */
  readonly displaced: readonly NewHint[];
  /** What its pairs say of the two sides as wholes. */
  readonly signs: SideSigns;
}

interface LinkWork {
  readonly link: Link;
  readonly hints: Hint[];
}

/**
 * Reads what the hints point at as it stands now, both ends of every link with it. The change lists only said
 * what to look at; what they said about it may be old.
 */
export async function loadChunk(
  run: Run,
  hints: readonly Hint[],
  options: { readonly skipEchoes: boolean; readonly reader?: ChunkReader; readonly answered?: Answered },
): Promise<Chunk> {
  const finished = createSettlementDraft();
  const reader = options.reader ?? createChunkReader(run);
  const { works, free } = await sortHints(run, hints, finished, options);
  await readEnds(
    run,
    reader,
    [...works.values()].map(({ link }) => link),
    free,
  );
  const strangers = sortStrangers(run, reader, free, finished);
  const learned = new Set<string>();
  const { links: waited, displaced } = await linksWaitingFor(run, reader, strangers.records);
  for (const { record, hint } of strangers.records) {
    const link = waited.get(record.id);
    if (link === undefined) continue;
    learned.add(link.id);
    works.set(link.id, { link: asFirstSeen(run, link, record), hints: [...(works.get(link.id)?.hints ?? []), hint] });
  }
  const claims = await findClaims(run, strangers.items);
  const late = await lateLandings(
    run,
    reader,
    strangers.items.map(({ item }) => item),
  );
  for (const link of late) {
    const own = strangers.records.filter(({ record }) => record.id === link.crmId);
    finished.putLink(link);
    if (link.exchangeId !== null) finished.removeUnlinked('exchange', link.exchangeId);
    if (link.crmId !== null) finished.removeUnlinked('crm', link.crmId);
    learned.add(link.id);
    works.set(link.id, { link, hints: own.map(({ hint }) => hint) });
  }
  const returned = await returnedRecords(run, strangers.records);
  const isSettled = ({ id }: Link): boolean => !run.inFlight.holdsLink(id);
  const named = [...claims.links.filter(isSettled), ...returned.heirs].filter((link) => !works.has(link.id));
  for (const link of named) works.set(link.id, { link, hints: [] });
  const successors = claims.successors.links.filter(isSettled);
  for (const link of successors) works.set(link.id, { link, hints: works.get(link.id)?.hints ?? [] });
  await readEnds(run, reader, [...named, ...successors, ...waited.values()], []);
  const anew = await madeAnewElsewhere(
    run,
    reader,
    [...works.values()].map(({ link }) => link),
  );
  for (const [linkId, record] of anew) {
    const work = works.get(linkId);
    if (work === undefined) continue;
    learned.add(linkId);
    works.set(linkId, { ...work, link: withRecord(work.link, record) });
  }

  const links = [...works.values()].map((work) => work.link);
  const claimants = claims.claimants.map((claimant) => claimant.item);
  const whereabouts = await findWhereabouts(run, reader, links, claimants);
  const back = await formerRecordsOfLost(
    run,
    reader,
    links.filter(({ id }) => !anew.has(id)),
    whereabouts,
  );
  for (const [linkId, record] of back) {
    const work = works.get(linkId);
    if (work === undefined) continue;
    learned.add(linkId);
    const own = strangers.records.flatMap((one) => (one.record.id === record.id ? [one.hint] : []));
    const isAnswered = options.answered?.has(linkId) === true && work.hints.length === 0;
    if (isAnswered && options.answered?.settles) for (const hint of own) settleHint(run, finished, hint);
    works.set(linkId, { link: withRecord(work.link, record), hints: [...work.hints, ...(isAnswered ? [] : own)] });
  }
  const taken = new Set([
    ...[...anew.values(), ...back.values()].map(({ id }) => id),
    ...late.map(({ crmId }) => crmId),
  ]);
  const records = strangers.records.filter(({ record }) => !waited.has(record.id) && !taken.has(record.id));
  const formerSearchKeys = await searchKeysOfFormerItems(
    run,
    records.map(({ record }) => record),
  );

  const failures = [...strangers.failures];
  const linked: Unit[] = [];
  for (const { link, hints: ownHints } of works.values()) {
    const place = whereabouts.get(link.id);
    if (place === undefined) continue;
    const claimed = strangers.items.filter(({ item }) => place.kind === 'found' && item.id === place.item.id);
    const isAnswered = place.kind === 'found' && options.answered?.hasAs(link.id, place.item.id);
    if (isAnswered && ownHints.length === 0) {
      if (options.answered?.settles) for (const { hint } of claimed) settleHint(run, finished, hint);
      continue;
    }
    const unitHints = [...ownHints, ...claimed.map((claimant) => claimant.hint)];
    // A link that was only looked up because a copy names it has nothing to settle.
    if (unitHints.length === 0) continue;
    const agreed =
      place.kind === 'found' ? asAgreedWith(run, claims.successors, link, place.item) : { link, unagreed: [] };
    const unit = linkedUnit(run, reader, agreed, place, unitHints, learned.has(link.id));
    if ('error' in unit) failures.push(unit);
    else linked.push(unit);
  }
  const round = mayHaveComeRound(run, linked);
  const { newcomers, copies } = claims.resolve(whereabouts);
  return {
    reader,
    linked: round.size === 0 ? linked : await withCameRound(run, linked, round),
    newcomers: [
      ...records.map(({ record, hint }) =>
        crmNewcomer(run, record, [hint], {
          returned: returned.ids.has(record.id),
          searchKeys: formerSearchKeys.get(record.id),
        }),
      ),
      ...newcomers.map(({ item, hint }) => exchangeNewcomer(run, item, [hint])),
    ],
    copies,
    failures,
    finished,
    vanished: strangers.vanished + late.length,
    displaced,
    signs: {
      traceless: linked.filter(({ link }) => isTraceless(link, whereabouts)).length,
      older: linked.filter(({ link, record }) => isOlder(run, link, record)).length,
      strangers: newcomers.length,
      unrecognised: linked.filter(({ link, exchange }) => exchange.kind === 'unproved' && link?.state !== 'DET_C')
        .length,
    },
  };
}

/** Missing in Exchange, and not to be found in Deleted Items either. Not those about which a freeze has asked already. */
function isTraceless(link: Link | null, whereabouts: ReadonlyMap<string, Whereabouts>): boolean {
  if (link?.state !== 'LINKED' || link.reviewReason === 'item_not_recognised') return false;
  const place = whereabouts.get(link.id);
  return place?.kind === 'unproved' || (place?.kind === 'gone' && place.traceless);
}

/** Which hints belong to a link, which to nobody. Leaves out what is in flight; its hints stay. */
async function sortHints(
  run: Run,
  hints: readonly Hint[],
  finished: SettlementDraft,
  { skipEchoes, answered }: { readonly skipEchoes: boolean; readonly answered?: Answered },
): Promise<{ readonly works: Map<string, LinkWork>; readonly free: readonly Hint[] }> {
  const due = hints.filter((hint) => !run.inFlight.holdsItem(hint.side, hint.itemId));
  const idsOn = (side: Side): readonly string[] => due.filter((hint) => hint.side === side).map((hint) => hint.itemId);
  const { store, scopeId } = { store: run.ports.store, scopeId: run.scope.id };
  const found = [
    ...(await store.findLinksByCrmIds(scopeId, idsOn('crm'))),
    ...(await store.findLinksByExchangeIds(scopeId, idsOn('exchange'))),
  ].filter((link) => link.state !== 'CLOSED');
  const byEnd = new Map<string, Link>();
  for (const link of found) {
    if (link.crmId !== null) byEnd.set(`crm:${link.crmId}`, link);
    if (link.exchangeId !== null) byEnd.set(`exchange:${link.exchangeId}`, link);
  }
  const works = new Map<string, LinkWork>();
  const free: Hint[] = [];
  for (const hint of due) {
    const link = byEnd.get(`${hint.side}:${hint.itemId}`);
    if (link === undefined) free.push(hint);
    else if (run.inFlight.holdsLink(link.id)) continue;
    else if (answered?.has(link.id)) {
      if (answered.settles) settleHint(run, finished, hint);
    } else if (skipEchoes && !run.leftBehind.isDue(hint) && isEcho(run, link, hint)) settleHint(run, finished, hint);
    else if (works.has(link.id)) works.get(link.id)?.hints.push(hint);
    else works.set(link.id, { link, hints: [hint] });
  }
  return { works, free };
}

function settleHint(run: Run, finished: SettlementDraft, hint: Hint): void {
  finished.removeHints([hint]);
  release(run, finished, { hints: [hint] });
}

/** The version that the list named is the one that was settled last: our own write comes back. Nothing waits on it. */
function isEcho(run: Run, link: Link, hint: Hint): boolean {
  if (link.state !== 'LINKED' || link.pending || link.notCompared || link.reviewReason !== null) return false;
  if (link.projection !== PROJECTION_VERSION) return false;
  const settled = hint.side === 'crm' ? link.crmVersion : link.changeKey;
  return settled !== null && settled === run.sightings.versionOf(hint.side, hint.itemId);
}

/** Both ends of the links and what the free hints point at, and of all these what lies elsewhere although it answers. */
async function readEnds(run: Run, reader: ChunkReader, links: readonly Link[], free: readonly Hint[]): Promise<void> {
  const freeIds = (side: Side): readonly string[] =>
    free.filter((hint) => hint.side === side).map((hint) => hint.itemId);
  await reader.readCrm([...freeIds('crm'), ...links.flatMap(({ crmId }) => crmId ?? [])]);
  await reader.readExchange([...freeIds('exchange'), ...links.flatMap(({ exchangeId }) => exchangeId ?? [])]);
  await recallMoves(run, reader, links, free);
}

interface Strangers {
  readonly records: readonly UnknownRecord[];
  readonly items: readonly Stranger[];
  readonly failures: readonly ItemFailure[];
  readonly vanished: number;
}

function sortStrangers(run: Run, reader: ChunkReader, free: readonly Hint[], finished: SettlementDraft): Strangers {
  const records: UnknownRecord[] = [];
  const items: Stranger[] = [];
  const failures: ItemFailure[] = [];
  let vanished = 0;
  for (const hint of free) {
    const read = hint.side === 'crm' ? reader.crm(hint.itemId) : reader.exchange(hint.itemId);
    if (read === undefined) continue;
    if (read.kind === 'failed') failures.push({ hints: [hint], error: read.error });
    else if (read.kind === 'found' && 'record' in read) {
      if (!run.inFlight.holdsRecord(read.record)) records.push({ record: read.record, hint });
    } else if (read.kind === 'found' && 'item' in read && !run.sightings.leftFolder(read.item.id)) {
      if (!run.inFlight.holdsExchange(read.item)) items.push({ item: read.item, hint });
    } else {
      finished.removeHints([hint]);
      finished.removeUnlinked(hint.side, hint.itemId);
      release(run, finished, { hints: [hint] });
      vanished += 1;
    }
  }
  return { records, items, failures, vanished };
}

function linkedUnit(
  run: Run,
  reader: ChunkReader,
  { link: stored, unagreed }: Agreed,
  place: Whereabouts,
  hints: readonly Hint[],
  learned: boolean,
): Unit | ItemFailure {
  if (place.kind === 'failed') return { hints, error: place.error };
  // A category that the user had and the profile sets now is nobody's edit.
  const agreed = withoutManagedCategories(stored.baseExchange, run.input.rules.exchangeCategories);
  const link = { ...stored, baseExchange: agreed };
  const read = link.crmId === null ? undefined : reader.crm(link.crmId);
  if (read?.kind === 'failed') return { hints, error: read.error };
  const crm = crmEnd(run, link, read);
  const record = read?.kind === 'found' ? read.record : null;
  const item = place.kind === 'found' ? place.item : null;
  const ambiguous = link.ambiguous || ('ambiguous' in place && place.ambiguous);
  const moved = item !== null && item.id !== link.exchangeId;
  const known = link.reviewReason === SENT_ONLY ? asKept(run, link, record, item) : link;
  return {
    link: {
      ...known,
      ambiguous,
      ...(moved ? { exchangeId: item.id, changeKey: null } : {}),
    },
    crm,
    exchange: asFarAsAgreed(exchangeEnd(run, link, place), unagreed),
    record,
    item,
    hints,
    linkLearned: learned || moved || ambiguous !== link.ambiguous,
    ...(moved ? { isFoundElsewhere: true } : {}),
    readAt: run.ports.clock.now(),
  };
}

/**
 * Of a record that was deleted before anybody saw it, or in whose place another was made since, nobody knows when it was
 * like its item.
 */
function asFirstSeen(run: Run, link: Link, record: CrmRecord): Link {
  const found = withRecord(link, record);
  const isSuccessor = link.crmId !== null && record.externalKey === stampOfLost(run.ports.stampKey, link.crmId);
  return isSuccessor ? found : { ...found, ...withoutWhatDiffers(run, found, record) };
}

/** The same pair with the record that turned out to be its own. */
function withRecord(link: Link, { id }: CrmRecord): Link {
  return { ...link, crmId: id, crmVersion: null };
}

/** The pair with what was agreed with this very item. */
function asAgreedWith(run: Run, successors: Successors, link: Link, item: ExchangeItem): Agreed {
  const agreed = successors.asAgreedWith(link, item);
  return agreed === link ? againstFormerItem(run, link, item) : { link: agreed, unagreed: [] };
}

function asFarAsAgreed(exchange: ExchangeState, unagreed: readonly string[]): ExchangeState {
  return exchange.kind === 'live' && unagreed.length > 0 ? { ...exchange, unagreed } : exchange;
}

/** The bases of a pair that are what was sent, as the sides keep it. */
function asKept(run: Run, link: Link, record: CrmRecord | null, item: ExchangeItem | null): Link {
  return {
    ...link,
    ...(record === null ? {} : { baseCrm: withCutTexts(run, link.baseCrm, record.fields) }),
    ...(item === null ? {} : { baseExchange: withCutTexts(run, link.baseExchange, item.fields) }),
  };
}

/** What is known of a record from pairs that it was in. */
interface Past {
  /** A restored CRM has it again. */
  readonly returned?: boolean;
  /** Of its former items. */
  readonly searchKeys?: readonly string[] | undefined;
}

export function crmEnd(run: Run, link: Link, read: Exclude<CrmRead, { kind: 'failed' }> | undefined): CrmState {
  // Its record was deleted before we learned its id.
  if (link.crmId === null) return { kind: 'gone', id: '' };
  if (read === undefined) return { kind: 'absent' };
  const older = run.plan.frozen === 'restored' && read.kind === 'found' && isOlder(run, link, read.record);
  const notCompared = link.notCompared ? 'maybeOlder' : undefined;
  return crmStateOf(run, link.crmId, read, link.baseCrm, older ? 'older' : notCompared);
}

export function exchangeEnd(run: Run, link: Link, place: Exclude<Whereabouts, { kind: 'failed' }>): ExchangeState {
  const id = link.exchangeId ?? '';
  switch (place.kind) {
    case 'found':
      return exchangeStateOf(run, place.item, link.baseExchange);
    case 'gone':
      return { kind: 'gone', id };
    case 'elsewhere':
      return { kind: 'elsewhere', id };
    case 'unproved':
      return { kind: 'unproved', id, reason: place.reason };
  }
}

export function crmNewcomer(run: Run, record: CrmRecord, hints: readonly Hint[], past: Past = {}): Unit {
  const crm = crmStateOf(run, record.id, { kind: 'found', record }, {}, past.returned ? 'returned' : undefined);
  const readAt = run.ports.clock.now();
  const formerSearchKeys = past.searchKeys ?? [];
  const rest = { hints, linkLearned: false, readAt };
  return { link: null, crm, exchange: { kind: 'absent' }, record, item: null, formerSearchKeys, ...rest };
}

export function exchangeNewcomer(run: Run, item: ExchangeItem, hints: readonly Hint[]): Unit {
  const exchange = exchangeStateOf(run, item);
  const readAt = run.ports.clock.now();
  return { link: null, crm: { kind: 'absent' }, exchange, record: null, item, hints, linkLearned: false, readAt };
}
