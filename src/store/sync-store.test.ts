import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { migrate, openEmbeddedDatabase } from '../database/index.ts';
import { openOwnServer } from '../database/testing/engines.ts';
import { openTestDatabase } from '../database/testing/test-database.ts';
import { createSyncStore } from './index.ts';
import { describeSyncStore } from './testing/sync-store-contract.ts';

const directory = mkdtempSync(join(tmpdir(), 'raccordo-store-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describeSyncStore('in memory', openTestDatabase);
describeSyncStore('embedded', () => openEmbeddedDatabase(directory));
describeSyncStore('on a server', openOwnServer);

test('processes that meet an account for the first time at the same moment make one scope of it, and one gets the lease', async () => {
  const db = await openOwnServer();
  await migrate(db);
  const store = createSyncStore(db);
  for (let times = 1; times <= 20; times += 1) {
    const owner = { accountId: `account-${times}`, crmUserId: `user-${times}`, mailbox: `m${times}@contoso.example` };
    const scopes = await Promise.all(Array.from({ length: 8 }, () => store.ensureScope(owner, 'contacts')));
    const [id = '', ...others] = new Set(scopes.map((scope) => scope.id));
    expect(others).toEqual([]);
    const leases = await Promise.all(scopes.map((_, index) => store.acquireLease(id, `worker-${index}`, 60)));
    expect(leases.filter((lease) => lease !== null)).toHaveLength(1);
  }
  await db.close();
});
