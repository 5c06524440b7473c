import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EngineWorld } from '../support/engine.ts';
import { openEngine } from '../support/engine.ts';
import { DELEGATE, GIULIA, MARIO } from '../support/configuration.ts';

let world: EngineWorld;
beforeAll(async () => {
  world = await openEngine();
  await world.apply();
});
afterAll(() => world.close());

let number = 0;
function person(more: object = {}) {
  number += 1;
  const surname = `Prova${number}`;
  return { label: `Una ${surname}`, fields: { name: { givenName: 'Una', surname }, ...more } };
}
const itemNamed = (label: string, folder = 'contacts') =>
  world.mailbox.items(folder).find((item) => item.label === label);

describe('the profile’s categories', () => {
  test('taken out of the settings: they do not travel as if they were the user’s', async () => {
    await world.apply({ contacts: { exchangeCategories: ['CRM'] } });
    const one = person({ categories: ['Amici'] });
    const id = await world.contacts.add(one.fields);
    await world.sync();
    expect([...(itemNamed(one.label)?.categories ?? [])].sort()).toEqual(['Amici', 'CRM']);
    await world.apply({ contacts: { exchangeCategories: [] } });
    const [run] = await world.sync();
    expect(run?.counts).toMatchObject({ updatedInCrm: 0, updatedInExchange: 0 });
    expect((await world.contacts.find(id))?.['categories']).toEqual(['Amici']);
    world.mailbox.change(itemNamed(one.label)?.id ?? '', { JobTitle: 'x' });
    await world.sync();
    expect((await world.contacts.find(id))?.['categories']).toEqual(['Amici']);
  });

  test('a category that users have already becomes the profile’s: nobody loses it', async () => {
    await world.apply({ contacts: { exchangeCategories: [] } });
    const one = person({ categories: ['Clienti', 'Fiera'] });
    const id = await world.contacts.add(one.fields);
    await world.sync();
    await world.apply({ contacts: { exchangeCategories: ['Clienti'] } });
    await world.sync();
    expect((await world.contacts.find(id))?.['categories']).toEqual(['Clienti', 'Fiera']);
    expect([...(itemNamed(one.label)?.categories ?? [])].sort()).toEqual(['Clienti', 'Fiera']);
    await world.apply({ contacts: { exchangeCategories: [] } });
    await world.sync();
    expect((await world.contacts.find(id))?.['categories']).toEqual(['Clienti', 'Fiera']);
    expect([...(itemNamed(one.label)?.categories ?? [])].sort()).toEqual(['Clienti', 'Fiera']);
  });
});

describe('private', () => {
  test('made private and then deleted in Exchange: the record stays', async () => {
    await world.apply({ contacts: { deleteExchangeToCrm: true } });
    const one = person();
    const id = await world.contacts.add(one.fields);
    await world.sync();
    world.mailbox.change(itemNamed(one.label)?.id ?? '', { Sensitivity: 'Private' });
    await world.sync();
    world.mailbox.delete(itemNamed(one.label)?.id ?? '');
    await world.sync();
    expect(await world.contacts.find(id)).toBeDefined();
  });
  test('left the filter and then deleted in Exchange: the record stays', async () => {
    await world.apply({ contacts: { deleteExchangeToCrm: true, exchangeItems: { onlyCategory: 'Lavoro' } } });
    const one = person();
    const id = await world.contacts.add(one.fields);
    await world.sync();
    expect(itemNamed(one.label)?.categories).toEqual(['Lavoro']);
    world.mailbox.change(itemNamed(one.label)?.id ?? '', { Categories: [] });
    await world.sync();
    world.mailbox.delete(itemNamed(one.label)?.id ?? '');
    await world.sync();
    expect(await world.contacts.find(id)).toBeDefined();
    await world.apply();
  });
});

test('review clears when the namesake is renamed', async () => {
  await world.apply();
  const one = person({ email1: { address: 'a@x.example' } });
  const id = await world.contacts.add(one.fields);
  const item = world.mailbox.add('contacts', 'Contact', {
    GivenName: 'Una',
    Surname: one.fields.name.surname,
    'EmailAddresses/EmailAddress1': 'b@y.example',
  });
  const [run] = await world.sync();
  expect(run?.counts?.review).toBe(2);
  world.mailbox.change(item.id, { Surname: 'Tuttaltra', GivenName: `Zoe${number}` });
  await world.sync();
  await world.sync();
  expect(itemNamed(one.label)).toBeDefined();
  expect((await world.contacts.all()).length).toBeGreaterThan(0);
  expect(await world.contacts.find(id)).toBeDefined();
});

test('participant changes the own copy; the owner’s later change still arrives', async () => {
  const users = [
    { name: 'mario', displayName: MARIO.displayName, email: MARIO.smtp },
    { name: 'giulia', displayName: GIULIA.displayName, email: GIULIA.smtp },
  ];
  await world.applyDocument({ users });
  await world.apply();
  const time = { kind: 'timed', start: '2026-12-03T08:00:00Z', end: '2026-12-03T09:00:00Z', zone: null } as never;
  const id = await world.appointments.add({ subject: 'Con Mario', time }, 'giulia', {
    participantIds: [await world.userId('mario')],
  });
  await world.sync();
  const item = itemNamed('Con Mario', 'calendar');
  expect(item).toBeDefined();
  world.mailbox.change(item?.id ?? '', { ReminderMinutesBeforeStart: '45', ReminderIsSet: 'true' });
  const [, first] = await world.sync();
  console.log(first?.outcome, first?.counts, first?.itemErrors);
  await world.appointments.change(id, { location: 'Sala grande' });
  const [, second] = await world.sync();
  console.log(second?.outcome, second?.counts, second?.itemErrors);
  expect(itemNamed('Con Mario', 'calendar')?.fields['Location']).toBe('Sala grande');
  expect(itemNamed('Con Mario', 'calendar')?.fields['ReminderMinutesBeforeStart']).toBe('45');
});

test('the account gets another mailbox', async () => {
  await world.apply({ contacts: { deleteExchangeToCrm: true, deleteCrmToExchange: true } });
  const one = person();
  await world.contacts.add(one.fields);
  await world.sync();
  await world.apply({ account: { mailbox: GIULIA.smtp } });
  const before = (await world.contacts.all()).length;
  const [run] = await world.sync();
  console.log(run?.outcome, run?.counts, run?.problem, run?.brake);
  const [run2] = await world.sync();
  console.log(run2?.outcome, run2?.counts, run2?.problem, run2?.brake);
  console.log(world.otherMailbox.items('contacts').length, before, (await world.links('contacts')).map((l) => l.state));
  expect(world.otherMailbox.items('contacts').some((item) => item.label === one.label)).toBe(true);
  expect((await world.contacts.all()).length).toBe(before);
  // and back
  await world.apply();
  const [run3] = await world.sync();
  console.log(run3?.outcome, run3?.counts, run3?.problem, run3?.brake);
  expect(itemNamed(one.label)).toBeDefined();
  expect(world.mailbox.items('contacts').filter((item) => item.label === one.label)).toHaveLength(1);
  void DELEGATE;
});
