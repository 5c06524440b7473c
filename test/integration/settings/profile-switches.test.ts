import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AvailableProfileList } from '../../../src/api/resources.ts';
import { expectArrival } from '../../support/settings-arrival.ts';
import { ask } from '../../support/settings-by-api.ts';
import { sidesOf } from '../../support/settings-sides.ts';
import { WAYS_IN } from '../../support/settings-wanted.ts';
import type { Place, SettingsWorld } from '../../support/settings-world.ts';
import { openSettingsWorld } from '../../support/settings-world.ts';

let world: SettingsWorld;
beforeAll(async () => {
  world = await openSettingsWorld();
});
afterAll(() => world.close());

const DELETIONS = { deleteCrmToExchange: true, deleteExchangeToCrm: true };
const TIME = { kind: 'timed', start: '2027-05-04T09:00:00Z', end: '2027-05-04T10:00:00Z', zone: null } as const;

/** What a user sees under "account esterni". */
async function seenBy({ person }: Place): Promise<Readonly<Record<string, string>>> {
  const { call } = await world.signIn(person);
  const { profiles } = await ask<AvailableProfileList>(call, 'GET', '/api/available-profiles');
  return Object.fromEntries(profiles.map(({ name, title }) => [name, title]));
}

describe.each(WAYS_IN)('set with %s', (way) => {
  let titled: Place;
  let switched: Place;
  let discreet: Place;
  let quiet: Place;
  beforeAll(async () => {
    const both = { contacts: DELETIONS, appointments: DELETIONS };
    [titled, switched, discreet, quiet] = (await world.openPlaces(way, [
      { profile: { title: 'Posta della sede' } },
      both,
      {},
      both,
    ])) as [Place, Place, Place, Place];
  });

  test('Titolo is what users see among the profiles, and Attivo lets them see it', async () => {
    const { profileName } = titled;
    expect(await seenBy(titled)).toMatchObject({ [profileName]: 'Posta della sede' });
    await titled.set({ profile: { title: 'Posta di Verona' } });
    expect(await seenBy(titled)).toMatchObject({ [profileName]: 'Posta di Verona' });
    await titled.set({ profile: { title: 'Posta di Verona', active: false } });
    expect(await seenBy(titled)).not.toHaveProperty(profileName);
    // For users it is none: nobody begins with it.
    const { call } = await world.signIn(titled.person);
    const claim = { profile: profileName, mailbox: titled.person.smtp };
    expect((await call('POST', '/api/accounts', { body: claim })).json.details.problems).toMatchObject([
      { path: 'profile', code: 'unknown_profile' },
    ]);
  });

  test.each([
    ['profile', { profile: { active: false } }],
    ['account', { account: { active: false } }],
  ] as const)(
    'Attivo off in the %s: nothing is synchronised, nothing is lost, and it goes on afterwards',
    async (what, off) => {
      const contacts = sidesOf(switched, 'contacts');
      const [stays, goes, comes] = ['Sara', 'Gino', 'Nora'].map((name) => `${name} ${what}`) as [
        string,
        string,
        string,
      ];
      const rules = { contacts: DELETIONS, appointments: DELETIONS };
      await contacts.addInCrm(stays);
      await contacts.addInCrm(goes);
      await switched.sync();
      const before = switched.requests().length;

      await switched.set({ ...rules, ...off });
      contacts.changeInExchange(stays, 'dopo');
      contacts.deleteInExchange(goes);
      await contacts.addInCrm(comes);
      await expect(switched.sync()).rejects.toThrow(`${what}_inactive`);
      await expect(switched.sync({ dryRun: true })).rejects.toThrow(`${what}_inactive`);
      expect(switched.requests()).toHaveLength(before);
      expect(await contacts.inCrm()).toMatchObject({ [stays]: 'prima', [goes]: 'prima', [comes]: 'prima' });

      await switched.set(rules);
      const { contacts: run } = await switched.sync();
      expect(run.counts).toMatchObject({ createdInExchange: 1, updatedInCrm: 1, deletedInCrm: 1, linked: 0 });
      expect(await contacts.inCrm()).toMatchObject({ [stays]: 'dopo', [comes]: 'prima' });
      expect(await contacts.inCrm()).not.toHaveProperty(goes);
      expect(contacts.inExchange()).toMatchObject({ [stays]: 'dopo', [comes]: 'prima' });
    },
  );

  test('Elementi privati: skipped on both sides, or synchronised in full with their mark', async () => {
    const [contacts, appointments] = [sidesOf(discreet, 'contacts'), sidesOf(discreet, 'appointments')];
    await discreet.set({ profile: { privateItems: 'skip' } });
    contacts.addInExchange('Dottor Bo', 'medico', { Sensitivity: 'Private' });
    appointments.addInExchange('Visita', 'ambulatorio', { Sensitivity: 'Private' });
    const name = { givenName: 'Zia', surname: 'Pina' };
    await discreet.crm.contacts.add({ fields: { name, jobTitle: 'sarta', sensitivity: 'private' } });
    await discreet.crm.appointments.add({
      fields: { subject: 'Regalo', location: 'centro', time: TIME as never, sensitivity: 'private' },
    });
    const { contacts: skipped } = await discreet.sync();
    expect(skipped.outcome).toBe('done');
    expect([await contacts.inCrm(), contacts.inExchange()]).toEqual([
      { 'Zia Pina': 'sarta' },
      { 'Dottor Bo': 'medico' },
    ]);
    expect([await appointments.inCrm(), appointments.inExchange()]).toEqual([
      { Regalo: 'centro' },
      { Visita: 'ambulatorio' },
    ]);
    expect(discreet.writes()).toEqual([]);

    await discreet.set({ profile: { privateItems: 'full' } });
    await discreet.sync();
    for (const sides of [contacts, appointments]) expect(await sides.inCrm()).toEqual(sides.inExchange());
    expect(contacts.item('Zia Pina').fields['Sensitivity']).toBe('Private');
    expect(appointments.item('Regalo').fields['Sensitivity']).toBe('Private');
    expect((await discreet.crm.contacts.named('Dottor Bo')).fields.sensitivity).toBe('private');
    expect((await discreet.crm.appointments.named('Visita')).fields.sensitivity).toBe('private');
  });

  test('Inviti never: appointments are created, moved and deleted in Exchange, and nobody gets mail', async () => {
    const appointments = sidesOf(quiet, 'appointments');
    const made = await quiet.crm.appointments.add({
      fields: { subject: 'Sopralluogo', location: 'prima', time: TIME as never },
    });
    appointments.addInExchange('Cena');
    await quiet.sync();
    await quiet.crm.appointments.change(made.id, {
      location: 'dopo',
      time: { ...TIME, end: '2027-05-04T11:00:00Z' } as never,
    });
    await appointments.changeInCrm('Cena', 'dopo');
    await quiet.sync();
    expect(appointments.inExchange()).toEqual({ Sopralluogo: 'dopo', Cena: 'dopo' });
    await appointments.deleteInCrm('Sopralluogo');
    await appointments.deleteInCrm('Cena');
    await quiet.sync();
    expect(appointments.inExchange()).toEqual({});

    const writes = quiet.writes();
    expect(new Set(writes.map(({ operation }) => operation))).toEqual(
      new Set(['CreateItem', 'UpdateItem', 'DeleteItem']),
    );
    for (const { body } of writes) {
      expect(body).toMatch(/SendMeeting(Invitations|Cancellations|InvitationsOrCancellations)="SendToNone"/);
      expect(body).not.toMatch(/SendToAll|SendOnly|SendAndSaveCopy/);
    }
    expect(world.simulator.outbox.all()).toEqual([]);
  });

  test('Inviti: meetings are read, changed in silence, or changed and called off with mail that was announced', async () => {
    const place = await world.openPlace(way, { appointments: { deleteCrmToExchange: true } });
    const appointments = sidesOf(place, 'appointments');
    const mails = () => {
      const sent = world.simulator.outbox.all().map(({ kind, from, to }) => `${kind} ${from} ${to.join()}`);
      world.simulator.outbox.clear();
      return sent;
    };
    const people = { RequiredAttendees: ['cliente@fuori.example', 'fornitore@fuori.example'] };
    appointments.addInExchange('Trattativa', 'prima', people);
    await place.sync();
    expect(await appointments.inCrm()).toEqual({ Trattativa: 'prima' });
    const change = async (location: string, reminderMinutes: number) => {
      const { id } = await place.crm.appointments.named('Trattativa');
      await place.crm.appointments.change(id, { location, reminderMinutes });
      const { appointments: planned } = await place.sync({ dryRun: true });
      const { appointments: run } = await place.sync();
      expect(run.counts?.mails).toBe(planned.counts?.mails);
      return run;
    };

    const read = await change('mai', 5);
    expect(read.counts).toMatchObject({ updatedInExchange: 1, pending: 1, mails: 0 });
    expect(appointments.item('Trattativa').fields).toMatchObject({
      Location: 'prima',
      ReminderMinutesBeforeStart: '5',
    });

    await place.set({ profile: { invitations: 'silent' }, appointments: { deleteCrmToExchange: true } });
    expect((await change('in silenzio', 10)).counts).toMatchObject({ updatedInExchange: 1, mails: 0 });
    expect(appointments.inExchange()).toEqual({ Trattativa: 'in silenzio' });
    expect(mails()).toEqual([]);

    await place.set({ profile: { invitations: 'notify' }, appointments: { deleteCrmToExchange: true } });
    expect((await change('con avviso', 15)).counts).toMatchObject({ updatedInExchange: 1, mails: 2 });
    expect(mails()).toEqual([`update ${place.person.smtp} ${people.RequiredAttendees.join()}`]);
    await appointments.deleteInCrm('Trattativa');
    expect((await place.sync()).appointments.counts).toMatchObject({ deletedInExchange: 1, mails: 2 });
    expect(mails()).toEqual([`cancellation ${place.person.smtp} ${people.RequiredAttendees.join()}`]);
  });

  test('a profile with only a name and an address has the defaults, and works', async () => {
    const place = await world.openPlace(way);
    await expectArrival(place);
    const profile = await ask<object>(world.administrator.call, 'GET', `/api/profiles/${place.profileName}`);
    expect(profile).toMatchObject({
      active: true,
      signIn: 'auto',
      exchangeVersion: 'auto',
      invitations: 'never',
      privateItems: 'busyOnly',
      afterCrmRestore: 'exchange',
      intervalSeconds: 30,
      asItHappens: true,
    });
  });
});
