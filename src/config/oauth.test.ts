import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { translatorFor } from '../messages/index.ts';
import { ConnectorError } from '../model/index.ts';
import { DEFAULT_OAUTH_SCOPE } from '../settings/settings.ts';
import type { Configuration } from './configuration.ts';
import { diffConfiguration } from './diff.ts';
import { readConfiguration } from './read-configuration.ts';
import { collectSecretValues } from './secret-references.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`../../test/fixtures/oauth/${name}.pem`, import.meta.url), 'utf8');
const certificate = fixture('application.cert');
const privateKey = fixture('application.key');

const EMPTY: Configuration = { users: [], profiles: [], accounts: [] };
const AUTHORITY = 'https://login.microsoftonline.com/brenta.example';
const APPLICATION = { authority: AUTHORITY, clientId: 'raccordo' };
const WITH_SECRET = { ...APPLICATION, clientSecret: 'one' };

const fileWith = (oauth: object | undefined, profile: object = {}) =>
  stringify({ profiles: [{ name: 'p', serverUrl: 'https://mail.example', signIn: 'oauth', oauth, ...profile }] });

function normaliseServerUrl(url: string, allowInsecureHttp: boolean): string {
  if (allowInsecureHttp || !url.startsWith('http:')) return url;
  throw new ConnectorError({ code: 'insecure_http_refused', disposition: 'reauth', message: 'plain http' });
}

function read(text: string, secretValues = {}, current = EMPTY) {
  return readConfiguration(text, { current, secretValues, normaliseServerUrl });
}

function oauthOf(text: string, secretValues = {}) {
  const result = read(text, secretValues);
  if (result.kind === 'problems') throw new Error(JSON.stringify(result.problems));
  return result.configuration.profiles[0]?.oauth;
}

function problemsOf(text: string, secretValues = {}): readonly string[] {
  const result = read(text, secretValues);
  const inEnglish = translatorFor('en');
  if (result.kind !== 'problems') return [];
  return result.problems.map(
    ({ path, code, sentence, params }) => `${path} [${code}] ${inEnglish(`configuration.${sentence}`, params)}`,
  );
}

describe('an application that signs in with OAuth', () => {
  test('proves itself with a client secret; its token is for Exchange Online unless another scope is said', () => {
    expect(oauthOf(fileWith(WITH_SECRET))).toEqual({ ...WITH_SECRET, scope: DEFAULT_OAUTH_SCOPE });
    expect(oauthOf(fileWith({ ...WITH_SECRET, scope: 'https://mail.example/.default' }))?.scope).toBe(
      'https://mail.example/.default',
    );
  });

  test('or with a certificate and its private key', () => {
    expect(oauthOf(fileWith({ ...APPLICATION, certificate, privateKey }))).toEqual({
      ...APPLICATION,
      scope: DEFAULT_OAUTH_SCOPE,
      certificate,
      privateKey,
    });
  });

  test('secret, certificate and key may stand elsewhere, and are collected where the file is', async () => {
    const files: Readonly<Record<string, string>> = { 'app.crt': certificate, 'app.key': privateKey, secret: 'kept\n' };
    const sources = {
      environment: { APP_SECRET: 'from outside', APP_KEY: privateKey },
      readFile: async (path: string) => files[path],
    };
    const withReferences = async (references: object) => {
      const text = fileWith({ ...APPLICATION, ...references });
      return oauthOf(text, await collectSecretValues(text, sources));
    };
    expect(await withReferences({ clientSecretEnv: 'APP_SECRET' })).toMatchObject({ clientSecret: 'from outside' });
    expect(await withReferences({ clientSecretFile: 'secret' })).toMatchObject({ clientSecret: 'kept' });
    const both = { certificate, privateKey };
    expect(await withReferences({ certificateFile: 'app.crt', privateKeyFile: 'app.key' })).toMatchObject(both);
    expect(await withReferences({ certificateFile: 'app.crt', privateKeyEnv: 'APP_KEY' })).toMatchObject(both);
  });

  test('a file with the private key beside the certificate gives only the certificate', () => {
    const together = `${privateKey}${certificate}`;
    expect(oauthOf(fileWith({ ...APPLICATION, certificate: together, privateKey: together }))).toMatchObject({
      certificate,
      privateKey,
    });
  });

  test.each([
    ['nothing that it proves itself with', APPLICATION, 'profiles[0].oauth [oauth_proof] needs a client secret, or'],
    [
      'a secret and a certificate',
      { ...WITH_SECRET, certificate, privateKey },
      'profiles[0].oauth [oauth_proof] has a client secret and a certificate',
    ],
    ['a certificate alone', { ...APPLICATION, certificate }, 'profiles[0].oauth.privateKey [missing]'],
    ['a private key alone', { ...APPLICATION, privateKey }, 'profiles[0].oauth.certificate [missing]'],
    [
      'the key of another certificate',
      { ...APPLICATION, certificate, privateKey: fixture('successor.key') },
      'profiles[0].oauth.privateKey [client_certificate] is not the key of this certificate',
    ],
    [
      'a certificate that cannot be read',
      { ...APPLICATION, certificate: '-----BEGIN CERTIFICATE----- and so on', privateKey },
      'profiles[0].oauth.certificate [client_certificate] cannot be read as a certificate',
    ],
    [
      'a file that is not there',
      { ...APPLICATION, certificateFile: 'nowhere.pem', privateKey },
      'profiles[0].oauth.certificateFile [secret_unavailable] the file nowhere.pem cannot be read',
    ],
    [
      'two sources of one secret',
      { ...WITH_SECRET, clientSecretEnv: 'APP_SECRET' },
      'profiles[0].oauth [secret_source] needs exactly one of clientSecret, clientSecretEnv, clientSecretFile; it has',
    ],
    [
      'an authority without its tenant',
      { ...WITH_SECRET, authority: 'https://login.microsoftonline.com' },
      'profiles[0].oauth.authority [invalid_value] must be the address of an authority',
    ],
    [
      'an authority over plain http',
      { ...WITH_SECRET, authority: 'http://login.example/t' },
      'profiles[0].oauth.authority [oauth_needs_https] must begin with https',
    ],
  ])('is refused with %s', (_, oauth, expected) => {
    const problems = problemsOf(fileWith(oauth));
    expect(problems).toEqual([expect.stringContaining(expected)]);
  });

  test.each([
    ['signIn: oauth without an application', undefined, {}, 'profiles[0].oauth [missing] is missing, because `signIn`'],
    ['another sign-in', WITH_SECRET, { signIn: 'ntlm' }, 'profiles[0].oauth [oauth_not_allowed] is only for'],
    [
      'a delegate account beside it',
      WITH_SECRET,
      { delegate: { user: 'svc', password: 'p' } },
      'profiles[0].delegate [delegate_not_allowed] is not allowed with `signIn: oauth`',
    ],
    [
      'plain http, whatever else is allowed',
      WITH_SECRET,
      { serverUrl: 'http://mail.example', allowInsecureHttp: true },
      'profiles[0].serverUrl [oauth_needs_https] must begin with https',
    ],
    [
      'plain http, and is not sent to the switch that would not help',
      WITH_SECRET,
      { serverUrl: 'http://mail.example' },
      'profiles[0].serverUrl [oauth_needs_https] must begin with https',
    ],
  ])('does not go with %s', (_, oauth, profile, expected) => {
    expect(problemsOf(fileWith(oauth, profile))).toEqual([expect.stringContaining(expected)]);
  });

  test('is a service account: accounts need no credentials, and may have none', () => {
    const people = { users: [{ name: 'u', email: 'u@x.example' }] };
    const account = { name: 'a', user: 'u', profile: 'p', mailbox: 'u@x.example' };
    const file = (more: object) =>
      `${fileWith(WITH_SECRET)}${stringify({ ...people, accounts: [{ ...account, ...more }] })}`;
    expect(problemsOf(file({}))).toEqual([]);
    expect(problemsOf(file({ credentials: { user: 'u', password: 'p' } }))).toEqual([
      expect.stringContaining('accounts[0].credentials [credentials_not_allowed]'),
    ]);
  });

  test('no problem holds a secret, a key or what stood in the place of one', () => {
    const given = {
      ...APPLICATION,
      clientSecret: 'hunter22',
      certificate: 'hunter22',
      privateKey: `hunter22${privateKey}`,
    };
    const texts = [
      fileWith(given),
      fileWith({ ...given, certificate, clientSecret: [] }),
      fileWith(given, { signIn: 'ntlm' }),
    ];
    for (const text of texts) {
      const problems = JSON.stringify(read(text));
      expect(problems).toContain('problems');
      expect(problems).not.toMatch(/hunter22|PRIVATE KEY/);
    }
  });
});

describe('the difference between two applications', () => {
  const configurationOf = (oauth: object): Configuration => {
    const result = read(fileWith(oauth));
    if (result.kind === 'problems') throw new Error(JSON.stringify(result.problems));
    return result.configuration;
  };
  const fieldsOf = (before: object, after: object) =>
    diffConfiguration(configurationOf(before), configurationOf(after))[0]?.fields;
  const withCertificate = { ...APPLICATION, certificate, privateKey };

  test('tells that a secret changed, and neither of both', () => {
    expect(fieldsOf(WITH_SECRET, { ...WITH_SECRET, clientSecret: 'two' })).toEqual([
      { kind: 'secret', field: 'oauth.clientSecret', change: 'changed' },
    ]);
  });

  test('tells that a certificate takes the place of a secret', () => {
    expect(fieldsOf(WITH_SECRET, withCertificate)).toEqual([
      { kind: 'value', field: 'oauth.certificate', from: null, to: certificate },
      { kind: 'secret', field: 'oauth.clientSecret', change: 'removed' },
      { kind: 'secret', field: 'oauth.privateKey', change: 'set' },
    ]);
  });

  test('is nothing when the same file is applied again', () => {
    for (const oauth of [WITH_SECRET, withCertificate]) expect(fieldsOf(oauth, oauth)).toEqual([]);
  });
});
