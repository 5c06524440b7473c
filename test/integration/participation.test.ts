import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ItemView } from '../../simulator/index.ts';
import type { Status } from '../../src/api/resources.ts';
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

const everything = () => ['contacts', 'calendar', 'deleteditems'].flatMap((folder) => world.mailbox.items(folder));
const itemNamed = (label: string) => everything().find((item) => item.label === label);
const labelsInCrm = async () => [...(await crm.contacts.all()), ...(await crm.appointments.all())].map(labelOf);
const atNine = (date: string) => ({ Start: `${date}T08:00:00Z`, End: `${date}T09:00:00Z` });

describe('what is not ours to write', () => {
  test('contact lists are the same before and after, and nobody who is invited gets mail', async () => {
    await world.apply({
      contacts: { exchangeCategories: ['CRM'], deleteCrmToExchange: true, deleteExchangeToCrm: true },
      appointments: { exchangeCategories: ['CRM'], deleteCrmToExchange: true, deleteExchangeToCrm: true },
    });
    const meeting = world.mailbox.add('calendar', 'CalendarItem', {
      Subject: 'Trattativa',
      ...atNine('2026-12-09'),
      RequiredAttendees: ['altri@fuori.example'],
    });
    const list = world.mailbox.addXml(
      'contacts',
      '<t:DistributionList><t:DisplayName>Fornitori</t:DisplayName></t:DistributionList>',
    );
    const [contacts, appointments] = await world.sync();
    expect(contacts?.counts).toMatchObject({ createdInCrm: 0, quarantined: 0 });
    expect(appointments?.counts).toMatchObject({ createdInCrm: 1, quarantined: 0 });
    expect(await labelsInCrm()).toEqual(['Trattativa']);

    // Not even when they change, are looked at again, or disappear.
    world.mailbox.change(meeting.id, { Location: 'Verona' });
    await world.sync();
    expect(world.mailbox.findItem(meeting.id)?.fields).toMatchObject({ Location: 'Verona', ...atNine('2026-12-09') });
    world.mailbox.delete(meeting.id);
    const [, after] = await world.sync();
    expect(after?.itemErrors).toEqual([]);
    expect(world.mailbox.findItem(list.id)).toEqual(list);
    expect(world.simulator.outbox.all()).toEqual([]);
  });

  test('a meeting of the CRM does not reach Exchange', async () => {
    const calendar = [
      'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//IT\r\nBEGIN:VEVENT\r\nUID:invito-crm\r\nDTSTAMP:20261101T080000Z',
      'SUMMARY:invito-crm\r\nDTSTART:20261207T080000Z\r\nDTEND:20261207T090000Z',
      'ORGANIZER:mailto:mario.rossi@azienda.example\r\nATTENDEE:mailto:altri@fuori.example',
      'END:VEVENT\r\nEND:VCALENDAR\r\n',
    ].join('\r\n');
    await world.command(['appointments', 'import', world.file('s.ics', calendar), '--user', 'mario']);
    const [, run] = await world.sync();
    expect(run?.counts).toMatchObject({ createdInExchange: 0, notSynchronised: 1 });
    const { accounts } = await crm.call<Status>('GET', '/api/status');
    const scope = accounts[0]?.scopes.find(({ itemType }) => itemType === 'appointments');
    expect(scope?.unlinked.not_synchronised).toBe(1);
    expect(everything().filter(({ label }) => label.endsWith('-crm'))).toEqual([]);
  });
});

describe("the profile's categories", () => {
  test('stand in Exchange next to the user’s own, and only the user’s own reach the CRM', async () => {
    await world.apply({ contacts: { exchangeCategories: ['CRM', 'Clienti'] } });
    const record = await crm.contacts.add({
      fields: { name: { givenName: 'Cate', surname: 'Goria' }, categories: ['Fiera'] },
    });
    const made = world.mailbox.add('contacts', 'Contact', {
      GivenName: 'Da',
      Surname: 'Outlook',
      Categories: ['Amici', 'Palestra'],
    });
    await world.sync();

    const sorted = (item: ItemView | undefined) => [...(item?.categories ?? [])].sort();
    expect(sorted(itemNamed('Cate Goria'))).toEqual(['CRM', 'Clienti', 'Fiera']);
    expect(sorted(world.mailbox.findItem(made.id))).toEqual(['Amici', 'CRM', 'Clienti', 'Palestra']);
    expect((await crm.contacts.named('Cate Goria')).fields.categories).toEqual(['Fiera']);
    expect([...((await crm.contacts.named('Da Outlook')).fields.categories ?? [])].sort()).toEqual([
      'Amici',
      'Palestra',
    ]);

    // A category of the profile that the user takes off stays off; an own one that the CRM removes goes.
    world.mailbox.change(made.id, { Categories: ['Amici', 'CRM', 'Palestra', 'Vela'] });
    await crm.contacts.change(record.id, { categories: null });
    await world.sync();
    expect(sorted(world.mailbox.findItem(made.id))).toEqual(['Amici', 'CRM', 'Palestra', 'Vela']);
    expect(sorted(itemNamed('Cate Goria'))).toEqual(['CRM', 'Clienti']);
  });

  test('onlyCategory and allButCategory choose which items of Exchange take part', async () => {
    await world.apply({ contacts: { exchangeItems: { onlyCategory: 'Lavoro' } } });
    world.mailbox.add('contacts', 'Contact', { GivenName: 'Con', Surname: 'Lavoro', Categories: ['Lavoro'] });
    world.mailbox.add('contacts', 'Contact', { GivenName: 'Senza', Surname: 'Lavoro' });
    await world.sync();
    expect(await labelsInCrm()).toContain('Con Lavoro');
    expect(await labelsInCrm()).not.toContain('Senza Lavoro');

    await world.apply({ contacts: { exchangeItems: { allButCategory: 'Famiglia' } } });
    world.mailbox.add('contacts', 'Contact', { GivenName: 'La', Surname: 'Zia', Categories: ['famiglia'] });
    await world.sync();
    expect(await labelsInCrm()).toContain('Senza Lavoro');
    expect(await labelsInCrm()).not.toContain('La Zia');
  });
});

describe('"appointments from"', () => {
  test('leaves the past alone; moving the date lets it in, and moving it back deletes nothing', async () => {
    const all = { deleteCrmToExchange: true, deleteExchangeToCrm: true };
    await world.apply({ appointments: all, account: { appointmentsFrom: '2026-06-01' } });
    world.mailbox.add('calendar', 'CalendarItem', { Subject: 'Marzo', ...atNine('2026-03-10') });
    world.mailbox.add('calendar', 'CalendarItem', { Subject: 'Luglio', ...atNine('2026-07-10') });
    const time = { kind: 'timed', start: '2026-02-03T08:00:00Z', end: '2026-02-03T09:00:00Z', zone: null } as const;
    await crm.appointments.add({ fields: { subject: 'Febbraio', time: time as never } });
    await world.sync();
    expect(await labelsInCrm()).toContain('Luglio');
    expect(await labelsInCrm()).not.toContain('Marzo');
    expect(itemNamed('Febbraio')).toBeUndefined();

    await world.apply({ appointments: all, account: { appointmentsFrom: '2026-01-01' } });
    await world.sync();
    expect(await labelsInCrm()).toContain('Marzo');
    expect(itemNamed('Febbraio')?.folder).toBe('calendar');

    await world.apply({ appointments: all, account: { appointmentsFrom: { lastMonths: 1 } } });
    const [, run] = await world.sync();
    expect(run?.counts).toMatchObject({ deletedInCrm: 0, deletedInExchange: 0, detached: 0 });
    expect(await labelsInCrm()).toEqual(expect.arrayContaining(['Marzo', 'Febbraio', 'Luglio']));
    expect(itemNamed('Febbraio')?.folder).toBe('calendar');
  });
});

describe('private items', () => {
  test('are skipped on both sides, or synchronised like the others', async () => {
    await world.apply({ contacts: {}, profile: { privateItems: 'skip' } });
    world.mailbox.add('calendar', 'CalendarItem', {
      Subject: 'Visita',
      Sensitivity: 'Private',
      ...atNine('2026-12-11'),
    });
    await crm.contacts.add({ fields: { name: { givenName: 'Il', surname: 'Medico' }, sensitivity: 'private' } });
    await world.sync();
    expect(await labelsInCrm()).not.toContain('Visita');
    expect(itemNamed('Il Medico')).toBeUndefined();

    await world.apply({ profile: { privateItems: 'full' } });
    await world.sync();
    expect((await crm.appointments.named('Visita')).fields.sensitivity).toBe('private');
    expect(itemNamed('Il Medico')?.fields['Sensitivity']).toBe('Private');
  });
});

describe('records of colleagues', () => {
  test('stay away from the mailbox until they are shared and shared ones take part', async () => {
    const users = [{ name: 'giulia', email: 'giulia.bianchi@azienda.example' }];
    await world.command(['apply', '-f', world.file('users.yaml', JSON.stringify({ users }))]);
    await crm.call('POST', '/api/contacts?user=giulia', { fields: { name: { surname: 'Suo' } } });
    await crm.call('POST', '/api/contacts?user=giulia', { fields: { name: { surname: 'Comune' } }, shared: true });
    await world.sync();
    expect([itemNamed('Suo'), itemNamed('Comune')]).toEqual([undefined, undefined]);

    await world.apply({ contacts: { crmItems: 'ownAndShared' } });
    await world.sync();
    expect([itemNamed('Suo'), itemNamed('Comune')?.folder]).toEqual([undefined, 'contacts']);
  });
});
