import { describe, expect, it } from 'vitest';
import { linkOf, person } from '../testing/people.ts';
import type { World } from '../testing/world.ts';
import { createWorld, writesOf } from '../testing/world.ts';
import { applyUndo, planUndoOf, takeBack } from './testing/take-back.ts';

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

async function expectTogether({ world, crmId }: Closed, what = ''): Promise<void> {
  const { state, exchangeId } = linkOf(world, crmId);
  expect(state, what).toBe('LINKED');
  expect(world.crm.records.get(crmId)?.fields['displayName'], what).toBe(AGREED);
  expect(world.exchange.items.get(exchangeId ?? '')?.fields['displayName'], what).toBe(AGREED.slice(0, 24));
  const before = writesOf(world);
  await world.settle();
  expect(writesOf(world), what).toBe(before);
}

describe('X3: an item that is made anew beside a record which a backup brought back when the pair was over', () => {
  it('O8: keeps what was agreed since the backup, and the record gets it', async () => {
    const pair = await backFromBackup();
    await takeBack(pair.world, pair.undone);
    await pair.world.settle();
    await expectTogether(pair);
    expect(pair.world.store.journal.flatMap(({ conflict }) => conflict ?? [])).toMatchObject([
      { field: 'displayName', winner: 'exchange', crm: 'Ada Rossi' },
    ]);
  });

  it('U3: leaves its namesake to be made in the CRM', async () => {
    const { world, undone } = await backFromBackup();
    await takeBack(world, undone);
    await world.settle();
    expect(world.store.unlinked.size).toBe(0);
    expect([world.crm.records.size, world.exchange.inFolder('synchronised').length]).toEqual([2, 2]);
  });

  it('I15: is the same wherever the undo dies', async () => {
    const calm = await backFromBackup();
    const calmPlan = await planUndoOf(calm.world, calm.undone);
    calm.world.interruptions.restart();
    await applyUndo(calm.world, calm.undone, calmPlan);
    const { steps, names } = calm.world.interruptions;
    for (let step = 1; step <= steps; step += 1) {
      const pair = await backFromBackup();
      const { world, undone } = pair;
      const plan = await planUndoOf(world, undone);
      world.interruptions.restart();
      world.interruptions.crashAt(step, 'after');
      await applyUndo(world, undone, plan).catch(() => undefined);
      world.interruptions.restart();
      await world.settle();
      if (linkOf(world, pair.crmId).state === 'CLOSED') await takeBack(world, undone);
      await world.settle();
      const what = `after step ${step}: ${names[step - 1]}`;
      await expectTogether(pair, what);
      expect(world.store.unlinked.size, what).toBe(0);
    }
  });
});

it('X3: an edit of a record that a person brought back travels to the item that is made anew', async () => {
  const { world, crmId, undone } = await closed();
  world.crm.undelete(crmId);
  world.crm.edit(crmId, { displayName: 'Ada' });
  await takeBack(world, undone);
  await world.settle();
  const { exchangeId } = linkOf(world, crmId);
  expect(world.exchange.items.get(exchangeId ?? '')?.fields['displayName']).toBe('Ada');
});
