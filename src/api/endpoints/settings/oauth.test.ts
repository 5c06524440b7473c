import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiWorld, SignedIn } from '../../testing/api-world.ts';
import { openApiWorld } from '../../testing/api-world.ts';

let world: ApiWorld;
let administrator: SignedIn;
beforeAll(async () => {
  world = await openApiWorld();
  administrator = await world.signIn('ada', 'administrator');
});
afterAll(() => world.close());

const fixture = (name: string) =>
  readFileSync(new URL(`../../../../test/fixtures/oauth/${name}.pem`, import.meta.url), 'utf8');
const certificate = fixture('application.cert');
const privateKey = fixture('application.key');
const [successor, successorKey] = [fixture('successor.cert'), fixture('successor.key')];

const SECRET = 'a secret of the application';
const authority = 'https://login.microsoftonline.com/brenta.example';
const application = { authority, clientId: 'raccordo' };
const withSecret = { ...application, clientSecret: SECRET };
const withCertificate = { ...application, certificate, privateKey };

const call = (method: string, path: string, body?: unknown, etag?: string) =>
  administrator.call(method, path, { body, headers: etag === undefined ? {} : { 'if-match': etag } });
const made = (title: string, oauth: object, more: object = {}) =>
  call('POST', '/api/profiles', { title, serverUrl: 'outlook.office365.com', signIn: 'oauth', oauth, ...more });
const problemsOf = ({ json }: Awaited<ReturnType<typeof call>>) =>
  json.details.problems.map(({ path, sentence }: { path: string; sentence: string }) => [path, sentence]);
const stored = async (name: string) =>
  (await world.connector.parts.settings.listProfiles()).find((profile) => profile.name === name)?.oauth;

describe('an application', () => {
  test('reaches Exchange Online, and says only that there is a secret', async () => {
    const { status, json, text } = await made('Nuvola', withSecret);
    expect([status, json.serverUrl]).toEqual([201, 'https://outlook.office365.com/EWS/Exchange.asmx']);
    expect(json.oauth).toEqual({
      ...application,
      scope: 'https://outlook.office365.com/.default',
      clientSecret: 'stored',
      certificate: null,
      privateKey: null,
    });
    const { text: whole } = await call('GET', '/api/configuration');
    for (const told of [text, whole]) expect(told).not.toContain(SECRET);
    expect(JSON.stringify(await stored('nuvola'))).not.toContain(SECRET);
  });

  test('with a certificate tells whose it is and how long it is valid, and nothing of the key', async () => {
    const { json, text } = await made('Con certificato', withCertificate);
    expect(json.oauth).toMatchObject({ clientSecret: null, privateKey: 'stored' });
    expect(json.oauth.certificate).toMatchObject({
      pem: certificate,
      facts: { subject: 'CN=Raccordo application', validTo: '2125-01-01T00:00:00.000Z' },
    });
    const { json: whole, text: configuration } = await call('GET', '/api/configuration');
    const inFile = whole.profiles.find(({ name }: { name: string }) => name === json.name);
    expect(inFile.oauth).toEqual(json.oauth);
    const lines = privateKey.split('\n').slice(1, -2);
    for (const told of [text, configuration, JSON.stringify(await stored(json.name))])
      for (const line of lines) expect(told).not.toContain(line);
  });

  test('counts as the service account: users give only their mailbox', async () => {
    await made('Per tutti', withSecret);
    await world.addPerson('giulia');
    const user = await world.signIn('giulia');
    const { json } = await user.call('GET', '/api/available-profiles');
    const told = json.profiles.find(({ name }: { name: string }) => name === 'per-tutti');
    // An application cannot ask a directory what a name stands for.
    expect(told).toMatchObject({ ownCredentials: false, mailboxByName: false });
    const credentials = { user: 'giulia', password: 'x' };
    const account = { profile: 'per-tutti', mailbox: 'giulia@brenta.example', credentials };
    const refused = await user.call('POST', '/api/accounts', { body: account });
    expect(problemsOf(refused)).toEqual([['credentials', 'credentials_not_needed']]);
  });

  test.each([
    ['without a secret or certificate', application, {}, ['oauth', 'oauth_proof_none']],
    ['with both', { ...withSecret, certificate, privateKey }, {}, ['oauth', 'oauth_proof_both']],
    ['with a certificate and no key', { ...application, certificate }, {}, ['oauth.privateKey', 'private_key_needed']],
    ['with a key and no certificate', { ...application, privateKey }, {}, ['oauth.certificate', 'certificate_needed']],
    [
      'with the key of another certificate',
      { ...withCertificate, privateKey: successorKey },
      {},
      ['oauth.privateKey', 'private_key_differs'],
    ],
    [
      'beside a delegate account',
      withSecret,
      { delegate: { user: 'svc', password: 'p' } },
      ['delegate', 'delegate_not_with_oauth'],
    ],
    [
      'over plain http',
      withSecret,
      { serverUrl: 'http://mail.example', allowInsecureHttp: true },
      ['serverUrl', 'oauth_needs_https'],
    ],
    ['with another sign-in', withSecret, { signIn: 'ntlm', serverUrl: 'mail.example' }, ['oauth', 'oauth_not_used']],
  ])('is refused %s, and a test of the connection says the same', async (_, oauth, more, expected) => {
    const refused = await made('Rifiutata', oauth, more);
    expect([refused.status, refused.json.code]).toEqual([422, 'settings_invalid']);
    expect(problemsOf(refused)).toEqual([expected]);
    const draft = { serverUrl: 'outlook.office365.com', delegate: null, signIn: 'oauth', oauth, ...more };
    const rest = { exchangeVersion: 'auto', tls: { certificateSha256: null, caPem: null }, allowInsecureHttp: false };
    const tested = await call('POST', '/api/connection-tests', { draft: { ...rest, ...draft } });
    expect(problemsOf(tested)).toEqual([expected]);
  });
});

describe('what an application proves itself with', () => {
  const change = (name: string, body: object) => call('PATCH', `/api/profiles/${name}`, body, '*');

  test('stays when nothing is sent for it', async () => {
    await made('Resta', withSecret);
    const before = await stored('resta');
    const { json } = await change('resta', { oauth: { ...application, clientId: 'another' } });
    expect(json.oauth).toMatchObject({ clientId: 'another', clientSecret: 'stored' });
    expect((await stored('resta'))?.clientSecret).toEqual(before?.clientSecret);
  });

  test('a certificate takes the place of a secret, and the other way round', async () => {
    await made('Cambia', withSecret);
    expect((await change('cambia', { oauth: withCertificate })).json.oauth).toMatchObject({
      clientSecret: null,
      privateKey: 'stored',
    });
    expect((await change('cambia', { oauth: withSecret })).json.oauth).toMatchObject({
      clientSecret: 'stored',
      certificate: null,
      privateKey: null,
    });
    const alone = await change('cambia', { oauth: { ...application, certificate } });
    expect(problemsOf(alone)).toEqual([['oauth.privateKey', 'private_key_needed']]);
  });

  test('a new certificate does not go with the stored key of the old one', async () => {
    await made('Rinnova', withCertificate);
    const alone = await change('rinnova', { oauth: { ...application, certificate: successor } });
    expect(problemsOf(alone)).toEqual([['oauth.privateKey', 'private_key_differs']]);
    const both = { ...application, certificate: successor, privateKey: successorKey };
    expect((await change('rinnova', { oauth: both })).json.oauth.certificate.facts.subject).toBe(
      'CN=Raccordo successor',
    );
  });

  test.each([
    ['secret', withSecret, application],
    ['private key', withCertificate, { ...application, certificate }],
  ])(
    'the %s is used neither for another server nor for another authority until it is entered again',
    async (_, oauth, told) => {
      const { json } = await made('Sede', oauth, { serverUrl: 'mail.brenta.example' });
      const elsewhere = 'https://login.attacker.example/brenta.example';
      for (const moved of [
        { serverUrl: 'mail.attacker.example' },
        { serverUrl: 'autodiscover:attacker.example' },
        { oauth: { ...told, authority: elsewhere } },
        { serverUrl: 'mail.attacker.example', oauth: told },
      ]) {
        const refused = await change(json.name, moved);
        expect([refused.status, refused.json.code]).toEqual([409, 'secret_needed_for_new_server']);
      }
      const again = { serverUrl: 'mail.adige.example', oauth: { ...oauth, authority: elsewhere } };
      expect((await change(json.name, again)).status).toBe(200);
    },
  );

  test('goes when somebody signs in with a password again', async () => {
    await made('Torna', withSecret, { serverUrl: 'mail.brenta.example' });
    const half = await change('torna', { signIn: 'auto' });
    expect(problemsOf(half)).toEqual([['oauth', 'oauth_not_used']]);
    const whole = await change('torna', { signIn: 'auto', oauth: null, delegate: { user: 'svc', password: 'p' } });
    expect([whole.status, whole.json.oauth, await stored('torna')]).toEqual([200, null, null]);
  });
});

test('Exchange Online is for applications only', async () => {
  const withPassword = { title: 'x', serverUrl: 'outlook.office365.com', delegate: { user: 'svc', password: 'p' } };
  expect(problemsOf(await call('POST', '/api/profiles', withPassword))).toEqual([['serverUrl', 'server_url']]);
});
