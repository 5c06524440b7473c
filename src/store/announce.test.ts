import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../database/index.ts';
import { migrate } from '../database/index.ts';
import { openTestDatabase } from '../database/testing/test-database.ts';
import type { Lease } from './index.ts';
import { createSyncStore } from './index.ts';
import { entryOf, intentOf } from './testing/examples.ts';

let db: Database;
let lease: Lease;

beforeAll(async () => {
  db = await openTestDatabase();
  await migrate(db);
  const store = createSyncStore(db);
  const { id } = await store.ensureScope({ accountId: 'a', crmUserId: 'u', mailbox: 'm@contoso.example' }, 'contacts');
  const taken = await store.acquireLease(id, 'worker', 60);
  if (taken === null) throw new Error('held');
  lease = taken;
});
afterAll(() => db.close());

const stored = async () => [
  (await createSyncStore(db).listIntents(lease.scopeId)).length,
  (await createSyncStore(db).listJournal(lease.scopeId, { limit: 10 })).length,
];

it('a batch of intents is stored only together with the step that is announced', async () => {
  const store = createSyncStore(db, (batch) =>
    batch(async () => {
      throw new Error('the step fails');
    }),
  );
  await expect(store.openIntents(lease, [intentOf('refused')], [entryOf()])).rejects.toThrow('the step fails');
  expect(await stored()).toEqual([0, 0]);
});

it('the step is taken in the transaction of the batch, and never for a batch that is refused', async () => {
  const seen: unknown[] = [];
  const store = createSyncStore(db, (batch) =>
    batch(async (tx) => {
      seen.push((await tx.query('SELECT id FROM raccordo.intent')).length);
    }),
  );
  await expect(store.openIntents({ ...lease, fence: lease.fence - 1 }, [intentOf('late')], [])).rejects.toMatchObject({
    code: 'lease_lost',
  });
  expect(seen).toEqual([]);
  await store.openIntents(lease, [intentOf('sent')], [entryOf()]);
  expect([seen, await stored()]).toEqual([[1], [1, 1]]);
});
