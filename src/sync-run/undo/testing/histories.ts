import type { Fields } from '../../../model/index.ts';
import { canonicalText } from '../../../model/index.ts';
import { DEFAULT_BRAKE_LIMITS, DEFAULT_ITEM_RULES, withoutManagedCategories } from '../../../sync/index.ts';
import type { RunReport } from '../../ports.ts';
import { person } from '../../testing/people.ts';
import type { Random } from '../../testing/random.ts';
import { createRandom } from '../../testing/random.ts';
import type { World } from '../../testing/world.ts';
import { createWorld } from '../../testing/world.ts';

/** What a brake holds is no matter here. */
const NO_BRAKES = {
  ...DEFAULT_BRAKE_LIMITS,
  massDelete: { items: 1_000, share: 1 },
  sideEmpty: { links: 1_000 },
  massChange: { items: 1_000, share: 1 },
  massCreate: { items: 1_000, share: 1 },
};
const EDITED = ['jobTitle', 'nickname', 'department', 'displayName'] as const;

/** A world that people have worked in, and whose next run has something to do. */
export interface HistoryOfPeople {
  readonly world: World;
  readonly random: Random;
  /** People go on working. @returns what they did, as values and deletions that can be looked for */
  work(acts: number): Acts;
  /** @throws when the run is not done */
  run(): Promise<RunReport>;
}

export interface Acts {
  /** Values that are new in the world. */
  readonly values: readonly string[];
  /** What was done, for a failing seed. */
  readonly log: readonly string[];
}

/** Some pairs in step, some that were detached, and edits, deletions, moves and newcomers on both sides since. */
export async function startHistory(seed: number): Promise<HistoryOfPeople> {
  const random = createRandom(seed);
  const world = createWorld('contacts', randomRules(random));
  let values = 0;
  world.chunkSize = random.pick([1, 2, 5, 100]) ?? 100;
  const history: HistoryOfPeople = {
    world,
    random,
    work: (acts) => workOf(world, random, acts, () => `v${(values += 1)}`),
    run: async () => {
      world.pass(200_000);
      const report = await world.run({ brakes: NO_BRAKES });
      if (report.outcome !== 'done') throw new Error(`run ${report.outcome}: ${report.problem?.code}`);
      return report;
    },
  };
  for (let turn = random.whole(3); turn >= 0; turn -= 1) {
    history.work(2 + random.whole(5));
    await history.run();
  }
  return history;
}

function randomRules(random: Random): typeof DEFAULT_ITEM_RULES {
  return {
    ...DEFAULT_ITEM_RULES,
    updateCrmToExchange: random.chance(0.9),
    updateExchangeToCrm: random.chance(0.9),
    deleteCrmToExchange: random.chance(0.7),
    deleteExchangeToCrm: random.chance(0.7),
    conflictStrategy: random.chance(0.5) ? 'crm' : 'exchange',
    conflictGranularity: random.chance(0.8) ? 'field' : 'item',
    exchangeDeleteMode: random.chance(0.7) ? 'deletedItems' : 'permanent',
    exchangeCategories: random.chance(0.5) ? ['CRM'] : [],
  };
}

function workOf(world: World, random: Random, acts: number, nextValue: () => string): Acts {
  const { crm, exchange } = world;
  const values: string[] = [];
  const log: string[] = [];
  const fresh = (): string => {
    const value = nextValue();
    values.push(value);
    return value;
  };
  const edit = (): Fields => {
    const field = random.pick(EDITED) ?? 'jobTitle';
    // Some too long for Exchange, which cuts them.
    return { [field]: field === 'displayName' ? `${fresh()} with a name that is far too long` : fresh() };
  };
  for (let act = 0; act < acts; act += 1) {
    const record = random.pick([...crm.records.values()]);
    const item = random.pick(exchange.inFolder('synchronised'));
    const kind = random.whole(14);
    const note = (text: string): void => void log.push(text);
    if (kind < 2) note(`crm create ${crm.put(person(fresh(), { jobTitle: 'Clerk' })).id}`);
    else if (kind < 4) note(`exchange create ${exchange.put(person(fresh())).id}`);
    else if (kind === 4) {
      const fields = person(fresh());
      note(`both create ${crm.put({ ...fields, ...edit() }).id} ${exchange.put({ ...fields, ...edit() }).id}`);
    } else if (kind < 7 && record !== undefined) {
      const changes = random.chance(0.3) ? { categories: [fresh()] } : edit();
      note(`crm edit ${record.id} ${canonicalText(changes)}`);
      crm.edit(record.id, changes);
    } else if (kind < 10 && item !== undefined) {
      if (random.chance(0.3)) exchange.categorise(item.id, [...item.categories.slice(0, 2), fresh()]);
      else exchange.edit(item.id, edit());
      note(`exchange edit ${item.id}`);
    } else if (kind === 10 && record !== undefined) {
      note(`crm delete ${record.id}`);
      crm.erase(record.id);
    } else if (kind === 11 && item !== undefined)
      note(`exchange trash ${item.id} → ${exchange.move(item.id, 'deletedItems').id}`);
    else if (kind === 12 && item !== undefined)
      note(`exchange file ${item.id} → ${exchange.move(item.id, 'other').id}`);
    else if (kind === 13) {
      const filed = random.pick(exchange.inFolder('other'));
      if (filed !== undefined) note(`exchange bring back ${filed.id} → ${exchange.move(filed.id, 'synchronised').id}`);
    }
  }
  return { values, log };
}

/** What people see on both sides, without ids, stamps and the profile's categories. */
export function contentOf(world: World): { readonly crm: readonly string[]; readonly exchange: readonly string[] } {
  const managed = world.rules.exchangeCategories;
  const text = (fields: Fields): string => canonicalText(withoutManagedCategories(sorted(fields), managed));
  return {
    crm: [...world.crm.records.values()].map(({ fields }) => text(fields)).sort(),
    exchange: world.exchange
      .inFolder('synchronised')
      .map(({ fields, categories }) => text({ ...fields, categories }))
      .sort(),
  };
}

function sorted(fields: Fields): Fields {
  const { categories } = fields;
  const list = Array.isArray(categories) ? [...(categories as readonly string[])].sort() : [];
  return { ...fields, categories: list.length === 0 ? null : list };
}
