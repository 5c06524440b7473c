import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Crm } from '../support/crm.ts';
import { labelOf } from '../support/crm.ts';
import type { World } from '../support/world.ts';
import { openWorld } from '../support/world.ts';

let world: World;
let crm: Crm & AsyncDisposable;
beforeAll(async () => {
  world = await openWorld();
  await world.apply();
  crm = await world.openCrm();
});
afterAll(async () => {
  await crm[Symbol.asyncDispose]();
  await world.close();
});

let number = 0;

interface Pair {
  readonly label: string;
  readonly crmId: string;
  readonly exchangeId: string;
}

/** A contact or an appointment that both sides have. */
async function makePair(itemType: 'contacts' | 'appointments' = 'contacts'): Promise<Pair> {
  number += 1;
  const surname = `Coppia${number}`;
  const time = { kind: 'timed', start: '2026-12-03T08:00:00Z', end: '2026-12-03T09:00:00Z', zone: null } as const;
  const record =
    itemType === 'contacts'
      ? await crm.contacts.add({ fields: { name: { givenName: 'Una', surname } } })
      : await crm.appointments.add({ fields: { subject: `Una ${surname}`, time: time as never } });
  await world.sync();
  const label = labelOf(record);
  const folder = itemType === 'contacts' ? 'contacts' : 'calendar';
  const item = world.mailbox.items(folder).find((candidate) => candidate.label === label);
  if (item === undefined) throw new Error(`${label} is not in Exchange`);
  return { label, crmId: record.id, exchangeId: item.id };
}

const inFolder = (folder: string, { label }: Pair) => world.mailbox.items(folder).some((item) => item.label === label);
const inCrm = async ({ crmId }: Pair) => (await crm.contacts.all()).some(({ id }) => id === crmId);
const inCrmAgain = async ({ label }: Pair) => (await crm.contacts.all()).some((record) => labelOf(record) === label);

describe('deleted in the CRM', () => {
  test('rule off: the item stays in Exchange, does not come back, and no later rule deletes it', async () => {
    await world.apply();
    const pair = await makePair();
    await crm.contacts.delete(pair.crmId);
    const [run] = await world.sync();
    expect(run?.counts).toMatchObject({ deletedInExchange: 0, createdInCrm: 0, detached: 1 });
    expect([inFolder('contacts', pair), await inCrmAgain(pair)]).toEqual([true, false]);

    await world.apply({ contacts: { deleteCrmToExchange: true } });
    const [later] = await world.sync();
    expect(later?.counts).toMatchObject({ deletedInExchange: 0, createdInCrm: 0 });
    expect([inFolder('contacts', pair), await inCrmAgain(pair)]).toEqual([true, false]);
  });

  test('rule on, mode deletedItems: the item is in Deleted Items', async () => {
    await world.apply({ contacts: { deleteCrmToExchange: true } });
    const pair = await makePair();
    await crm.contacts.delete(pair.crmId);
    const [run] = await world.sync();
    expect(run?.counts?.deletedInExchange).toBe(1);
    expect([inFolder('contacts', pair), inFolder('deleteditems', pair)]).toEqual([false, true]);
    expect(await inCrmAgain(pair)).toBe(false);
  });

  test('rule on, mode permanent: nothing has the item', async () => {
    await world.apply({ contacts: { deleteCrmToExchange: true, exchangeDeleteMode: 'permanent' } });
    const pair = await makePair();
    await crm.contacts.delete(pair.crmId);
    await world.sync();
    const everywhere = world.mailbox.folders().filter(({ id }) => inFolder(id, pair));
    expect(everywhere).toEqual([]);
  });

  test('an item that was edited in Exchange meanwhile outlives the deletion when Exchange wins', async () => {
    await world.apply({ contacts: { deleteCrmToExchange: true, conflictStrategy: 'exchange' } });
    const pair = await makePair();
    await crm.contacts.delete(pair.crmId);
    world.mailbox.change(pair.exchangeId, { JobTitle: 'Direttrice' });
    const [run] = await world.sync();
    expect(run?.counts).toMatchObject({ deletedInExchange: 0, createdInCrm: 1 });
    expect((await crm.contacts.named(pair.label)).fields.jobTitle).toBe('Direttrice');
  });
});

describe('deleted in Exchange', () => {
  test.each(['MoveToDeletedItems', 'HardDelete'] as const)(
    'rule off, %s: the record stays in the CRM, is not made anew, and no later rule deletes it',
    async (type) => {
      await world.apply();
      const pair = await makePair();
      world.mailbox.delete(pair.exchangeId, type);
      const [run] = await world.sync();
      expect(run?.counts).toMatchObject({ deletedInCrm: 0, createdInExchange: 0, detached: 1 });

      await world.apply({ contacts: { deleteExchangeToCrm: true } });
      const [later] = await world.sync();
      expect(later?.counts).toMatchObject({ deletedInCrm: 0, createdInExchange: 0 });
      expect([await inCrm(pair), inFolder('contacts', pair)]).toEqual([true, false]);
    },
  );

  test.each(['MoveToDeletedItems', 'HardDelete', 'SoftDelete'] as const)(
    'rule on, %s: the record is deleted',
    async (type) => {
      await world.apply({ contacts: { deleteExchangeToCrm: true } });
      const pair = await makePair();
      world.mailbox.delete(pair.exchangeId, type);
      const [run] = await world.sync();
      expect(run?.counts?.deletedInCrm).toBe(1);
      expect(await inCrm(pair)).toBe(false);
    },
  );

  test('an appointment goes the same way', async () => {
    await world.apply({ appointments: { deleteExchangeToCrm: true } });
    const pair = await makePair('appointments');
    world.mailbox.delete(pair.exchangeId);
    const [, run] = await world.sync();
    expect(run?.counts?.deletedInCrm).toBe(1);
    expect((await crm.appointments.all()).some(({ id }) => id === pair.crmId)).toBe(false);
  });

  test('moving an item to another folder is no deletion, and moving it back goes on where it was', async () => {
    await world.apply({ contacts: { deleteExchangeToCrm: true } });
    const pair = await makePair();
    const folder = world.mailbox.addFolder('Archivio', 'IPF.Contact');
    const moved = world.mailbox.move(pair.exchangeId, folder.id);
    const [away] = await world.sync();
    expect(away?.counts).toMatchObject({ deletedInCrm: 0, createdInExchange: 0 });
    expect(await inCrm(pair)).toBe(true);

    const back = world.mailbox.move(moved.id, 'contacts');
    world.mailbox.change(back.id, { JobTitle: 'Direttrice' });
    const [again] = await world.sync();
    expect(again?.counts).toMatchObject({ createdInCrm: 0, updatedInCrm: 1 });
    expect((await crm.contacts.named(pair.label)).fields.jobTitle).toBe('Direttrice');
  });
});

test('a run that would delete a large part of a side is held, writes nothing, and an approval lets it through', async () => {
  await world.apply({ contacts: { deleteExchangeToCrm: true } });
  const pairs: Pair[] = [];
  const surnames = Array.from({ length: 40 }, (_, index) => `Massa${index}`);
  for (const surname of surnames) await crm.contacts.add({ fields: { name: { givenName: 'Una', surname } } });
  await world.sync();
  for (const item of world.mailbox.items('contacts'))
    if (item.label.startsWith('Una Massa')) {
      pairs.push({ label: item.label, crmId: '', exchangeId: item.id });
      world.mailbox.delete(item.id);
    }
  expect(pairs).toHaveLength(40);

  const [held] = await world.sync([], { exitCode: 3 });
  expect(held).toMatchObject({ outcome: 'held', brake: { kind: 'massDelete' } });
  expect(await inCrmAgain(pairs[0] as Pair)).toBe(true);

  const [approved] = await world.sync(['--approve', held?.planHash ?? '']);
  expect(approved).toMatchObject({ outcome: 'done', counts: { deletedInCrm: 40 } });
});
