import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Crm } from '../support/crm.ts';
import type { OddExchange } from '../support/odd-exchange.ts';
import { ODD_LOGIN, startOddExchange } from '../support/odd-exchange.ts';
import type { World } from '../support/world.ts';
import { openWorld } from '../support/world.ts';

let odd: OddExchange;
let world: World;
let crm: Crm & AsyncDisposable;

const settings = () => ({
  serverUrl: odd.url,
  profile: { delegate: undefined },
  contacts: { exchangeCategories: ['CRM'], deleteCrmToExchange: true, deleteExchangeToCrm: true },
  account: { credentials: ODD_LOGIN },
});

beforeAll(async () => {
  odd = await startOddExchange();
  world = await openWorld();
  await world.apply(settings());
  crm = await world.openCrm({ waitOutSeconds: 2 });
});
afterAll(async () => {
  await crm[Symbol.asyncDispose]();
  await world.close();
  await odd.close();
});

const inOdd = (folder: 'contacts' | 'calendar', text: string) =>
  [...odd.folders[folder].items].filter(([, item]) => [...item.values()].some((markup) => markup.includes(text)));

test('items of a server with odd prefixes, unknown elements and few optional parts reach the CRM', async () => {
  odd.folders.contacts.put(null, {
    GivenName: '<GivenName>Zoë</GivenName>',
    Surname: '<Surname>D&apos;Angelo &amp; C.</Surname>',
    'EmailAddresses/EmailAddress1': 'zoe@strano.example',
    'PhysicalAddresses/Home/City': '<City>Bolzano</City>',
    Birthday: '<Birthday>1980-02-29T00:00:00.0000000Z</Birthday>',
  });
  odd.folders.contacts.put(null, { DisplayName: '<DisplayName>Ditta Strana</DisplayName>' });
  odd.folders.contacts.put(null, { Surname: '<Surname>Terzo</Surname>' });
  odd.folders.calendar.put(null, {
    Subject: '<Subject>Collaudo</Subject>',
    Start: '<Start>2026-12-03T08:00:00.000Z</Start>',
    End: '<End>2026-12-03T10:00:00.12+01:00</End>',
  });
  const runs = await world.sync();
  expect(runs.map(({ outcome, counts, itemErrors }) => [outcome, counts?.createdInCrm, itemErrors])).toEqual([
    ['done', 3, []],
    ['done', 1, []],
  ]);
  expect((await crm.contacts.named("Zoë D'Angelo & C.")).fields).toMatchObject({
    email1: { address: 'zoe@strano.example' },
    homeAddress: { city: 'Bolzano' },
    birthday: '1980-02-29',
  });
  expect((await crm.appointments.named('Collaudo')).fields.time).toMatchObject({
    kind: 'timed',
    start: '2026-12-03T08:00:00Z',
    end: '2026-12-03T09:00:00Z',
  });
});

test('items of the CRM reach the server, and changes travel in both directions', async () => {
  const record = await crm.contacts.add({
    fields: {
      name: { givenName: 'Carla', surname: 'Crm' },
      email1: { address: 'carla@crm.example' },
      businessPhone: '+39 049 1',
      homeAddress: { city: 'Trento' },
    },
  });
  const day = { kind: 'allDay', startDate: '2026-12-08', endDate: '2026-12-09' } as const;
  await crm.appointments.add({ fields: { subject: 'Festa', time: day as never } });
  const runs = await world.sync();
  expect(runs.map(({ counts, itemErrors }) => [counts?.createdInExchange, itemErrors])).toEqual([
    [1, []],
    [1, []],
  ]);
  const [[id, carla] = []] = inOdd('contacts', 'Carla');
  expect(carla?.get('EmailAddresses/EmailAddress1')).toBe('carla@crm.example');
  expect(carla?.get('PhysicalAddresses/Home/City')).toBe('<City>Trento</City>');
  expect(inOdd('calendar', 'Festa')).toHaveLength(1);

  await crm.contacts.change(record.id, { businessPhone: '+39 049 2', email1: null });
  odd.folders.contacts.put(id ?? '', { JobTitle: '<JobTitle>Direttrice</JobTitle>' });
  await world.sync();
  const [[, after] = []] = inOdd('contacts', 'Carla');
  expect(after?.get('PhoneNumbers/BusinessPhone')).toBe('+39 049 2');
  expect(after?.has('EmailAddresses/EmailAddress1')).toBe(false);
  expect((await crm.contacts.named('Carla Crm')).fields.jobTitle).toBe('Direttrice');
});

test('a second run is quiet', async () => {
  const before = odd.operations.length;
  const runs = await world.sync();
  expect(runs.map(({ outcome }) => outcome)).toEqual(['done', 'done']);
  expect(odd.operations.slice(before)).toEqual(['SyncFolderItems', 'SyncFolderItems']);
});

test('an item whose create was never answered is found again, although the server cannot search', async () => {
  await crm.contacts.add({ fields: { name: { givenName: 'Persa', surname: 'Risposta' } } });
  odd.loseAnswerTo('CreateItem');
  await world.sync([], { exitCode: null });
  const runs = await world.sync();
  expect(runs.map(({ outcome }) => outcome)).toEqual(['done', 'done']);
  expect(inOdd('contacts', 'Persa')).toHaveLength(1);
  const persa = (await crm.contacts.all()).filter(({ fields }) => fields.name?.givenName === 'Persa');
  expect(persa).toHaveLength(1);
});

test('a deletion in the CRM is carried out; one in Exchange that cannot be proved deletes nothing, and stops nothing', async () => {
  await crm.contacts.delete((await crm.contacts.named('Carla Crm')).id);
  await world.sync();
  expect(inOdd('contacts', 'Carla')).toEqual([]);

  // Nobody can say whether it was moved or deleted: this server cannot search.
  const [[id] = []] = inOdd('contacts', 'Terzo');
  odd.folders.contacts.remove(id ?? '');
  odd.folders.contacts.put(null, { Surname: '<Surname>Quarto</Surname>' });
  const [run] = await world.sync([], { exitCode: null });
  expect(run).toMatchObject({ outcome: 'done', counts: { deletedInCrm: 0, createdInCrm: 1 } });
  await expect(crm.contacts.named('Terzo')).resolves.toBeDefined();
});
