import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ContactRecord, Explanation } from '../../src/api/resources.ts';
import type { Crm } from '../support/crm.ts';
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
let record: ContactRecord;
let label: string;

/** A contact that both sides agree about. */
beforeEach(async () => {
  number += 1;
  label = `Anna Verdi${number}`;
  record = await crm.contacts.add({
    fields: { name: { givenName: 'Anna', surname: `Verdi${number}` }, jobTitle: 'Impiegata', department: 'Vendite' },
  });
  await world.sync();
});

function inExchange() {
  const item = world.mailbox.items('contacts').find((candidate) => candidate.label === label);
  if (item === undefined) throw new Error(`${label} is not in Exchange`);
  return item;
}

const inCrm = async () => (await crm.contacts.named(label)).fields;

async function conflicts() {
  const explanation = (await world.command(['explain', record.id, '--json'])).json<Explanation>();
  return explanation.items.flatMap(({ journal }) => journal.flatMap(({ conflict }) => conflict ?? []));
}

test('a change on one side reaches the other, and only what changed is written', async () => {
  await crm.contacts.change(record.id, { mobilePhone: '+39 347 1' });
  await world.sync();
  expect(inExchange().fields).toMatchObject({ 'PhoneNumbers/MobilePhone': '+39 347 1', JobTitle: 'Impiegata' });

  world.mailbox.change(inExchange().id, { JobTitle: 'Direttrice' });
  const [run] = await world.sync();
  expect(run?.counts).toMatchObject({ updatedInCrm: 1, updatedInExchange: 0, conflicts: 0 });
  expect(await inCrm()).toMatchObject({ jobTitle: 'Direttrice', mobilePhone: '+39 347 1' });
});

test('what Exchange has beyond the CRM stays when an item is written', async () => {
  const foreign = 'x:{00062004-0000-0000-c000-000000000046}:id:32899:String';
  world.mailbox.change(inExchange().id, { [foreign]: 'di un altro programma' });
  await crm.contacts.change(record.id, { department: 'Acquisti' });
  await world.sync();
  expect(inExchange().fields['Department']).toBe('Acquisti');
  expect(inExchange().extended[foreign]).toBe('di un altro programma');
});

test('changes of different fields on both sides are merged', async () => {
  await crm.contacts.change(record.id, { mobilePhone: '+39 347 2', department: null });
  world.mailbox.change(inExchange().id, { JobTitle: 'Direttrice', 'EmailAddresses/EmailAddress1': 'a@verdi.example' });
  const [run] = await world.sync();

  expect(run?.counts).toMatchObject({ updatedInCrm: 1, updatedInExchange: 1, conflicts: 0 });
  expect(inExchange().fields).toMatchObject({ JobTitle: 'Direttrice', 'PhoneNumbers/MobilePhone': '+39 347 2' });
  expect(inExchange().fields['Department']).toBeUndefined();
  expect(await inCrm()).toMatchObject({
    jobTitle: 'Direttrice',
    mobilePhone: '+39 347 2',
    email1: { address: 'a@verdi.example' },
  });
  expect((await inCrm()).department ?? null).toBeNull();
});

describe('changes of the same field are decided by the strategy, and the loser is kept', () => {
  test.each([
    ['crm', 'Presidente'],
    ['exchange', 'Direttrice'],
  ] as const)('strategy %s', async (conflictStrategy, winner) => {
    await world.apply({ contacts: { conflictStrategy } });
    await crm.contacts.change(record.id, { jobTitle: 'Presidente', department: 'Acquisti' });
    world.mailbox.change(inExchange().id, { JobTitle: 'Direttrice' });
    const [run] = await world.sync();

    expect(run?.counts?.conflicts).toBe(1);
    expect(inExchange().fields).toMatchObject({ JobTitle: winner, Department: 'Acquisti' });
    expect(await inCrm()).toMatchObject({ jobTitle: winner, department: 'Acquisti' });
    expect(await conflicts()).toEqual([
      { field: 'jobTitle', winner: conflictStrategy, base: 'Impiegata', crm: 'Presidente', exchange: 'Direttrice' },
    ]);
  });

  test('granularity "item": the whole item of the winner overwrites the other', async () => {
    await world.apply({ contacts: { conflictStrategy: 'exchange', conflictGranularity: 'item' } });
    await crm.contacts.change(record.id, { department: 'Acquisti' });
    world.mailbox.change(inExchange().id, { JobTitle: 'Direttrice' });
    await world.sync();
    expect(await inCrm()).toMatchObject({ jobTitle: 'Direttrice', department: 'Vendite' });
    expect((await conflicts()).map(({ field, crm: lost }) => [field, lost])).toContainEqual(['department', 'Acquisti']);
  });

  test('equal changes are no conflict', async () => {
    await world.apply();
    await crm.contacts.change(record.id, { jobTitle: 'Direttrice' });
    world.mailbox.change(inExchange().id, { JobTitle: 'Direttrice' });
    const [run] = await world.sync();
    expect(run?.counts).toMatchObject({ conflicts: 0, updatedInCrm: 0, updatedInExchange: 0 });
  });
});

describe('a change travels only in a direction that is on, and waits where it is off', () => {
  test('CRM to Exchange', async () => {
    await world.apply({ contacts: { updateCrmToExchange: false } });
    await crm.contacts.change(record.id, { jobTitle: 'Direttrice' });
    await crm.contacts.add({ fields: { name: { givenName: 'Nuova', surname: `Crm${number}` } } });
    const [run] = await world.sync();
    expect(run?.counts).toMatchObject({ updatedInExchange: 0, createdInExchange: 0 });
    expect(inExchange().fields['JobTitle']).toBe('Impiegata');

    await world.apply();
    const [later] = await world.sync();
    expect(later?.counts).toMatchObject({ updatedInExchange: 1, createdInExchange: 1 });
    expect(inExchange().fields['JobTitle']).toBe('Direttrice');
  });

  test('Exchange to CRM', async () => {
    await world.apply({ contacts: { updateExchangeToCrm: false } });
    world.mailbox.change(inExchange().id, { JobTitle: 'Direttrice' });
    world.mailbox.add('contacts', 'Contact', { GivenName: 'Nuova', Surname: `Exchange${number}` });
    const [run] = await world.sync();
    expect(run?.counts).toMatchObject({ updatedInCrm: 0, createdInCrm: 0 });
    expect((await inCrm()).jobTitle).toBe('Impiegata');

    await world.apply();
    const [later] = await world.sync();
    expect(later?.counts).toMatchObject({ updatedInCrm: 1, createdInCrm: 1 });
    expect((await inCrm()).jobTitle).toBe('Direttrice');
  });
});
