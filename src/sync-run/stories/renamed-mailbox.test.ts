import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../database/index.ts';
import { migrate } from '../../database/index.ts';
import { openTestDatabase } from '../../database/testing/test-database.ts';
import { createPlanStore, createRunStore, createSyncStore } from '../../store/index.ts';
import type { Scope } from '../../store/port.ts';
import type { ItemRules } from '../../sync/index.ts';
import { person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld, OWNER } from '../testing/world.ts';

const bothDeletes = { deleteCrmToExchange: true, deleteExchangeToCrm: true } as const;

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
  await migrate(db);
});
afterAll(() => db.close());

interface RenamedWorld extends World {
  /** The account names its mailbox like this from now on. */
  nameMailbox(address: string): void;
  scope(): Promise<Scope>;
}

/** Two simulated sides; the memory is a real one, for it is the store that hands it over. */
async function openWorld(rules: Partial<ItemRules> = {}): Promise<RenamedWorld> {
  await db.query('TRUNCATE raccordo.scope CASCADE');
  const world = createWorld('contacts', { ...bothDeletes, ...rules });
  const store = createSyncStore(db);
  let mailbox = OWNER.mailbox;
  const ensureScope: typeof store.ensureScope = (owner, type) => store.ensureScope({ ...owner, mailbox }, type);
  world.memory = { store: { ...store, ensureScope }, runs: createRunStore(db), plans: createPlanStore(db) };
  return Object.assign(world, {
    nameMailbox: (address: string) => {
      mailbox = address;
    },
    scope: () => ensureScope({ ...OWNER, crmUserId: world.crm.user.id }, 'contacts'),
  });
}

/** Neither ids nor search keys come along, and nothing was ever stamped: what items are is all that is left. */
function moveMailbox({ exchange }: World): void {
  exchange.migrate(false);
  exchange.identity = { ...exchange.identity, fingerprint: 'folders-of-another-server' };
}

async function approve(world: World): Promise<void> {
  world.pass(200_000);
  const held = await world.run();
  expect(held).toMatchObject({ outcome: 'held' });
  await world.run({ approvedHashes: [held.planHash ?? ''] });
}

async function linksOf(world: RenamedWorld) {
  return world.memory.store.pageLinks((await world.scope()).id, null, 10);
}

const recordsIn = ({ crm }: World) => [...crm.records.values()].map(({ fields }) => fields['displayName']).toSorted();
const itemsIn = ({ exchange }: World) =>
  exchange
    .inFolder('synchronised')
    .map(({ fields }) => fields['displayName'])
    .toSorted();

describe('a mailbox that its account names by another address', () => {
  it('goes on as it was', async () => {
    const world = await openWorld();
    world.exchange.put(person('Anna'));
    await world.settle();
    world.nameMailbox('alias@contoso.example');
    world.exchange.put(person('Bruno'));
    await world.settle();
    expect([recordsIn(world), itemsIn(world)]).toEqual([
      ['Anna Rossi', 'Bruno Rossi'],
      ['Anna Rossi', 'Bruno Rossi'],
    ]);
    expect(await world.scope()).toMatchObject({ status: 'ok', mailboxSmtp: world.exchange.identity.smtp });
  });

  it('and that was moved to another server as well is recognised: an item that did not come along is asked about', async () => {
    const world = await openWorld({ updateCrmToExchange: false });
    for (const name of ['Anna', 'Bruno']) world.exchange.put(person(name));
    await world.settle();
    moveMailbox(world);
    const [anna] = world.exchange.inFolder('synchronised');
    world.exchange.erase(anna?.id ?? '');
    world.nameMailbox('alias@contoso.example');
    expect(await world.run()).toMatchObject({ outcome: 'held', brake: { kind: 'mailboxChanged' } });
    expect(await world.scope()).toMatchObject({ status: 'relink', mailboxSmtp: world.exchange.identity.smtp });
    await world.settle();
    expect([recordsIn(world), itemsIn(world)]).toEqual([['Anna Rossi', 'Bruno Rossi'], ['Bruno Rossi']]);
  });

  it('and that was moved while a restored CRM waits for its approval is recognised after it', async () => {
    const world = await openWorld({ updateCrmToExchange: false });
    world.exchange.put(person('Anna'));
    await world.settle();
    const backup = world.crm.backUp();
    world.exchange.put(person('Bruno'));
    await world.settle();
    world.crm.restore(backup);
    await world.run();
    moveMailbox(world);
    world.exchange.put(person('Carla'));
    world.exchange.invalidateCursors();
    await world.run();
    world.nameMailbox('alias@contoso.example');
    await approve(world);
    await world.settle();
    expect(recordsIn(world)).toEqual(['Anna Rossi', 'Bruno Rossi', 'Carla Rossi']);
    const links = await linksOf(world);
    expect(links.map(({ state }) => state)).toEqual(['LINKED', 'LINKED', 'LINKED']);
    expect(links.map(({ exchangeId }) => exchangeId).toSorted()).toEqual(
      world.exchange
        .inFolder('synchronised')
        .map(({ id }) => id)
        .toSorted(),
    );
    expect(await world.scope()).toMatchObject({ status: 'ok', mailboxFingerprint: 'folders-of-another-server' });
  });
});
