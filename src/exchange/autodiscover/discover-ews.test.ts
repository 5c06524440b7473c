import { afterEach, describe, expect, test } from 'vitest';
import type { RunningSimulator, SimulatorOptions } from '../../../simulator/index.ts';
import { sha256Of } from '../../../test/support/ews/fingerprint.ts';
import {
  DOMAIN,
  ewsUrlOf,
  networkOf,
  portOf,
  searchFor,
  startSecureExchange,
} from '../../../test/support/ews/mail-domain.ts';
import { createNtlmAcceptor } from '../../../test/support/ews/ntlm-acceptor.ts';
import { startHttpServer } from '../../../test/support/ews/servers.ts';
import { translatorFor } from '../../messages/index.ts';
import type { EwsRequestEvent } from '../ews/options.ts';
import { discoverEws } from './discover-ews.ts';
import type { Discovery, DiscoveryNetwork, DiscoveryRequest } from './discovery.ts';

const running: RunningSimulator[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.close()));
});

async function exchange(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  const simulator = await startSecureExchange(options);
  running.push(simulator);
  simulator.autodiscover.tell({ external: ewsUrlOf(simulator) });
  return simulator;
}

/** What must hold of every search is looked at on the way: no secret and no gap in what is told. */
async function discover(changes: Partial<DiscoveryRequest>, network: DiscoveryNetwork): Promise<Discovery> {
  const request = searchFor(changes);
  const { credentials } = request;
  const discovery = await discoverEws(request, network);
  const secret = credentials?.kind === 'password' ? credentials.password : 'segreto';
  expect(JSON.stringify(discovery)).not.toContain(secret);
  for (const language of ['it', 'en'] as const) {
    const t = translatorFor(language);
    for (const { code, details } of discovery.trials)
      expect(t(`diagnosis.trials.${code}`, details)).not.toMatch(/\{\{|^diagnosis\./);
    const { code, details } =
      discovery.kind === 'failed' ? discovery.error : { code: 'timeout', details: { host: 'x' } };
    expect(t(`errors.${code}`, details)).not.toMatch(/\{\{|^errors\./);
  }
  return discovery;
}

function wayOf({ trials }: Discovery): readonly string[] {
  return trials.map(({ protocol, target, code }) => `${protocol} ${target}: ${code}`);
}

/** Has worked nowhere. */
/** Each search meets other servers under the same names, and what they think of a password is remembered. */
const mistyped = (password: string) => ({ kind: 'password' as const, user: 'mario.rossi', domain: null, password });
const AUTODISCOVER = `https://autodiscover.${DOMAIN}`;

describe('the places are asked in the documented order', () => {
  test('the domain itself, then its autodiscover host', async () => {
    const simulator = await exchange();
    const network = networkOf({ [AUTODISCOVER]: portOf(simulator) });
    const discovery = await discover({}, network);
    expect(discovery).toMatchObject({ kind: 'found', url: ewsUrlOf(simulator), toldBy: `autodiscover.${DOMAIN}` });
    expect(wayOf(discovery)).toEqual([`json ${DOMAIN}: unreachable`, `json autodiscover.${DOMAIN}: told`]);
    // A newer server tells it to anybody, so nobody signed in.
    expect(simulator.requests.all().map(({ user }) => user)).toEqual([null]);
  });

  test('then what an unauthenticated GET over http redirects to, then the SRV record', async () => {
    const simulator = await exchange();
    const web = await startHttpServer((_, to) => {
      to.writeHead(302, { location: `https://mail.${DOMAIN}/autodiscover/autodiscover.xml` }).end();
    });
    const byRedirect = networkOf({
      [`http://autodiscover.${DOMAIN}`]: web.port,
      [`https://mail.${DOMAIN}`]: portOf(simulator),
    });
    expect(wayOf(await discover({}, byRedirect)).slice(2)).toEqual([
      `redirect autodiscover.${DOMAIN}: redirects`,
      `json mail.${DOMAIN}: told`,
    ]);
    expect(web.requests).toHaveLength(1);
    expect(web.requests[0]?.headers).not.toHaveProperty('authorization');

    const record = { target: `exchange.${DOMAIN}`, port: 8443, priority: 0, weight: 0 };
    const bySrv = networkOf({ [`https://exchange.${DOMAIN}:8443`]: portOf(simulator) }, [record]);
    const discovery = await discover({}, bySrv);
    expect(discovery.kind).toBe('found');
    expect(wayOf(discovery).slice(2)).toEqual([
      `redirect autodiscover.${DOMAIN}: unreachable`,
      `srv _autodiscover._tcp.${DOMAIN}: record_found`,
      `json exchange.${DOMAIN}:8443: told`,
    ]);
  });

  test('SRV records are taken by priority, and one that declares the service absent is none', async () => {
    const simulator = await exchange();
    const record = (target: string, priority: number) => ({ target, priority, port: 443, weight: 1 });
    const records = [record(`late.${DOMAIN}`, 20), record(`early.${DOMAIN}`, 10), record('', 0)];
    const network = networkOf({ [`https://late.${DOMAIN}`]: portOf(simulator) }, records);
    expect(wayOf(await discover({}, network)).slice(-2)).toEqual([
      `json early.${DOMAIN}: unreachable`,
      `json late.${DOMAIN}: told`,
    ]);
  });

  test('a domain of other letters is asked in ASCII', async () => {
    const network = networkOf({});
    await discover({ domain: 'xn--caff-8oa.example' }, network);
    expect(network.looked).toContain('https://autodiscover.xn--caff-8oa.example');
  });
});

describe('every Exchange tells it in the way it knows', () => {
  test.each([
    ['Exchange2007_SP1', ['json: nothing_there', 'soap: nothing_there', 'pox: told']],
    ['Exchange2010_SP2', ['json: nothing_there', 'soap: told']],
    ['Exchange2013_SP1', ['json: nothing_there', 'soap: told']],
    ['Exchange2016', ['json: told']],
  ] as const)('%s', async (exchangeVersion, expected) => {
    const simulator = await exchange({ exchangeVersion });
    const discovery = await discover({}, networkOf({ [`https://${DOMAIN}`]: portOf(simulator) }));
    expect(discovery).toMatchObject({ kind: 'found', url: ewsUrlOf(simulator) });
    expect(wayOf(discovery).map((step) => step.replace(` ${DOMAIN}`, ''))).toEqual(expected);
  });

  test.each([
    ['auto', ['ntlm'], 'ntlm'],
    ['ntlm', ['basic', 'ntlm'], 'ntlm'],
    ['basic', ['basic', 'ntlm'], 'basic'],
    ['auto', ['basic'], 'basic'],
  ] as const)('with sign-in %s where %j is offered it signs in with %s', async (signIn, auth, expected) => {
    const simulator = await exchange({ exchangeVersion: 'Exchange2013_SP1', auth });
    const discovery = await discover({ signIn }, networkOf({ [`https://${DOMAIN}`]: portOf(simulator) }));
    expect(discovery.kind).toBe('found');
    const schemes = simulator.requests.all().flatMap(({ signedInWith }) => signedInWith ?? []);
    expect(new Set(schemes)).toEqual(new Set([expected]));
  });

  test('of an address outside and one inside the first that can be reached from here is taken', async () => {
    const simulator = await exchange({ exchangeVersion: 'Exchange2013_SP1' });
    const internal = ewsUrlOf(simulator);
    const hosts = { [`https://${DOMAIN}`]: portOf(simulator) };
    simulator.autodiscover.tell({ external: `https://mail.${DOMAIN}/EWS/Exchange.asmx`, internal });
    const discovery = await discover({}, networkOf(hosts));
    expect(discovery).toMatchObject({ url: internal, external: `https://mail.${DOMAIN}/EWS/Exchange.asmx` });
    expect(wayOf(discovery).slice(-2)).toEqual([
      `ews mail.${DOMAIN}: unreachable`,
      `ews mail.${DOMAIN}:${portOf(simulator)}: server_reached`,
    ]);
    // And the one for outside where it is reached.
    const both = networkOf({ ...hosts, [`https://mail.${DOMAIN}`]: portOf(simulator) });
    expect(await discover({}, both)).toMatchObject({ url: `https://mail.${DOMAIN}/EWS/Exchange.asmx` });
  });
});

describe('redirects', () => {
  test('in the words of each protocol are followed to hosts of the domain', async () => {
    const first = await exchange({ exchangeVersion: 'Exchange2013_SP1' });
    const second = await exchange({ exchangeVersion: 'Exchange2013_SP1' });
    const hosts = { [`https://${DOMAIN}`]: portOf(first), [`https://two.${DOMAIN}`]: portOf(second) };
    for (const protocol of ['soap', 'pox'] as const) {
      const url = `https://two.${DOMAIN}/autodiscover/autodiscover.${protocol === 'soap' ? 'svc' : 'xml'}`;
      const back = first.autodiscover.answer({ protocol, reply: { kind: 'redirectUrl', url } });
      const off = protocol === 'pox' && first.autodiscover.answer({ protocol: 'soap', reply: { kind: 'page' } });
      expect(await discover({}, networkOf(hosts))).toMatchObject({ kind: 'found', url: ewsUrlOf(second) });
      back();
      if (off !== false) off();
    }
    first.autodiscover.answer({
      reply: { kind: 'httpRedirect', location: `https://two.${DOMAIN}/autodiscover/autodiscover.svc` },
    });
    expect(await discover({}, networkOf(hosts))).toMatchObject({ kind: 'found', url: ewsUrlOf(second) });
  });

  test('to another address of the mailbox begin the search anew, within the domain', async () => {
    const simulator = await exchange({ exchangeVersion: 'Exchange2013_SP1' });
    simulator.autodiscover.answer({
      mailbox: 'vecchio@azienda.example',
      reply: { kind: 'redirectAddress', address: 'mario.rossi@azienda.example' },
    });
    const hosts = { [`https://${DOMAIN}`]: portOf(simulator) };
    const discovery = await discover({ mailbox: 'vecchio@azienda.example' }, networkOf(hosts));
    expect(discovery).toMatchObject({ kind: 'found', url: ewsUrlOf(simulator) });
    expect(wayOf(discovery)).toContain(`soap ${DOMAIN}: redirects_to_address`);
  });

  test('in circles end, and so do addresses that lead to each other', async () => {
    const one = await exchange({ exchangeVersion: 'Exchange2013_SP1' });
    const two = await exchange({ exchangeVersion: 'Exchange2013_SP1' });
    const hosts = { [`https://${DOMAIN}`]: portOf(one), [`https://two.${DOMAIN}`]: portOf(two) };
    const to = (host: string) =>
      ({ kind: 'redirectUrl', url: `https://${host}/autodiscover/autodiscover.xml` }) as const;
    one.autodiscover.answer({ reply: to(`two.${DOMAIN}`) });
    two.autodiscover.answer({ reply: to(DOMAIN) });
    expect(await discover({}, networkOf(hosts))).toMatchObject({ error: { code: 'autodiscover_in_circles' } });

    one.autodiscover.clear();
    one.autodiscover.answer({
      mailbox: 'mario.rossi@azienda.example',
      reply: { kind: 'redirectAddress', address: 'b@azienda.example' },
    });
    one.autodiscover.answer({
      mailbox: 'b@azienda.example',
      reply: { kind: 'redirectAddress', address: 'mario.rossi@azienda.example' },
    });
    expect(await discover({}, networkOf(hosts))).toMatchObject({ error: { code: 'autodiscover_in_circles' } });
  });

  test('without an end, each to a new host, are given up after ten', async () => {
    let count = 0;
    const server = await startHttpServer((_, to) => {
      count += 1;
      to.writeHead(302, { location: `https://h${count}.${DOMAIN}/autodiscover/autodiscover.xml` }).end();
    }, 'mail-domains');
    const network: DiscoveryNetwork = {
      resolveSrv: async () => [],
      whereabouts: () => ({ host: '127.0.0.1', port: server.port }),
    };
    expect(await discover({}, network)).toMatchObject({ error: { code: 'autodiscover_in_circles' } });
    expect(count).toBeLessThan(60);
  });
});

describe('credentials go nowhere that is not trusted', () => {
  const APPLICATION = {
    kind: 'oauthClient',
    tokenUrl: 'https://login.provider.example/token',
    clientId: 'app',
    scope: 'https://outlook.office365.com/.default',
    proof: { kind: 'secret', secret: 'segreto' },
  } as const;

  /** Takes down what it is shown, and asks for passwords. */
  async function thief(certificate = 'mail-domains') {
    return startHttpServer((_, to) => {
      to.writeHead(401, { 'www-authenticate': 'Basic realm="Exchange"', 'content-length': 0 }).end();
    }, certificate);
  }
  const sawCredentials = (server: Awaited<ReturnType<typeof thief>>) =>
    server.requests.some(({ headers }) => headers.authorization !== undefined);

  test.each(['httpRedirect', 'redirectUrl', 'http'] as const)(
    'a %s to a host of another domain is named and not followed',
    async (kind) => {
      const simulator = await exchange({ exchangeVersion: 'Exchange2013_SP1' });
      const stranger = await thief();
      const target = 'https://autodiscover.provider.example/autodiscover/autodiscover.xml';
      const web = await startHttpServer((_, to) => to.writeHead(302, { location: target }).end());
      if (kind === 'httpRedirect') simulator.autodiscover.answer({ reply: { kind, location: target } });
      if (kind === 'redirectUrl') simulator.autodiscover.answer({ reply: { kind, url: target } });
      const network = networkOf({
        ...(kind === 'http' ? { [`http://autodiscover.${DOMAIN}`]: web.port } : { [AUTODISCOVER]: portOf(simulator) }),
        'https://autodiscover.provider.example': stranger.port,
      });
      expect(await discover({}, network)).toMatchObject({
        kind: 'failed',
        error: {
          code: 'autodiscover_untrusted_host',
          disposition: 'reauth',
          details: { host: 'autodiscover.provider.example', domain: DOMAIN },
        },
      });
      expect(stranger.connectionCount).toBe(0);
    },
  );

  test('once the host is accepted, by its name or one above it, it is asked', async () => {
    const provider = await exchange({ exchangeVersion: 'Exchange2013_SP1' });
    const record = { target: 'autodiscover.provider.example', port: 443, priority: 0, weight: 0 };
    const network = networkOf({ 'https://autodiscover.provider.example': portOf(provider) }, [record]);
    expect(await discover({}, network)).toMatchObject({ error: { code: 'autodiscover_untrusted_host' } });
    expect(provider.requests.all()).toEqual([]);
    for (const trusted of ['autodiscover.provider.example', 'provider.example'])
      expect(await discover({ trust: [trusted] }, network)).toMatchObject({ kind: 'found' });
    // A name that only ends alike is another one.
    expect(await discover({ trust: ['rovider.example'] }, network)).toMatchObject({
      error: { code: 'autodiscover_untrusted_host' },
    });
  });

  test('a host with a certificate that is not valid is not even asked', async () => {
    for (const certificate of ['self-signed', 'other-name', 'expired']) {
      const server = await thief(certificate);
      const discovery = await discover({}, networkOf({ [AUTODISCOVER]: server.port }));
      expect(discovery).toMatchObject({ kind: 'failed', error: { code: expect.stringMatching(/^tls_/) } });
      expect(server.requests).toEqual([]);
    }
  });

  test('the certificate of the company web site says nothing of Exchange', async () => {
    const site = await thief('other-name');
    const discovery = await discover({}, networkOf({ [`https://${DOMAIN}`]: site.port }));
    expect(discovery).toMatchObject({ error: { code: 'autodiscover_not_found', disposition: 'retry' } });
  });

  test('a redirect to http is not followed, although plain http may be allowed for EWS', async () => {
    const plain = await startHttpServer((_, to) => to.writeHead(401, { 'www-authenticate': 'Basic' }).end());
    const simulator = await exchange();
    simulator.autodiscover.answer({
      reply: { kind: 'httpRedirect', location: `http://mail.${DOMAIN}/autodiscover/autodiscover.xml` },
    });
    const hosts = { [AUTODISCOVER]: portOf(simulator), [`http://mail.${DOMAIN}`]: plain.port };
    const discovery = await discover({ allowInsecureHttp: true }, networkOf(hosts));
    expect(wayOf(discovery)).toContain(`json autodiscover.${DOMAIN}: insecure_redirect`);
    expect(plain.connectionCount).toBe(0);
  });

  test('what is told to anybody counts for hosts of the domain only; who has signed us in vouches for any', async () => {
    const newer = await exchange();
    const older = await exchange({ exchangeVersion: 'Exchange2013_SP1' });
    const external = 'https://mail.provider.example/EWS/Exchange.asmx';
    for (const simulator of [newer, older]) simulator.autodiscover.tell({ external });
    const signedIn = await discover({}, networkOf({ [AUTODISCOVER]: portOf(older) }));
    expect(signedIn).toMatchObject({ kind: 'found', url: external });
    const told = await discover({}, networkOf({ [AUTODISCOVER]: portOf(newer) }));
    expect(told).toMatchObject({ kind: 'found', url: external });
    expect(wayOf(told).slice(1)).toEqual([
      `json autodiscover.${DOMAIN}: untrusted_host`,
      `soap autodiscover.${DOMAIN}: told`,
    ]);
    const nobody = await discover({ credentials: null }, networkOf({ [AUTODISCOVER]: portOf(newer) }));
    expect(nobody).toMatchObject({ error: { code: 'autodiscover_untrusted_host' } });
  });

  test('over plain http nobody but the names themselves counts: neither who has signed us in nor a pin', async () => {
    const newer = await exchange();
    const older = await exchange({ exchangeVersion: 'Exchange2013_SP1' });
    for (const simulator of [newer, older])
      simulator.autodiscover.tell({ external: 'http://mail.provider.example/EWS/Exchange.asmx' });
    const tls = { certificateSha256: sha256Of('mail-domains'), caPem: null };
    for (const [simulator, changes] of [
      [newer, { tls }],
      [older, { tls }],
      [older, {}],
    ] as const)
      expect(
        await discover({ allowInsecureHttp: true, ...changes }, networkOf({ [AUTODISCOVER]: portOf(simulator) })),
      ).toMatchObject({ error: { code: 'autodiscover_untrusted_host', details: { host: 'mail.provider.example' } } });

    newer.autodiscover.tell({ external: `http://mail.${DOMAIN}/EWS/Exchange.asmx` });
    const hosts = { [AUTODISCOVER]: portOf(newer) };
    expect(await discover({ allowInsecureHttp: true }, networkOf(hosts))).toMatchObject({ kind: 'found' });
    // A token goes over https only, whatever the switch says.
    expect(await discover({ allowInsecureHttp: true, credentials: APPLICATION }, networkOf(hosts))).toMatchObject({
      error: { code: 'insecure_http_refused' },
    });
  });

  test('a token of Exchange Online goes to the names of Microsoft, and to none that a customer gives', async () => {
    const newer = await exchange();
    const told = async (host: string) => {
      newer.autodiscover.tell({ external: `https://${host}/EWS/Exchange.asmx` });
      return discover({ credentials: APPLICATION }, networkOf({ [AUTODISCOVER]: portOf(newer) }));
    };
    expect(await told('outlook.office365.com')).toMatchObject({ kind: 'found' });
    expect(await told('mail.straniero.onmicrosoft.com')).toMatchObject({
      error: { code: 'autodiscover_untrusted_host', details: { host: 'mail.straniero.onmicrosoft.com' } },
    });
  });

  test('a server that does not ask for a password gets none, whatever the profile fixes', async () => {
    const site = await startHttpServer(
      (_, to) => to.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
      'mail-domains',
    );
    const discovery = await discover({ signIn: 'basic' }, networkOf({ [`https://${DOMAIN}`]: site.port }));
    expect(discovery).toMatchObject({ error: { code: 'autodiscover_not_found' } });
    expect(site.requests.length).toBeGreaterThan(0);
    expect(sawCredentials(site)).toBe(false);
  });

  test('every question has a name of its own, in the log and where it fails', async () => {
    const site = await thief();
    const events: EwsRequestEvent[] = [];
    const onRequest = (event: EwsRequestEvent) => void events.push(event);
    const hosts = { [`https://${DOMAIN}`]: site.port };
    const discovery = await discover({ credentials: mistyped('segretto'), onRequest }, networkOf(hosts));
    const ids = new Set(site.requests.map(({ headers }) => headers['client-request-id']));
    const ofSite = events.filter(({ clientRequestId }) => ids.has(clientRequestId));
    expect(ofSite.length).toBe(ids.size);
    expect(ofSite.every(({ operation }) => operation === 'Autodiscover')).toBe(true);
    const refused = ofSite.find(({ errorCode }) => errorCode === 'sign_in_refused');
    expect(discovery).toMatchObject({ error: { details: { clientRequestId: refused?.clientRequestId } } });
    expect(discovery.trials.find(({ code }) => code === 'sign_in_refused')?.details).toMatchObject({
      clientRequestId: refused?.clientRequestId,
    });
  });

  test('a wrong password is shown to two hosts at most, and once to each', async () => {
    const one = await thief();
    const two = await thief();
    const three = await thief();
    const record = { target: `three.${DOMAIN}`, port: 443, priority: 0, weight: 0 };
    const hosts = {
      [`https://${DOMAIN}`]: one.port,
      [AUTODISCOVER]: two.port,
      [`https://three.${DOMAIN}`]: three.port,
    };
    const discovery = await discover({ credentials: mistyped('segreti') }, networkOf(hosts, [record]));
    expect(discovery).toMatchObject({ error: { code: 'sign_in_refused' } });
    const shown = (server: typeof one) => server.requests.filter(({ headers }) => headers.authorization).length;
    expect([one, two, three].map(shown)).toEqual([1, 1, 0]);
  });

  test('a wrong password that Windows itself refuses is shown to no second host', async () => {
    const acceptor = createNtlmAcceptor({
      user: 'anna',
      ntHash: '00'.repeat(16),
      schemes: ['NTLM', 'Basic realm="x"'],
    });
    const windows = await startHttpServer((request, to) => {
      if (acceptor.accepts(request, to)) to.writeHead(404).end();
    }, 'mail-domains');
    const other = await thief();
    const discovery = await discover(
      { credentials: mistyped('secreto') },
      networkOf({ [`https://${DOMAIN}`]: windows.port, [AUTODISCOVER]: other.port }),
    );
    expect(discovery).toMatchObject({ error: { code: 'sign_in_refused' } });
    expect(acceptor.refusals).toHaveLength(1);
    expect(sawCredentials(other)).toBe(false);
    expect(discovery.trials.map(({ code }) => code)).toContain('not_asked_again');
  });

  test('an application shows its secret to nobody here, and gets what is told to anybody', async () => {
    const credentials = {
      kind: 'oauthClient',
      tokenUrl: 'https://login.provider.example/token',
      clientId: 'app',
      scope: 'https://mail.azienda.example/.default',
      proof: { kind: 'secret', secret: 'segreto' },
    } as const;
    const newer = await exchange();
    newer.autodiscover.tell({ external: `https://mail.${DOMAIN}/EWS/Exchange.asmx` });
    const hosts = { [AUTODISCOVER]: portOf(newer) };
    expect(await discover({ credentials }, networkOf(hosts))).toMatchObject({
      kind: 'found',
      url: `https://mail.${DOMAIN}/EWS/Exchange.asmx`,
    });
    const older = await exchange({ exchangeVersion: 'Exchange2013_SP1' });
    const network = networkOf({ [AUTODISCOVER]: portOf(older) });
    expect(await discover({ credentials }, network)).toMatchObject({
      error: { code: 'autodiscover_not_found' },
      asksForSignIn: `autodiscover.${DOMAIN}`,
    });
    expect(network.looked).not.toContain('https://login.provider.example');
  });
});

describe('a private authority and a pin count on the whole way', () => {
  test('the pinned certificate is accepted under any name, and every other is refused', async () => {
    const simulator = await exchange({ exchangeVersion: 'Exchange2013_SP1' });
    const tls = { certificateSha256: sha256Of('mail-domains'), caPem: null };
    const record = { target: 'exchange.provider.example', port: 443, priority: 0, weight: 0 };
    const network = networkOf({ 'https://exchange.provider.example': portOf(simulator) }, [record]);
    // Whoever holds the key of the certificate is who the administrator has accepted.
    expect(await discover({ tls }, network)).toMatchObject({ kind: 'found' });
    const other = { certificateSha256: sha256Of('localhost'), caPem: null };
    expect(await discover({ tls: other }, network)).toMatchObject({ error: { code: 'tls_pin_mismatch' } });
  });

  test('without either, a certificate that nobody vouches for is named', async () => {
    const simulator = await exchange();
    const tls = { certificateSha256: null, caPem: null };
    const discovery = await discover({ tls }, networkOf({ [AUTODISCOVER]: portOf(simulator) }));
    expect(discovery).toMatchObject({
      error: { code: 'tls_untrusted', details: { certificateSha256: sha256Of('mail-domains') } },
    });
  });
});

describe('answers that are none', () => {
  test('an address that nobody has is said to be unknown, and Exchange Online to be closed', async () => {
    const simulator = await exchange({ exchangeVersion: 'Exchange2013_SP1' });
    const hosts = { [`https://${DOMAIN}`]: portOf(simulator) };
    expect(await discover({ mailbox: 'nessuno@azienda.example' }, networkOf(hosts))).toMatchObject({
      error: { code: 'autodiscover_address_unknown', details: { mailbox: 'nessuno@azienda.example' } },
    });
    const location = 'https://autodiscover-s.outlook.com/autodiscover/autodiscover.xml';
    const web = await startHttpServer((_, to) => to.writeHead(302, { location }).end());
    expect(await discover({}, networkOf({ [`http://autodiscover.${DOMAIN}`]: web.port }))).toMatchObject({
      error: { code: 'exchange_online_ews_closed' },
    });
  });

  test('settings without an address of EWS are told as such', async () => {
    for (const exchangeVersion of ['Exchange2007_SP1', 'Exchange2013_SP1'] as const) {
      const simulator = await exchange({ exchangeVersion });
      simulator.autodiscover.tell({ external: null, internal: null });
      expect(await discover({}, networkOf({ [AUTODISCOVER]: portOf(simulator) }))).toMatchObject({
        error: { code: 'autodiscover_no_ews_url' },
      });
    }
  });

  test.each([
    ['a page for people', { kind: 'page' }],
    ['an error of the server', { kind: 'httpStatus', status: 503 }],
    ['an error in its own words', { kind: 'error', code: '603' }],
    ['XML of somebody else', { kind: 'body', contentType: 'text/xml', body: '<rss/>' }],
    ['half of an answer', { kind: 'body', contentType: 'text/xml', body: '<Autodiscover><Response>' }],
    ['JSON of somebody else', { kind: 'body', contentType: 'application/json', body: '[1,2]' }],
    ['nothing', { kind: 'body', contentType: 'text/xml', body: '' }],
    ['entities', { kind: 'body', contentType: 'text/xml', body: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }],
    ['nesting', { kind: 'body', contentType: 'text/xml', body: '<a>'.repeat(200_000) }],
    ['more than anybody needs', { kind: 'body', contentType: 'application/json', body: `"${'x'.repeat(3_000_000)}"` }],
    [
      'an address that is none',
      { kind: 'body', contentType: 'application/json', body: '{"Url":"javascript:alert(1)"}' },
    ],
  ] as const)('%s is walked past', async (_, reply) => {
    const simulator = await exchange();
    const good = await exchange();
    simulator.autodiscover.answer({ reply });
    const hosts = { [`https://${DOMAIN}`]: portOf(simulator), [AUTODISCOVER]: portOf(good) };
    expect(await discover({}, networkOf(hosts))).toMatchObject({ kind: 'found', url: ewsUrlOf(good) });
  });

  test('a host that is silent costs a part of the time, and one that floods is cut off', async () => {
    const silent = await exchange();
    silent.autodiscover.answer({ reply: { kind: 'hang' } });
    const good = await exchange();
    const hosts = { [`https://${DOMAIN}`]: portOf(silent), [AUTODISCOVER]: portOf(good) };
    const startedAt = performance.now();
    const discovery = await discover({ timeoutMs: 2_000 }, networkOf(hosts));
    expect(wayOf(discovery)[0]).toBe(`json ${DOMAIN}: silent`);
    expect(discovery.kind).toBe('found');

    const flood = await startHttpServer((_, to) => {
      to.writeHead(200, { 'content-type': 'application/json' });
      const more = () => {
        while (to.writable && to.write('x'.repeat(65_536)));
      };
      to.on('drain', more);
      more();
    }, 'mail-domains');
    const flooded = await discover({ timeoutMs: 2_000 }, networkOf({ ...hosts, [`https://${DOMAIN}`]: flood.port }));
    expect(flooded).toMatchObject({ kind: 'found' });
    expect(performance.now() - startedAt).toBeLessThan(8_000);
  });

  test('a name service that never answers, and servers that never do, end the search in its time', async () => {
    const silent = await exchange();
    silent.autodiscover.answer({ reply: { kind: 'hang' } });
    const network: DiscoveryNetwork = {
      resolveSrv: () => new Promise(() => {}),
      whereabouts: () => ({ host: '127.0.0.1', port: portOf(silent) }),
    };
    const startedAt = performance.now();
    expect(await discover({ timeoutMs: 600 }, network)).toMatchObject({
      kind: 'failed',
      error: { disposition: 'retry' },
    });
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });
});
