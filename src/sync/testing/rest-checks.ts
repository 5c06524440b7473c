import { type Side, sameValue, valueOf } from '../../model/index.ts';
import { type Link } from '../state.ts';
import { shuffled } from './histories.ts';
import {
  asStored,
  isLinked,
  pairOf,
  SPECS,
  synchroniseOnce,
  takesPart,
  unlinkedOf,
  type World,
} from './small-world.ts';

const PASSES = 25;

/** I1 and I2: comes to rest within a bound, and a further pass writes nothing. */
export function bringToRest(world: World, seed: number): void {
  let passes = 0;
  while (synchroniseOnce(world, shuffled(seed + passes))) {
    passes += 1;
    if (passes > PASSES) throw new Error('I1 broken: does not come to rest');
  }
  const writes = world.writes;
  if (synchroniseOnce(world, shuffled(seed + 99)) || world.writes !== writes) throw new Error('I2 broken');
}

/** What must be true when people and rules have stopped changing things. */
export function checkAtRest(world: World): void {
  checkBijection(world);
  for (const link of world.links.filter((candidate) => candidate.state === 'LINKED')) {
    if (isAwake(world, link)) checkPair(world, link);
  }
  for (const side of ['crm', 'exchange'] as const) checkComplete(world, side);
}

/** I3: no item has two counterparts, and nothing that one person made stands twice on a side. */
export function checkNoDuplicates(world: World): void {
  checkBijection(world);
  for (const side of ['crm', 'exchange'] as const) {
    const origins = [...world.items[side].values()].filter((item) => !item.deleted).map((item) => item.origin);
    if (new Set(origins).size !== origins.length) throw new Error(`I3 broken: a duplicate on ${side}`);
  }
}

function checkBijection(world: World): void {
  const live = world.links.filter((link) => link.state !== 'CLOSED');
  for (const ids of [live.map((link) => link.crmId), live.map((link) => link.exchangeId)]) {
    if (new Set(ids).size !== ids.length) throw new Error('I3 broken: an item with two links');
  }
}

function isAwake(world: World, link: Link): boolean {
  const { crm, exchange } = pairOf(world, link);
  if (crm.kind !== 'live' || exchange.kind !== 'live') throw new Error('a linked pair with one end at rest');
  return crm.takesPart.kind === 'yes' || exchange.takesPart.kind === 'yes';
}

/** I9 and I17, field by field. */
function checkPair(world: World, link: Link): void {
  const { crm, exchange } = pairOf(world, link);
  if (crm.kind !== 'live' || exchange.kind !== 'live') return;
  const { updateCrmToExchange, updateExchangeToCrm } = world.rules;
  for (const [name, spec] of Object.entries(SPECS)) {
    const ours = valueOf(crm.fields, name);
    const theirs = valueOf(exchange.fields, name);
    const crmChanged = !sameValue(spec, valueOf(link.baseCrm, name), ours);
    const exchangeChanged = !sameValue(spec, valueOf(link.baseExchange, name), theirs);
    if (crmChanged && (updateCrmToExchange || sameValue(spec, ours, theirs))) throw new Error(`I17 broken: ${name}`);
    if (exchangeChanged && (updateExchangeToCrm || sameValue(spec, ours, theirs)))
      throw new Error(`I17 broken: ${name}`);
    const sent = valueOf(asStored('exchange', { [name]: ours }), name);
    const received = valueOf(asStored('crm', { [name]: theirs }), name);
    const agree = sameValue(spec, sent, theirs) || sameValue(spec, received, ours);
    if (updateCrmToExchange && updateExchangeToCrm && !agree) throw new Error(`I9 broken: ${name}`);
  }
}

/** I8: an item without a counterpart has a reason for it. */
function checkComplete(world: World, side: Side): void {
  const mayCreate = side === 'crm' ? world.rules.updateCrmToExchange : world.rules.updateExchangeToCrm;
  const others = unlinkedOf(world, side === 'crm' ? 'exchange' : 'crm');
  for (const item of unlinkedOf(world, side)) {
    const asked = others.some((other) => other.key === item.key);
    const outside = takesPart(world, item.fields).kind === 'out';
    if (mayCreate && !outside && !asked && !isLinked(world, side, item.id)) throw new Error('I8 broken');
  }
}
