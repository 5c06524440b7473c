import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { RunningSimulator } from '../../../simulator/index.ts';
import { ITEM_TYPES } from '../../../src/model/index.ts';
import { ask } from '../../support/settings-by-api.ts';
import { sidesOf } from '../../support/settings-sides.ts';
import { WAYS_IN } from '../../support/settings-wanted.ts';
import type { Place, SettingsWorld } from '../../support/settings-world.ts';
import { openSettingsWorld } from '../../support/settings-world.ts';

const TLS = new URL('../../fixtures/tls/', import.meta.url);
const pem = (name: string) => readFileSync(new URL(`${name}.pem`, TLS), 'utf8');

const RULES = {
  synchronise: true,
  updateCrmToExchange: true,
  updateExchangeToCrm: true,
  deleteCrmToExchange: false,
  deleteExchangeToCrm: false,
  conflictStrategy: 'crm',
  conflictGranularity: 'field',
  exchangeDeleteMode: 'deletedItems',
  exchangeConflictResolution: 'neverOverwrite',
  exchangeCategories: [],
  crmItems: { kind: 'own' },
  exchangeItems: { kind: 'all' },
};

let world: SettingsWorld;
let exchange: RunningSimulator;
/** As a person types it: a name and no more. */
let typed: string;
beforeAll(async () => {
  // The authority of the test's certificate is trusted as an administrator of the machine makes it trusted.
  process.env['NODE_EXTRA_CA_CERTS'] = fileURLToPath(new URL('ca.pem', TLS));
  world = await openSettingsWorld({ people: 2 * WAYS_IN.length });
  exchange = await world.startExchange({ tls: { key: pem('localhost.key'), cert: pem('localhost.cert') } });
  typed = `localhost:${new URL(exchange.ewsUrl).port}`;
});
afterAll(() => world.close());

describe.each(WAYS_IN)('a profile of which only title and address were given to %s', (way) => {
  let place: Place;
  beforeAll(async () => {
    const [person, colleague] = [world.newcomer(), world.newcomer()];
    await world.set('the API', { people: [person, colleague], profiles: [], accounts: [] });
    place = world.placeOf(way, person, exchange);
    const { profileName } = place;
    const account = {
      user: person.name,
      profile: profileName,
      mailbox: person.smtp,
      credentials: { user: person.smtp, password: person.password },
    };
    if (way === 'the API') {
      const { call } = world.administrator;
      await ask(call, 'POST', '/api/profiles', { body: { title: profileName, serverUrl: typed } });
      await ask(call, 'POST', '/api/accounts', { body: account });
    } else {
      const profiles = [{ name: profileName, serverUrl: typed }];
      await world.applyFile(stringify({ profiles, accounts: [{ name: place.accountName, ...account }] }));
    }
    const theirs = sidesOf({ ...place, crm: world.crmOf(colleague) }, 'contacts');
    await theirs.addInCrm('Di Un-Collega', 'prima', { shared: true });
  });

  test('has all other settings as they are documented', async () => {
    const profile = await ask(world.administrator.call, 'GET', `/api/profiles/${place.profileName}`);
    expect(profile).toMatchObject({
      name: place.profileName,
      title: place.profileName,
      serverUrl: `https://${typed}/EWS/Exchange.asmx`,
      active: true,
      delegate: null,
      signIn: 'auto',
      impersonateBy: 'primarySmtpAddress',
      exchangeVersion: 'auto',
      tls: { certificateSha256: null, caPem: null },
      allowInsecureHttp: false,
      invitations: 'never',
      privateItems: 'busyOnly',
      afterCrmRestore: 'exchange',
      intervalSeconds: 30,
      asItHappens: true,
      contacts: RULES,
      appointments: RULES,
    });
  });

  test('lets what people make and change travel both ways, the own records only and nothing private', async () => {
    for (const itemType of ITEM_TYPES) {
      const sides = sidesOf(place, itemType);
      await sides.addInCrm('Nata Nel-CRM');
      await sides.addInCrm('Segreta Nel-CRM', 'prima', { fields: { sensitivity: 'private' } });
      sides.addInExchange('Nata In-Exchange', 'prima', { Categories: ['Amici'] });
      sides.addInExchange('Segreta In-Exchange', 'prima', { Sensitivity: 'Private' });
    }
    // Through the page the first run is a plan to approve; who applies a file is not asked again.
    const held = way === 'the API';
    const first = await place.sync();
    expect(first.all.map(({ brake }) => brake?.kind)).toEqual(held ? ['firstRun', 'firstRun'] : [undefined, undefined]);
    expect(place.writes().length === 0).toBe(held);
    if (held) await place.sync({ approve: first.all.map(({ planHash }) => planHash ?? '') });
    for (const itemType of ITEM_TYPES) {
      const sides = sidesOf(place, itemType);
      await sides.changeInCrm('Nata In-Exchange', 'dal CRM');
      sides.changeInExchange('Nata Nel-CRM', 'da Exchange');
    }
    await place.sync();
    for (const itemType of ITEM_TYPES) {
      const sides = sidesOf(place, itemType);
      const both = { 'Nata Nel-CRM': 'da Exchange', 'Nata In-Exchange': 'dal CRM' };
      expect(sides.inExchange()).toEqual({ ...both, 'Segreta In-Exchange': 'prima' });
      expect(await sides.inCrm()).toEqual({ ...both, 'Segreta Nel-CRM': 'prima' });
      expect(sides.item('Nata Nel-CRM').categories).toEqual([]);
      expect(sides.item('Nata In-Exchange').categories).toEqual(['Amici']);
    }
  });

  test('lets the CRM win what both edited, field by field', async () => {
    for (const itemType of ITEM_TYPES) {
      const sides = sidesOf(place, itemType);
      await sides.changeInCrm('Nata Nel-CRM', 'di nuovo dal CRM');
      sides.changeInExchange('Nata Nel-CRM', 'di nuovo da Exchange', { Categories: ['Vela'] });
    }
    await place.sync();
    for (const itemType of ITEM_TYPES) {
      const sides = sidesOf(place, itemType);
      expect(sides.inExchange()['Nata Nel-CRM']).toBe('di nuovo dal CRM');
      expect(await sides.record('Nata Nel-CRM')).toMatchObject({ categories: ['Vela'] });
    }
    expect(await place.journal('conflict')).toHaveLength(2);
  });

  test('lets no deletion travel, and mails nobody', async () => {
    for (const itemType of ITEM_TYPES) {
      const sides = sidesOf(place, itemType);
      await sides.deleteInCrm('Nata In-Exchange');
      sides.deleteInExchange('Nata Nel-CRM');
    }
    await place.sync();
    for (const itemType of ITEM_TYPES) {
      const sides = sidesOf(place, itemType);
      expect(sides.inExchange()['Nata In-Exchange']).toBe('dal CRM');
      expect((await sides.inCrm())['Nata Nel-CRM']).toBe('di nuovo dal CRM');
    }
    expect(exchange.outbox.all()).toEqual([]);
  });

  test('signs in to Exchange as the user, nobody impersonated', () => {
    const signedIn = place.requests().map(({ user }) => user);
    expect(new Set(signedIn)).toEqual(new Set([place.person.name]));
  });
});
