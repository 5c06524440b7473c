import { describe, expect, it } from 'vitest';
import type { LeaseKeeper } from './lease.ts';
import { LEASE_SECONDS, takeLease } from './lease.ts';
import { createMemoryStore } from './testing/memory-store.ts';

const CALL_MS = 75_000;

/** A lease of its own database, whose clock runs on whatever becomes of the two of this machine. */
async function leased() {
  const clocks = {
    database: Date.parse('2026-11-25T08:00:00Z'),
    wall: Date.parse('2026-11-25T08:00:00Z'),
    monotonic: 0,
  };
  const store = createMemoryStore(() => new Date(clocks.database).toISOString());
  const scope = await store.ensureScope({ accountId: 'a', crmUserId: 'u', mailbox: 'm' }, 'contacts');
  const clock = {
    now: () => new Date(clocks.wall).toISOString(),
    monotonicMs: () => clocks.monotonic,
    sleep: async () => undefined,
  };
  const keeper = (await takeLease(store, clock, scope.id, 'one')) as LeaseKeeper;
  /** Another machine takes the scope as soon as the lease is over. */
  const takenOver = () => store.acquireLease(scope.id, 'two', LEASE_SECONDS);
  return { clocks, keeper, takenOver };
}

describe('a lease on a machine whose clocks are not to be trusted', () => {
  it('has run out although the wall clock was set back meanwhile', async () => {
    const { clocks, keeper, takenOver } = await leased();
    clocks.database += 1_000_000;
    clocks.monotonic += 1_000_000;
    clocks.wall -= 2_600_000;
    expect(await takenOver()).not.toBeNull();
    await expect(keeper.ensure(CALL_MS)).rejects.toMatchObject({ code: 'lease_lost' });
  });

  it('has run out although the machine slept, where its other clock stood still', async () => {
    const { clocks, keeper, takenOver } = await leased();
    clocks.database += 1_000_000;
    clocks.wall += 1_000_000;
    expect(await takenOver()).not.toBeNull();
    await expect(keeper.ensure(CALL_MS)).rejects.toMatchObject({ code: 'lease_lost' });
  });

  it('is renewed in time by a machine whose wall clock goes back again and again', async () => {
    const { clocks, keeper, takenOver } = await leased();
    for (let passed = 0; passed < 4 * LEASE_SECONDS; passed += 20) {
      clocks.database += 20_000;
      clocks.monotonic += 20_000;
      clocks.wall -= 20_000;
      await keeper.ensure(CALL_MS);
      expect(await takenOver()).toBeNull();
    }
  });
});
