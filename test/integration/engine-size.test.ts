import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EngineWorld } from '../support/engine.ts';
import { openEngine } from '../support/engine.ts';

const HALF = 750;

let world: EngineWorld;
beforeAll(async () => {
  world = await openEngine({ exchangeTimeoutMs: 30_000 });
  await world.apply();
  for (let index = 0; index < HALF; index += 1) {
    const email1 = { address: `crm${index}@grande.example` };
    await world.contacts.add({ name: { givenName: 'Del Crm', surname: `Numero${index}` }, email1 });
    world.mailbox.add('contacts', 'Contact', {
      GivenName: 'Di Exchange',
      Surname: `Numero${index}`,
      'EmailAddresses/EmailAddress1': `exchange${index}@grande.example`,
    });
  }
});
afterAll(() => world.close());

const requests = () => world.simulator.requests.all().filter(({ operation }) => operation !== null).length;

test('1,500 contacts: bounded memory and requests, and every pair is looked at once', async () => {
  const before = process.memoryUsage().rss;
  const [first] = await world.sync();
  expect(first).toMatchObject({ outcome: 'done', counts: { createdInCrm: HALF, createdInExchange: HALF } });
  expect((process.memoryUsage().rss - before) / 1e6, 'megabytes more').toBeLessThan(300);
  // Reads of at most 50, writes of at most 20, each with its read-back: a request per three items is generous.
  expect(requests()).toBeLessThan(500);

  world.simulator.requests.clear();
  await world.sync();
  expect(world.simulator.requests.all().map(({ operation }) => operation)).toEqual([
    'SyncFolderItems',
    'SyncFolderItems',
  ]);

  await world.apply({ contacts: { conflictStrategy: 'exchange' } });
  const [preview] = await world.sync({ dryRun: true });
  expect(preview?.counts).toMatchObject({ unchanged: 2 * HALF });
  world.mailbox.invalidateSyncStates();
  const [compared] = await world.sync();
  expect(compared).toMatchObject({ outcome: 'done', counts: { unchanged: 2 * HALF, createdInCrm: 0, detached: 0 } });
});
