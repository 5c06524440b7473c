import { describe, expect, test } from 'vitest';
import { channelFor, failure, READ, WRITE } from '../../../../test/support/ews/channel.ts';
import { startHttpServer, tlsFixture } from '../../../../test/support/ews/servers.ts';
import { envelope, response, sendXml } from '../../../../test/support/ews/soap-answers.ts';

const OK = envelope(response('GetItem', ['NoError']));
const tls = { certificateSha256: null, caPem: tlsFixture('ca') };

describe('redirects', () => {
  test('credentials never follow to another host; the error names it', async () => {
    const elsewhere = await startHttpServer((_, to) => sendXml(to, OK));
    const server = await startHttpServer((_, to) => to.writeHead(302, { location: elsewhere.url }).end());
    for (const request of [READ, WRITE]) {
      const error = await failure(channelFor(server.url).send(request));
      expect(error).toMatchObject({
        code: 'redirected',
        disposition: 'reauth',
        details: { status: 302, targetHost: `127.0.0.1:${elsewhere.port}` },
      });
      expect(error.details['mayHaveBeenApplied']).toBeUndefined();
    }
    expect(elsewhere.requests).toHaveLength(0);
    expect(elsewhere.connectionCount).toBe(0);
  });

  test('another path of the same server is followed by reads, and writes profit from it', async () => {
    const server = await startHttpServer((request, to) => {
      if (request.path === '/ews2/Exchange.asmx') sendXml(to, OK);
      else to.writeHead(307, { location: '/ews2/Exchange.asmx' }).end();
    }, 'localhost');
    const channel = channelFor(server.url, { tls });
    expect((await failure(channel.send(WRITE))).code).toBe('redirected');
    await channel.send(READ);
    await channel.send(WRITE);
    expect(server.requests.map((request) => request.path)).toEqual([
      '/EWS/Exchange.asmx',
      '/EWS/Exchange.asmx',
      '/ews2/Exchange.asmx',
      '/ews2/Exchange.asmx',
    ]);
  });

  test('circles end', async () => {
    const server = await startHttpServer(
      (request, to) => to.writeHead(302, { location: `${request.path}x` }).end(),
      'localhost',
    );
    expect((await failure(channelFor(server.url, { tls }).send(READ))).code).toBe('redirected');
    expect(server.requests).toHaveLength(2);
  });

  test('a log-on page at the end of the redirect is not_ews', async () => {
    const server = await startHttpServer((request, to) => {
      if (request.path.startsWith('/owa'))
        to.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><p>Log on');
      else to.writeHead(302, { location: '/owa/auth/logon.aspx?url=x' }).end();
    }, 'localhost');
    expect((await failure(channelFor(server.url, { tls }).send(READ))).code).toBe('not_ews');
  });

  test('Exchange’s own error page means that the request failed on the way', async () => {
    const server = await startHttpServer((_, to) => {
      if (server.requests.length > 1) sendXml(to, OK);
      else to.writeHead(302, { location: '/ews/genericerrorpage.htm?aspxerrorpath=/EWS/Exchange.asmx' }).end();
    });
    await channelFor(server.url).send(READ);
    expect(server.requests).toHaveLength(2);
  });
});
