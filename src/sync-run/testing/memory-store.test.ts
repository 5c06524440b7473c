import { describe, expect, it } from 'vitest';
import type { Settlement } from '../../store/port.ts';
import type { Link } from '../../sync/index.ts';
import { createMemoryStore } from './memory-store.ts';
import { OWNER } from './world.ts';

const link = (id: string, crmId: string, state: Link['state'] = 'LINKED'): Link =>
  ({ id, crmId, state, exchangeId: `exchange-${id}`, stamp: `stamp-${id}` }) as Link;

const settlement = (links: readonly Link[]): Settlement => ({
  links,
  removeIntents: [],
  markIntentsUnknown: [],
  removeHints: [],
  removeUnlinked: [],
  putUnlinked: [],
  journal: [],
  removeQuarantine: [],
  putQuarantine: [],
});

describe('links in the store in memory', () => {
  it('I3: are stored all or none, as in one transaction', async () => {
    const store = createMemoryStore(() => '2026-11-25T08:00:00Z');
    const { id } = await store.ensureScope(OWNER, 'contacts');
    const lease = await store.acquireLease(id, 'test', 60);
    if (lease === null) throw new Error('no lease');
    const [one, two, other] = [link('1', 'C1'), link('2', 'C1'), link('3', 'C3')];
    await store.settle(lease, settlement([one]));
    await expect(store.settle(lease, settlement([other, two]))).rejects.toMatchObject({ code: 'link_not_unique' });
    expect([...store.links.values()]).toEqual([one]);
    await store.settle(lease, settlement([two, { ...one, state: 'CLOSED' }]));
    expect([...store.links.values()]).toEqual([{ ...one, state: 'CLOSED' }, two]);
  });
});
