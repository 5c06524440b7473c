import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Account } from '../../../src/api/resources.ts';
import { translatorFor } from '../../../src/messages/index.ts';
import { DELEGATE, SERVICE } from '../../support/configuration.ts';
import { expectArrival, expectRefusal } from '../../support/settings-arrival.ts';
import { ask } from '../../support/settings-by-api.ts';
import { sidesOf } from '../../support/settings-sides.ts';
import type { Newcomer, Wanted, WayIn } from '../../support/settings-wanted.ts';
import { accountName, WAYS_IN } from '../../support/settings-wanted.ts';
import type { Place, SettingsWorld } from '../../support/settings-world.ts';
import { aliasOf, openSettingsWorld } from '../../support/settings-world.ts';

let world: SettingsWorld;
beforeAll(async () => {
  world = await openSettingsWorld();
});
afterAll(() => world.close());

const accountOf = ({ accountName: name }: Pick<Place, 'accountName'>) =>
  ask<Account>(world.administrator.call, 'GET', `/api/accounts/${name}`);

/** Whatever reached Exchange in the mailbox or speaks of it, but for questions to the directory. */
const talkAbout = ({ name, smtp }: Newcomer) =>
  world.simulator.requests
    .all()
    .filter(
      ({ operation, mailbox, requestBody = '' }) =>
        mailbox === smtp || (operation !== 'ResolveNames' && requestBody.includes(`${name}@`)),
    );

const own = ({ name, password }: Newcomer, mailbox: string) => ({
  profile: { delegate: null },
  account: { mailbox, credentials: { user: `AZIENDA\\${name}`, password } },
});

describe.each(WAYS_IN)('set with %s', (way) => {
  let other: Newcomer;
  let named: Place;
  let ownPlace: Place;
  let partial: Place;
  beforeAll(async () => {
    other = world.newcomer();
    [named, ownPlace, partial] = (await world.openPlaces(way, [
      { account: { mailbox: other.smtp } },
      (person) => own(person, person.smtp),
      { account: { synchronise: { contacts: true, appointments: false } } },
    ])) as [Place, Place, Place];
  });

  test('Nome della casella is the address of the mailbox that is synchronised, and of no other', async () => {
    world.simulator.mailbox(other.smtp).add('contacts', 'Contact', { GivenName: 'Anna', Surname: 'Altrove' });
    const { contacts } = await named.sync();
    expect(contacts).toMatchObject({ outcome: 'done', counts: { createdInCrm: 1 } });
    expect(await sidesOf(named, 'contacts').inCrm()).toHaveProperty('Anna Altrove');
    expect(named.requests()).toEqual([]);

    await named.set({});
    await expectArrival(named);
    expect(await accountOf(named)).toMatchObject({ mailbox: named.person.smtp });
  });

  test('own credentials open the mailbox of their user, under each of its addresses', async () => {
    await expectArrival(ownPlace);
    await ownPlace.set(own(ownPlace.person, aliasOf(ownPlace.person.name)));
    await expectArrival(ownPlace);
  });

  test('one mailbox belongs to one user', async () => {
    const taken = world.openPlace(way, { account: { mailbox: partial.person.smtp.toUpperCase() } });
    await expect(taken).rejects.toThrow(/mailbox_taken|one mailbox belongs to one user/);
  });

  test('each item type of a user is active in one account only', async () => {
    const { person } = partial;
    const second = `filiale-${person.name}`;
    const more = (synchronise: { contacts: boolean; appointments: boolean }): Wanted => ({
      people: [person],
      profiles: [{ name: second }],
      accounts: [{ person, profile: second, synchronise }],
    });
    const doubled = world.set(way, more({ contacts: true, appointments: true }));
    await expect(doubled).rejects.toThrow(/item_type_active_elsewhere|an item type is active in one account at a time/);
    await world.set(way, more({ contacts: false, appointments: true }));
    sidesOf(partial, 'appointments').addInExchange('Riunione');
    const { all } = await world.sync(accountName({ person, profile: second }));
    expect(all.map(({ itemType, outcome }) => [itemType, outcome])).toEqual([['appointments', 'done']]);
    expect((await partial.sync()).all.map(({ itemType }) => itemType)).toEqual(['contacts']);
    expect(await sidesOf(partial, 'appointments').inCrm()).toEqual({ Riunione: 'prima' });
  });

  test('a changed service password stops all accounts with one sentence, and is entered once for all', async () => {
    const people = [world.newcomer(), world.newcomer(), world.newcomer()];
    const profile = `servizio-${people[0]?.name}`;
    const service = (password: string): Wanted => ({
      people,
      profiles: [{ name: profile, signIn: 'basic', delegate: { ...DELEGATE, password } }],
      accounts: people.map((person) => ({ person, profile })),
    });
    const runs = () => Promise.all(people.map((person) => world.sync(accountName({ person, profile }))));
    const mailboxes = people.map(({ smtp }) => world.simulator.mailbox(smtp));
    const addEverywhere = (GivenName: string) =>
      mailboxes.map((mailbox) => mailbox.add('contacts', 'Contact', { GivenName, Surname: 'Dopo' }));
    const arrived = (all: Awaited<ReturnType<typeof runs>>) =>
      all.map(({ contacts: { outcome, counts } }) => [outcome, counts?.createdInCrm]);

    await world.set(way, service(SERVICE.password));
    addEverywhere('Uno');
    expect(arrived(await runs())).toEqual(people.map(() => ['done', 1]));

    world.simulator.changePassword(SERVICE.user, 'Nuova-Parola-2027');
    try {
      addEverywhere('Due');
      const failed = (await runs()).flatMap(({ all }) => all);
      const t = translatorFor('it');
      const sentences = failed.map(({ problem }) => t(`errors.${problem?.code}`, problem?.details ?? {}));
      expect(new Set(failed.map(({ outcome }) => outcome))).toEqual(new Set(['failed']));
      expect(new Set(sentences).size).toBe(1);
      expect(failed[0]?.problem?.code).toBe('sign_in_refused');

      await world.set(way, service('Nuova-Parola-2027'));
      expect(arrived(await runs())).toEqual(people.map(() => ['done', 1]));
    } finally {
      world.simulator.changePassword(SERVICE.user, SERVICE.password);
    }
  });
});

describe('own credentials of somebody else than whose mailbox is named', () => {
  test('are refused in a form at once', async () => {
    const [stranger, place] = [world.newcomer(), await openOwn('the API')];
    await expect(place.set(own(place.person, stranger.smtp))).rejects.toThrow('mailbox_not_own');
    await expectArrival(place);
    expect(world.simulator.mailbox(stranger.smtp).items('contacts')).toEqual([]);
  });

  test('stop the run where a file brought them in, before it reads or writes anything', async () => {
    const [stranger, place] = [world.newcomer(), await openOwn('raccordo apply')];
    await place.set(own(place.person, stranger.smtp));
    await expectRefusal(place, 'mailbox_not_own');
    expect(new Set(place.requests().map(({ operation }) => operation))).toEqual(new Set(['GetFolder']));
    expect(world.simulator.mailbox(stranger.smtp).items('contacts')).toEqual([]);
    await place.set(own(place.person, place.person.smtp));
    await expectArrival(place);
  });

  async function openOwn(way: WayIn): Promise<Place> {
    const [place] = await world.openPlaces(way, [(person) => own(person, person.smtp)]);
    return place as Place;
  }
});

test('in a file another address of the mailbox is taken as it stands, and the run names the primary one', async () => {
  const place = await world.openPlace('raccordo apply');
  await place.set({ account: { mailbox: aliasOf(place.person.name) } });
  const { contacts } = await place.sync();
  expect(contacts).toMatchObject({
    outcome: 'failed',
    problem: { code: 'mailbox_address_not_primary', details: { primary: place.person.smtp } },
  });
  const named = place.set({ account: { mailbox: place.person.displayName } });
  await expect(named).rejects.toThrow(/mailbox/);
});

test.each([
  ['another address', ({ name }: Newcomer) => aliasOf(name)],
  ['the user name', ({ name }: Newcomer) => name],
  ['DOMAIN\\user', ({ name }: Newcomer) => `AZIENDA\\${name}`],
  ['the display name', ({ displayName }: Newcomer) => displayName],
])('in a form %s is resolved to the primary address', async (_, typed) => {
  const [place] = (await world.openPlaces('the API', [(person) => ({ account: { mailbox: typed(person) } })])) as [
    Place,
  ];
  expect(await accountOf(place)).toMatchObject({ mailbox: place.person.smtp });
  await expectArrival(place);
});

describe('a user who asks for a mailbox', () => {
  let profile: string;
  beforeAll(async () => {
    ({ profileName: profile } = await world.openPlace('the API'));
  });

  async function claim(mailbox: (person: Newcomer, other: Newcomer) => string) {
    const [person, other] = [world.newcomer(), world.newcomer()];
    await world.set('the API', { people: [person], profiles: [], accounts: [] });
    const { call } = await world.signIn(person);
    const body = { profile, mailbox: mailbox(person, other), firstRun: 'automatic' };
    const account = await ask<Account>(call, 'POST', '/api/accounts', { body });
    return { account, call, person, other, path: `/api/accounts/${account.name}` };
  }

  const decide = (path: string, decision: 'grant' | 'refuse') =>
    ask<Account>(world.administrator.call, 'POST', `${path}/claim`, { body: { decision } });

  test('gets the own one at once, and it works', async () => {
    const { account, person } = await claim(({ smtp }) => smtp);
    expect(account.claim).toMatchObject({ state: 'granted', decidedBy: null });
    world.simulator.mailbox(person.smtp).add('contacts', 'Contact', { GivenName: 'Anna', Surname: 'Verdi' });
    expect((await world.sync(account.name)).contacts).toMatchObject({ outcome: 'done', counts: { createdInCrm: 1 } });
  });

  /** Every way to the mailbox; the last one only asks the directory again. */
  const attempts = ({ call, path }: Awaited<ReturnType<typeof claim>>) =>
    Promise.all([
      call('POST', `${path}/runs`, { body: {} }),
      call('POST', `${path}/runs`, { body: { dryRun: true } }),
      world.administrator.call('POST', `${path}/runs`, { body: {} }),
      call('GET', `${path}/mailbox/contacts`),
      call('GET', `${path}/mailbox/appointments`),
      call('POST', `${path}/connection-test`, { body: {} }),
      call('POST', `${path}/claim/check`),
    ]).then((answers) => answers.map(({ status, json }) => json?.code ?? status));
  const all = (code: string) => [...Array.from({ length: 6 }, () => code), 200];

  test('waits for somebody else’s: until an administrator grants it, no request speaks of that mailbox', async () => {
    const claimed = await claim((_, { smtp }) => smtp);
    const { account, other, path } = claimed;
    expect(account.claim).toMatchObject({ state: 'waiting', reason: 'otherAddress', resolvedSmtp: other.smtp });
    expect(await attempts(claimed)).toEqual(all('claim_waiting'));
    expect(talkAbout(other)).toEqual([]);

    expect((await decide(path, 'grant')).claim).toMatchObject({ state: 'granted', decidedBy: 'direzione' });
    world.simulator.mailbox(other.smtp).add('contacts', 'Contact', { GivenName: 'Anna', Surname: 'Verdi' });
    expect((await world.sync(account.name)).contacts).toMatchObject({ outcome: 'done', counts: { createdInCrm: 1 } });
    const before = talkAbout(other).length;
    expect(before).toBeGreaterThan(0);

    // What was granted can be taken back.
    await decide(path, 'refuse');
    expect(await attempts(claimed)).toEqual(all('claim_refused'));
    expect(talkAbout(other)).toHaveLength(before);
  });

  test('and never gets the one that an administrator refuses', async () => {
    const claimed = await claim((_, { smtp }) => smtp);
    expect((await decide(claimed.path, 'refuse')).claim).toMatchObject({ state: 'refused', decidedBy: 'direzione' });
    expect(await attempts(claimed)).toEqual(all('claim_refused'));
    expect(talkAbout(claimed.other)).toEqual([]);
  });
});
