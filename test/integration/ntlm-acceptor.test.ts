import { describe, expect, test } from 'vitest';
import { canUseDebianPackages } from '../../scripts/lib/debian-packages.mjs';
import { channelFor, failure, PASSWORD, READ, WRITE } from '../support/ews/channel.ts';
import { ACCEPTOR_PACKAGES, startApache, startGssapiAcceptor } from '../support/ews/independent-acceptors.ts';
import { startHttpServer, tlsFixture } from '../support/ews/servers.ts';
import { envelope, response, sendXml } from '../support/ews/soap-answers.ts';

/**
 * NTLM against programs that nobody here wrote: Apache with mod_auth_gssapi, and GSSAPI itself, both over gss-ntlmssp.
 * The password is not ASCII, everything goes over TLS.
 */

const USER = { domain: 'AZIENDA', user: 'zoë.rossi', password: PASSWORD };
const CREDENTIALS = { kind: 'password', ...USER } as const;
/** Apache sets no locale, and without one gss-ntlmssp finds users of ASCII only. */
const MARIO = { ...USER, user: 'mario.rossi' };
const AS_MARIO = { kind: 'password', ...MARIO } as const;
const TLS = { certificateSha256: null, caPem: tlsFixture('ca') };

const available = canUseDebianPackages(ACCEPTOR_PACKAGES);

const exchange = async () => {
  const server = await startHttpServer((_, to) => sendXml(to, envelope(response('GetItem', ['NoError']))));
  return { server, backend: server.url.replace(/Exchange\.asmx$/, '') };
};

describe.skipIf(!available)('Apache with mod_auth_gssapi and gss-ntlmssp', () => {
  test('lets us in; what was offered decides the way', async () => {
    const { server, backend } = await exchange();
    const apache = await startApache([MARIO], backend);
    for (const signIn of ['ntlm', 'auto'] as const) {
      const channel = channelFor(apache.url, { signIn, credentials: AS_MARIO, tls: TLS });
      expect((await channel.send(READ)).name).toBe('GetItemResponse');
      await channel.send(WRITE);
    }
    expect(server.requests).toHaveLength(4);
  });

  test.each([
    ['a user with its domain in front', { user: 'AZIENDA\\mario.rossi', domain: null }],
    ['another case of the user', { user: 'MARIO.Rossi', domain: 'AZIENDA' }],
  ])('%s', async (_, name) => {
    const { backend } = await exchange();
    const apache = await startApache([MARIO], backend);
    const credentials = { ...AS_MARIO, ...name };
    await channelFor(apache.url, { signIn: 'ntlm', credentials, tls: TLS }).send(READ);
  });

  test('keeps us out with another password, after one try, and the server behind hears nothing', async () => {
    const { server, backend } = await exchange();
    const apache = await startApache([MARIO], backend);
    const credentials = { ...AS_MARIO, password: 'Secret-Pa55!' };
    const error = await failure(channelFor(apache.url, { signIn: 'ntlm', credentials, tls: TLS }).send(WRITE));
    expect(error).toMatchObject({ code: 'sign_in_refused', disposition: 'reauth' });
    expect(server.requests).toEqual([]);
    // Apache writes down what it answered a moment after the answer.
    await expect.poll(() => apache.requests().filter(({ authorised }) => authorised).length).toBe(2);
  });

  test('200 requests at once need no more handshakes than connections', async () => {
    const { server, backend } = await exchange();
    const apache = await startApache([MARIO], backend);
    const channel = channelFor(apache.url, {
      signIn: 'ntlm',
      credentials: AS_MARIO,
      tls: TLS,
      maxConnections: 4,
      timeoutMs: 30_000,
    });
    await Promise.all(Array.from({ length: 200 }, (_, index) => channel.send(index % 2 === 0 ? READ : WRITE)));
    await expect.poll(() => apache.requests().filter(({ status }) => status === 200).length).toBe(200);
    const requests = apache.requests();
    const connections = new Set(requests.map(({ connection }) => connection)).size;
    expect(server.requests).toHaveLength(200);
    expect(connections).toBeLessThanOrEqual(4);
    // A handshake is one 401: the challenge.
    expect(requests.filter(({ status }) => status === 401)).toHaveLength(connections);
    expect(requests.filter(({ authorised }) => authorised)).toHaveLength(2 * connections);
  });

  test('a connection that it closes is signed in anew, and each write arrives once', async () => {
    const { server, backend } = await exchange();
    const apache = await startApache([MARIO], backend, 5);
    const channel = channelFor(apache.url, { signIn: 'ntlm', credentials: AS_MARIO, tls: TLS, timeoutMs: 30_000 });
    await Promise.all(Array.from({ length: 30 }, () => channel.send(WRITE)));
    expect(server.requests).toHaveLength(30);
    // Apache closes each connection after five requests that it let pass.
    await expect
      .poll(() => new Set(apache.requests().map(({ connection }) => connection)).size)
      .toBeGreaterThanOrEqual(6);
  });
});

describe.skipIf(!available)('GSSAPI with channel bindings', () => {
  test('accepts the binding to the certificate that it shows', async () => {
    const acceptor = await startGssapiAcceptor(USER, 'sha384', 'localhost.cert');
    const channel = channelFor(acceptor.url, { signIn: 'ntlm', credentials: CREDENTIALS, tls: TLS });
    expect((await channel.send(READ)).name).toBe('GetItemResponse');
    await channel.send(READ);
    await expect.poll(() => acceptor.handshakes).toEqual([expect.stringMatching(/^accepted /)]);
  });

  test('refuses a binding to another certificate: somebody stands in between', async () => {
    const acceptor = await startGssapiAcceptor(USER, 'sha384', 'other-name.cert');
    const error = await failure(
      channelFor(acceptor.url, { signIn: 'ntlm', credentials: CREDENTIALS, tls: TLS }).send(READ),
    );
    expect(error.code).toBe('sign_in_refused');
    await expect.poll(() => acceptor.handshakes).toEqual([expect.stringMatching(/^refused /)]);
  });

  test('refuses another password', async () => {
    const acceptor = await startGssapiAcceptor(USER, 'sha384', 'localhost.cert');
    const credentials = { ...CREDENTIALS, password: 'Sècret-Pà55' };
    const error = await failure(channelFor(acceptor.url, { signIn: 'ntlm', credentials, tls: TLS }).send(READ));
    expect(error.code).toBe('sign_in_refused');
    await expect.poll(() => acceptor.handshakes).toEqual([expect.stringMatching(/^refused /)]);
  });
});
