import type { Fields, FieldValue, Side } from '../../model/index.ts';
import { withoutManagedCategories } from '../categories.ts';
import type { Candidate } from '../match/choose-match.ts';
import { chooseMatch } from '../match/choose-match.ts';
import type { Match } from '../match-types.ts';
import { baseOf } from '../merge/base.ts';
import { settledBases } from '../merge/settled-bases.ts';
import { plan } from '../plan.ts';
import type { CrmState, ExchangeState, Link, Pair, TakesPart } from '../state.ts';
import type { Step } from '../step.ts';
import { linkOf, NOW, ZONE } from './pairs.ts';
import type { Attempt } from './step-checks.ts';
import { checkStep } from './step-checks.ts';
import type { Item, World } from './world.ts';
import { otherSide, SPECS } from './world.ts';

/** Exchange cuts titles, the CRM writes places in small letters, and Exchange refuses long tags. */
export function asStored(side: Side, fields: Fields): Fields {
  const stored: Record<string, FieldValue> = { ...fields };
  const { title, place, tags } = fields;
  if (side === 'exchange' && typeof title === 'string') stored['title'] = title.slice(0, 3);
  if (side === 'crm' && typeof place === 'string') stored['place'] = place.toLowerCase();
  if (side === 'exchange' && Array.isArray(tags)) {
    stored['tags'] = (tags as readonly string[]).filter((tag) => tag.length < 4);
  }
  return stored;
}

export function create(world: World, side: Side, fields: Fields, key = 0, origin?: string): Item {
  const id = `${side}-${world.nextId}`;
  world.nextId += 1;
  const stored = asStored(side, fields);
  const item: Item = {
    id,
    fields: stored,
    deleted: false,
    deletedByPerson: false,
    origin: origin ?? id,
    key,
    categories: [],
    stamp: null,
  };
  world.items[side].set(id, item);
  return item;
}

export function takesPart(world: World, fields: Fields): TakesPart {
  const { day } = fields;
  return typeof day === 'number' && day < world.windowFrom ? { kind: 'out' } : { kind: 'yes' };
}

/** One look at everything, in the given order. @returns whether anything was written or any link changed */
export function synchroniseOnce(world: World, order: (count: number) => readonly number[]): boolean {
  let moved = false;
  const links = world.links.filter((link) => link.state !== 'CLOSED');
  for (const index of order(links.length)) {
    const link = links[index];
    if (link !== undefined) moved = settle(world, pairOf(world, link), { kind: 'none' }) || moved;
  }
  const unlinked = (['crm', 'exchange'] as const).flatMap((side) =>
    unlinkedOf(world, side).map((item) => ({ side, item })),
  );
  for (const index of order(unlinked.length)) {
    const next = unlinked[index];
    if (next !== undefined && !isLinked(world, next.side, next.item.id))
      moved = meet(world, next.side, next.item) || moved;
  }
  return moved;
}

function meet(world: World, side: Side, item: Item): boolean {
  const match = matchOf(world, side, item);
  const partner = match.kind === 'one' ? world.items[otherSide(side)].get(match.id) : undefined;
  const crm = side === 'crm' ? item : partner;
  const exchange = side === 'exchange' ? item : partner;
  return settle(world, { link: null, crm: crmState(world, crm), exchange: exchangeState(world, exchange) }, match);
}

function matchOf(world: World, side: Side, item: Item): Match {
  return chooseMatch({
    own: candidateOf(item),
    counterparts: unlinkedOf(world, otherSide(side)).map(candidateOf),
    rivals: unlinkedOf(world, side)
      .filter((other) => other !== item)
      .map(candidateOf),
    reserved: new Set(),
  });
}

function candidateOf(item: Item): Candidate {
  return { id: item.id, keys: { strong: [`key:${item.key}`], weak: [] } };
}

function settle(world: World, pair: Pair, match: Match): boolean {
  const step = plan(pair, match, { itemType: 'appointments', rules: world.rules, specs: SPECS, now: NOW, zone: ZONE });
  const attempt: Attempt = { world, pair, step };
  checkStep(attempt);
  return apply(world, pair, step);
}

function apply(world: World, pair: Pair, step: Step): boolean {
  const { link, crm, exchange } = pair;
  switch (step.kind) {
    case 'noop':
    case 'hold':
      return false;
    case 'merge':
      return applyMerge(world, pair, step);
    case 'createInExchange': {
      if (crm.kind !== 'live') throw new Error('nothing to create from');
      const made = copyTo(world, 'exchange', step.fields, world.items.crm.get(crm.id));
      made.categories = step.marking.categories;
      made.stamp = step.marking.stamp ? `stamp-${made.id}` : null;
      return putLink(world, link, crm.id, made.id, made.stamp);
    }
    case 'createInCrm': {
      if (exchange.kind !== 'live') throw new Error('nothing to create from');
      const made = copyTo(world, 'crm', step.fields, world.items.exchange.get(exchange.id));
      return putLink(world, link, made.id, exchange.id, null);
    }
    case 'deleteInCrm':
    case 'deleteInExchange': {
      const side = step.kind === 'deleteInCrm' ? 'crm' : 'exchange';
      const state = side === 'crm' ? crm : exchange;
      if (state.kind !== 'live') throw new Error('nothing to delete');
      remove(world, side, state.id);
      return change(world, link, { state: 'CLOSED' });
    }
    case 'detach':
      return change(world, link, {
        state: step.to,
        reviewReason: step.review,
        ...(step.leftAlone === null ? {} : { suppressed: [step.leftAlone] }),
      });
    case 'suppress':
      return change(world, link, { suppressed: [step.fingerprint] });
    case 'close':
      return change(world, link, { state: 'CLOSED' });
  }
}

function copyTo(world: World, side: Side, fields: Fields, source: Item | undefined): Item {
  if (source === undefined) throw new Error('no item to copy');
  return create(world, side, fields, source.key, source.origin);
}

function applyMerge(world: World, { link, crm, exchange }: Pair, step: Extract<Step, { kind: 'merge' }>): boolean {
  if (crm.kind !== 'live' || exchange.kind !== 'live') throw new Error('a merge needs both');
  const finalCrm = write(world, 'crm', crm.id, step.merge.toCrm);
  const finalExchange = write(world, 'exchange', exchange.id, step.merge.toExchange);
  const settled = settledBases({
    specs: SPECS,
    merge: step.merge,
    link: link ?? { baseCrm: {}, baseExchange: {} },
    finalCrm,
    finalExchange,
  });
  if (link === null) {
    world.links.push(linkOf({ id: `link-${world.links.length}`, crmId: crm.id, exchangeId: exchange.id, ...settled }));
    return true;
  }
  return change(world, link, { state: 'LINKED', ...settled });
}

function write(world: World, side: Side, id: string, changes: Fields): Fields {
  const item = world.items[side].get(id);
  if (item === undefined) throw new Error(`no ${id}`);
  if (Object.keys(changes).length > 0) {
    world.journal.push({ side, id, fields: item.fields });
    world.writes += 1;
    item.fields = asStored(side, { ...item.fields, ...changes });
  }
  return item.fields;
}

function remove(world: World, side: Side, id: string): void {
  const item = world.items[side].get(id);
  if (item === undefined) throw new Error(`no ${id}`);
  world.journal.push({ side, id, fields: item.fields });
  world.writes += 1;
  item.deleted = true;
  item.deletedByPerson = false;
}

function putLink(world: World, old: Link | null, crmId: string, exchangeId: string, stamp: string | null): boolean {
  world.writes += 1;
  const bases = {
    baseCrm: baseOf(SPECS, world.items.crm.get(crmId)?.fields ?? {}),
    baseExchange: baseOf(SPECS, world.items.exchange.get(exchangeId)?.fields ?? {}),
  };
  const made = { crmId, exchangeId, stamp: stamp ?? `stamp-${exchangeId}`, suppressed: [], state: 'LINKED' as const };
  if (old !== null) return change(world, old, { ...made, ...bases, generation: old.generation + 1 });
  world.links.push(linkOf({ id: `link-${world.links.length}`, ...made, ...bases }));
  return true;
}

function change(world: World, link: Link | null, to: Partial<Link>): boolean {
  if (link === null) throw new Error('no link to change');
  world.links = world.links.map((other) => (other.id === link.id ? { ...other, ...to } : other));
  return true;
}

export function pairOf(world: World, link: Link): Pair {
  const crm = world.items.crm.get(link.crmId ?? '');
  const exchange = world.items.exchange.get(link.exchangeId ?? '');
  return { link, crm: crmState(world, crm), exchange: exchangeState(world, exchange) };
}

function crmState(world: World, item: Item | undefined): CrmState {
  if (item === undefined) return { kind: 'absent' };
  if (item.deleted) return { kind: 'gone', id: item.id };
  const { id, fields } = item;
  return { kind: 'live', id, version: '1', fields, takesPart: takesPart(world, fields), mayChange: true, uid: null };
}

function exchangeState(world: World, item: Item | undefined): ExchangeState {
  if (item === undefined) return { kind: 'absent' };
  if (item.deleted) return { kind: 'gone', id: item.id };
  const { id, stamp, categories } = item;
  const fields = withoutManagedCategories(item.fields, world.rules.exchangeCategories);
  const part = takesPart(world, fields);
  return {
    kind: 'live',
    id,
    changeKey: null,
    fields,
    categories,
    stamp,
    uid: null,
    searchKey: null,
    meeting: null,
    takesPart: part,
  };
}

export function unlinkedOf(world: World, side: Side): readonly Item[] {
  return [...world.items[side].values()].filter((item) => !item.deleted && !isLinked(world, side, item.id));
}

export function isLinked(world: World, side: Side, id: string): boolean {
  return world.links.some((link) => link.state !== 'CLOSED' && (side === 'crm' ? link.crmId : link.exchangeId) === id);
}
