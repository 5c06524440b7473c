import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { configuration, GIULIA } from '../support/configuration.ts';
import type { EngineWorld } from '../support/engine.ts';
import { openEngine } from '../support/engine.ts';

/** What people and administrators change while the connector already has a memory. */
let world: EngineWorld;
beforeAll(async () => {
  world = await openEngine();
});
beforeEach(() => world.apply());
afterAll(() => world.close());

const DELETIONS = { deleteCrmToExchange: true, deleteExchangeToCrm: true };

let number = 0;
function person(more: object = {}) {
  number += 1;
  const surname = `Regola${number}`;
  return { label: `Una ${surname}`, surname, fields: { name: { givenName: 'Una', surname }, ...more } };
}

const itemsNamed = (label: string, folder = 'contacts') =>
  world.mailbox.items(folder).filter((item) => item.label === label);

function itemNamed(label: string, folder = 'contacts') {
  const [item] = itemsNamed(label, folder);
  if (item === undefined) throw new Error(`${label} is not in Exchange`);
  return item;
}

const categoriesOf = (label: string) => [...itemNamed(label).categories].sort();

async function pair(more: object = {}) {
  const someone = person(more);
  const id = await world.contacts.add(someone.fields);
  await world.sync();
  return { ...someone, id };
}

describe('the profile’s categories', () => {
  test('that leave the settings stay in Exchange, and never look like the user’s', async () => {
    await world.apply({ contacts: { exchangeCategories: ['CRM'] } });
    const { label, id } = await pair({ categories: ['Amici'] });
    expect(categoriesOf(label)).toEqual(['Amici', 'CRM']);

    await world.apply();
    const [run] = await world.sync();
    expect(run?.counts).toMatchObject({ updatedInCrm: 0, updatedInExchange: 0, conflicts: 0 });
    world.mailbox.change(itemNamed(label).id, { JobTitle: 'Capo', Categories: ['Amici', 'CRM', 'Vela'] });
    await world.sync();
    expect(await world.contacts.find(id)).toMatchObject({ jobTitle: 'Capo', categories: ['Amici', 'Vela'] });
    expect(categoriesOf(label)).toEqual(['Amici', 'CRM', 'Vela']);
  });

  test('that users had before are not taken from them, nor when they leave the settings again', async () => {
    const { label, id } = await pair({ categories: ['Clienti', 'Fiera'] });
    for (const exchangeCategories of [['clienti'], []]) {
      await world.apply({ contacts: { exchangeCategories } });
      const [run] = await world.sync();
      expect(run?.counts).toMatchObject({ updatedInCrm: 0, updatedInExchange: 0 });
      expect((await world.contacts.find(id))?.['categories']).toEqual(['Clienti', 'Fiera']);
      expect(categoriesOf(label)).toEqual(['Clienti', 'Fiera']);
    }
    world.mailbox.change(itemNamed(label).id, { Categories: ['Fiera'] });
    await world.sync();
    expect((await world.contacts.find(id))?.['categories']).toEqual(['Fiera']);
  });
});

describe('an item that no longer takes part', () => {
  test('and is then deleted in Exchange takes nothing with it: made private', async () => {
    await world.apply({ contacts: DELETIONS });
    const { label, id } = await pair();
    world.mailbox.change(itemNamed(label).id, { Sensitivity: 'Private' });
    await world.sync();
    world.mailbox.delete(itemNamed(label).id);
    const [run] = await world.sync();
    expect(run?.counts).toMatchObject({ deletedInCrm: 0, detached: 1 });
    expect(await world.contacts.find(id)).toBeDefined();
  });

  test('and is then deleted in Exchange takes nothing with it: out of the category that is let in', async () => {
    await world.apply({ contacts: { ...DELETIONS, exchangeItems: { onlyCategory: 'Lavoro' } } });
    const { label, id } = await pair();
    expect(categoriesOf(label)).toEqual(['Lavoro']);
    world.mailbox.change(itemNamed(label).id, { Categories: [] });
    await world.sync();
    world.mailbox.delete(itemNamed(label).id);
    await world.sync();
    expect(await world.contacts.find(id)).toBeDefined();
  });

  test('and comes back goes on where it was, and its deletion counts again', async () => {
    await world.apply({ contacts: DELETIONS });
    const { label, id } = await pair();
    world.mailbox.change(itemNamed(label).id, { Sensitivity: 'Private', JobTitle: 'Segreta' });
    await world.contacts.change(id, { department: 'Vendite' });
    await world.sync();
    expect((await world.contacts.find(id))?.['jobTitle']).toBeUndefined();
    world.mailbox.change(itemNamed(label).id, { Sensitivity: 'Normal' });
    await world.sync();
    expect(await world.contacts.find(id)).toMatchObject({ jobTitle: 'Segreta', department: 'Vendite' });
    expect(itemNamed(label).fields).toMatchObject({ JobTitle: 'Segreta', Department: 'Vendite' });
    world.mailbox.delete(itemNamed(label).id);
    await world.sync();
    expect(await world.contacts.find(id)).toBeUndefined();
  });

  test('takes part as soon as the policy lets it, with what was edited meanwhile', async () => {
    const { label, id } = await pair();
    world.mailbox.change(itemNamed(label).id, { Sensitivity: 'Private', JobTitle: 'Riservata' });
    await world.sync();
    await world.apply({ profile: { privateItems: 'full' } });
    await world.sync();
    expect(await world.contacts.find(id)).toMatchObject({ jobTitle: 'Riservata', sensitivity: 'private' });
    await world.apply();
    const [run] = await world.sync();
    expect(run?.counts).toMatchObject({ deletedInCrm: 0, deletedInExchange: 0, detached: 0 });
    expect(itemsNamed(label)).toHaveLength(1);
  });

  test('by a filter that is switched back and forth is neither deleted nor doubled', async () => {
    await world.apply({ contacts: DELETIONS });
    const { label, id } = await pair({ categories: ['Famiglia'] });
    for (const exchangeItems of [{ onlyCategory: 'Lavoro' }, 'all', { allButCategory: 'Famiglia' }, 'all']) {
      await world.apply({ contacts: { ...DELETIONS, exchangeItems } });
      const [run] = await world.sync();
      expect(run?.counts).toMatchObject({ deletedInCrm: 0, deletedInExchange: 0, createdInCrm: 0, detached: 0 });
      expect([itemsNamed(label).length, (await world.contacts.find(id)) === undefined]).toEqual([1, false]);
    }
    world.mailbox.change(itemNamed(label).id, { JobTitle: 'Zia' });
    await world.sync();
    expect((await world.contacts.find(id))?.['jobTitle']).toBe('Zia');
  });
});

test('a namesake that is renamed lets both sides have what waited for a decision', async () => {
  const { label, surname, fields } = person({ email1: { address: 'una@qui.example' } });
  await world.contacts.add(fields);
  const { id } = world.mailbox.add('contacts', 'Contact', {
    GivenName: 'Una',
    Surname: surname,
    'EmailAddresses/EmailAddress1': 'altra@altrove.example',
  });
  const [undecided] = await world.sync();
  expect(undecided?.counts).toMatchObject({ review: 2, createdInCrm: 0, createdInExchange: 0 });
  world.mailbox.change(id, { GivenName: 'Tuttaltra' });
  const [run] = await world.sync();
  expect(run?.counts).toMatchObject({ createdInCrm: 1, createdInExchange: 1 });
  expect(itemsNamed(label)).toHaveLength(1);
});

test('what a participant changes in the own copy stays there, and the owner’s changes still arrive', async () => {
  const giulia = { name: 'giulia', displayName: GIULIA.displayName, email: GIULIA.smtp };
  await world.applyDocument({ users: [giulia] });
  const time = { kind: 'timed', start: '2026-12-03T08:00:00Z', end: '2026-12-03T09:00:00Z', zone: null } as const;
  const id = await world.appointments.add({ subject: 'Con Mario', time }, 'giulia', {
    participantIds: [await world.userId('mario')],
  });
  await world.sync();
  const { id: itemId } = itemNamed('Con Mario', 'calendar');
  world.mailbox.change(itemId, { ReminderMinutesBeforeStart: '45', ReminderIsSet: 'true' });
  const [, own] = await world.sync();
  expect(own).toMatchObject({ itemErrors: [], counts: { pending: 1, quarantined: 0 } });
  await world.appointments.change(id, { location: 'Sala grande' });
  await world.sync();
  expect(world.mailbox.findItem(itemId)?.fields).toMatchObject({
    Location: 'Sala grande',
    ReminderMinutesBeforeStart: '45',
  });
});

describe('an account', () => {
  test('that gets another mailbox starts there from nothing, deletes nothing, and finds its way back', async () => {
    await world.apply({ contacts: DELETIONS });
    const { label, id } = await pair();
    const records = (await world.contacts.all()).length;
    await world.apply({ contacts: DELETIONS, account: { mailbox: GIULIA.smtp } });
    await world.sync();
    expect(world.otherMailbox.items('contacts').map((item) => item.label)).toContain(label);
    expect([itemsNamed(label).length, (await world.contacts.all()).length]).toEqual([1, records]);

    await world.contacts.change(id, { jobTitle: 'Capo' });
    await world.apply({ contacts: DELETIONS });
    const [run] = await world.sync();
    expect(run?.counts).toMatchObject({ createdInExchange: 0, createdInCrm: 0, linked: 0, updatedInExchange: 1 });
    expect(itemNamed(label).fields['JobTitle']).toBe('Capo');
  });

  test('that names its mailbox by another address keeps its memory', async () => {
    const { label } = await pair();
    const links = (await world.links('contacts')).length;
    const credentials = { user: 'AZIENDA\\mario.rossi', password: 'Rossi-2026' };
    await world.apply({
      profile: { delegate: undefined },
      account: { mailbox: 'm.rossi@azienda.example', credentials },
    });
    const [run] = await world.sync();
    expect(run?.problem).toBeNull();
    expect(run?.counts).toMatchObject({ linked: 0, review: 0, createdInCrm: 0 });
    expect(await world.links('contacts')).toHaveLength(links);
    expect(itemsNamed(label)).toHaveLength(1);
  });

  test('that moves to another profile, and a profile that rests, forget nothing', async () => {
    const { label, id } = await pair();
    const documented = JSON.parse(configuration({ serverUrl: world.simulator.ewsUrl })) as {
      users: object[];
      profiles: Readonly<Record<string, unknown>>[];
      accounts: Readonly<Record<string, unknown>>[];
    };
    const [profile] = documented.profiles;
    const [account] = documented.accounts;
    await world.applyDocument({ ...documented, profiles: [{ ...profile, active: false }] });
    await expect(world.sync()).rejects.toMatchObject({ code: 'profile_inactive' });
    world.mailbox.change(itemNamed(label).id, { JobTitle: 'Capo' });
    const other = { ...profile, name: 'filiale', contacts: { updateCrmToExchange: false } };
    await world.applyDocument({
      ...documented,
      profiles: [profile, other],
      accounts: [{ ...account, profile: 'filiale' }],
    });
    await world.contacts.change(id, { department: 'Vendite' });
    const [run] = await world.sync();
    expect(run?.counts).toMatchObject({ updatedInCrm: 1, updatedInExchange: 0, createdInCrm: 0, linked: 0 });
    expect(await world.contacts.find(id)).toMatchObject({ jobTitle: 'Capo', department: 'Vendite' });
    await world.apply();
    await world.sync();
    expect(itemNamed(label).fields).toMatchObject({ JobTitle: 'Capo', Department: 'Vendite' });
  });

  test('with a wrong password fails clearly and goes on with the right one', async () => {
    const { label, id } = await pair();
    await world.contacts.change(id, { jobTitle: 'Capo' });
    await world.apply({ profile: { delegate: { user: 'AZIENDA\\svc-raccordo', password: 'sbagliata' } } });
    const [failed] = await world.sync();
    expect(failed).toMatchObject({ outcome: 'failed', problem: { code: 'sign_in_refused' } });
    await world.apply();
    await world.sync();
    expect(itemNamed(label).fields['JobTitle']).toBe('Capo');
  });
});

test('with CRM → Exchange off and no category set nothing at all is written to Exchange', async () => {
  const oneWay = { updateCrmToExchange: false };
  await world.apply({ contacts: oneWay });
  const { surname } = person();
  const item = world.mailbox.add('contacts', 'Contact', { GivenName: 'Una', Surname: surname });
  await world.sync();
  const record = (await world.contacts.all()).find(({ fields }) => JSON.stringify(fields).includes(surname));
  await world.contacts.change(record?.id ?? '', { jobTitle: 'Capo', categories: ['Nuova'] });
  world.simulator.requests.clear();
  const [run] = await world.sync();
  expect(run?.counts).toMatchObject({ pending: 1, updatedInExchange: 0 });
  expect(world.mailbox.findItem(item.id)).toEqual(item);
  expect(world.simulator.requests.all().map(({ operation }) => operation)).not.toContain('UpdateItem');
});

describe('an approval', () => {
  test('is worth nothing for a plan that has changed since', async () => {
    await world.apply({ contacts: DELETIONS });
    const pairs: Awaited<ReturnType<typeof pair>>[] = [];
    for (let count = 0; count < 40; count += 1) {
      const someone = person();
      pairs.push({ ...someone, id: await world.contacts.add(someone.fields) });
    }
    await world.sync();
    const doomed = pairs.slice(0, 30);
    for (const { label } of doomed) world.mailbox.delete(itemNamed(label).id);
    const [held] = await world.sync();
    expect(held).toMatchObject({ outcome: 'held', brake: { kind: 'massDelete' }, counts: { deletedInCrm: 30 } });
    world.mailbox.delete(itemNamed(pairs[30]?.label ?? '').id);
    const [again] = await world.sync({ approve: held?.planHash ?? '' });
    expect(again).toMatchObject({ outcome: 'held', counts: { deletedInCrm: 31 } });
    expect(again?.planHash).not.toBe(held?.planHash);
    const [approved] = await world.sync({ approve: again?.planHash ?? '' });
    expect(approved).toMatchObject({ outcome: 'done', counts: { deletedInCrm: 31 } });
  });
});
