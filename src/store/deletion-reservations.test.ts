import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../database/index.ts';
import { migrate } from '../database/index.ts';
import { ENGINES } from '../database/testing/engines.ts';
import type { InstallationDeletions, Lease, SyncStore } from './index.ts';
import { createSyncStore } from './index.ts';
import { entryOf } from './testing/examples.ts';

describe.each(ENGINES)('deletions that runs reserve (%s)', (_name, open) => {
  let db: Database;
  let store: SyncStore;
  let anna: Lease;
  let bruno: Lease;

  const take = async (user: string, seconds = 60): Promise<Lease> => {
    const owner = { accountId: user, crmUserId: user, mailbox: `${user}@contoso.example` };
    const { id } = await store.ensureScope(owner, 'contacts');
    const lease = await store.acquireLease(id, `worker of ${user}`, seconds);
    if (lease === null) throw new Error('held');
    return lease;
  };
  const reserve = (lease: Lease, planned: number, runId = `run of ${lease.scopeId}`): Promise<InstallationDeletions> =>
    store.reserveDeletions(lease, { runId, planned, minutes: 30 });
  const deleteSome = (lease: Lease, count: number, more: { readonly approved?: true } = {}): Promise<void> => {
    const entry = entryOf({ op: 'delete', runId: `run of ${lease.scopeId}`, ...more });
    return store.openIntents(
      lease,
      [],
      Array.from({ length: count }, () => entry),
    );
  };
  const runOut = (lease: Lease) =>
    db.query(`UPDATE raccordo.scope SET lease_until = clock_timestamp() - interval '1 second' WHERE id = $1`, [
      lease.scopeId,
    ]);

  beforeAll(async () => {
    db = await open();
    await migrate(db);
    store = createSyncStore(db);
  });
  beforeEach(async () => {
    await db.query('TRUNCATE raccordo.scope CASCADE');
    anna = await take('anna');
    bruno = await take('bruno');
  });
  afterAll(() => db.close());

  it('count for the others, and not for the run itself', async () => {
    expect(await reserve(anna, 7)).toEqual({ deletions: 0, reserved: 0 });
    expect(await reserve(bruno, 2)).toEqual({ deletions: 0, reserved: 7 });
    expect(await reserve(anna, 7)).toEqual({ deletions: 0, reserved: 2 });
  });

  it('are counted once, when they are carried out as when they are still to come', async () => {
    await reserve(anna, 7);
    await deleteSome(anna, 3);
    expect(await reserve(bruno, 1)).toEqual({ deletions: 3, reserved: 4 });
    await deleteSome(anna, 4);
    expect(await reserve(bruno, 1)).toEqual({ deletions: 7, reserved: 0 });
    await deleteSome(anna, 1);
    expect(await reserve(bruno, 1)).toEqual({ deletions: 8, reserved: 0 });
  });

  it('are those of the newest plan of a run, beside what its earlier rounds have deleted', async () => {
    await reserve(anna, 7);
    await deleteSome(anna, 3);
    expect(await reserve(anna, 2)).toEqual({ deletions: 3, reserved: 0 });
    expect(await reserve(bruno, 1)).toEqual({ deletions: 3, reserved: 2 });
  });

  it('are not used up by what a person approved, nor by what another run of the mailbox deletes', async () => {
    await reserve(anna, 3);
    await deleteSome(anna, 2, { approved: true });
    await store.openIntents(anna, [], [entryOf({ op: 'delete', runId: 'an earlier run' })]);
    expect(await reserve(bruno, 1)).toEqual({ deletions: 1, reserved: 3 });
  });

  it('look back as far as they are told', async () => {
    await deleteSome(anna, 2);
    await db.query(`UPDATE raccordo.journal SET at = at - interval '40 minutes'`);
    expect(await reserve(bruno, 1)).toEqual({ deletions: 0, reserved: 0 });
  });

  it('end with the lease: given back, taken over, or run out', async () => {
    await reserve(anna, 7);
    await store.releaseLease(anna);
    expect(await reserve(bruno, 1)).toEqual({ deletions: 0, reserved: 0 });
    const again = await take('anna');
    await reserve(again, 5);
    await take('anna');
    expect(await reserve(bruno, 1)).toEqual({ deletions: 0, reserved: 0 });
    const third = await take('anna');
    await reserve(third, 4);
    await runOut(third);
    expect(await reserve(bruno, 1)).toEqual({ deletions: 0, reserved: 0 });
  });

  it('are given up together with the right to delete: who slept through the end of the lease finds it gone', async () => {
    await reserve(anna, 7);
    await runOut(anna);
    await reserve(bruno, 7);
    await expect(deleteSome(anna, 1)).rejects.toMatchObject({ code: 'lease_lost' });
    await expect(store.renewLease(anna, 60)).rejects.toMatchObject({ code: 'lease_lost' });
  });

  it('leave a lease alone that has run out without a reservation: whoever holds it may renew it', async () => {
    await runOut(anna);
    await reserve(bruno, 1);
    await store.renewLease(anna, 60);
    await deleteSome(anna, 1);
  });

  it('are dropped where the plan is held after all', async () => {
    await reserve(anna, 7);
    await store.dropReservation(anna);
    expect(await reserve(bruno, 1)).toEqual({ deletions: 0, reserved: 0 });
  });

  it('are no matter for who has lost the lease', async () => {
    await take('anna');
    await expect(reserve(anna, 7)).rejects.toMatchObject({ code: 'lease_lost' });
    await expect(store.dropReservation(anna)).rejects.toMatchObject({ code: 'lease_lost' });
    expect(await reserve(bruno, 1)).toEqual({ deletions: 0, reserved: 0 });
  });

  it('are made one after the other: of many at the same moment each sees all that came before', async () => {
    const leases = await Promise.all(Array.from({ length: 12 }, (_, index) => take(`user-${index}`)));
    const seen = await Promise.all(leases.map((lease) => reserve(lease, 1)));
    expect(seen.map(({ reserved }) => reserved).toSorted((a, b) => a - b)).toEqual(leases.map((_, index) => index));
  });
});
