import type { Hint, NewHint } from '../../store/port.ts';
import type { Link } from '../../sync/index.ts';
import { isUnseen } from '../../sync/index.ts';
import type { SideSigns } from '../freeze/freeze.ts';
import type { Claims, Copy, Stranger } from '../identify/claims.ts';
import { formerPairsOf } from '../identify/former-pairs.ts';
import type { Whereabouts } from '../identify/whereabouts.ts';
import { findWhereabouts } from '../identify/whereabouts.ts';
import type { Answered } from '../pull/answered.ts';
import type { Run } from '../run.ts';
import type { SettlementDraft } from '../settle/settlement-draft.ts';
import { createSettlementDraft } from '../settle/settlement-draft.ts';
import { stopwatch } from '../stopwatch.ts';
import { mayHaveComeRound, withCameRound } from './came-round.ts';
import type { ChunkReader } from './chunk-reader.ts';
import { createChunkReader } from './chunk-reader.ts';
import type { LinkWorks } from './link-works.ts';
import { linkedUnit } from './linked-unit.ts';
import { linksOfStrangers, withRecord } from './links-of-strangers.ts';
import { madeAnewElsewhere } from './records-of-links.ts';
import { formerRecordsOfLost } from './returned-records.ts';
import { sortHints } from './sort-hints.ts';
import { isOlder } from './states.ts';
import { readEnds, sortStrangers } from './strangers.ts';
import type { ItemFailure, Unit } from './unit.ts';
import { crmNewcomer, exchangeNewcomer } from './units-of-ends.ts';

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
  /** An unlinked item vanished, or a pair learned which ends it has: an undecided match may have become clear. */
  readonly mayClearOthers: boolean;
  /** Records that a pair gives up for another: to be looked at as what they are without it. */
  readonly displaced: readonly NewHint[];
  /** What its pairs say of the two sides as wholes. */
  readonly signs: SideSigns;
}

interface Options {
  readonly skipEchoes: boolean;
  readonly reader?: ChunkReader;
  readonly answered?: Answered;
}

/**
 * Reads what the hints point at as it stands now, both ends of every link with it. The change lists only said
 * what to look at; what they said about it may be old.
 */
export async function loadChunk(run: Run, hints: readonly Hint[], options: Options): Promise<Chunk> {
  // Begun before anything is read: the process may stand still in between, and what it read grows old meanwhile.
  const sinceRead = stopwatch(run.ports.clock);
  const finished = createSettlementDraft();
  const reader = options.reader ?? createChunkReader(run);
  const { works, free } = await sortHints(run, hints, finished, options);
  await readEnds(run, reader, works.links(), free);
  const strangers = sortStrangers(run, reader, free, finished);
  const known = await linksOfStrangers(run, reader, strangers, { works, finished });
  const { claims } = known;
  const anew = await madeAnewElsewhere(run, reader, works.links(), known.histories);
  for (const [linkId, record] of anew) {
    const link = works.get(linkId)?.link;
    if (link !== undefined) works.learn(withRecord(link, record));
  }
  const claimants = claims.claimants.map(({ item }) => item);
  const whereabouts = await findWhereabouts(run, reader, works.links(), claimants);
  const withoutAnew = works.links().filter(({ id }) => !anew.has(id));
  const back = await formerRecordsOfLost(run, reader, withoutAnew, whereabouts);
  for (const [linkId, record] of back) {
    const work = works.get(linkId);
    if (work === undefined) continue;
    const own = strangers.records.flatMap((one) => (one.record.id === record.id ? [one.hint] : []));
    const isAnswered = options.answered?.has(linkId) === true && work.hints.length === 0;
    works.learn(withRecord(work.link, record), isAnswered ? [] : own);
  }
  const ofLinks = new Set([...known.taken, ...[...anew.values(), ...back.values()].map(({ id }) => id)]);
  const records = strangers.records.filter(({ record }) => !ofLinks.has(record.id));
  const formerPairs = await formerPairsOf(
    run,
    records.map(({ record }) => record),
  );

  const pairs = unitsOfPairs(run, reader, options, {
    works,
    items: strangers.items,
    whereabouts,
    claims,
    sinceRead,
  });
  const round = mayHaveComeRound(run, pairs.linked);
  const linked = round.size === 0 ? pairs.linked : await withCameRound(run, pairs.linked, round);
  const { newcomers, copies } = claims.resolve(whereabouts);
  return {
    reader,
    linked,
    newcomers: [
      ...records.map(({ record, hint }) =>
        crmNewcomer(run, record, [hint], {
          returned: known.returned.has(record.id),
          formerPairs: formerPairs.get(record.id),
        }),
      ),
      ...newcomers.map(({ item, hint }) => exchangeNewcomer(run, item, [hint])),
    ].map((unit) => ({ ...unit, sinceRead })),
    copies,
    failures: [...strangers.failures, ...pairs.failures],
    finished,
    mayClearOthers: strangers.vanished + known.landed > 0 || linked.some(({ linkLearned }) => linkLearned),
    displaced: known.displaced,
    signs: signsOf(run, linked, whereabouts, newcomers.length),
  };
}

interface AtHand {
  readonly works: LinkWorks;
  readonly items: readonly Stranger[];
  readonly whereabouts: ReadonlyMap<string, Whereabouts>;
  readonly claims: Claims;
  readonly sinceRead: Unit['sinceRead'];
}

function unitsOfPairs(
  run: Run,
  reader: ChunkReader,
  { answered }: Options,
  { works, items, whereabouts, claims, sinceRead }: AtHand,
): { readonly linked: readonly Unit[]; readonly failures: readonly ItemFailure[] } {
  const linked: Unit[] = [];
  const failures: ItemFailure[] = [];
  for (const { link, hints } of works.all()) {
    const place = whereabouts.get(link.id);
    if (place === undefined) continue;
    const claimed = items.filter(({ item }) => place.kind === 'found' && item.id === place.item.id);
    // Its hint stays until the link knows the item: a deletion is decided again last, and may find the pair another one.
    if (place.kind === 'found' && answered?.hasAs(link.id, place.item.id) && hints.length === 0) continue;
    const unitHints = [...hints, ...claimed.map(({ hint }) => hint)];
    // A link that was only looked up because a copy names it has nothing to settle.
    if (unitHints.length === 0) continue;
    const pair = { link, place, hints: unitHints, isLearned: works.isLearned(link), sinceRead };
    const unit = linkedUnit(run, reader, claims.successors, pair);
    if ('error' in unit) failures.push(unit);
    else linked.push(unit);
  }
  return { linked, failures };
}

function signsOf(
  run: Run,
  linked: readonly Unit[],
  whereabouts: ReadonlyMap<string, Whereabouts>,
  strangers: number,
): SideSigns {
  return {
    traceless: linked.filter(({ link }) => isTraceless(link, whereabouts)).length,
    older: linked.filter(({ link, record }) => isOlder(run, link, record)).length,
    strangers,
    unmarked: linked.filter(({ link }) => isUnmarked(link, whereabouts)).length,
  };
}

/** Missing in Exchange, and not to be found in Deleted Items either. Not those about which a freeze has asked already. */
function isTraceless(link: Link | null, whereabouts: ReadonlyMap<string, Whereabouts>): boolean {
  if (link?.state !== 'LINKED' || link.reviewReason === 'item_not_recognised') return false;
  const place = whereabouts.get(link.id);
  return place?.kind === 'unproved' || (place?.kind === 'gone' && place.traceless);
}

/** No mark leads to its item, if it has one. Where a create waits for its item, nobody has seen that it is gone. */
function isUnmarked(link: Link | null, whereabouts: ReadonlyMap<string, Whereabouts>): boolean {
  const place = link === null ? undefined : whereabouts.get(link.id);
  if (link === null || place?.kind !== 'unproved') return place?.kind === 'found' && place.byLikeness === true;
  return link.state !== 'DET_C' || isUnseen(link);
}
