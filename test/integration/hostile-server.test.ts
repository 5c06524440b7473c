import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { createGzip, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { compileWithClient } from '../../bench/ews-client/compile.ts';
import { channelFor, failure, READ, WRITE } from '../support/ews/channel.ts';
import { sha256Of } from '../support/ews/fingerprint.ts';
import { startHttpServer, startTcpServer, tlsFixture } from '../support/ews/servers.ts';
import { envelope, response } from '../support/ews/soap-answers.ts';
import { BODY, drip, ENVELOPE, HEAD, pour } from '../support/hostile/endless.ts';
import type { Damage, Order } from '../support/hostile/victim.ts';

// What a server, or somebody between it and us, may do to the client: the time is bounded by the deadline, memory by the
// limits of the reader, and what comes out is a typed error. The client runs in a process of its own, with nothing else
// in it, so that its memory and processor time are what is measured.

const TIMEOUT_MS = 1_500;
/** The deadline, and what a machine with other work needs to notice it. */
const PATIENCE_MS = 15_000;
/** Thirty-two megabytes are read at most; as text and as a tree they are more. The heap has a lid, since V8 is in no hurry. */
const MOST_MB = 150;
const QUICK_CPU_MS = 6_000;

let victim: ChildProcess;
beforeAll(async () => {
  victim = fork(join(compileWithClient('test/support/hostile'), 'victim.js'), {
    stdio: 'inherit',
    execArgv: ['--max-old-space-size=160', '--max-semi-space-size=4'],
  });
  await once(victim, 'message');
});
afterAll(() => victim.kill());

async function suffer(order: Order): Promise<Damage> {
  victim.send(order);
  const [damage] = (await once(victim, 'message')) as [Damage];
  return damage;
}

type Attack = (socket: Socket) => void;

async function attack(onRequest: Attack, call: Order['call'] = 'read', timeoutMs = TIMEOUT_MS): Promise<Damage> {
  const server = await startTcpServer((socket) => socket.once('data', () => onRequest(socket)));
  return suffer({ url: server.url, timeoutMs, call });
}

function expectBounded({ wallMs, cpuMs, grownMb, text }: Damage, cpuBoundMs = QUICK_CPU_MS): void {
  expect(wallMs).toBeLessThan(PATIENCE_MS);
  expect(cpuMs).toBeLessThan(cpuBoundMs);
  expect(grownMb).toBeLessThan(MOST_MB);
  expect(text).not.toMatch(/PASSWORD|Basic [A-Za-z0-9+/=]{8}/);
}

describe('a server that takes its time', () => {
  test.each<[string, Attack]>([
    ['sends its header letter by letter', (socket) => drip(socket, `${HEAD}X-More: `, 'x')],
    ['sends one header line after the other', (socket) => drip(socket, HEAD, 'X-More: 1\r\n')],
    ['sends its body letter by letter', (socket) => drip(socket, BODY, 'x')],
    ['sends a tag letter by letter', (socket) => drip(socket, `${BODY}<a b="`, 'x')],
    ['sends chunk by chunk', (socket) => drip(socket, `${HEAD}Transfer-Encoding: chunked\r\n\r\n`, '1\r\n \r\n')],
    ['says now and then that it goes on', (socket) => drip(socket, '', 'HTTP/1.1 100 Continue\r\n\r\n', 200)],
  ])('and %s is left at the deadline', async (_, onRequest) => {
    const damage = await attack(onRequest, 'create');
    expect(damage.code).toBe('timeout');
    expectBounded(damage);
  });
});

describe('a server that never ends', () => {
  const gzip = `${HEAD}Content-Encoding: gzip\r\nConnection: close\r\n\r\n`;
  test.each<[string, string, Attack]>([
    ['its text', 'response_too_large', (socket) => void pour(socket, BODY, 'è una risposta senza fine ')],
    ['its elements', 'response_too_large', (socket) => void pour(socket, BODY, '<b/>')],
    ['its elements, each with content', 'response_too_large', (socket) => void pour(socket, BODY, '<b c="d">e</b>')],
    ['the attributes of one element', 'response_too_large', (socket) => void pour(socket, `${BODY}<a`, ' b="c"')],
    ['one attribute', 'response_too_large', (socket) => void pour(socket, `${BODY}<a b="`, 'c')],
    ['a name', 'response_too_large', (socket) => void pour(socket, `${BODY}<a`, 'a')],
    ['an end tag', 'response_too_large', (socket) => void pour(socket, `${BODY}</a`, ' ')],
    ['a comment', 'response_too_large', (socket) => void pour(socket, `${BODY}<!--`, 'c ')],
    ['a processing instruction', 'response_too_large', (socket) => void pour(socket, `${BODY}<?a`, ' b')],
    ['CDATA', 'response_too_large', (socket) => void pour(socket, `${BODY}<![CDATA[`, ']]]')],
    ['references', 'response_too_large', (socket) => void pour(socket, BODY, '&amp;&#x1F;&#xD83D;')],
    ['a reference', 'response_not_xml', (socket) => void pour(socket, `${BODY}&#`, '0')],
    ['blanks before the document', 'response_too_large', (socket) => void pour(socket, `${HEAD}\r\n`, ' \n')],
    [
      'a gigabyte that it has announced',
      'response_too_large',
      (socket) => void pour(socket, `${HEAD}Content-Length: 1073741824\r\n\r\n${ENVELOPE}`, 'x'),
    ],
    ['its header', 'response_not_http', (socket) => void pour(socket, HEAD, 'X-More: 1\r\n')],
    ['one header line', 'response_not_http', (socket) => void pour(socket, `${HEAD}X-More: `, 'x')],
    ['"100 Continue"', 'connection_reset', (socket) => void pour(socket, '', 'HTTP/1.1 100 Continue\r\n\r\n')],
    ['its greeting', 'response_not_http', (socket) => void pour(socket, '', '220 mail.example.org ESMTP ')],
    [
      'its chunks',
      'response_too_large',
      (socket) => void pour(socket, `${HEAD}Transfer-Encoding: chunked\r\n\r\n`, '1\r\n \r\n'),
    ],
    ['its compressed text', 'response_too_large', (socket) => zip(socket, gzip)],
    [
      'a page of failure',
      'http_server_error',
      (socket) => void pour(socket, 'HTTP/1.1 500 No\r\nContent-Type: text/html\r\n\r\n', '<p>'),
    ],
    [
      'a fault',
      'http_server_error',
      (socket) => void pour(socket, `HTTP/1.1 500 No\r\nContent-Type: text/xml\r\n\r\n${ENVELOPE}`, 'x'),
    ],
    ['a page for people', 'not_ews', (socket) => void pour(socket, `${HEAD.replace('xml', 'html')}\r\n<html>`, '<p>')],
    [
      'why it refuses to sign us in',
      'sign_in_refused',
      (socket) => void pour(socket, 'HTTP/1.1 401 No\r\nWWW-Authenticate: Basic\r\n\r\n', 'x'),
    ],
    [
      'where it sends us',
      'redirected',
      (socket) => void pour(socket, 'HTTP/1.1 302 There\r\nLocation: https://evil.example/\r\n\r\n', 'x'),
    ],
  ])('with %s is left, and the answer is %s', async (_, code, onRequest) => {
    const damage = await attack(onRequest, 'create', 10_000);
    expect(damage.code).toBe(code);
    expectBounded(damage);
  });

  function zip(socket: Socket, head: string): void {
    socket.write(head);
    const stream = createGzip();
    stream.pipe(socket, { end: false });
    socket.on('close', () => stream.destroy());
    stream.on('error', () => undefined);
    stream.write(ENVELOPE);
    const more = () => {
      while (!stream.destroyed && stream.write(Buffer.alloc(65_536, 0x20)));
    };
    stream.on('drain', more);
    more();
  }
});

describe('a server that sends a small thing which grows', () => {
  test('a zip bomb unfolds no further than the limit', async () => {
    const bomb = gzipSync(Buffer.concat([Buffer.from(ENVELOPE), Buffer.alloc(512 * 1024 * 1024, 0x20)]), { level: 9 });
    expect(bomb.length).toBeLessThan(1024 * 1024);
    const damage = await attack(
      (socket) => {
        socket.write(`${HEAD}Content-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`);
        socket.write(bomb);
      },
      'read',
      10_000,
    );
    expect(damage.code).toBe('response_too_large');
    expectBounded(damage);
  });

  test('entities are not expanded, nor fetched: who declares a document type is not read', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">${Array.from({ length: 30 }, (_, n) => `<!ENTITY a${n} "${`&a${n - 1};`.repeat(10)}">`).join('')}]><l>&a29;</l>`;
    for (const document of [
      bomb,
      '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
      '<!DOCTYPE a PUBLIC "x" "http://127.0.0.1:1/"><a/>',
    ]) {
      const damage = await attack((socket) => socket.end(`${HEAD}Connection: close\r\n\r\n${document}`));
      expect(damage.code).toBe('response_doctype');
      expectBounded(damage);
      expect(damage.text).not.toContain('passwd');
    }
  });

  test('two hundred thousand elements inside each other end at the limit', async () => {
    const damage = await attack((socket) => socket.end(`${BODY}${'<a>'.repeat(200_000)}`));
    expect(damage.code).toBe('response_too_deep');
    expectBounded(damage);
  });
});

test('a list of changes whose position never advances is an error, not a loop', async () => {
  const page =
    '<m:SyncFolderItemsResponse xmlns:m="m"><m:ResponseMessages><m:SyncFolderItemsResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:SyncState>A</m:SyncState><m:IncludesLastItemInRange>false</m:IncludesLastItemInRange><m:Changes/></m:SyncFolderItemsResponseMessage></m:ResponseMessages></m:SyncFolderItemsResponse>';
  const answer = `${ENVELOPE.slice(0, -3)}${page}</s:Body></s:Envelope>`;
  const server = await startTcpServer((socket) =>
    socket.once('data', () => socket.end(`${HEAD}Connection: close\r\n\r\n${answer}`)),
  );
  const order = { url: server.url, timeoutMs: TIMEOUT_MS, call: 'list' } as const;
  // From the beginning it is a page like any other; from where it leads to, it is the same again.
  expect((await suffer(order)).code).toMatch(/no error.*"cursor":"A","more":true/);
  expect((await suffer({ ...order, cursor: 'A' })).code).toBe('sync_state_stuck');
});

describe('the wrong thing under the right address', () => {
  test.each([
    ['image/png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d])],
    ['application/json', Buffer.from('{"error":"no"}')],
    ['application/octet-stream', Buffer.alloc(100_000, 0xff)],
    ['text/xml; charset=utf-16', Buffer.from('no XML at all')],
    ['text/xml', Buffer.alloc(50_000)],
  ])('%s is refused by what it is', async (contentType, body) => {
    const damage = await attack((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Type: ${contentType}\r\nContent-Length: ${body.length}\r\n\r\n`);
      socket.write(body);
    }, 'create');
    expect(damage.code).toMatch(/^(not_ews|response_not_xml|response_truncated)$/);
    expectBounded(damage);
  });
});

describe('a server that wants what we know', () => {
  test.each([301, 302, 303, 307, 308])(
    'a redirect (%i) to another host is not followed, and nothing goes there',
    async (status) => {
      const other = await startHttpServer((_, to) => to.writeHead(401, { 'www-authenticate': 'Basic, NTLM' }).end());
      const locations = [
        other.url,
        other.url.replace('127.0.0.1', 'localhost'),
        `//127.0.0.1:${other.port}/EWS/Exchange.asmx`,
        other.url.replace('http://', 'http://mario.rossi:geheim@'),
      ];
      for (const location of locations) {
        const server = await startHttpServer((_, to) => to.writeHead(status, { location }).end());
        for (const request of [READ, WRITE]) {
          const error = await failure(channelFor(server.url, { signIn: 'auto' }).send(request));
          expect(error.code).toBe('redirected');
          expect(JSON.stringify(error)).not.toContain('geheim');
        }
      }
      expect(other.requests).toEqual([]);
      expect(other.connectionCount).toBe(0);
    },
  );

  test.each([
    ['pinned', { certificateSha256: sha256Of('localhost'), caPem: null }, 'tls_pin_mismatch'],
    ['vouched for', { certificateSha256: null, caPem: tlsFixture('ca') }, 'tls_untrusted'],
  ] as const)('a certificate that is %s and becomes another in mid-session gets no password', async (_, tls, code) => {
    const authorizations: (string | undefined)[] = [];
    const server = createHttpsServer(certificate('localhost'), (request, to) => {
      authorizations.push(request.headers.authorization);
      request.resume().on('end', () => {
        to.writeHead(200, { 'content-type': 'text/xml', connection: 'close' });
        to.end(envelope(response('GetItem', ['NoError'])));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const channel = channelFor(`https://localhost:${port}/EWS/Exchange.asmx`, { tls });

    await channel.send(READ);
    expect(authorizations).toHaveLength(1);
    server.setSecureContext(certificate('self-signed'));
    for (const request of [READ, WRITE]) {
      const error = await failure(channel.send(request));
      expect(error.code).toBe(code);
      expect(error.details['mayHaveBeenApplied']).toBeUndefined();
    }
    expect(authorizations).toHaveLength(1);
    server.setSecureContext(certificate('localhost'));
    await channel.send(READ);
    expect(authorizations).toHaveLength(2);
  });

  function certificate(name: string) {
    return { key: tlsFixture(`${name}.key`), cert: tlsFixture(`${name}.cert`) };
  }
});
