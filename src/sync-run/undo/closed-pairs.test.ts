import { describe, expect, it } from 'vitest';
import { linkOf, person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld } from '../testing/world.ts';
import { takeBack } from './testing/take-back.ts';

const AGREED = 'Ada, whom we met at the fair in Padova';

interface Closed {
  readonly world: World;
  readonly crmId: string;
  /** The run that took the item away; its undo makes it anew. */
  readonly undone: string;
}

/** A record that was edited before its item was made, and deleted before that was taken back. */
async function closed(): Promise<Closed & { restore(): void }> {
  const world = createWorld('contacts', { conflictStrategy: 'exchange' });
  const { id: crmId } = world.crm.put(person('Ada'));
  const backup = world.crm.backUp();
  world.crm.edit(crmId, { displayName: AGREED });
  const made = await world.run();
  world.crm.erase(crmId);
  const { runId } = await takeBack(world, made.runId ?? '');
  expect(linkOf(world, crmId).state).toBe('CLOSED');
  return { world, crmId, undone: runId ?? '', restore: () => world.crm.restore(backup) };
}

/** A backup brings the record back as it was before the edit, beside somebody of the same name in Exchange. */
async function backFromBackup(): Promise<Closed> {
  const { restore, ...pair } = await closed();
  const { world } = pair;
  world.exchange.put(person('Ada', { email1: { address: 'other.ada@example.org' } }));
  restore();
  await world.settle();
  expect([...world.store.scopes.values()]).toMatchObject([{ status: 'ok' }]);
  expect([...world.store.unlinked.values()].map(({ reason }) => reason.code)).toEqual([
    'same_name_only',
    'same_name_only',
  ]);
  return pair;
}

describe('X3: an item that is made anew beside a record which a backup brought back when the pair was over', () => {
  it('U3: leaves its namesake to be made in the CRM', async () => {
    const { world, undone } = await backFromBackup();
    await takeBack(world, undone);
    await world.settle();
    expect(world.store.unlinked.size).toBe(0);
    expect([world.crm.records.size, world.exchange.inFolder('synchronised').length]).toEqual([2, 2]);
  });
});
