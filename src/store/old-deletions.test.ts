import { describe, expect, test } from 'vitest';
import { migrate, readMigrations } from '../database/migrate.ts';
import { openTestDatabase } from '../database/testing/test-database.ts';
import type { Link } from '../sync/index.ts';
import type { JournalEntry } from './index.ts';
import { createSyncStore } from './index.ts';
import { entryOf, linkOf, settlementOf } from './testing/examples.ts';

const BEFORE_THEY_WERE_OFFERED = 15;
const OFF = { row: 'L5', code: 'delete_rule_off', params: { deletedOn: 'crm' } } as const;

describe('old deletions of a database from before they were offered', () => {
  test('are those of which the journal tells that nothing but the rule was in the way, and nothing happened since', async () => {
    const db = await openTestDatabase();
    const migrations = await readMigrations(new URL('../database/migrations/', import.meta.url));
    await migrate(
      db,
      migrations.filter(({ number }) => number <= BEFORE_THEY_WERE_OFFERED),
    );
    const store = createSyncStore(db);
    const owner = { accountId: 'account', crmUserId: 'user', mailbox: 'anna@contoso.example' };
    const scope = await store.ensureScope(owner, 'contacts');
    const lease = await store.acquireLease(scope.id, 'worker', 60);
    if (lease === null) throw new Error('the lease is held by somebody else');

    const cases: readonly [string, Partial<Link>, readonly Partial<JournalEntry>[]][] = [
      ['left in Exchange', { state: 'DET_E' }, [{ op: 'update' }, { op: 'detach', reason: OFF }]],
      ['left in the CRM', { state: 'DET_C' }, [{ op: 'detach', reason: { ...OFF, row: 'L6' } }]],
      ['edited at the time', { state: 'DET_E' }, [{ op: 'detach', reason: { ...OFF, row: 'L8' } }]],
      ['edited since', { state: 'DET_E', suppressed: ['x'] }, [{ op: 'detach', reason: OFF }]],
      ['for another reason', { state: 'DET_E' }, [{ op: 'detach', reason: { row: 'O3', code: 'record_hidden' } }]],
      ['made anew by an undo since', { state: 'DET_E' }, [{ op: 'detach', reason: OFF }, { op: 'create' }]],
      ['filed away since', { state: 'DET_E', reviewReason: 'moved_to_other_folder' }, [{ op: 'detach', reason: OFF }]],
      ['a pair again', { state: 'LINKED' }, [{ op: 'detach', reason: OFF }]],
      ['forgotten by the journal', { state: 'DET_E' }, []],
    ];
    await store.settle(
      lease,
      settlementOf({
        links: cases.map(([id, change]) => linkOf(scope, id, change)),
        journal: cases.flatMap(([id, , entries]) =>
          entries.map((entry) => entryOf({ ...entry, linkId: linkOf(scope, id).id })),
        ),
      }),
    );
    await migrate(db, migrations);
    const found = await store.pageOldDeletions(scope.id, ['DET_E', 'DET_C'], null, 100);
    expect(found.map(({ id }) => id)).toEqual([
      linkOf(scope, 'left in Exchange').id,
      linkOf(scope, 'left in the CRM').id,
    ]);
    await db.close();
  });
});
