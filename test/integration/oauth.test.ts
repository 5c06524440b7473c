import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { RunningSimulator, TokenFault } from '../../simulator/index.ts';
import type { EwsRequestEvent } from '../../src/exchange/ews/options.ts';
import {
  APPLICATION,
  applicationOf,
  CLIENT_ID,
  oauthFixture,
  SECRET,
  sideWith,
  startTokenExchange,
  TRUSTED,
  tokenOptions,
} from '../support/ews/application.ts';
import { failure } from '../support/ews/channel.ts';
import { MARIO, SERVICE_USER } from '../support/ews/diagnosis.ts';
import { sha256Of } from '../support/ews/fingerprint.ts';
import { startHttpServer } from '../support/ews/servers.ts';
import { envelope, response, sendXml } from '../support/ews/soap-answers.ts';

/** An application signs in as itself: secret or certificate, token, bearer, and what goes wrong on the way. */

const CERTIFICATE = {
  kind: 'certificate',
  certificatePem: oauthFixture('application.cert'),
  privateKeyPem: oauthFixture('application.key'),
} as const;
const CREATED = { fields: { givenName: 'Ada' }, stamp: null, addCategories: [], uid: null };

const fails = async (
  simulator: RunningSimulator,
  change: Parameters<typeof applicationOf>[2] = {},
  timeoutMs = 5_000,
) => failure(sideWith(tokenOptions(simulator, applicationOf(simulator, undefined, change), { timeoutMs })).identify());

describe('a token', () => {
  test.each([
    ['secret', { kind: 'secret', secret: SECRET }],
    ['certificate', CERTIFICATE],
  ] as const)('is got with a %s, and opens the mailbox of a person', async (_, proof) => {
    const simulator = await startTokenExchange();
    const side = sideWith(tokenOptions(simulator, applicationOf(simulator, proof)));
    expect((await side.identify()).smtp).toBe(MARIO.smtp);
    const served = simulator.requests.all().filter(({ status }) => status === 200);
    expect(new Set(served.map(({ signedInWith, user }) => `${signedInWith} ${user}`))).toEqual(
      new Set([`bearer ${CLIENT_ID}`]),
    );
  });

  test('is one for all mailboxes of the application, however many ask at once', async () => {
    const simulator = await startTokenExchange();
    const sides = [MARIO.smtp, SERVICE_USER.smtp].map((mailbox) =>
      sideWith(tokenOptions(simulator, applicationOf(simulator), { mailbox })),
    );
    await Promise.all(sides.flatMap((side) => [side.identify(), side.identify()]));
    expect([simulator.tokens.requests, simulator.tokens.issued]).toEqual([1, 1]);
  });

  test('is replaced before its end, without a request that fails', async () => {
    const simulator = await startTokenExchange({ applications: [{ ...APPLICATION, tokenLifetimeSeconds: 2 }] });
    const side = sideWith(tokenOptions(simulator));
    await side.identify();
    await sleep(2_100);
    await side.identify();
    expect(simulator.tokens.issued).toBe(2);
    expect(simulator.requests.all().filter(({ status }) => status === 401)).toEqual([]);
  });

  test('that was withdrawn is replaced once, and a write happens once', async () => {
    const simulator = await startTokenExchange();
    const side = sideWith(tokenOptions(simulator));
    await side.identify();
    simulator.tokens.revoke(CLIENT_ID);
    const [outcome] = await side.create('contacts', [CREATED]);
    expect(outcome?.kind).toBe('done');
    expect(simulator.mailbox(MARIO.smtp).items('contacts')).toHaveLength(1);
    expect(simulator.tokens.issued).toBe(2);
  });

  test('in use outlives an endpoint that is away for a while', async () => {
    const simulator = await startTokenExchange({ applications: [{ ...APPLICATION, tokenLifetimeSeconds: 8 }] });
    const side = sideWith(tokenOptions(simulator));
    await side.identify();
    simulator.tokens.fail({ kind: 'drop' }, Number.POSITIVE_INFINITY);
    await sleep(6_300);
    await side.identify();
    await sleep(100);
    // It tried to renew it in good time, and went on with the old one.
    expect([simulator.tokens.requests, simulator.tokens.issued]).toEqual([2, 1]);
  });

  test('goes with each request, and the mailbox as its anchor; the secret goes to the endpoint only', async () => {
    const simulator = await startTokenExchange();
    const exchange = await startHttpServer(
      (_, to) => sendXml(to, envelope(response('GetFolder', ['ErrorItemNotFound']))),
      'localhost',
    );
    const url = exchange.url.replace('127.0.0.1', 'localhost');
    const options = tokenOptions(simulator, applicationOf(simulator), { url, exchangeVersion: 'Exchange2013' });
    await failure(sideWith(options).identify());
    for (const { headers, body } of exchange.requests) {
      expect(headers.authorization).toMatch(/^Bearer \S{100,}$/);
      expect(headers['x-anchormailbox']).toBe(MARIO.smtp);
      expect(body + JSON.stringify(headers)).not.toContain(SECRET);
    }
    expect(exchange.requests.length).toBeGreaterThan(0);
  });
});

describe('no token', () => {
  test.each([
    ['another secret', 'token_secret_refused', { proof: { kind: 'secret', secret: 'falso' } }, 'AADSTS7000215'],
    ['another application', 'token_application_refused', { clientId: 'nobody' }, 'AADSTS700016'],
    ['a scope of nobody', 'token_scope_refused', { scope: 'https://mail.nirgends.example/.default' }, 'AADSTS500011'],
    ['a scope that is not whole', 'token_scope_refused', { scope: 'EWS.AccessAsUser.All' }, 'AADSTS1002012'],
    [
      'a certificate that is not registered',
      'token_certificate_refused',
      {
        proof: {
          kind: 'certificate',
          certificatePem: oauthFixture('successor.cert'),
          privateKeyPem: oauthFixture('successor.key'),
        },
      },
      'AADSTS700027',
    ],
  ] as const)('%s: %s', async (_, code, change, answer) => {
    const error = await fails(await startTokenExchange(), change);
    expect(error).toMatchObject({ code, disposition: 'reauth' });
    expect(error.details['answer']).toContain(answer);
  });

  test('a tenant that does not exist', async () => {
    const simulator = await startTokenExchange();
    const error = await fails(simulator, { tokenUrl: simulator.tokens.url('nessuno.example') });
    expect(error).toMatchObject({ code: 'token_tenant_unknown', details: { answer: 'invalid_request AADSTS90002' } });
  });

  test('a secret that has ended; with the next one it goes on', async () => {
    const simulator = await startTokenExchange({
      applications: [{ ...APPLICATION, secrets: [{ secret: SECRET, endsAt: '2020-01-01T00:00:00Z' }] }],
    });
    expect((await fails(simulator)).code).toBe('token_secret_expired');
    simulator.tokens.change(CLIENT_ID, { secrets: [{ secret: 'nuovo' }] });
    const side = sideWith(tokenOptions(simulator, applicationOf(simulator, { kind: 'secret', secret: 'nuovo' })));
    expect((await side.identify()).smtp).toBe(MARIO.smtp);
  });

  test.each([
    ['a key of another certificate', 'client_key_mismatch', { privateKeyPem: oauthFixture('successor.key') }],
    ['a key that is none', 'client_key_unreadable', { privateKeyPem: 'nonsense' }],
    ['a certificate that is none', 'client_certificate_unreadable', { certificatePem: 'nonsense' }],
  ])('%s is found out here, and nobody is asked', async (_, code, change) => {
    const simulator = await startTokenExchange();
    const error = await fails(simulator, { proof: { ...CERTIFICATE, ...change } });
    expect(error).toMatchObject({ code, disposition: 'reauth' });
    expect(simulator.tokens.requests).toBe(0);
  });

  test('a refusal is not asked for again by the other mailboxes', async () => {
    const simulator = await startTokenExchange();
    for (const _ of [1, 2, 3]) expect((await fails(simulator, { scope: 'wrong' })).code).toBe('token_scope_refused');
    expect(simulator.tokens.requests).toBe(1);
  });
});

describe('an endpoint that misbehaves', () => {
  test.each<readonly [string, TokenFault, string]>([
    ['hangs up', { kind: 'drop' }, 'token_endpoint_unreachable'],
    ['shows a page', { kind: 'page' }, 'token_answer_unusable'],
    ['says nothing for ever', { kind: 'hang' }, 'token_endpoint_unreachable'],
    ['never ends its answer', { kind: 'endless' }, 'token_answer_unusable'],
    ['is down', { kind: 'status', status: 502 }, 'token_endpoint_failed'],
    ['is busy', { kind: 'status', status: 429, retryAfterSeconds: 7 }, 'token_endpoint_busy'],
    ['answers without a token', { kind: 'text', text: '{"expires_in":3600}' }, 'token_answer_unusable'],
    ['answers no JSON', { kind: 'text', text: 'null' }, 'token_answer_unusable'],
    [
      'smuggles a header',
      { kind: 'text', text: '{"access_token":"a\\r\\nx-evil: 1","token_type":"Bearer"}' },
      'token_answer_unusable',
    ],
    [
      'gives another kind of token',
      { kind: 'text', text: '{"access_token":"a","token_type":"mac"}' },
      'token_answer_unusable',
    ],
    [
      'gives an enormous one',
      { kind: 'text', text: `{"access_token":"${'a'.repeat(20_000)}"}` },
      'token_answer_unusable',
    ],
  ])('%s', async (_, fault, code) => {
    const simulator = await startTokenExchange();
    simulator.tokens.fail(fault, Number.POSITIVE_INFINITY);
    const startedAt = performance.now();
    const error = await fails(simulator, {}, 1_500);
    expect(error.code).toBe(code);
    expect(error.details['host']).toBe(new URL(simulator.tokens.url()).host);
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    // Nobody asked Exchange anything.
    expect(simulator.requests.all()).toEqual([]);
  });

  test('asks to wait, and is left alone for that long', async () => {
    const simulator = await startTokenExchange();
    simulator.tokens.fail({ kind: 'status', status: 503, retryAfterSeconds: 60 });
    expect((await fails(simulator)).code).toBe('token_endpoint_busy');
    const again = await fails(simulator);
    expect(again).toMatchObject({ code: 'token_endpoint_busy', disposition: 'backoff' });
    expect(again.retryAfterMs).toBeGreaterThan(50_000);
    expect(simulator.tokens.requests).toBe(1);
  });

  test('is slow: who waits is served', async () => {
    const simulator = await startTokenExchange();
    simulator.tokens.fail({ kind: 'slow', ms: 800 });
    await sideWith(tokenOptions(simulator)).identify();
    expect(simulator.tokens.issued).toBe(1);
  });

  test('redirects: the secret does not follow', async () => {
    const other = await startHttpServer((_, to) => void to.end(), 'localhost');
    const simulator = await startTokenExchange();
    simulator.tokens.fail({ kind: 'redirect', location: other.url });
    expect((await fails(simulator)).code).toBe('token_answer_unusable');
    expect(other.requests).toEqual([]);
  });

  test.each(['self-signed', 'other-name', 'expired'])(
    'shows a certificate that is %s: the secret does not leave',
    async (certificate) => {
      const endpoint = await startHttpServer((_, to) => void to.end('{}'), certificate);
      const tokenUrl = endpoint.url.replace('127.0.0.1', 'localhost');
      const error = await fails(await startTokenExchange(), { tokenUrl });
      expect(error.code).toMatch(/^tls_/);
      expect(error.details['host']).toBe(new URL(tokenUrl).host);
      expect(endpoint.requests).toEqual([]);
    },
  );

  test('the certificate pinned for Exchange opens no other server', async () => {
    const endpoint = await startHttpServer((_, to) => void to.end('{}'), 'self-signed');
    const tokenUrl = endpoint.url.replace('127.0.0.1', 'localhost');
    const simulator = await startTokenExchange();
    const pinned = { ...TRUSTED, certificateSha256: sha256Of('localhost') };
    const options = tokenOptions(simulator, applicationOf(simulator, undefined, { tokenUrl }), { tls: pinned });
    expect((await failure(sideWith(options).identify())).code).toBe('tls_untrusted');
    expect(endpoint.requests).toEqual([]);
  });

  test.each(['http://127.0.0.1:1/t/oauth2/v2.0/token', 'https://user:pw@localhost/token', 'nonsense'])(
    '%s is no place for a secret',
    async (tokenUrl) => {
      const simulator = await startTokenExchange();
      const options = tokenOptions(simulator, applicationOf(simulator, undefined, { tokenUrl }));
      const error = await failure((async () => sideWith(options).identify())());
      expect(['token_url_invalid', 'insecure_http_refused']).toContain(error.code);
    },
  );
});

describe('a token that Exchange does not want', () => {
  test('for another resource: said once, with Exchange’s reason, and no third token is fetched', async () => {
    const simulator = await startTokenExchange();
    const scope = 'https://graph.microsoft.com/.default';
    for (const _ of [1, 2])
      expect(await fails(simulator, { scope })).toMatchObject({
        code: 'token_not_accepted',
        disposition: 'reauth',
        details: { reason: 'invalid_resource', client: CLIENT_ID },
      });
    expect(simulator.tokens.issued).toBe(2);
  });

  test('without a permission: once it is granted, the next token has it', async () => {
    const simulator = await startTokenExchange({ applications: [{ ...APPLICATION, consented: false }] });
    const side = sideWith(tokenOptions(simulator));
    const [outcome] = await side.create('contacts', [CREATED]);
    // Refused, and not perhaps written.
    expect(outcome).toMatchObject({ kind: 'failed', error: { code: 'token_permission_missing' } });
    simulator.tokens.change(CLIENT_ID, { consented: true });
    expect((await side.identify()).smtp).toBe(MARIO.smtp);
  });

  test('at a server that knows passwords only', async () => {
    const tokens = await startTokenExchange();
    const passwords = await startTokenExchange({ applications: [], auth: ['basic', 'ntlm'] });
    const options = tokenOptions(tokens, applicationOf(tokens), { url: passwords.ewsUrl });
    expect(await failure(sideWith(options).identify())).toMatchObject({
      code: 'token_not_offered',
      details: { offered: 'Negotiate, NTLM, Basic' },
    });
  });

  test('a password at a server that takes tokens only is not shown to it', async () => {
    const simulator = await startTokenExchange();
    const credentials = { kind: 'password', user: 'mario.rossi', domain: null, password: MARIO.password } as const;
    const options = { ...tokenOptions(simulator), credentials, access: 'own' as const };
    expect(await failure(sideWith(options).identify())).toMatchObject({
      code: 'sign_in_unsupported',
      details: { offered: 'Bearer' },
    });
    expect(simulator.requests.all()).toHaveLength(1);
  });
});

test('neither secret, nor token, nor key is in any error or log line', async () => {
  const simulator = await startTokenExchange();
  const events: EwsRequestEvent[] = [];
  const told: unknown[] = [];
  const onRequest = (event: EwsRequestEvent) => void events.push(event);
  for (const change of [
    { scope: 'https://graph.microsoft.com/.default' },
    { scope: 'x' },
    { proof: CERTIFICATE, clientId: 'x' },
  ]) {
    const options = tokenOptions(simulator, applicationOf(simulator, undefined, change), { onRequest });
    for (let error: unknown = await failure(sideWith(options).identify()); error instanceof Error; error = error.cause)
      told.push({ ...Object.fromEntries(Object.entries(error)), message: error.message, stack: error.stack });
  }
  const text = JSON.stringify([told, events]);
  expect(events.length).toBeGreaterThan(0);
  for (const secret of [SECRET, 'eyJ', 'PRIVATE KEY', 'client_secret', 'client_assertion'])
    expect(text).not.toContain(secret);
});
