import type { FieldValue, Side } from '../../model/index.ts';
import { sameValue, valueOf } from '../../model/index.ts';
import type { Link } from '../state.ts';
import { shuffled } from './histories.ts';
import { asStored, pairOf, synchroniseOnce, takesPart, unlinkedOf } from './small-world.ts';
import type { World } from './world.ts';
import { SPECS } from './world.ts';

const PASSES = 25;

/** I1 and I2: comes to rest within a bound, and a further pass writes nothing. */
export function bringToRest(world: World, seed: number): void {
  let passes = 0;
  while (synchroniseOnce(world, shuffled(seed + passes))) {
    passes += 1;
    if (passes > PASSES) throw new Error('I1 broken: does not come to rest');
  }
  const { writes } = world;
  if (synchroniseOnce(world, shuffled(seed + 99)) || world.writes !== writes) throw new Error('I2 broken');
}

/** What is not as it must be when people and rules have stopped changing things. */
export function brokenAtRest(world: World): readonly string[] {
  const linked = world.links.filter((link) => link.state === 'LINKED');
  return [
    ...doublyLinked(world),
    ...linked.flatMap((link) => disagreements(world, link)),
    ...unexplained(world, 'crm'),
    ...unexplained(world, 'exchange'),
  ];
}

/** I3: nobody has two counterparts, and nothing that one person made stands twice on a side. */
export function duplicates(world: World): readonly string[] {
  const twice = (['crm', 'exchange'] as const).filter((side) => {
    const origins = [...world.items[side].values()].filter((item) => !item.deleted).map((item) => item.origin);
    return new Set(origins).size !== origins.length;
  });
  return [...doublyLinked(world), ...twice.map((side) => `I3: a duplicate on ${side}`)];
}

function doublyLinked(world: World): readonly string[] {
  const live = world.links.filter((link) => link.state !== 'CLOSED');
  const ends = [live.map((link) => link.crmId), live.map((link) => link.exchangeId)];
  return ends.filter((ids) => new Set(ids).size !== ids.length).map(() => 'I3: an item with two links');
}

/** I9 and I17, field by field, for a pair that is not asleep. */
function disagreements(world: World, link: Link): readonly string[] {
  const { crm, exchange } = pairOf(world, link);
  if (crm.kind !== 'live' || exchange.kind !== 'live') return ['a linked pair at rest with one end missing'];
  if (crm.takesPart.kind !== 'yes' && exchange.takesPart.kind !== 'yes') return [];
  const { updateCrmToExchange: toExchange, updateExchangeToCrm: toCrm } = world.rules;
  return Object.entries(SPECS).flatMap(([name, spec]) => {
    const ours = valueOf(crm.fields, name);
    const theirs = valueOf(exchange.fields, name);
    const equal = sameValue(spec, ours, theirs);
    const crmChanged = !sameValue(spec, valueOf(link.baseCrm, name), ours);
    const exchangeChanged = !sameValue(spec, valueOf(link.baseExchange, name), theirs);
    const sent = valueOf(asStored('exchange', { [name]: ours }), name);
    const received = valueOf(asStored('crm', { [name]: theirs }), name);
    const agree = sameValue(spec, sent, theirs) || sameValue(spec, received, ours);
    const isAgreed = [link.baseCrm, link.baseExchange].some((base) => valueOf(base, name) !== null);
    const goesOn = (whole: FieldValue, beginning: FieldValue): boolean =>
      !isAgreed && typeof whole === 'string' && typeof beginning === 'string' && whole.startsWith(beginning);
    const mayTravel =
      (crmChanged && toExchange && !goesOn(theirs, ours)) || (exchangeChanged && toCrm && !goesOn(ours, theirs));
    return [
      ...(mayTravel || ((crmChanged || exchangeChanged) && equal) ? [`I17: ${name}`] : []),
      ...(toExchange && toCrm && !agree ? [`I9: ${name}`] : []),
    ];
  });
}

/** I8: an item without a counterpart has a reason for it. */
function unexplained(world: World, side: Side): readonly string[] {
  const mayCreate = side === 'crm' ? world.rules.updateCrmToExchange : world.rules.updateExchangeToCrm;
  const others = unlinkedOf(world, side === 'crm' ? 'exchange' : 'crm');
  return unlinkedOf(world, side)
    .filter((item) => mayCreate && takesPart(world, item.fields).kind === 'yes')
    .filter((item) => !others.some((other) => other.key === item.key))
    .map((item) => `I8: ${item.id}`);
}
