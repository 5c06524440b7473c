import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { Readable } from 'node:stream';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { channelFor, failure, READ, WRITE } from '../../../../test/support/ews/channel.ts';
import { startHttpServer, startTcpServer } from '../../../../test/support/ews/servers.ts';
import { envelope, response, sendXml } from '../../../../test/support/ews/soap-answers.ts';
import { createXmlReader, XML_LIMITS } from '../xml/read.ts';
import { xml } from '../xml/write.ts';
import { decodedBody } from './decoded-body.ts';
import { networkError } from './network-errors.ts';
import { USER_AGENT } from './user-agent.ts';

const OK = envelope(response('GetItem', ['NoError']));
const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n';
const PAGE =
  '<!DOCTYPE html><html><head><meta charset=utf-8><title>Outlook</title></head><body><p>Sign in</body></html>';

describe('what goes out', () => {
  test('headers are those that Exchange wants, the length is told and never chunked', async () => {
    const server = await startHttpServer((request, to) => {
      if (request.headers['transfer-encoding'] !== undefined) to.writeHead(411).end();
      else sendXml(to, OK);
    });
    await channelFor(server.url).send(WRITE);
    const request = server.requests[0];
    expect(request?.headers).toMatchObject({
      'content-type': 'text/xml; charset=utf-8',
      'content-length': String(Buffer.byteLength(request?.body ?? '')),
      'user-agent': USER_AGENT,
      'return-client-request-id': 'true',
      'x-anchormailbox': 'mario.rossi@example.org',
      'accept-encoding': 'gzip, deflate',
    });
    expect(request?.headers['client-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('the User-Agent carries the version of the package', () => {
    const { version } = JSON.parse(readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    expect(USER_AGENT).toBe(`Raccordo/${version}`);
  });

  test('cookies come back with the next request', async () => {
    const server = await startHttpServer((_, to) =>
      sendXml(to, OK, 200, { 'set-cookie': 'X-BackEndCookie=abc; path=/EWS; HttpOnly' }),
    );
    const channel = channelFor(server.url);
    await channel.send(READ);
    await channel.send(READ);
    expect(server.requests.map((request) => request.headers.cookie)).toEqual([undefined, 'X-BackEndCookie=abc']);
  });
});

describe('compressed answers', () => {
  test.each([
    ['gzip', gzipSync(OK)],
    ['deflate', deflateSync(OK)],
    ['deflate', deflateRawSync(OK)],
  ])('%s is understood', async (encoding, body) => {
    const server = await startHttpServer((_, to) => {
      to.writeHead(200, { 'content-type': 'text/xml', 'content-encoding': encoding });
      to.end(body);
    });
    expect((await channelFor(server.url).send(READ)).name).toBe('GetItemResponse');
  });

  test('a small answer that unfolds without bound is stopped at the limit', async () => {
    const bomb = gzipSync(`<s:Envelope xmlns:s="u">${' '.repeat(100 * 1024 * 1024)}</s:Envelope>`);
    const body = Readable.from([bomb]);
    const reader = createXmlReader({ limits: { ...XML_LIMITS, maxBytes: 1_000_000 } });
    const answer = { status: 200, headers: { 'content-encoding': ['gzip'] }, body, wireBytes: () => bomb.byteLength };
    let unfolded = 0;
    const reading = (async () => {
      for await (const chunk of decodedBody(answer, 'host')) {
        unfolded += chunk.byteLength;
        reader.write(chunk);
      }
    })();
    expect((await failure(reading)).code).toBe('response_too_large');
    expect(unfolded).toBeLessThan(1_100_000);
    expect(body.destroyed).toBe(true);
  });

  test('a cut or broken stream is an error, never half an answer', async () => {
    const bodies = [gzipSync(OK).subarray(0, 60), Buffer.from('no gzip')];
    for (const [index, code] of ['response_truncated', 'response_not_xml'].entries()) {
      const server = await startHttpServer((_, to) => {
        to.writeHead(200, { 'content-type': 'text/xml', 'content-encoding': 'gzip' });
        to.end(bodies[index]);
      });
      expect((await failure(channelFor(server.url).send(WRITE))).code).toBe(code);
    }
  });
});

describe('what is no answer', () => {
  test('a page for people is not_ews, and says what came', async () => {
    const server = await startHttpServer((_, to) =>
      to.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE),
    );
    const error = await failure(channelFor(server.url).send(READ));
    expect(error).toMatchObject({
      code: 'not_ews',
      disposition: 'reauth',
      details: { status: 200, contentType: 'text/html; charset=utf-8' },
    });
    expect(server.requests).toHaveLength(1);
  });

  test('a page that is labelled XML, another document and a cut page are not_ews too', async () => {
    for (const page of [PAGE, '<rss version="2.0"><channel/></rss>', '<html><body>']) {
      const server = await startHttpServer((_, to) => sendXml(to, page));
      expect((await failure(channelFor(server.url).send(READ))).code).toBe('not_ews');
    }
  });

  test('SOAP under a wrong label is read', async () => {
    for (const contentType of ['text/plain', 'text/html', 'application/soap+xml; charset="utf-8"']) {
      const server = await startHttpServer((_, to) => to.writeHead(200, { 'content-type': contentType }).end(OK));
      expect((await channelFor(server.url).send(READ)).name).toBe('GetItemResponse');
    }
  });

  test.each([
    [403, 'ews_forbidden', 'reauth'],
    [404, 'ews_not_found', 'reauth'],
    [405, 'not_ews', 'reauth'],
    [411, 'http_rejected', 'bug'],
    [440, 'login_timeout', 'retry'],
    [500, 'http_server_error', 'retry'],
    [502, 'http_server_error', 'retry'],
  ])('status %i without SOAP is %s', async (status, code, disposition) => {
    const server = await startHttpServer((_, to) => to.writeHead(status, { 'content-type': 'text/html' }).end(PAGE));
    const error = await failure(channelFor(server.url).send(WRITE));
    expect(error).toMatchObject({ code, disposition, details: { status } });
    // What a 4xx refused was not applied; behind a 5xx nobody knows.
    expect(error.details['mayHaveBeenApplied']).toBe(status >= 500 ? true : undefined);
    expect(server.requests).toHaveLength(1);
  });

  test('an answer that ends too early is truncated: by length, by chunks, by hanging up', async () => {
    const answers = [
      `${HEAD}Content-Length: ${OK.length}\r\n\r\n${OK.slice(0, 200)}`,
      `${HEAD}Transfer-Encoding: chunked\r\n\r\n${(200).toString(16)}\r\n${OK.slice(0, 200)}\r\n`,
      `${HEAD}Connection: close\r\n\r\n${OK.slice(0, 200)}`,
    ];
    for (const answer of answers) {
      const server = await startTcpServer((socket) => socket.once('data', () => socket.end(answer)));
      const error = await failure(channelFor(server.url).send(WRITE));
      expect(error).toMatchObject({ code: 'response_truncated', details: { mayHaveBeenApplied: true } });
    }
  });

  test('chunks that are none are no HTTP', async () => {
    const server = await startTcpServer((socket) =>
      socket.once('data', () => socket.write(`${HEAD}Transfer-Encoding: chunked\r\n\r\nXYZ\r\n${OK}\r\n0\r\n\r\n`)),
    );
    const error = await failure(channelFor(server.url).send(WRITE));
    expect(error).toMatchObject({ code: 'response_not_http', details: { mayHaveBeenApplied: true } });
  });

  test('no HTTP at all', async () => {
    const server = await startTcpServer((socket) => socket.end('220 mail.example.org ESMTP\r\n'));
    expect((await failure(channelFor(server.url).send(READ))).code).toBe('response_not_http');
  });
});

describe('the deadline', () => {
  const hanging: readonly [string, (write: (text: string) => void) => void][] = [
    ['says nothing', () => {}],
    ['sends its header letter by letter', (write) => write('H')],
    ['never ends its header', (write) => write('X-Filler: 1\r\n')],
    ['never ends its body', (write) => write('<a/>')],
  ];
  test.each(hanging)('holds against a server that %s', async (name, drip) => {
    const server = await startTcpServer((socket) => {
      socket.once('data', () => {
        if (name.includes('body')) socket.write(`${HEAD}Content-Length: 9999999\r\n\r\n<s:Envelope xmlns:s="u">`);
        else if (name.includes('ends its header')) socket.write(HEAD);
        const timer = setInterval(() => drip((text) => socket.write(text)), 10);
        socket.on('close', () => clearInterval(timer));
      });
    });
    const startedAt = performance.now();
    const error = await failure(channelFor(server.url, { timeoutMs: 200 }).send(WRITE));
    expect(error).toMatchObject({
      code: 'timeout',
      details: { mayHaveBeenApplied: true },
    });
    expect(performance.now() - startedAt).toBeLessThan(1_500);
  });

  test('a server that answers at once and never hears the rest holds up no later request', async () => {
    const server = await startTcpServer((socket) => {
      socket.once('data', () => {
        socket.pause();
        socket.write(`${HEAD}Content-Length: ${Buffer.byteLength(OK)}\r\n\r\n${OK}`);
      });
    });
    const channel = channelFor(server.url, { timeoutMs: 2_000, maxConnections: 1 });
    const body = () => xml`<m:CreateItem>${'x'.repeat(8_000_000)}</m:CreateItem>`;
    await channel.send({ ...WRITE, body });
    const startedAt = performance.now();
    await channel.send(READ).catch(() => {});
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  test('counts the time in the queue for a connection, and whoever waited there has sent nothing', async () => {
    const server = await startTcpServer(() => {});
    const channel = channelFor(server.url, { timeoutMs: 200, maxConnections: 1 });
    const [first, second] = await Promise.all([failure(channel.send(WRITE)), failure(channel.send(WRITE))]);
    expect(first).toMatchObject({ code: 'timeout', details: { mayHaveBeenApplied: true } });
    expect(second?.code).toBe('timeout');
    expect(second?.details['mayHaveBeenApplied']).toBeUndefined();
  });
});

describe('the network', () => {
  test('nobody listens', async () => {
    const port = await new Promise<number>((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
      });
    });
    const error = await failure(channelFor(`http://127.0.0.1:${port}/EWS/Exchange.asmx`).send(WRITE));
    expect(error).toMatchObject({
      code: 'connection_refused',
      disposition: 'retry',
      details: { host: `127.0.0.1:${port}` },
    });
    expect(error.details['mayHaveBeenApplied']).toBeUndefined();
  });

  test('the name does not exist', async () => {
    const error = await failure(channelFor('http://no-such-host.invalid/EWS/Exchange.asmx').send(READ));
    expect(error).toMatchObject({ code: 'dns_not_found', details: { host: 'no-such-host.invalid' } });
  });

  test('a connection that went stale while idle is replaced: reads go out again, writes too if nothing had left', async () => {
    const server = await startHttpServer((request, to) => {
      sendXml(to, OK);
      to.on('close', () => request.socket.resetAndDestroy());
    });
    const channel = channelFor(server.url, { maxConnections: 1 });
    for (const request of [READ, READ, WRITE, WRITE]) {
      await channel.send(request);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(server.requests).toHaveLength(4);
  });

  test('a write takes no connection that has been idle for some seconds: the server may be closing it', async () => {
    const sockets: unknown[] = [];
    const server = await startHttpServer((request, to) => {
      sockets.push(request.socket);
      sendXml(to, OK);
    });
    const channel = channelFor(server.url);
    const now = performance.now();
    let passed = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now + passed);
    onTestFinished(() => clock.mockRestore());
    await channel.send(READ);
    passed = 3_900;
    await channel.send(WRITE);
    passed = 8_000;
    await channel.send(WRITE);
    passed = 13_000;
    await channel.send(READ);
    const [first, second, third, fourth] = sockets;
    expect(second).toBe(first);
    expect(third).not.toBe(first);
    expect(fourth).toBe(third);
  });

  test('of several addresses the one speaks that answered, not those that were silent', () => {
    const failed = (code: string) => Object.assign(new Error(code), { code });
    const codeOf = (...codes: string[]) => networkError(new AggregateError(codes.map(failed)), 'host');
    expect(codeOf('ETIMEDOUT', 'ECONNREFUSED')).toMatchObject({ code: 'connection_refused' });
    expect(codeOf('ECONNREFUSED', 'ETIMEDOUT')).toMatchObject({ code: 'connection_refused' });
    expect(codeOf('ENETUNREACH', 'ECONNREFUSED')).toMatchObject({ code: 'connection_refused' });
    expect(codeOf('ETIMEDOUT', 'ETIMEDOUT')).toMatchObject({ code: 'timeout', details: { reason: 'ETIMEDOUT' } });
  });

  test('a write is sent once: when the answer is lost its outcome is unknown, and a read asks again', async () => {
    const server = await startHttpServer((request, to) => {
      if (server.requests.length % 2 === 1) request.socket.resetAndDestroy();
      else sendXml(to, OK);
    });
    const error = await failure(channelFor(server.url).send(WRITE));
    expect(error).toMatchObject({
      code: 'connection_reset',
      disposition: 'retry',
      details: { mayHaveBeenApplied: true },
    });
    expect(server.requests).toHaveLength(1);
    await channelFor(server.url).send(READ);
    await channelFor(server.url).send(READ);
    expect(server.requests).toHaveLength(4);
  });

  test('close ends a connection that is still being opened', async () => {
    const server = await startTcpServer(() => {});
    const channel = channelFor(server.url.replace('http:', 'https:'), { timeoutMs: 30_000 });
    const pending = failure(channel.send(READ));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await channel.close();
    expect((await pending).code).toBe('channel_closed');
  });

  test('after close nothing is sent any more, and what waits is told', async () => {
    const server = await startTcpServer(() => {});
    const channel = channelFor(server.url, { maxConnections: 1 });
    const pending = [failure(channel.send(READ)), failure(channel.send(READ))];
    await new Promise((resolve) => setTimeout(resolve, 50));
    await channel.close();
    const codes = (await Promise.all(pending)).map((error) => error.code);
    expect(codes).toEqual(['channel_closed', 'channel_closed']);
    expect((await failure(channel.send(READ))).code).toBe('channel_closed');
  });
});
