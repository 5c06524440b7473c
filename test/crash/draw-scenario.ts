import type { ItemType } from '../../src/model/index.ts';
import type { ItemRules } from '../../src/sync/index.ts';
import { DEFAULT_ITEM_RULES } from '../../src/sync/index.ts';
import type { Random } from '../../src/sync-run/testing/random.ts';
import { createRandom } from '../../src/sync-run/testing/random.ts';
import type { Act } from './acts.ts';
import { anyChange, wordsOf } from './acts.ts';

/** A small world and a short history that ends with something to synchronise. */
export interface DrawnScenario {
  readonly seed: number;
  readonly itemType: ItemType;
  readonly rules: ItemRules;
  readonly chunkSize: number;
  /** Not every server gives an item another id when it moves. */
  readonly keepsIds: boolean;
  /** What happened before; after each of these parts everything came to rest. */
  readonly before: readonly (readonly Act[])[];
  /** What the run that is interrupted finds. */
  readonly acts: readonly Act[];
}

/** The same seed is the same scenario, for ever. */
export function drawScenario(seed: number): DrawnScenario {
  const random = createRandom(seed * 7919);
  const itemType = random.chance(0.5) ? 'contacts' : 'appointments';
  const names = Array.from({ length: 1 + random.whole(3) }, (_, index) => `t${index + 1}`);
  const beginning = names.map((on): Act => ({ kind: pickOf(random, ['createInCrm', 'createInExchange']), on }));
  let serial = 0;
  const draw = (count: number): readonly Act[] =>
    Array.from({ length: count }, () => {
      serial += 1;
      return drawAct(random, itemType, names, serial);
    });
  const earlier = random.chance(0.6) ? [beginning, draw(random.whole(3))] : [beginning];
  const before = random.chance(0.1) ? [] : earlier;
  return {
    seed,
    itemType,
    rules: drawRules(random),
    chunkSize: pickOf(random, [1, 2, 100]),
    keepsIds: random.chance(0.2),
    before,
    acts: [...(before.length === 0 ? beginning : []), ...draw(1 + random.whole(4))],
  };
}

/** The scenario as a person would tell it. */
export function historyOf({ itemType, rules, chunkSize, keepsIds, before, acts }: DrawnScenario): readonly string[] {
  const changed = Object.entries(rules).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(DEFAULT_ITEM_RULES[name as keyof ItemRules]),
  );
  return [
    `${itemType}, chunks of ${chunkSize}${keepsIds ? ', ids survive moves' : ''}, ${JSON.stringify(Object.fromEntries(changed))}`,
    ...before.flatMap((part) => [...part.map(wordsOf), '--- at rest']),
    ...acts.map(wordsOf),
  ];
}

function drawRules(random: Random): ItemRules {
  return {
    ...DEFAULT_ITEM_RULES,
    updateCrmToExchange: random.chance(0.8),
    updateExchangeToCrm: random.chance(0.8),
    deleteCrmToExchange: random.chance(0.6),
    deleteExchangeToCrm: random.chance(0.6),
    conflictStrategy: random.chance(0.5) ? 'crm' : 'exchange',
    conflictGranularity: random.chance(0.8) ? 'field' : 'item',
    exchangeDeleteMode: random.chance(0.7) ? 'deletedItems' : 'permanent',
    exchangeCategories: random.chance(0.4) ? ['CRM'] : [],
    exchangeItems: random.chance(0.15) ? { kind: 'allButCategory', category: 'Own' } : { kind: 'all' },
    crmItems: random.chance(0.15) ? { kind: 'ownAndShared' } : { kind: 'own' },
  };
}

const RULES = ['updateCrmToExchange', 'updateExchangeToCrm', 'deleteCrmToExchange', 'deleteExchangeToCrm'] as const;

function drawAct(random: Random, itemType: ItemType, names: readonly string[], serial: number): Act {
  const on = pickOf(random, names);
  const fresh = `t${names.length + serial}`;
  const pick = <T>(items: readonly T[]): T => pickOf(random, items);
  const makers: readonly (readonly [weight: number, make: () => Act])[] = [
    [3, () => ({ kind: 'createInCrm', on: fresh })],
    [3, () => ({ kind: 'createInExchange', on: fresh })],
    [2, () => ({ kind: 'createOnBoth', on: fresh })],
    [1, () => ({ kind: 'createNamesake', on })],
    [6, () => ({ kind: 'editInCrm', on, changes: anyChange(itemType, on, pick, serial) })],
    [6, () => ({ kind: 'editInExchange', on, changes: anyChange(itemType, on, pick, serial) })],
    [2, () => ({ kind: 'editInCrm', on, changes: { categories: pick([['Chess'], ['Chess', 'Golf'], null]) } })],
    [2, () => ({ kind: 'categorise', on, categories: pick([['CRM', 'Family'], ['Golf'], ['Own'], []]) })],
    [3, () => ({ kind: 'deleteInCrm', on })],
    [3, () => ({ kind: 'trash', on })],
    [1, () => ({ kind: 'erase', on })],
    [1, () => ({ kind: 'undelete', on })],
    [1, () => ({ kind: 'moveAway', on })],
    [2, () => ({ kind: 'moveAbout', on })],
    [1, () => ({ kind: 'bringBack', on })],
    [1, () => ({ kind: itemType === 'contacts' ? 'copy' : pick(['copy', 'copyToOtherDay']), on })],
    [1, () => ({ kind: pick(['reassign', 'takeBack']), on })],
    [1, () => ({ kind: pick(['hide', 'show']), on })],
    [1, () => ({ kind: pick(['forbid', 'shareElsewhere', 'makeMeeting']), on })],
    [1, () => ({ kind: 'editInExchange', on, changes: { sensitivity: pick(['private', 'normal']) } })],
    [1, () => ({ kind: 'rules', rules: { [pick(RULES)]: random.chance(0.5) } })],
    [1, () => ({ kind: 'rules', rules: { exchangeCategories: pick([['CRM'], ['CRM', 'Sales'], []]) } })],
    [1, () => ({ kind: 'losePosition' })],
    [1, () => ({ kind: 'migrate' })],
    [itemType === 'contacts' ? 0 : 1, () => ({ kind: 'window', from: pick(['2026-12-05', '2026-12-12', null]) })],
  ];
  let ticket = random.whole(makers.reduce((sum, [weight]) => sum + weight, 0));
  for (const [weight, make] of makers) {
    if (ticket < weight) return make();
    ticket -= weight;
  }
  throw new Error('the weights do not add up');
}

function pickOf<T>(random: Random, items: readonly T[]): T {
  const item = random.pick(items);
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}
