import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { channelFor, failure, READ } from '../../../../test/support/ews/channel.ts';
import {
  startHttpServer,
  startOldTlsServer,
  startTcpServer,
  tlsFixture,
} from '../../../../test/support/ews/servers.ts';
import { envelope, response, sendXml } from '../../../../test/support/ews/soap-answers.ts';

const OK = envelope(response('GetItem', ['NoError']));
const caPem = tlsFixture('ca');

function sha256Of(name: string): string {
  return new X509Certificate(tlsFixture(`${name}.cert`)).fingerprint256.replaceAll(':', '').toLowerCase();
}

async function outcomeWith(certificate: string, tls: { certificateSha256: string | null; caPem: string | null }) {
  const server = await startHttpServer((_, to) => sendXml(to, OK), certificate);
  try {
    await channelFor(server.url, { tls }).send(READ);
    return { code: 'none', details: {}, requests: server.requests.length };
  } catch (error) {
    const { code, details } = error as { code: string; details: Record<string, unknown> };
    return { code, details, requests: server.requests.length };
  }
}

describe('the certificate is checked before anything is sent', () => {
  test('a private authority is trusted when its certificate was given', async () => {
    expect(await outcomeWith('localhost', { certificateSha256: null, caPem })).toMatchObject({
      code: 'none',
      requests: 1,
    });
  });

  test.each([
    ['localhost', 'tls_untrusted', null],
    ['self-signed', 'tls_untrusted', caPem],
    ['other-name', 'tls_name_mismatch', caPem],
    ['expired', 'tls_expired', caPem],
  ])('%s without a pin is %s', async (certificate, code, authority) => {
    const outcome = await outcomeWith(certificate, { certificateSha256: null, caPem: authority });
    expect(outcome).toMatchObject({ code, requests: 0 });
    // Enough for a person to compare and to accept this very certificate.
    expect(outcome.details).toMatchObject({ certificateSha256: sha256Of(certificate) });
  });

  test.each(['self-signed', 'other-name', 'expired'])(
    '%s with its pin is accepted, whatever is wrong with it',
    async (name) => {
      const pin = sha256Of(name)
        .toUpperCase()
        .replace(/..(?=.)/g, '$&:');
      expect(await outcomeWith(name, { certificateSha256: pin, caPem: null })).toMatchObject({
        code: 'none',
        requests: 1,
      });
    },
  );

  test('a pin refuses every other certificate, a valid one too, and no credentials leave', async () => {
    const outcome = await outcomeWith('localhost', { certificateSha256: sha256Of('self-signed'), caPem });
    expect(outcome).toMatchObject({ code: 'tls_pin_mismatch', requests: 0 });
  });
});

describe('what else may be wrong with TLS', () => {
  test('a server that speaks plain HTTP on the port', async () => {
    const server = await startHttpServer((_, to) => sendXml(to, OK));
    const error = await failure(channelFor(server.url.replace('http:', 'https:')).send(READ));
    expect(error).toMatchObject({ code: 'tls_failed', disposition: 'reauth' });
    expect(server.requests).toHaveLength(0);
  });

  test.each(['TLSv1', 'TLSv1.1'] as const)('a server that refuses everything newer than %s', async (version) => {
    const { port, connections } = await startOldTlsServer(version);
    const error = await failure(channelFor(`https://127.0.0.1:${port}/EWS/Exchange.asmx`).send(READ));
    expect(error).toMatchObject({ code: 'tls_too_old', disposition: 'reauth', details: { host: `127.0.0.1:${port}` } });
    expect(connections()).toBe(1);
  });

  test('a server that answers in TLS 1.0, as Windows Server 2008 does', async () => {
    const hello = Buffer.concat([
      // Record, handshake message and body of a ServerHello: version 3.1, no session, RSA with AES-128-CBC-SHA.
      Buffer.from([0x16, 3, 1, 0, 42, 2, 0, 0, 38, 3, 1]),
      Buffer.alloc(32, 7),
      Buffer.from([0, 0, 0x2f, 0]),
    ]);
    const server = await startTcpServer((socket) => socket.once('data', () => socket.write(hello)));
    const error = await failure(channelFor(server.url.replace('http:', 'https:')).send(READ));
    expect(error).toMatchObject({ code: 'tls_too_old', details: { reason: 'ERR_SSL_UNSUPPORTED_PROTOCOL' } });
  });

  test('a server that hangs up in the handshake, and one that never shakes hands', async () => {
    const rude = await startTcpServer((socket) => socket.destroy());
    expect((await failure(channelFor(rude.url.replace('http:', 'https:')).send(READ))).code).toBe('connection_reset');
    const silent = await startTcpServer(() => {});
    const error = await failure(channelFor(silent.url.replace('http:', 'https:'), { timeoutMs: 150 }).send(READ));
    expect(error).toMatchObject({ code: 'timeout', details: { timeoutMs: 150 } });
  });

  test('certificates to trust that are none are named as the culprit', async () => {
    const tls = { certificateSha256: null, caPem: 'not PEM' };
    expect(() => channelFor('https://127.0.0.1/EWS/Exchange.asmx', { tls })).toThrow(
      expect.objectContaining({ code: 'tls_ca_invalid', disposition: 'reauth' }),
    );
  });

  test('plain http needs the switch', () => {
    expect(() => channelFor('http://127.0.0.1/EWS/Exchange.asmx', { allowInsecureHttp: false })).toThrow(
      expect.objectContaining({ code: 'insecure_http_refused' }),
    );
  });
});
