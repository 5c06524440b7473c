import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningSimulator } from '../../../simulator/index.ts';
import type { Account, ConnectionStep, Profile } from '../../../src/api/resources.ts';
import { oauthFixture, TRUSTED } from '../../support/ews/application.ts';
import { APPLICATIONS, authorityOf, EXPIRED, SERVER_TLS, WITH_CERTIFICATE, WITH_SECRET } from '../../support/oauth.ts';
import { expectArrival, expectRefusal } from '../../support/settings-arrival.ts';
import { ask } from '../../support/settings-by-api.ts';
import type { WayIn } from '../../support/settings-wanted.ts';
import { WAYS_IN } from '../../support/settings-wanted.ts';
import type { Place, PlaceSettings, SettingsWorld } from '../../support/settings-world.ts';
import { openSettingsWorld } from '../../support/settings-world.ts';

let world: SettingsWorld;
/** Exchange and the place where tokens come from, over TLS. */
let exchange: RunningSimulator;
beforeAll(async () => {
  world = await openSettingsWorld();
  const renewing = WAYS_IN.map((way) => ({ clientId: renewedWith(way), certificates: [WITH_CERTIFICATE.certificate] }));
  exchange = await world.startExchange({ tls: SERVER_TLS, applications: [...APPLICATIONS, ...renewing] });
});
afterAll(() => world.close());

/** An application whose certificate is replaced; nobody else asks for its tokens. */
const renewedWith = (way: WayIn) => `raccordo-rinnovato-${WAYS_IN.indexOf(way)}`;

type Application = NonNullable<NonNullable<PlaceSettings['profile']>['oauth']>;

/** A profile whose application signs in. */
const withApplication = (oauth: Partial<Application>, profile: PlaceSettings['profile'] = {}): PlaceSettings => ({
  exchange,
  profile: {
    tls: TRUSTED,
    delegate: null,
    signIn: 'oauth',
    oauth: { authority: authorityOf(exchange), clientId: '', ...oauth },
    ...profile,
  },
});

/** What the log of the server says of all requests for the mailbox, each thing once. */
function seenAt(place: Place) {
  const requests = place.requests();
  const each = <T>(values: readonly T[]) => [...new Set(values)];
  const impersonated = /<t:ExchangeImpersonation>.*<t:PrimarySmtpAddress>(.*)<\/t:PrimarySmtpAddress>/s;
  return {
    with: each(requests.map(({ signedInWith }) => signedInWith)),
    as: each(requests.map(({ user }) => user)),
    for: each(requests.map(({ requestBody = '' }) => impersonated.exec(requestBody)?.[1] ?? 'nobody')),
  };
}

describe.each(WAYS_IN)('Accesso “Client OAuth”, set with %s', (way) => {
  test.each([
    ['a secret', WITH_SECRET],
    ['a certificate', WITH_CERTIFICATE],
  ])('an application with %s opens the mailboxes of users, and acts for their owners', async (_, application) => {
    const [one, another] = (await world.openPlaces(way, [
      withApplication(application),
      withApplication(application),
    ])) as [Place, Place];
    for (const place of [one, another]) {
      await expectArrival(place);
      expect(seenAt(place)).toEqual({ with: ['bearer'], as: [application.clientId], for: [place.person.smtp] });
    }
  });

  test.each([
    ['Segreto', { ...WITH_SECRET, clientSecret: 'another' }, 'token_secret_refused'],
    [
      'Certificato',
      {
        ...WITH_CERTIFICATE,
        certificate: oauthFixture('successor.cert'),
        privateKey: oauthFixture('successor.key'),
      },
      'token_certificate_refused',
    ],
    ['ID client', { ...WITH_SECRET, clientId: 'nobody' }, 'token_application_refused'],
    ['Autorità', { ...WITH_SECRET, authority: 'elsewhere' }, 'token_tenant_unknown'],
    // Is given, for another service than Exchange.
    ['Ambito', { ...WITH_SECRET, scope: 'https://graph.microsoft.com/.default' }, 'token_not_accepted'],
  ])(
    '%s is what the token is asked for with: wrong, and nothing is read; mended, and all arrives',
    async (field, oauth, code) => {
      const authority = field === 'Autorità' ? authorityOf(exchange, 'altrove.example') : authorityOf(exchange);
      const place = await world.openPlace(way, withApplication({ ...oauth, authority }));
      await expectRefusal(place, code);
      expect(place.requests().filter(({ status }) => status === 200)).toEqual([]);
      await place.set(withApplication(field === 'Certificato' ? WITH_CERTIFICATE : WITH_SECRET));
      await expectArrival(place);
    },
  );

  test('the successor of a certificate is entered once, and counts from the next run on', async () => {
    const clientId = renewedWith(way);
    const place = await world.openPlace(way, withApplication({ ...WITH_CERTIFICATE, clientId }));
    await expectArrival(place);
    const [certificate, privateKey] = [oauthFixture('successor.cert'), oauthFixture('successor.key')];
    exchange.tokens.change(clientId, { certificates: [certificate] });
    exchange.tokens.revoke(clientId);
    await expectRefusal(place, 'token_certificate_refused');
    await place.set(withApplication({ clientId, certificate, privateKey }));
    await expectArrival(place);
  });

  test('a profile that signs in with a password again brings no token', async () => {
    const place = await world.openPlace(way, withApplication(WITH_SECRET));
    await expectArrival(place);
    exchange.requests.clear();
    await place.set({ exchange, profile: { tls: TRUSTED } });
    await expectArrival(place);
    expect(seenAt(place).with).toEqual(['ntlm']);
  });

  test('over plain http no token is asked for: it is refused, and nothing is stored', async () => {
    const before = await ask<object>(world.administrator.call, 'GET', '/api/profiles');
    const plain = { serverUrl: world.simulator.ewsUrl, allowInsecureHttp: true };
    await expect(world.openPlace(way, withApplication(WITH_SECRET, plain))).rejects.toThrow(/https/);
    expect(await ask<object>(world.administrator.call, 'GET', '/api/profiles')).toEqual(before);
  });
});

describe('the mailbox of a user where an application signs in', () => {
  test('is granted at once when it is the user’s own, also by an alias; that of a colleague waits', async () => {
    const [giulia, colleague] = [world.newcomer(), world.newcomer()];
    const { profile } = withApplication(WITH_SECRET);
    await world.set('the API', {
      people: [giulia, colleague],
      profiles: [{ name: 'nuvola', serverUrl: exchange.ewsUrl, allowInsecureHttp: false, ...profile }],
      accounts: [],
    });
    const user = await world.signIn(giulia);
    const claim = async (mailbox: string) => {
      const body = { profile: 'nuvola', mailbox };
      const account = await ask<Account>(user.call, 'POST', '/api/accounts', { body });
      await ask(user.call, 'DELETE', `/api/accounts/${account.name}`, { headers: { 'if-match': account.etag } });
      return [account.mailbox, account.claim.state, account.claim.reason];
    };
    expect(await claim(giulia.smtp)).toEqual([giulia.smtp, 'granted', null]);
    expect(await claim(`posta.${giulia.smtp}`)).toEqual([giulia.smtp, 'granted', null]);
    expect(await claim(colleague.smtp)).toEqual([colleague.smtp, 'waiting', 'otherAddress']);
  });
});

describe('the test of the connection', () => {
  const stepsOf = async ({ profileName, person }: Place) => {
    const body = { profile: profileName, mailbox: person.smtp };
    const { text } = await world.administrator.call('POST', '/api/connection-tests', { body });
    const steps = [...text.matchAll(/^data: (.*)$/gm)].map(([, data = '']): ConnectionStep => JSON.parse(data));
    return new Map(steps.map((step) => [step.step, step]));
  };

  test('asks for a token, says for whom, and opens the mailbox with it', async () => {
    const steps = await stepsOf(await world.openPlace('the API', withApplication(WITH_SECRET)));
    const { clientId: client } = WITH_SECRET;
    expect(steps.get('token')).toMatchObject({ state: 'ok', code: 'token_given', details: { client } });
    for (const step of ['signIn', 'mailbox', 'contacts', 'calendar'] as const) {
      expect([step, steps.get(step)?.state]).toEqual([step, 'ok']);
    }
    expect(JSON.stringify([...steps])).not.toContain(WITH_SECRET.clientSecret);
  });

  test('of a secret that ended says so, and what to do', async () => {
    const steps = await stepsOf(await world.openPlace('the API', withApplication(EXPIRED)));
    expect(steps.get('token')).toMatchObject({ state: 'failed', code: 'token_secret_expired' });
    expect(steps.get('token')?.remedies).not.toEqual([]);
    expect(JSON.stringify([...steps])).not.toContain(EXPIRED.clientSecret);
  });
});

test('people see that there is a secret, and of a certificate how long it is valid', async () => {
  const place = await world.openPlace('the API', withApplication(WITH_CERTIFICATE));
  const { oauth } = await ask<Profile>(world.administrator.call, 'GET', `/api/profiles/${place.profileName}`);
  expect(oauth?.certificate?.facts?.validTo).toBe('2125-01-01T00:00:00.000Z');
  expect(JSON.stringify(oauth)).not.toContain('PRIVATE');
});
