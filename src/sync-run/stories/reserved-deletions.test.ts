import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../database/index.ts';
import { migrate } from '../../database/index.ts';
import { openTestDatabase } from '../../database/testing/test-database.ts';
import { ConnectorError } from '../../model/index.ts';
import type { SyncStore } from '../../store/index.ts';
import { createPlanStore, createRunStore, createSyncStore } from '../../store/index.ts';
import type { InstallationDeletions } from '../../store/port.ts';
import type { RunReport } from '../ports.ts';
import { runScope } from '../run-scope.ts';
import { Crash } from '../testing/interruptions.ts';
import { person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld } from '../testing/world.ts';

let db: Database;
let store: SyncStore;

beforeAll(async () => {
  db = await openTestDatabase();
  await migrate(db);
  store = createSyncStore(db);
});
beforeEach(() => db.query('TRUNCATE raccordo.scope CASCADE'));
afterAll(() => db.close());

/** The mailbox of one user, whose records are in step, in a database that all mailboxes share. */
async function mailboxOf(name: string, records: number): Promise<World> {
  const email = `${name}@contoso.example`;
  const user = { id: name, name, displayName: name, email, timeZone: 'Europe/Rome', active: true };
  const world = createWorld('contacts', { deleteCrmToExchange: true }, { user });
  world.exchange.identity = { smtp: user.email, fingerprint: `folders of ${name}` };
  world.memory = {
    store: { ...store, ensureScope: (owner, itemType) => store.ensureScope({ ...owner, accountId: name }, itemType) },
    runs: createRunStore(db),
    plans: createPlanStore(db),
  };
  world.run = (change) =>
    world.execute((ports, input) => runScope({ ...ports, newId: () => `${name} ${ports.newId()}` }, input), {
      ownerId: `worker of ${name}`,
      waitOutSeconds: 0,
      ...change,
    });
  world.brakes = { ...world.brakes, companyDelete: { items: 5, share: 1, from: 5 } };
  for (let index = 0; index < records; index += 1) world.crm.put(person(`${name}${index}`));
  await world.settle();
  return world;
}

function eraseSome(world: World, count: number): void {
  for (const id of [...world.crm.records.keys()].slice(0, count)) world.crm.erase(id);
}

/** What a third mailbox would find counted against it. */
async function seenByAnother(): Promise<InstallationDeletions> {
  const owner = { accountId: 'carla', crmUserId: 'carla', mailbox: 'carla@contoso.example' };
  const { id } = await store.ensureScope(owner, 'contacts');
  const lease = await store.acquireLease(id, 'worker of carla', 60);
  if (lease === null) throw new Error('held');
  const seen = await store.reserveDeletions(lease, { runId: 'run of carla', planned: 0, minutes: 30 });
  await store.releaseLease(lease);
  return seen;
}

function inMailbox({ exchange }: World): number {
  return exchange.inFolder('synchronised').length;
}

describe('B6 with two mailboxes that run at the same time', () => {
  it('lets one of them delete, and holds the other with what the first is still about to delete', async () => {
    const [anna, bruno] = [await mailboxOf('anna', 30), await mailboxOf('bruno', 30)];
    eraseSome(anna, 3);
    eraseSome(bruno, 3);
    const meanwhile: RunReport[] = [];
    const { openIntents } = anna.memory.store;
    anna.memory.store.openIntents = async (...intents) => {
      meanwhile.push(await bruno.run());
      return openIntents(...intents);
    };
    expect(await anna.run()).toMatchObject({ outcome: 'done', counts: { deletedInExchange: 3 } });
    expect(meanwhile).toMatchObject([
      {
        outcome: 'held',
        brake: { kind: 'companyDelete', reason: { params: { deletions: 3, recent: 3, allowed: 5 } } },
      },
    ]);
    expect([inMailbox(anna), inMailbox(bruno)]).toEqual([27, 30]);
  });

  it('counts nothing for a plan that was held, previewed, or approved by a person', async () => {
    const [anna, bruno] = [await mailboxOf('anna', 30), await mailboxOf('bruno', 30)];
    eraseSome(anna, 6);
    const held = await anna.run();
    expect(held).toMatchObject({ outcome: 'held', brake: { kind: 'companyDelete' } });
    expect(await anna.run({ dryRun: true })).toMatchObject({ outcome: 'held' });
    expect(await seenByAnother()).toEqual({ deletions: 0, reserved: 0 });
    const during: InstallationDeletions[] = [];
    const { openIntents } = anna.memory.store;
    anna.memory.store.openIntents = async (...intents) => {
      during.push(await seenByAnother());
      return openIntents(...intents);
    };
    expect(await anna.run({ appliesPlan: held.planRunId })).toMatchObject({ outcome: 'done' });
    expect(during).toEqual([{ deletions: 0, reserved: 0 }]);
    eraseSome(bruno, 5);
    expect(await bruno.run()).toMatchObject({ outcome: 'done', counts: { deletedInExchange: 5 } });
  });

  it('has room again for what a run reserved and did not delete, as soon as that run has ended', async () => {
    const anna = await mailboxOf('anna', 30);
    eraseSome(anna, 5);
    anna.exchange.delete = () =>
      Promise.reject(new ConnectorError({ code: 'server_busy', disposition: 'backoff', message: 'later' }));
    expect(await anna.run()).toMatchObject({ outcome: 'failed' });
    expect(await seenByAnother()).toEqual({ deletions: 0, reserved: 0 });
  });

  it('costs the same few statements, however much is deleted', async () => {
    const anna = await mailboxOf('anna', 60);
    const asked: string[] = [];
    const { reserveDeletions } = anna.memory.store;
    anna.memory.store.reserveDeletions = (lease, reservation) => {
      asked.push(`${reservation.planned}`);
      return reserveDeletions(lease, reservation);
    };
    anna.brakes = { ...anna.brakes, companyDelete: { items: 50, share: 1, from: 50 } };
    anna.brakes = { ...anna.brakes, massDelete: { items: 60, share: 1 } };
    anna.chunkSize = 10;
    eraseSome(anna, 45);
    expect(await anna.run()).toMatchObject({ outcome: 'done', counts: { deletedInExchange: 45 } });
    expect(asked).toEqual(['45']);
  });
});

describe('a run that is killed', () => {
  const RECORDS = 6;
  const PLANNED = 3;

  /** About to delete. The database is hers alone. */
  async function annaWhoErased(): Promise<World> {
    await db.query('TRUNCATE raccordo.scope CASCADE');
    const anna = await mailboxOf('anna', RECORDS);
    eraseSome(anna, PLANNED);
    anna.interruptions.restart();
    return anna;
  }

  async function dieAfter(anna: World, step: number): Promise<void> {
    anna.interruptions.crashAt(step, 'after');
    await anna.run().catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error;
    });
    anna.interruptions.restart();
  }

  async function carriedOut(): Promise<number> {
    return (await db.query(`SELECT 1 FROM raccordo.journal WHERE op = 'delete'`)).length;
  }

  it('after any of its steps leaves no reservation, and nothing that is counted twice', {
    timeout: 240_000,
  }, async () => {
    const whole = await annaWhoErased();
    await whole.run();
    const seen = new Set<string>();
    // Before a step is after the one before it.
    for (let step = 1; step <= whole.interruptions.steps; step += 1) {
      const anna = await annaWhoErased();
      await dieAfter(anna, step);
      const where = `after step ${step}, ${whole.interruptions.names[step - 1] ?? ''}`;
      const deletions = await carriedOut();
      const found = await seenByAnother();
      expect(found.deletions, where).toBe(deletions);
      expect([0, PLANNED - deletions], where).toContain(found.reserved);
      seen.add(`${found.deletions} + ${found.reserved}`);
      await db.query(`UPDATE raccordo.scope SET lease_until = lease_until - interval '1 hour'`);
      expect(await seenByAnother(), where).toEqual({ deletions, reserved: 0 });
      await anna.settle();
      expect(await seenByAnother(), where).toEqual({ deletions: await carriedOut(), reserved: 0 });
      expect(inMailbox(anna), where).toBe(RECORDS - PLANNED);
    }
    expect([...seen].toSorted()).toEqual(['0 + 0', '0 + 3', '3 + 0']);
  });
});
