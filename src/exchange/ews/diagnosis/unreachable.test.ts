import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { diagnose, oddSteps, remedyCodes, serviceOptions } from '../../../../test/support/ews/diagnosis.ts';
import { sha256Of } from '../../../../test/support/ews/fingerprint.ts';
import {
  startHttpServer,
  startOldTlsServer,
  startTcpServer,
  tlsFixture,
} from '../../../../test/support/ews/servers.ts';

const NO_TIME = { timeoutMs: 400 };

describe('the address', () => {
  test.each([
    ['http://exchange.acme.example', 'insecure_http_refused', ['use_https']],
    ['not a server', 'server_url_invalid', ['find_server_url']],
    ['outlook.office365.com', 'exchange_online_ews_closed', ['on_premises_only']],
  ])('%s is %s, and nothing else is looked at', async (url, code, remedies) => {
    const steps = await diagnose(serviceOptions(url, { allowInsecureHttp: false }));
    expect(steps.address).toMatchObject({ state: 'failed', code });
    expect(remedyCodes(steps.address)).toEqual(remedies);
    expect(oddSteps(steps)).toHaveLength(12);
    expect(steps.clock).toMatchObject({ state: 'skipped', code: 'earlier_failed', details: { step: 'address' } });
  });

  test('what people type is made complete', async () => {
    const { address } = await diagnose(serviceOptions('nirgends.invalid'));
    expect(address.details).toEqual({ url: 'https://nirgends.invalid/EWS/Exchange.asmx' });
  });
});

describe('the way to the server', () => {
  test('a name that does not exist', async () => {
    const steps = await diagnose(serviceOptions('https://nirgends.invalid/EWS/Exchange.asmx'));
    // Without any DNS at hand the system says that it cannot tell.
    expect(['name_unknown', 'name_service_silent']).toContain(steps.name.code);
    expect(steps.name.remedies.at(-1)?.commands.length).toBeGreaterThan(0);
    expect(steps.connection.code).toBe('earlier_failed');
  });

  test('a port on which nobody listens', async () => {
    const port = await freePort();
    const steps = await diagnose(serviceOptions(`https://127.0.0.1:${port}`));
    expect(steps.connection).toMatchObject({ state: 'failed', code: 'connection_refused', details: { port } });
    expect(steps.connection.remedies[0]?.commands).toEqual([
      `Test-NetConnection -ComputerName '127.0.0.1' -Port ${port}`,
    ]);
    expect(steps.tls.code).toBe('earlier_failed');
  });

  test('a server that says nothing is given up in time, with TLS and without', async () => {
    const { port, url } = await startTcpServer(() => {});
    const plain = await diagnose(serviceOptions(url, NO_TIME));
    expect(plain.ews).toMatchObject({ state: 'failed', code: 'ews_silent', details: { timeoutMs: 400 } });
    const secure = await diagnose(serviceOptions(`https://127.0.0.1:${port}`, NO_TIME));
    expect(secure.tls).toMatchObject({ state: 'failed', code: 'tls_silent' });
    for (const { durationMs } of [plain.ews, secure.tls]) expect(durationMs).toBeLessThan(2_000);
  });

  test('the whole ends in time too: what is left is said not to have been looked at', async () => {
    const { url } = await startTcpServer(() => {});
    const startedAt = performance.now();
    const steps = await diagnose(serviceOptions(url, { timeoutMs: 60_000 }), 300);
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    expect(steps.ews.code).toBe('ews_silent');
    expect(steps.clock.code).toBe('out_of_time');
  });

  test('something that is no web server', async () => {
    const { url } = await startTcpServer((socket) => socket.end('220 mail.acme.example ESMTP\r\n'));
    expect((await diagnose(serviceOptions(url))).ews.code).toBe('ews_no_http');
  });

  test('a server that hangs up', async () => {
    const { url } = await startTcpServer((socket) => socket.once('data', () => socket.destroy()));
    expect((await diagnose(serviceOptions(url))).ews.code).toBe('ews_broke_off');
  });

  test('https where only http is spoken', async () => {
    const { port } = await startTcpServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const { tls } = await diagnose(serviceOptions(`https://127.0.0.1:${port}`));
    expect(tls).toMatchObject({ state: 'failed', code: 'tls_not_spoken' });
    expect(remedyCodes(tls)).toEqual(['check_tls_port']);
  });

  test('https of another time', async () => {
    const { port } = await startOldTlsServer('TLSv1');
    const { tls } = await diagnose(serviceOptions(`https://127.0.0.1:${port}`));
    expect(tls).toMatchObject({ state: 'failed', code: 'tls_too_old', details: { host: '127.0.0.1' } });
    expect(remedyCodes(tls)).toEqual(['switch_tls_on', 'put_proxy_before']);
  });
});

describe('the certificate', () => {
  const askWith = async (certificate: string, tls: { certificateSha256: string | null; caPem: string | null }) => {
    const server = await startHttpServer((_, to) => void to.writeHead(404).end(), certificate);
    const steps = await diagnose(serviceOptions(server.url, { tls }));
    return { steps, requests: server.requests.length };
  };
  const caPem = tlsFixture('ca');

  test.each([
    ['localhost', null, 'tls_untrusted', ['give_authority', 'send_intermediate', 'pin_certificate']],
    ['self-signed', caPem, 'tls_self_signed', ['pin_certificate']],
    ['other-name', caPem, 'tls_name_mismatch', ['use_certificate_name', 'pin_certificate']],
    ['expired', caPem, 'tls_expired', ['renew_certificate', 'pin_certificate']],
  ])('%s: nothing is sent, and the page learns enough to offer a pin', async (name, authority, code, remedies) => {
    const { steps, requests } = await askWith(name, { certificateSha256: null, caPem: authority });
    expect(steps.tls).toMatchObject({ state: 'failed', code, details: { certificateSha256: sha256Of(name) } });
    for (const fact of ['subject', 'issuer', 'validFrom', 'validTo']) expect(steps.tls.details[fact]).toMatch(/\S/);
    expect(remedyCodes(steps.tls)).toEqual(remedies);
    expect(steps.signIn.code).toBe('earlier_failed');
    expect(requests).toBe(0);
  });

  test.each(['self-signed', 'other-name', 'expired'])('%s with its pin is accepted', async (name) => {
    const { steps, requests } = await askWith(name, { certificateSha256: sha256Of(name), caPem: null });
    expect(steps.tls).toMatchObject({ state: 'ok', code: 'tls_pinned' });
    expect(requests).toBe(1);
  });

  test('another one than the pin is refused, with its fingerprint', async () => {
    const { steps, requests } = await askWith('localhost', { certificateSha256: sha256Of('self-signed'), caPem });
    expect(steps.tls).toMatchObject({
      code: 'tls_pin_mismatch',
      details: { certificateSha256: sha256Of('localhost') },
    });
    expect(remedyCodes(steps.tls)).toEqual(['replace_pin']);
    expect(requests).toBe(0);
  });

  test('an authority that is no PEM', async () => {
    const { steps } = await askWith('localhost', { certificateSha256: null, caPem: 'nonsense' });
    expect(steps.tls).toMatchObject({ state: 'failed', code: 'tls_ca_invalid' });
  });
});

describe('what stands at the address', () => {
  const page = (status: number) => async () => {
    const server = await startHttpServer((_, to) => {
      to.writeHead(status, { 'content-type': 'text/html' }).end('<!DOCTYPE html><html><body>Welcome</body></html>');
    });
    return diagnose(serviceOptions(server.url));
  };

  test.each([
    [200, 'ews_is_a_page', 'find_server_url'],
    [404, 'ews_not_found', 'find_server_url'],
    [403, 'ews_forbidden', 'require_https'],
    [503, 'ews_unavailable', 'check_components'],
    [502, 'ews_unavailable', 'check_components'],
    [418, 'ews_rejects', 'find_server_url'],
  ])('a page with status %d', async (status, code, firstRemedy) => {
    const steps = await page(status)();
    expect(steps.ews).toMatchObject({ state: 'failed', code, details: { status } });
    expect(remedyCodes(steps.ews)[0]).toBe(firstRemedy);
    expect(steps.signIn.code).toBe('earlier_failed');
    // Any web server tells the time.
    expect(steps.clock.code).toBe('clock_in_step');
  });

  test('a redirect to another server is named and not followed', async () => {
    const target = await startHttpServer((_, to) => void to.end());
    const server = await startHttpServer((_, to) => void to.writeHead(302, { location: `${target.url}?x=1` }).end());
    const { ews } = await diagnose(serviceOptions(server.url));
    expect(ews).toMatchObject({ code: 'ews_redirected', details: { target: target.url } });
    expect(target.requests).toHaveLength(0);
  });

  test('a server that lets everybody in is followed, and warned of', async () => {
    const server = await startHttpServer((_, to) => void to.writeHead(500).end());
    const steps = await diagnose(serviceOptions(server.url));
    expect(steps.ews.code).toBe('ews_to_be_seen');
    expect(steps.signIn).toMatchObject({ state: 'failed', code: 'signed_in_but_not_ews' });
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return typeof address === 'object' && address !== null ? address.port : 0;
}
