import type { SyncStore } from '../../../src/store/index.ts';
import { settlementOf } from '../../../src/store/testing/examples.ts';
import type { Place } from '../../support/settings-world.ts';

const LEASE_SECONDS = 30;

/** The memory comes to say that both sides had agreed on a nickname for this contact, which neither of them has. */
export async function damageMemory(store: SyncStore, { crm, person }: Place, name: string): Promise<void> {
  const { id } = await crm.contacts.named(name);
  for (const scope of await store.listScopes()) {
    const [link] = await store.findLinksByCrmIds(scope.id, [id]);
    if (link === undefined) continue;
    const lease = await store.acquireLease(scope.id, 'damage', LEASE_SECONDS);
    if (lease === null) throw new Error(`the memory of ${person.name} is in use`);
    const damaged = { ...link, baseCrm: { ...link.baseCrm, nickname: 'Nina' } };
    await store.settle(lease, settlementOf({ links: [damaged] }));
    await store.releaseLease(lease);
  }
}
