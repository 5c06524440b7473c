import type { Fields } from '../../src/model/index.ts';
import { canonicalText } from '../../src/model/index.ts';
import type { World } from '../../src/sync-run/testing/world.ts';
import { createWorld, OWNER } from '../../src/sync-run/testing/world.ts';
import type { Observation, Rest } from '../invariants/index.ts';
import type { History } from '../simulation/history.ts';
import { createHistory } from '../simulation/history.ts';
import type { Mailbox } from '../simulation/mailbox.ts';
import { setRules } from '../simulation/mailbox.ts';
import { observe } from '../simulation/observe.ts';
import { recordedCrm, recordedExchange } from '../simulation/recorded-sides.ts';
import type { WriteContext } from '../simulation/run-context.ts';
import type { Act } from './acts.ts';
import type { DrawnScenario } from './draw-scenario.ts';
import { performAndTell } from './told-acts.ts';

/** A world of which everything that people do and that we write is put down for the judge. */
export interface JudgedWorld {
  readonly world: World;
  readonly history: History;
  perform(act: Act): void;
  /** @param rest how it came to rest */
  observe(rest: Rest): Observation;
}

export async function createJudgedWorld(scenario: DrawnScenario, chunkSize: number): Promise<JudgedWorld> {
  const { itemType, rules, keepsIds } = scenario;
  const world = createWorld(itemType, rules);
  world.chunkSize = chunkSize;
  world.exchange.keepsIds = keepsIds;
  const scope = await world.store.ensureScope({ ...OWNER, crmUserId: world.crm.user.id }, itemType);
  const history = createHistory();
  const mailbox: Mailbox = {
    name: 'anna',
    itemType,
    user: world.crm.user,
    exchange: world.exchange,
    crm: world.crm,
    scope,
    memory: world.store,
    rules: world.rules,
    from: world.from,
    marks: new Set(),
    rightsChanged: false,
    timesUnread: new Map(),
  };
  setRules(mailbox, world.rules);
  recordWrites(world, history, mailbox);
  return {
    world,
    history,
    perform(act) {
      performAndTell(world, history, scope.id, act);
      setRules(mailbox, world.rules);
      mailbox.from = world.from;
    },
    observe: (rest) => withRightsAsPut(world, observe({ history, mailboxes: [mailbox] }, rest)),
  };
}

/**
 * A world of which nobody put down what people did: judged is what can be told from its end alone. That people made one
 * thing twice is believed where it shows: a copy takes the search key along, and what was entered twice is left to them.
 */
export function observeAsItStands(world: World): Observation {
  const [scope] = world.store.scopes.values();
  if (scope === undefined) throw new Error('no scope');
  const { itemType, crm, exchange, store, rules, from } = world;
  const history = createHistory();
  const mailbox = { name: 'anna', itemType, user: crm.user, exchange, crm, scope, memory: store, rules, from };
  const marks = new Set(rules.exchangeCategories);
  const rest = { runs: 1, bound: 25, furtherWrites: 0 };
  const observation = observe(
    { history, mailboxes: [{ ...mailbox, marks, rightsChanged: false, timesUnread: new Map() }] },
    rest,
  );
  const { timesDoubled: _untold, ...told } = withRightsAsPut(world, observation);
  const scopes = told.scopes.map((view) => ({
    ...view,
    records: view.records.map((one) => ({ ...one, origin: whatItIsOf(one.fields) })),
    items: view.items.map((one) => ({ ...one, origin: whatItIsOf(one.fields) })),
  }));
  return { ...told, scopes, doubled: madeTwiceByPeople(world) };
}

/** In these small worlds nobody changes whom or what a thing is about. */
function whatItIsOf(fields: Fields): string {
  return canonicalText(fields['name'] ?? fields['subject'] ?? null);
}

function madeTwiceByPeople({ crm, exchange, store }: World): ReadonlySet<string> {
  const items = [...exchange.items.values()];
  const copies = items.filter((item) => items.some((other) => other !== item && other.searchKey === item.searchKey));
  const left = [...store.unlinked.values()].filter(({ state }) => state === 'review').map(({ itemId }) => itemId);
  const underReview = [...crm.records.values(), ...items].filter(({ id }) => left.includes(id));
  return new Set([...copies, ...underReview].map(({ fields }) => whatItIsOf(fields)));
}

/** Every write of one item is put down with what it did, also when the process dies before it learns of it. */
function recordWrites({ exchange, crm, store }: World, history: History, mailbox: Mailbox): void {
  const process = { name: 'A', turns: 0, diesAtTurn: null, diesAfterWrites: null };
  const schedule = { note: () => undefined };
  const now = (): WriteContext => {
    const { rules, from } = mailbox;
    const isShared = (recordId: string): boolean => store.sharedElsewhere.has(recordId);
    const colleagues = [mailbox];
    return {
      history,
      mailbox,
      colleagues,
      process,
      schedule,
      isShared,
      cause: 'sync',
      runFrom: history.at(),
      rules,
      from,
    };
  };
  const { create, update, delete: remove } = exchange;
  const inExchange = { create, update, delete: remove, items: exchange.items };
  exchange.create = (type, batch) => eachOf(batch, (one) => recordedExchange(now(), inExchange).create(type, one));
  exchange.update = (type, batch, resolution) =>
    eachOf(batch, (one) => recordedExchange(now(), inExchange).update(type, one, resolution));
  exchange.delete = (type, batch, mode) =>
    eachOf(batch, (one) => recordedExchange(now(), inExchange).delete(type, one, mode));
  const inCrm = { create: crm.create, update: crm.update, delete: crm.delete };
  crm.create = (type, batch) => eachOf(batch, (one) => recordedCrm(now(), inCrm).create(type, one));
  crm.update = (type, batch) => eachOf(batch, (one) => recordedCrm(now(), inCrm).update(type, one));
  crm.delete = (type, batch) => eachOf(batch, (one) => recordedCrm(now(), inCrm).delete(type, one));
}

async function eachOf<T, Outcome>(
  batch: readonly T[],
  one: (item: T) => Promise<Outcome>,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const item of batch) outcomes.push(await one(item));
  return outcomes;
}

/** In this world a record may be changed when that was put on it. */
function withRightsAsPut({ crm }: World, observation: Observation): Observation {
  const scopes = observation.scopes.map((scope) => ({
    ...scope,
    records: scope.records.map((record) => ({
      ...record,
      mayChange: crm.records.get(record.id)?.mayChange ?? record.mayChange,
    })),
  }));
  return { ...observation, scopes };
}
