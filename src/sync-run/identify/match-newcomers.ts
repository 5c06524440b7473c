import type { Side } from '../../model/index.ts';
import type { Hint, NewHint, Unlinked } from '../../store/port.ts';
import type { Candidate, Match, Step } from '../../sync/index.ts';
import { chooseMatch, plan } from '../../sync/index.ts';
import { itemKey } from '../item-key.ts';
import type { ChunkReader } from '../load/chunk-reader.ts';
import type { PlannedUnit, Unit } from '../load/unit.ts';
import { crmNewcomer, exchangeNewcomer } from '../load/units-of-ends.ts';
import type { Run } from '../run.ts';
import { undecidedWereTold } from '../settle/undecided.ts';
import type { FormerPairs } from './former-pairs.ts';
import { agreedBefore, formerPairsOf } from './former-pairs.ts';
import { keysOfItem, keysOfRecord, NO_KEYS } from './keys-of-newcomer.ts';
import { landedWithoutLink } from './own-duplicates.ts';
import { createSentFor } from './unseen-creates.ts';

const NOT_READ: Step = { kind: 'hold', reason: { row: 'U2', code: 'counterpart_not_read' }, state: 'wait' };

/**
 * Remembers unlinked items under their match keys, before anything is planned for any of them. Only then does
 * the order in which the two sides are read not decide who finds whom.
 */
export async function registerNewcomers(run: Run, newcomers: readonly Unit[]): Promise<void> {
  if (newcomers.length === 0) return;
  const rows = newcomers.map((unit): Unlinked => {
    const candidate = candidateOf(run, unit);
    // Another user's record is nobody's counterpart here: what matches it stays this user's own item.
    const keys = unit.crm.kind === 'left' ? NO_KEYS : candidate.keys;
    const side = sideOf(unit);
    const reason = {
      row: side === 'crm' ? 'U4' : 'U5',
      code: side === 'crm' ? 'new_in_crm' : 'new_in_exchange',
    } as const;
    return { side, itemId: candidate.id, strongKeys: keys.strong, weakKeys: keys.weak, reason, state: 'wait' };
  });
  undecidedWereTold(run, await run.ports.store.putUnlinked(run.keeper.lease, rows));
  for (const row of rows) run.unread.answered(row);
}

export interface NewcomerPlan {
  readonly planned: readonly PlannedUnit[];
  /** Registered items that are gone or look different now: their keys mislead, and they are to be looked at again. */
  readonly outdated: readonly NewHint[];
}

/**
 * Plans items that no link knows: finds the counterpart of each, reads it, and pairs the two.
 * @param paired keys of the items that are planned already, with a counterpart or alone; grows, so that each is planned once
 *   however it is found
 */
export async function planNewcomers(
  run: Run,
  reader: ChunkReader,
  newcomers: readonly Unit[],
  paired: Set<string>,
): Promise<NewcomerPlan> {
  const planned: PlannedUnit[] = [];
  const outdated: NewHint[] = [];
  for (const side of ['crm', 'exchange'] as const) {
    const own = newcomers.filter((unit) => sideOf(unit) === side && !paired.has(keyOf(unit)));
    const matches = await findMatches(
      run,
      side,
      own.filter((unit) => unit.crm.kind !== 'left'),
    );
    const formerPairs = await readPartners(run, reader, side, [...matches.values()]);
    const late = await landedWithoutLink(
      run,
      own.flatMap(({ item }) => item ?? []),
    );
    for (const unit of own) {
      const found = settledMatch(run, unit, matches.get(unit) ?? { kind: 'none' });
      const isLate = unit.item !== null && late.has(unit.item.id);
      const waits = found.kind === 'none' && (isLate || mayBeLost(run, unit));
      const match: Match = waits ? { kind: 'reserved' } : found;
      if (match.kind !== 'one') {
        const step = plan(unit, match, run.plan);
        planned.push({ unit, step: mayHaveUnreadCounterpart(run, unit, step) ? NOT_READ : step });
        // From here on nobody's counterpart: it would be made and linked in one breath.
        paired.add(keyOf(unit));
        continue;
      }
      const partner = partnerOf(run, reader, unit, match.id, formerPairs);
      // Until the counterpart is looked at again the item waits: a create now could be its duplicate.
      if (partner === 'outdated') outdated.push({ side: otherSide(side), itemId: match.id });
      if (partner === 'outdated' || partner === 'unreadable') continue;
      // Planned without this one: an item was read before its counterpart came to look like that, or the other way round.
      if (paired.has(keyOf(partner))) {
        run.lookAgain = true;
        continue;
      }
      const known = newcomers.find((other) => keyOf(other) === keyOf(partner));
      const pair = pairUp(unit, partner, [...unit.hints, ...(known?.hints ?? [])]);
      paired.add(keyOf(unit)).add(keyOf(partner));
      planned.push({ unit: pair, step: plan(pair, match, run.plan) });
    }
  }
  return { planned, outdated };
}

/**
 * A create that was announced is finished before anybody is asked whom its item looks like: only under its key the record
 * that it may have made is not made again, and the item may move while it waits for an answer.
 */
function settledMatch(run: Run, { item }: Unit, match: Match): Match {
  const isSent = item !== null && createSentFor(run, item) !== null;
  return isSent && match.kind !== 'one' ? { kind: 'none' } : match;
}

/**
 * In a CRM that came back from a backup, a record that a create of ours made may be one that was lost, made anew from
 * another mailbox: that shows when its pair is looked at.
 */
function mayBeLost(run: Run, { record, crm }: Unit): boolean {
  const isBack = crm.kind === 'live' && crm.restored === 'returned';
  return run.plan.frozen === 'restored' && record !== null && record.externalKey !== null && !isBack;
}

/** Created now, it might stand beside its counterpart. A create that was announced is finished all the same. */
function mayHaveUnreadCounterpart(run: Run, { item }: Unit, step: Step): boolean {
  if (step.kind === 'createInExchange') return run.unread.holdsUp('exchange', run.leftBehind);
  if (step.kind !== 'createInCrm' || (item !== null && createSentFor(run, item) !== null)) return false;
  return run.unread.holdsUp('crm', run.leftBehind);
}

async function findMatches(run: Run, side: Side, units: readonly Unit[]): Promise<ReadonlyMap<Unit, Match>> {
  const other = otherSide(side);
  const candidates = new Map(units.map((unit) => [unit, candidateOf(run, unit)]));
  const all = [...candidates.values()];
  const counterparts = await unlinkedUnder(
    run,
    other,
    all.flatMap((candidate) => candidate.keys.strong),
    all.flatMap((candidate) => candidate.keys.weak),
  );
  const rivals = await unlinkedUnder(
    run,
    side,
    counterparts.flatMap((candidate) => candidate.keys.strong),
    [],
  );
  const reserved = new Set(counterparts.map(({ id }) => id).filter((id) => run.inFlight.holdsItem(other, id)));
  const byKey = indexByKey(counterparts);
  const rivalsByKey = indexByKey(rivals);
  const matches = new Map<Unit, Match>();
  for (const [unit, own] of candidates) {
    const near = lookUp(byKey, [...own.keys.strong, ...own.keys.weak]);
    const besides = lookUp(
      rivalsByKey,
      near.flatMap((candidate) => candidate.keys.strong),
    ).filter((candidate) => candidate.id !== own.id);
    matches.set(unit, chooseMatch({ own, counterparts: near, rivals: besides, reserved }));
  }
  return matches;
}

async function unlinkedUnder(
  run: Run,
  side: Side,
  strong: readonly string[],
  weak: readonly string[],
): Promise<readonly Candidate[]> {
  const { store } = run.ports;
  const byId = new Map<string, Candidate>();
  for (const [kind, keys] of [
    ['strong', strong],
    ['weak', weak],
  ] as const) {
    if (keys.length === 0) continue;
    for (const row of await store.findUnlinkedByKeys(run.scope.id, side, kind, [...new Set(keys)]))
      byId.set(row.itemId, {
        id: row.itemId,
        keys: { strong: row.strongKeys, weak: row.weakKeys },
        isLeftOut: row.state === 'ignored' && row.reason.row === 'U1',
        isInReview: row.state === 'review',
      });
  }
  return [...byId.values()];
}

/** @returns what is known of the records among them */
async function readPartners(
  run: Run,
  reader: ChunkReader,
  side: Side,
  matches: readonly Match[],
): Promise<ReadonlyMap<string, FormerPairs>> {
  const ids = matches.flatMap((match) => (match.kind === 'one' ? [match.id] : []));
  if (side === 'crm') {
    await reader.readExchange(ids);
    return new Map();
  }
  await reader.readCrm(ids);
  const records = ids.flatMap((id) => {
    const read = reader.crm(id);
    return read?.kind === 'found' ? read.record : [];
  });
  return formerPairsOf(run, records);
}

function partnerOf(
  run: Run,
  reader: ChunkReader,
  unit: Unit,
  partnerId: string,
  formerPairs: ReadonlyMap<string, FormerPairs>,
): Unit | 'outdated' | 'unreadable' {
  const read = unit.record !== null ? reader.exchange(partnerId) : reader.crm(partnerId);
  if (read === undefined || read.kind === 'failed') return 'unreadable';
  if (read.kind !== 'found') return 'outdated';
  const isInFlight = 'item' in read ? run.inFlight.holdsExchange(read.item) : run.inFlight.holdsRecord(read.record);
  if (isInFlight) return 'unreadable';
  const partner =
    'item' in read
      ? exchangeNewcomer(run, read.item, [])
      : crmNewcomer(run, read.record, [], { formerPairs: formerPairs.get(partnerId) });
  const own = candidateOf(run, unit).keys.strong;
  return candidateOf(run, partner).keys.strong.some((key) => own.includes(key)) ? partner : 'outdated';
}

function pairUp(unit: Unit, partner: Unit, hints: readonly Hint[]): Unit {
  const pair =
    unit.record !== null
      ? { ...unit, exchange: partner.exchange, item: partner.item, hints }
      : { ...partner, exchange: unit.exchange, item: unit.item, hints, sinceRead: unit.sinceRead };
  return pair.item === null ? pair : { ...pair, ...agreedBefore(pair.formerPairs, pair.item) };
}

function otherSide(side: Side): Side {
  return side === 'crm' ? 'exchange' : 'crm';
}

export function candidateOf(run: Run, unit: Unit): Candidate {
  const { record, item, crm, exchange, formerPairs } = unit;
  if (record !== null)
    return {
      id: record.id,
      keys: keysOfRecord(run, record, 'fields' in crm ? crm.fields : {}, formerPairs?.searchKeys),
    };
  if (item !== null) return { id: item.id, keys: keysOfItem(run, item, 'fields' in exchange ? exchange.fields : {}) };
  return { id: '', keys: NO_KEYS };
}

export function sideOf(unit: Unit): Side {
  return unit.record !== null ? 'crm' : 'exchange';
}

function keyOf(unit: Unit): string {
  return itemKey(sideOf(unit), unit.record?.id ?? unit.item?.id ?? '');
}

function indexByKey(candidates: readonly Candidate[]): ReadonlyMap<string, readonly Candidate[]> {
  const index = new Map<string, Candidate[]>();
  for (const candidate of candidates)
    for (const key of [...candidate.keys.strong, ...candidate.keys.weak]) {
      const row = index.get(key);
      if (row === undefined) index.set(key, [candidate]);
      else row.push(candidate);
    }
  return index;
}

function lookUp(index: ReadonlyMap<string, readonly Candidate[]>, keys: readonly string[]): readonly Candidate[] {
  return [...new Set(keys.flatMap((key) => index.get(key) ?? []))];
}
