import type { ItemType } from '../../model/index.ts';
import type { ItemRules } from '../../sync/index.ts';
import { appointment, person } from './people.ts';
import type { World } from './world.ts';

/** A short history that ends with something to synchronise. */
export interface Scenario {
  readonly title: string;
  readonly itemType?: ItemType;
  readonly rules?: Partial<ItemRules>;
  /** Before the first run. */
  readonly before?: (world: World) => void;
  /** After everything is in step, before the run that is interrupted. */
  readonly act: (world: World) => void;
}

const deletes = { deleteCrmToExchange: true, deleteExchangeToCrm: true } as const;
const categories = { exchangeCategories: ['CRM'] } as const;
const exchangeWins = { conflictStrategy: 'exchange' } as const;
const toCrmOnly = { updateCrmToExchange: false } as const;

const LONG = 'A name that is longer than a server keeps it';

const anna = (world: World): void => void world.crm.put(person('Anna', { jobTitle: 'Intern' }));
const annaAndBruno = (world: World): void => {
  anna(world);
  world.exchange.put(person('Bruno', { jobTitle: 'Clerk' }));
};

function record(world: World, givenName: string): string {
  const found = [...world.crm.records.values()].find((one) => nameOf(one.fields) === givenName);
  if (found === undefined) throw new Error(`no record of ${givenName}`);
  return found.id;
}

function item(world: World, givenName: string): string {
  const found = [...world.exchange.items.values()].find((one) => nameOf(one.fields) === givenName);
  if (found === undefined) throw new Error(`no item of ${givenName}`);
  return found.id;
}

function nameOf(fields: Readonly<Record<string, unknown>>): unknown {
  return (fields['name'] as { readonly givenName?: string } | undefined)?.givenName ?? fields['subject'];
}

const many = (count: number, make: (index: number) => void): void => {
  for (let index = 0; index < count; index += 1) make(index);
};

export const SCENARIOS: readonly Scenario[] = [
  { title: 'a new record', act: anna },
  { title: 'a new item', act: (world) => void world.exchange.put(person('Bruno')) },
  {
    title: 'a new item that gets a category',
    rules: categories,
    act: (world) => void world.exchange.put(person('Bruno')),
  },
  {
    title: 'a new item with only its category to be written',
    rules: { ...categories, ...toCrmOnly },
    act: (world) => void world.exchange.put(person('Bruno')),
  },
  { title: 'a new item without any mark', rules: toCrmOnly, act: (world) => void world.exchange.put(person('Bruno')) },
  {
    title: 'several new on both sides',
    rules: categories,
    act: (world) => {
      many(5, (index) => world.crm.put(person(`Anna${index}`)));
      many(5, (index) => world.exchange.put(person(`Bruno${index}`)));
    },
  },
  {
    title: 'more new records than fit into one batch',
    act: (world) => many(23, (index) => world.crm.put(person(`Anna${index}`))),
  },
  {
    title: 'a match with values on both sides',
    rules: categories,
    act: (world) => {
      world.crm.put(person('Carla', { jobTitle: 'Sales' }));
      world.exchange.put(person('Carla', { nickname: 'C' }));
    },
  },
  {
    title: 'a match with a conflict',
    act: (world) => {
      world.crm.put(person('Carla', { jobTitle: 'Sales' }));
      world.exchange.put(person('Carla', { jobTitle: 'Marketing' }));
    },
  },
  {
    title: 'a match that is equal',
    act: (world) => {
      world.crm.put(person('Carla'));
      world.exchange.put(person('Carla'));
    },
  },
  {
    title: 'an ambiguous match beside a clear one',
    act: (world) => {
      world.crm.put(person('Carla'));
      many(2, () => world.exchange.put(person('Carla')));
      world.crm.put(person('Dario'));
      world.exchange.put(person('Dario'));
    },
  },
  {
    title: 'an edit in the CRM',
    before: anna,
    act: (world) => world.crm.edit(record(world, 'Anna'), { jobTitle: 'Sales' }),
  },
  {
    title: 'an edit in Exchange',
    before: anna,
    act: (world) => world.exchange.edit(item(world, 'Anna'), { jobTitle: 'Sales' }),
  },
  {
    title: 'edits of different fields',
    before: anna,
    act: (world) => {
      world.crm.edit(record(world, 'Anna'), { jobTitle: 'Sales' });
      world.exchange.edit(item(world, 'Anna'), { nickname: 'Nina' });
    },
  },
  {
    title: 'edits of the same field',
    before: anna,
    act: (world) => {
      world.crm.edit(record(world, 'Anna'), { jobTitle: 'Sales' });
      world.exchange.edit(item(world, 'Anna'), { jobTitle: 'Marketing' });
    },
  },
  {
    title: 'edits of the same field, Exchange wins',
    rules: exchangeWins,
    before: anna,
    act: (world) => {
      world.crm.edit(record(world, 'Anna'), { jobTitle: 'Sales' });
      world.exchange.edit(item(world, 'Anna'), { jobTitle: 'Marketing' });
    },
  },
  {
    title: 'the same edit on both sides',
    before: anna,
    act: (world) => {
      world.crm.edit(record(world, 'Anna'), { jobTitle: 'Sales' });
      world.exchange.edit(item(world, 'Anna'), { jobTitle: 'Sales' });
    },
  },
  {
    title: 'a field emptied in the CRM',
    before: anna,
    act: (world) => world.crm.edit(record(world, 'Anna'), { jobTitle: null }),
  },
  {
    title: 'categories changed on both sides',
    rules: categories,
    before: anna,
    act: (world) => {
      world.crm.edit(record(world, 'Anna'), { categories: ['Chess'] });
      world.exchange.categorise(item(world, 'Anna'), ['CRM', 'Family']);
    },
  },
  {
    title: 'a record deleted',
    rules: deletes,
    before: annaAndBruno,
    act: (world) => world.crm.erase(record(world, 'Anna')),
  },
  {
    title: 'a record deleted, permanently in Exchange',
    rules: { ...deletes, exchangeDeleteMode: 'permanent' },
    before: annaAndBruno,
    act: (world) => world.crm.erase(record(world, 'Anna')),
  },
  {
    title: 'an item deleted',
    rules: deletes,
    before: annaAndBruno,
    act: (world) => void world.exchange.move(item(world, 'Anna'), 'deletedItems'),
  },
  {
    title: 'both deleted',
    rules: deletes,
    before: annaAndBruno,
    act: (world) => {
      world.crm.erase(record(world, 'Anna'));
      world.exchange.move(item(world, 'Anna'), 'deletedItems');
    },
  },
  { title: 'a record deleted, rule off', before: annaAndBruno, act: (world) => world.crm.erase(record(world, 'Anna')) },
  {
    title: 'an item deleted, rule off',
    before: annaAndBruno,
    act: (world) => void world.exchange.move(item(world, 'Bruno'), 'deletedItems'),
  },
  {
    title: 'a record deleted while its item was edited, Exchange wins',
    rules: { ...deletes, ...exchangeWins },
    before: anna,
    act: (world) => {
      world.exchange.edit(item(world, 'Anna'), { nickname: 'Nina' });
      world.crm.erase(record(world, 'Anna'));
    },
  },
  {
    title: 'an item deleted while its record was edited, the CRM wins',
    rules: deletes,
    before: anna,
    act: (world) => {
      world.crm.edit(record(world, 'Anna'), { nickname: 'Nina' });
      world.exchange.move(item(world, 'Anna'), 'deletedItems');
    },
  },
  {
    title: 'a move within the mailbox and an edit',
    rules: deletes,
    before: annaAndBruno,
    act: (world) => {
      world.exchange.move(world.exchange.move(item(world, 'Anna'), 'other').id, 'synchronised');
      world.crm.edit(record(world, 'Anna'), { nickname: 'Nina' });
    },
  },
  {
    title: 'a move to another folder',
    rules: deletes,
    before: annaAndBruno,
    act: (world) => void world.exchange.move(item(world, 'Anna'), 'other'),
  },
  {
    title: 'a copied contact',
    rules: deletes,
    before: anna,
    act: (world) => void world.exchange.copy(item(world, 'Anna')),
  },
  {
    title: 'an appointment copied to another day',
    itemType: 'appointments',
    rules: deletes,
    before: (world) => void world.crm.put(appointment('Review', 1)),
    act: (world) => void world.exchange.copy(item(world, 'Review'), { time: appointment('', 8)['time'] ?? null }),
  },
  {
    title: 'a lost position with changes on both sides',
    rules: deletes,
    before: annaAndBruno,
    act: (world) => {
      world.exchange.edit(item(world, 'Anna'), { nickname: 'Nina' });
      world.crm.erase(record(world, 'Bruno'));
      world.exchange.invalidateCursors();
    },
  },
  {
    title: 'a rule switched on with an edit waiting',
    rules: { ...toCrmOnly, ...categories },
    before: (world) => void world.exchange.put(person('Bruno')),
    act: (world) => {
      world.crm.edit(record(world, 'Bruno'), { jobTitle: 'Sales' });
      world.rules = { ...world.rules, updateCrmToExchange: true };
    },
  },
  {
    title: 'a text that Exchange cuts',
    before: anna,
    act: (world) => world.crm.edit(record(world, 'Anna'), { displayName: LONG }),
  },
  {
    title: 'a text that Exchange cuts, Exchange wins',
    rules: exchangeWins,
    before: anna,
    act: (world) => world.crm.edit(record(world, 'Anna'), { displayName: LONG }),
  },
  {
    title: 'a new record with a text that Exchange cuts',
    act: (world) => void world.crm.put(person('Anna', { displayName: LONG })),
  },
  {
    title: 'a match with a text that Exchange cuts',
    rules: exchangeWins,
    act: (world) => {
      world.crm.put(person('Carla', { displayName: LONG }));
      world.exchange.put(person('Carla', { displayName: null }));
    },
  },
  {
    title: 'an item thrown away while the position was lost',
    before: annaAndBruno,
    act: (world) => {
      world.exchange.move(item(world, 'Anna'), 'deletedItems');
      world.exchange.invalidateCursors();
    },
  },
  {
    title: 'an item thrown away that keeps its id',
    rules: deletes,
    before: (world) => {
      world.exchange.keepsIds = true;
      annaAndBruno(world);
    },
    act: (world) => void world.exchange.move(item(world, 'Anna'), 'deletedItems'),
  },
  {
    title: 'several changes, and an item thrown away that keeps its id',
    rules: { ...deletes, ...categories },
    before: (world) => {
      world.exchange.keepsIds = true;
      annaAndBruno(world);
    },
    act: (world) => {
      world.rules = { ...world.rules, exchangeCategories: ['CRM', 'Sales'] };
      world.crm.edit(record(world, 'Bruno'), { jobTitle: 'Sales' });
      world.exchange.move(item(world, 'Anna'), 'deletedItems');
    },
  },
  {
    title: 'everything at once',
    rules: { ...deletes, ...categories },
    before: (world) => {
      annaAndBruno(world);
      world.crm.put(person('Carla'));
      world.exchange.put(person('Dario'));
    },
    act: (world) => {
      world.crm.put(person('Elena'));
      world.exchange.put(person('Fabio'));
      world.crm.edit(record(world, 'Anna'), { jobTitle: 'Sales' });
      world.exchange.edit(item(world, 'Bruno'), { nickname: 'B' });
      world.crm.erase(record(world, 'Carla'));
      world.exchange.move(item(world, 'Dario'), 'deletedItems');
    },
  },
];
