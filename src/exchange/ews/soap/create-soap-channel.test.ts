import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { channelFor, failure, READ, WRITE } from '../../../../test/support/ews/channel.ts';
import type { TestServer } from '../../../../test/support/ews/servers.ts';
import { startHttpServer } from '../../../../test/support/ews/servers.ts';
import {
  answeredProbe,
  envelope,
  fault,
  messageXml,
  response,
  sendXml,
  versionInfo,
} from '../../../../test/support/ews/soap-answers.ts';
import type { ConnectorError } from '../../../model/index.ts';
import type { EwsRequestEvent } from '../options.ts';
import { readXml } from '../xml/read.ts';
import { xml } from '../xml/write.ts';
import type { EwsRequest } from './channel.ts';

const OK = envelope(response('GetItem', ['NoError']));

function declaredVersions(server: TestServer): readonly (string | undefined)[] {
  return server.requests.map((request) => /RequestServerVersion Version="(\w+)"/.exec(request.body)?.[1]);
}

/** A server of one version: it refuses to hear of newer ones. */
function startServerOf(build: string, accepted: readonly string[], code = 'ErrorInvalidServerVersion') {
  return startHttpServer((request, to) => {
    const declared = /RequestServerVersion Version="(\w+)"/.exec(request.body)?.[1] ?? '';
    if (!accepted.includes(declared)) sendXml(to, envelope(fault(code), versionInfo(build)), 500);
    else if (!answeredProbe(request.body, to, build))
      sendXml(to, envelope(response('GetItem', ['NoError']), versionInfo(build)));
  });
}

describe('the message', () => {
  test('the account speaks for itself, or impersonates the mailbox', async () => {
    const server = await startHttpServer((_, to) => sendXml(to, OK));
    await channelFor(server.url, { mailbox: 'a&b@example.org' }).send(READ);
    await channelFor(server.url, { mailbox: 'a&b@example.org', access: 'impersonation' }).send(READ);
    expect(server.requests[0]?.body).not.toContain('ExchangeImpersonation');
    expect(server.requests[1]?.body).toContain('<t:PrimarySmtpAddress>a&amp;b@example.org</t:PrimarySmtpAddress>');
    expect(server.requests.map((request) => request.headers['x-anchormailbox'])).toEqual([
      'a&b@example.org',
      'a&b@example.org',
    ]);
  });

  test('times are asked for in UTC where the schema knows how', async () => {
    const server = await startHttpServer((_, to) => sendXml(to, OK));
    await channelFor(server.url, { exchangeVersion: 'Exchange2007_SP1' }).send(READ);
    await channelFor(server.url, { exchangeVersion: 'Exchange2010' }).send(READ);
    expect(server.requests.map((request) => request.body.includes('TimeZoneContext'))).toEqual([false, true]);
    expect(() => readXml(server.requests[1]?.body ?? '')).not.toThrow();
  });

  test('the response is the element in the body, whatever the prefixes', async () => {
    const server = await startHttpServer((_, to) =>
      sendXml(
        to,
        '<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body><x:GetItemResponse xmlns:x="u"><x:A>&#x1F;è</x:A></x:GetItemResponse></Body></Envelope>',
      ),
    );
    const answer = await channelFor(server.url).send(READ);
    expect([answer.name, answer.children[0]?.text]).toEqual(['GetItemResponse', 'è']);
  });

  test('by whatever name the owner is called, requests are routed by the address', async () => {
    const server = await startHttpServer((_, to) => sendXml(to, OK));
    const impersonateAs = { kind: 'sid', value: 'S-1-5-21-1-2-3-4' } as const;
    const mailbox = 'mario.rossi@example.org';
    await channelFor(server.url, { mailbox, access: 'impersonation', impersonateAs }).send(READ);
    expect(server.requests[0]?.body).toContain('<t:SID>S-1-5-21-1-2-3-4</t:SID>');
    expect(server.requests[0]?.headers['x-anchormailbox']).toBe(mailbox);
  });

  test('a name that headers cannot carry goes without X-AnchorMailbox', async () => {
    const server = await startHttpServer((_, to) => sendXml(to, OK));
    await channelFor(server.url, { mailbox: 'zoë@exämple.org' }).send(READ);
    expect(server.requests[0]?.headers['x-anchormailbox']).toBeUndefined();
  });

  test('every request is told to whoever counts, without content', async () => {
    const events: EwsRequestEvent[] = [];
    const server = await startHttpServer((_, to) => sendXml(to, envelope(fault('ErrorSchemaValidation')), 500));
    const error = await failure(channelFor(server.url, { onRequest: (event) => events.push(event) }).send(WRITE));
    expect(events).toEqual([
      {
        operation: 'CreateItem',
        clientRequestId: error.details['clientRequestId'],
        durationMs: expect.any(Number),
        httpStatus: 500,
        errorCode: 'ErrorSchemaValidation',
      },
    ]);
  });
});

describe('version negotiation', () => {
  test('one probe with the oldest version, then the version that suits the server; its own name for it is never sent back', async () => {
    const server = await startHttpServer((request, to) => {
      if (!answeredProbe(request.body, to, '15.2.1544.4')) sendXml(to, OK);
    });
    const channel = channelFor(server.url, { exchangeVersion: 'auto' });
    expect([channel.version, channel.serverBuild]).toEqual(['Exchange2007_SP1', null]);
    await Promise.all([channel.send(READ), channel.send(READ), channel.send(WRITE)]);
    expect(declaredVersions(server)).toEqual(['Exchange2007_SP1', ...Array.from({ length: 3 }, () => 'Exchange2013')]);
    expect([channel.version, channel.serverBuild]).toEqual(['Exchange2013', '15.2.1544.4']);
  });

  test('a fixed version asks nothing and follows nothing', async () => {
    const server = await startServerOf('14.3.123.0', ['Exchange2010_SP2']);
    const channel = channelFor(server.url, { exchangeVersion: 'Exchange2013' });
    expect(await failure(channel.send(READ))).toMatchObject({
      code: 'ErrorInvalidServerVersion',
      disposition: 'reauth',
    });
    expect(server.requests).toHaveLength(1);
    expect(channel.serverBuild).toBe('14.3.123.0');
  });

  test('a server that does not name itself keeps the oldest', async () => {
    const server = await startHttpServer((_, to) => sendXml(to, OK));
    const channel = channelFor(server.url, { exchangeVersion: 'auto' });
    await channel.send(READ);
    expect(declaredVersions(server)).toEqual(['Exchange2007_SP1', 'Exchange2007_SP1']);
    expect(channel.serverBuild).toBeNull();
  });

  test('a mailbox on an older server behind a newer front end: down, with a body for that version, a write included', async () => {
    const server = await startServerOf(
      '15.0.847.0',
      ['Exchange2007_SP1', 'Exchange2010_SP1'],
      'ErrorInvalidSchemaVersionForMailboxVersion',
    );
    const channel = channelFor(server.url, { exchangeVersion: 'auto' });
    const write: EwsRequest = { ...WRITE, body: (version) => xml`<m:CreateItem v="${version}"/>` };
    await channel.send(write);
    await channel.send(write);
    expect(declaredVersions(server)).toEqual([
      'Exchange2007_SP1',
      'Exchange2013',
      'Exchange2010_SP2',
      'Exchange2010_SP1',
      'Exchange2010_SP1',
    ]);
    expect(server.requests.at(-1)?.body).toContain('v="Exchange2010_SP1"');
  });

  test('a request that needs more than was declared: up, also when it is said message by message', async () => {
    const server = await startHttpServer((request, to) => {
      if (answeredProbe(request.body, to, '8.3.83.0')) return;
      const isOld = request.body.includes('Exchange2007_SP1');
      sendXml(
        to,
        envelope(
          response('GetItem', isOld ? ['ErrorIncorrectSchemaVersion', 'ErrorIncorrectSchemaVersion'] : ['NoError']),
        ),
      );
    });
    await channelFor(server.url, { exchangeVersion: 'auto' }).send(READ);
    expect(declaredVersions(server)).toEqual(['Exchange2007_SP1', 'Exchange2007_SP1', 'Exchange2010']);
  });

  test('a server that likes no version is not asked for ever', async () => {
    const server = await startServerOf('15.2.1.1', []);
    expect((await failure(channelFor(server.url, { exchangeVersion: 'auto' }).send(READ))).code).toBe(
      'ErrorInvalidServerVersion',
    );
    expect(server.requests).toHaveLength(7);
  });

  test('a mailbox that may not be opened shows in the probe, and the next call asks again', async () => {
    let isGranted = false;
    const server = await startHttpServer((request, to) => {
      if (!isGranted) sendXml(to, envelope(response('GetFolder', ['ErrorAccessDenied']), versionInfo('15.2.1.1')));
      else if (!answeredProbe(request.body, to)) sendXml(to, OK);
    });
    const channel = channelFor(server.url, { exchangeVersion: 'auto' });
    expect(await failure(channel.send(READ))).toMatchObject({ code: 'ErrorAccessDenied', disposition: 'reauth' });
    isGranted = true;
    await channel.send(READ);
    expect(server.requests).toHaveLength(3);
  });

  test('whoever waits for the version of somebody whose time is up asks in the time that is left', async () => {
    let probes = 0;
    const server = await startHttpServer((request, to) => {
      if (request.body.includes('msgfolderroot')) probes += 1;
      if (probes > 1 && !answeredProbe(request.body, to)) sendXml(to, OK);
    });
    const channel = channelFor(server.url, { exchangeVersion: 'auto', timeoutMs: 600 });
    const first = failure(channel.send(READ));
    await sleep(300);
    const second = channel.send(READ);
    expect((await first).code).toBe('timeout');
    expect((await second).name).toBe('GetItemResponse');
    expect(probes).toBe(2);
  });

  test('nobody waits for the version of somebody else for longer than the own time lasts', async () => {
    const server = await startHttpServer(() => {});
    const channel = channelFor(server.url, { exchangeVersion: 'auto', timeoutMs: 600 });
    const startedAt = performance.now();
    const hurried = channel.withinOneDeadline(async (limited) => {
      await sleep(400);
      return failure(limited.send(READ));
    });
    await sleep(300);
    const patient = failure(channel.send(READ));
    expect(await hurried).toMatchObject({ code: 'timeout', details: { operation: 'GetItem', timeoutMs: 600 } });
    expect(performance.now() - startedAt).toBeLessThan(850);
    expect((await patient).details).toMatchObject({ operation: 'VersionProbe' });
  });

  test('a probe that finds no such folder has still found the version', async () => {
    const server = await startHttpServer((request, to) => {
      if (request.body.includes('msgfolderroot'))
        sendXml(to, envelope(response('GetFolder', ['ErrorInvalidIdMalformed']), versionInfo('14.3.123.0')));
      else sendXml(to, OK);
    });
    await channelFor(server.url, { exchangeVersion: 'auto' }).send(READ);
    expect(declaredVersions(server)).toEqual(['Exchange2007_SP1', 'Exchange2010_SP1']);
  });
});

describe('faults', () => {
  test.each([200, 500])(
    'with HTTP status %i they are the same error, by code and without their text',
    async (status) => {
      const server = await startHttpServer((_, to) =>
        sendXml(
          to,
          envelope(
            fault('ErrorSchemaValidation', '<e:Line xmlns:e="u">3</e:Line><e:Position xmlns:e="u">17</e:Position>'),
          ),
          status,
        ),
      );
      const error = await failure(channelFor(server.url).send(WRITE));
      expect(error).toMatchObject({
        code: 'ErrorSchemaValidation',
        disposition: 'bug',
        details: { line: 3, position: 17, operation: 'CreateItem' },
      });
      expect(JSON.stringify(error) + error.message).not.toMatch(/segreto|localizzato/);
      expect(error.details['mayHaveBeenApplied']).toBeUndefined();
    },
  );

  test.each([
    [
      '<s:Fault xmlns:s="u"><faultcode>a:ErrorImpersonateUserDenied</faultcode><faultstring/></s:Fault>',
      'ErrorImpersonateUserDenied',
      'reauth',
    ],
    ['<s:Fault xmlns:s="u"><faultcode>s:Client</faultcode></s:Fault>', 'Client', 'bug'],
    ['<s:Fault xmlns:s="u"><s:Code><s:Value>s:Receiver</s:Value></s:Code></s:Fault>', 'Receiver', 'retry'],
    ['<s:Fault xmlns:s="u"/>', 'Server', 'retry'],
    ['<s:Fault xmlns:s="u"><faultcode>x:ErrorOfTomorrow</faultcode></s:Fault>', 'ErrorOfTomorrow', 'retry'],
  ])('%s', async (body, code, disposition) => {
    const server = await startHttpServer((_, to) => sendXml(to, envelope(body), 500));
    expect(await failure(channelFor(server.url).send(WRITE))).toMatchObject({ code, disposition });
  });

  test('trouble in the middle of a write leaves its outcome open, a refusal does not', async () => {
    for (const [code, open] of [
      ['ErrorTimeoutExpired', true],
      ['ErrorInternalServerTransientError', true],
      ['ErrorTooManyObjectsOpened', true],
      ['ErrorNotEnoughMemory', true],
      ['ErrorInsufficientResources', true],
      ['ErrorProxyCallFailed', true],
      // Before it begins.
      ['ErrorServerBusy', undefined],
      ['ErrorExceededConnectionCount', undefined],
      ['ErrorNoApplicableProxyCASServersAvailable', undefined],
      ['ErrorImpersonateUserDenied', undefined],
    ] as const) {
      const server = await startHttpServer((_, to) => sendXml(to, envelope(fault(code)), 500));
      const error = await failure(channelFor(server.url).send(WRITE));
      expect([code, error.details['mayHaveBeenApplied']]).toEqual([code, open]);
      expect(server.requests).toHaveLength(1);
    }
  });

  test('a read is tried again after passing trouble, three times in all', async () => {
    const server = await startHttpServer((_, to) => sendXml(to, envelope(fault('ErrorMailboxStoreUnavailable')), 500));
    expect((await failure(channelFor(server.url).send(READ))).code).toBe('ErrorMailboxStoreUnavailable');
    expect(server.requests).toHaveLength(3);
  });

  test('a right address comes along as a parameter', async () => {
    const xmlOfAddress = messageXml({ PrimarySmtpAddress: 'mario@example.org' });
    const server = await startHttpServer((_, to) =>
      sendXml(to, envelope(fault('ErrorNonPrimarySmtpAddress', xmlOfAddress)), 500),
    );
    expect((await failure(channelFor(server.url).send(READ))).details).toMatchObject({
      primarySmtpAddress: 'mario@example.org',
    });
  });

  test('an empty body is an error, and not an answer without items', async () => {
    const server = await startHttpServer((_, to) => sendXml(to, envelope('')));
    expect(await failure(channelFor(server.url).send(WRITE))).toMatchObject({
      code: 'response_empty',
      details: { mayHaveBeenApplied: true },
    });
  });
});

describe('back-off', () => {
  const busy = (ms: number) => messageXml({ BackOffMilliseconds: String(ms) });

  test('a read waits as long as it was told and asks again; nothing is sent meanwhile', async () => {
    const times: number[] = [];
    const server = await startHttpServer((_, to) => {
      times.push(performance.now());
      if (times.length === 1) sendXml(to, envelope(fault('ErrorServerBusy', busy(300))), 500);
      else sendXml(to, OK);
    });
    const channel = channelFor(server.url, { maxConnections: 1 });
    await Promise.all([channel.send(READ), channel.send(READ)]);
    expect(times).toHaveLength(3);
    expect(Math.min(...times.slice(1)) - (times[0] ?? 0)).toBeGreaterThan(280);
  });

  test('a pause beyond the deadline is an error at once, and nobody sends during it', async () => {
    const server = await startHttpServer((_, to) =>
      sendXml(to, envelope(fault('ErrorServerBusy', busy(297_749))), 500),
    );
    const channel = channelFor(server.url, { timeoutMs: 1_000 });
    const first = await failure(channel.send(READ));
    expect(first).toMatchObject({ code: 'ErrorServerBusy', disposition: 'backoff' });
    const second = await failure(channel.send(WRITE));
    expect(second).toMatchObject({
      code: 'backing_off',
      disposition: 'backoff',
      details: { reason: 'ErrorServerBusy' },
    });
    expect(second.details['mayHaveBeenApplied']).toBeUndefined();
    for (const error of [first, second]) {
      expect(error.retryAfterMs).toBeGreaterThan(290_000);
      expect(error.retryAfterMs).toBeLessThanOrEqual(297_749);
    }
    expect(server.requests).toHaveLength(1);
  });

  test('429 and 503 count, with and without Retry-After', async () => {
    for (const [status, headers, ms] of [
      [429, { 'retry-after': '120' }, 120_000],
      [503, { 'retry-after': '60' }, 60_000],
      [503, {}, 10_000],
    ] as const) {
      const server = await startHttpServer((_, to) => to.writeHead(status, headers).end('busy'));
      const error = await failure(channelFor(server.url, { timeoutMs: 500 }).send(READ));
      expect(error).toMatchObject({ code: 'server_busy', disposition: 'backoff', details: { status } });
      expect(Math.abs((error.retryAfterMs ?? 0) - ms)).toBeLessThan(500);
      expect(server.requests).toHaveLength(1);
    }
  });

  test('busy for all items is an error of the request; for one of them only a pause before the next request', async () => {
    const answers = [
      response('CreateItem', ['ErrorServerBusy', 'ErrorServerBusy'], busy(100)),
      response('CreateItem', ['NoError', 'ErrorServerBusy'], busy(100)),
    ];
    const times: number[] = [];
    const server = await startHttpServer((_, to) => {
      times.push(performance.now());
      sendXml(to, envelope(answers[times.length - 1] ?? response('CreateItem', ['NoError'])));
    });
    const channel = channelFor(server.url);
    const error = await failure(channel.send(WRITE));
    expect(error).toMatchObject({ code: 'ErrorServerBusy', disposition: 'backoff' });
    expect(error.details['mayHaveBeenApplied']).toBeUndefined();
    expect((await channel.send(WRITE)).name).toBe('CreateItemResponse');
    await channel.send(WRITE);
    expect(times).toHaveLength(3);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(95);
    expect((times[2] ?? 0) - (times[1] ?? 0)).toBeGreaterThan(95);
  });
});

describe('requests that share one deadline', () => {
  test('end together, and none is sent when the time is up', async () => {
    const server = await startHttpServer((_, to) => {
      setTimeout(() => sendXml(to, OK), 200);
    });
    const channel = channelFor(server.url, { timeoutMs: 500 });
    const outcomes: string[] = [];
    await channel.withinOneDeadline(async (limited) => {
      for (let index = 0; index < 5; index += 1)
        outcomes.push(
          await limited.send(WRITE).then(
            () => 'done',
            (error: unknown) => (error as ConnectorError).code,
          ),
        );
    });
    expect(outcomes.slice(0, 1)).toEqual(['done']);
    expect(outcomes.slice(-2)).toEqual(['timeout', 'timeout']);
    expect(server.requests.length).toBeLessThanOrEqual(3);
    await expect(channel.send(READ)).resolves.toBeDefined();
  });
});
