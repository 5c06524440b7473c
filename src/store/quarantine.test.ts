import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../database/index.ts';
import { migrate } from '../database/index.ts';
import { ENGINES } from '../database/testing/engines.ts';
import type { SyncStore } from './index.ts';
import { createSyncStore, ensureInstallation, retryParkedAfterUpgrade } from './index.ts';
import { settlementOf } from './testing/examples.ts';

describe.each(ENGINES)('%s', (_name, open) => {
  let db: Database;
  let store: SyncStore;
  let scopeId: string;
  beforeAll(async () => {
    db = await open();
    await migrate(db);
    await ensureInstallation(db);
    store = createSyncStore(db);
    const owner = { accountId: 'account', crmUserId: 'user', mailbox: 'm@contoso.example' };
    scopeId = (await store.ensureScope(owner, 'contacts')).id;
  });
  beforeEach(async () => {
    await retryParkedAfterUpgrade(db, '1.0.0');
    const lease = await store.acquireLease(scopeId, 'worker', 60);
    if (lease === null) throw new Error('the lease is held by somebody else');
    await store.addHints(lease, [{ side: 'crm', itemId: 'c' }]);
    const entry = { side: 'crm', itemId: 'c', attempts: 5, errorCode: 'ErrorItemSave', errorDetails: {} } as const;
    await store.settle(lease, settlementOf({ putQuarantine: [{ ...entry, nextAt: '2099-01-01T00:00:00Z' }] }));
    await store.releaseLease(lease);
  });
  afterAll(() => db.close());

  const dueItems = async (): Promise<readonly string[]> =>
    (await store.listHints(scopeId, null, 10)).map(({ itemId }) => itemId);

  describe('items that are parked', () => {
    test('stay so when the same program starts again', async () => {
      expect(await retryParkedAfterUpgrade(db, '1.0.0')).toBe(0);
      expect(await dueItems()).toEqual([]);
    });

    test('are due when another version starts, once, and the attempts still count', async () => {
      expect(await retryParkedAfterUpgrade(db, '1.1.0')).toBe(1);
      expect(await dueItems()).toEqual(['c']);
      expect(await store.listQuarantine(scopeId)).toMatchObject([{ attempts: 5 }]);
      expect(await retryParkedAfterUpgrade(db, '1.1.0')).toBe(0);
    });
  });
});
