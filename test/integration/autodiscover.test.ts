import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RunningSimulator, SimulatorOptions } from '../../simulator/index.ts';
import type { ConnectionStep, Run } from '../../src/api/resources.ts';
import type { ApiWorld } from '../../src/api/testing/api-world.ts';
import { openApiWorld } from '../../src/api/testing/api-world.ts';
import { stepText } from '../../src/cli/output/connection-test-text.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { translatorFor } from '../../src/messages/index.ts';
import type { ConfigurationOptions } from '../support/configuration.ts';
import { configuration, MARIO } from '../support/configuration.ts';
import { sha256Of } from '../support/ews/fingerprint.ts';
import { CA, DOMAIN, networkOf, portOf, startSecureExchange } from '../support/ews/mail-domain.ts';

/** A profile that names a mail domain, from the file to the mailbox: over HTTPS, with a name service of the test. */

const AUTODISCOVER = `https://autodiscover.${DOMAIN}`;
const ADDRESS = `autodiscover:${DOMAIN}`;
const TLS = { caPem: CA };

let hosts: Record<string, number>;
let world: ApiWorld;
let folder: string;
const running: RunningSimulator[] = [];

async function open(): Promise<void> {
  hosts = {};
  folder = mkdtempSync(join(tmpdir(), 'raccordo-autodiscover-'));
  world = await openApiWorld({ network: networkOf(hosts), tuning: { waitOutSeconds: 0, exchangeTimeoutMs: 20_000 } });
}

async function stopExchanges(): Promise<void> {
  for (const host of Object.keys(hosts)) delete hosts[host];
  await Promise.all(running.splice(0).map((simulator) => simulator.close()));
}

async function close(): Promise<void> {
  await world.close();
  await stopExchanges();
  rmSync(folder, { recursive: true, force: true });
}

/** An Exchange that tells its own address, under a name that this machine knows. */
async function exchange(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  const simulator = await startSecureExchange(options);
  running.push(simulator);
  simulator.autodiscover.tell({ external: localUrl(simulator) });
  return simulator;
}

const localUrl = (simulator: RunningSimulator) => `https://localhost:${portOf(simulator)}/EWS/Exchange.asmx`;
/** Up to 2013 it is told only to who signs in, who then takes the word of the server for any host. */
const OLDER = { exchangeVersion: 'Exchange2013_SP1' } as const;

async function apply(settings: Partial<ConfigurationOptions> = {}): Promise<void> {
  await world.configure(configuration({ serverUrl: ADDRESS, profile: { tls: TLS }, ...settings }));
}

async function sync(): Promise<readonly Run[]> {
  const { synchroniser, board } = world.connector;
  const request = {
    accountName: 'mario',
    trigger: 'request',
    dryRun: false,
    approvedHashes: [],
    approvedBy: null,
  } as const;
  const started = await synchroniser.start(request);
  await started.finished;
  return started.runs.map(({ id }) => board.find(id) as unknown as Run);
}

/** How often the address was asked for. */
const searches = (simulator: RunningSimulator) =>
  simulator.requests.all().filter(({ operation, status }) => operation === 'Autodiscover.soap' && status === 200)
    .length;

const contactsInCrm = async (): Promise<number> => {
  const { status, json } = await world.call('GET', '/api/contacts?user=mario&limit=100');
  expect(status).toBe(200);
  return json.records.length;
};

async function connectionTest(
  path: string,
  body: unknown,
  call: ApiWorld['call'] = world.call,
): Promise<readonly ConnectionStep[]> {
  const { status, text } = await call('POST', path, { body, headers: { accept: 'text/event-stream' } });
  expect(status, text).toBe(200);
  return text
    .split('\n\n')
    .filter((event) => event.includes('event: step'))
    .map((event) => JSON.parse(event.replace(/^[\s\S]*?data: /, '')) as ConnectionStep);
}

describe('a run', () => {
  // The address of a mailbox is remembered, and a mailbox on another server is another mailbox: each has its own world.
  beforeEach(open);
  afterEach(close);

  test('finds the mailbox by its mail domain, and asks for the address once for both item types and all runs', async () => {
    const simulator = await exchange(OLDER);
    hosts[AUTODISCOVER] = portOf(simulator);
    simulator.mailbox(MARIO.smtp).add('contacts', 'Contact', { GivenName: 'Anna', Surname: 'Verdi' });
    await apply();
    for (const run of await sync()) expect(run).toMatchObject({ problem: null });
    await sync();
    expect(await contactsInCrm()).toBe(1);
    expect(searches(simulator)).toBe(1);
    const soap = simulator.requests.all().find(({ operation }) => operation === 'Autodiscover.soap');
    expect(soap?.mailbox ?? MARIO.smtp).toBe(MARIO.smtp);
  });

  test('goes on where the mailbox is now, when its server is gone or says that it moves', async () => {
    const directory = await exchange(OLDER);
    hosts[AUTODISCOVER] = portOf(directory);
    const stateFile = join(folder, 'mailboxes.json');
    const first = await exchange({ ...OLDER, stateFile });
    directory.autodiscover.tell({ external: localUrl(first) });
    first.mailbox(MARIO.smtp).add('contacts', 'Contact', { GivenName: 'Anna', Surname: 'Verdi' });
    await apply();
    await sync();
    expect(await contactsInCrm()).toBe(1);

    // The same mailboxes on another server; nothing listens on the first one any more.
    await first.close();
    running.splice(running.indexOf(first), 1);
    const second = await exchange({ ...OLDER, stateFile });
    directory.autodiscover.tell({ external: localUrl(second) });
    second.mailbox(MARIO.smtp).add('contacts', 'Contact', { GivenName: 'Bruno', Surname: 'Neri' });
    for (const run of await sync()) expect(run).toMatchObject({ problem: null });
    expect(await contactsInCrm()).toBe(2);
  });

  test('goes on at the known address while Autodiscover is away', async () => {
    const directory = await exchange(OLDER);
    hosts[AUTODISCOVER] = portOf(directory);
    const server = await exchange(OLDER);
    directory.autodiscover.tell({ external: localUrl(server) });
    await apply();
    await sync();
    directory.autodiscover.answer({ reply: { kind: 'httpStatus', status: 503 } });
    server.faults.inject({
      fault: { kind: 'soapFault', code: 'ErrorMailboxMoveInProgress' },
      operation: 'SyncFolderItems',
      times: 5,
    });
    await sync();
    expect(directory.requests.all().some(({ status }) => status === 503)).toBe(true);
    for (const run of await sync()) expect(run).toMatchObject({ problem: null });
  });

  test('that cannot find it says why, and sends the password nowhere', async () => {
    const simulator = await exchange(OLDER);
    simulator.autodiscover.answer({
      reply: { kind: 'redirectUrl', url: 'https://autodiscover.provider.example/autodiscover/autodiscover.xml' },
    });
    const provider = await exchange(OLDER);
    hosts[AUTODISCOVER] = portOf(simulator);
    hosts['https://autodiscover.provider.example'] = portOf(provider);
    await apply();
    const [contacts] = await sync();
    expect(contacts).toMatchObject({ problem: { code: 'autodiscover_untrusted_host' } });
    expect(provider.requests.all()).toEqual([]);

    // An administrator accepts the host that was named.
    await apply({ serverUrl: `${ADDRESS}?trust=autodiscover.provider.example` });
    for (const run of await sync()) expect(run).toMatchObject({ problem: null });
    expect(searches(provider)).toBe(1);
  });

  test('with a pin in place of an authority trusts that certificate on the whole way, and no other', async () => {
    const simulator = await exchange(OLDER);
    hosts[AUTODISCOVER] = portOf(simulator);
    await apply({ profile: { tls: { certificateSha256: sha256Of('localhost') } } });
    expect((await sync())[0]).toMatchObject({ problem: { code: 'tls_pin_mismatch' } });
    expect(simulator.requests.all()).toEqual([]);
    await apply({ profile: { tls: { certificateSha256: sha256Of('mail-domains') } } });
    for (const run of await sync()) expect(run).toMatchObject({ problem: null });
  });
});

describe('the forms and the connection test', () => {
  beforeAll(open);
  afterEach(stopExchanges);
  afterAll(close);

  test('tells the search question by question, in the page and on the command line, and then looks at what it found', async () => {
    const simulator = await exchange(OLDER);
    hosts[AUTODISCOVER] = portOf(simulator);
    await apply();
    const steps = await connectionTest('/api/connection-tests', { profile: 'sede', mailbox: MARIO.smtp });
    expect(steps.filter(({ state }) => state === 'failed')).toEqual([]);
    const [address] = steps;
    expect(address).toMatchObject({ step: 'address', state: 'ok', code: 'autodiscover_found' });
    expect(address?.tried?.map(({ protocol, target, code }) => `${protocol} ${target}: ${code}`)).toEqual([
      `json ${DOMAIN}: unreachable`,
      `json autodiscover.${DOMAIN}: nothing_there`,
      `soap autodiscover.${DOMAIN}: told`,
    ]);
    const told = stepText({ t: translatorFor('it') } as Terminal, address as ConnectionStep);
    expect(told).toContain('Autodiscover di azienda.example, interrogato per mario.rossi@azienda.example');
    expect(told).toMatch(/· Autodiscover SOAP autodiscover\.azienda\.example: indica https:\/\/localhost/);
    expect(JSON.stringify(steps)).not.toContain('Servizio-2026');
  });

  test('names the host that somebody has to accept, with what to write into the profile', async () => {
    const simulator = await exchange(OLDER);
    hosts[AUTODISCOVER] = portOf(simulator);
    simulator.autodiscover.answer({
      reply: { kind: 'httpRedirect', location: 'https://mail.provider.example/autodiscover/autodiscover.xml' },
    });
    await apply();
    const [address, ...rest] = await connectionTest('/api/connection-tests', { profile: 'sede', mailbox: MARIO.smtp });
    expect(address).toMatchObject({
      state: 'failed',
      code: 'autodiscover_untrusted_host',
      remedies: [{ code: 'accept_host', params: { host: 'mail.provider.example', domain: DOMAIN } }, {}],
    });
    expect(new Set(rest.map(({ state, code }) => `${state} ${code}`))).toEqual(new Set(['skipped earlier_failed']));
  });

  test('of a profile without a service account shows nobody an empty user, and says that Exchange was found', async () => {
    const simulator = await exchange(OLDER);
    hosts[AUTODISCOVER] = portOf(simulator);
    const tls = { certificateSha256: null, caPem: CA };
    const draft = {
      serverUrl: ADDRESS,
      delegate: null,
      signIn: 'auto',
      exchangeVersion: 'auto',
      tls,
      allowInsecureHttp: false,
    };
    const [address] = await connectionTest('/api/connection-tests', { draft });
    expect(address).toMatchObject({ state: 'ok', code: 'autodiscover_asks_for_sign_in' });
    expect(simulator.requests.all().every(({ user }) => user === null)).toBe(true);
  });

  test('tells a user how it ended and not where the servers are', async () => {
    const simulator = await exchange(OLDER);
    hosts[AUTODISCOVER] = portOf(simulator);
    await apply();
    const mario = await world.signIn('mario');
    const steps = await connectionTest('/api/accounts/mario/connection-test', {}, mario.call);
    expect(steps[0]).toMatchObject({ step: 'address', code: 'works' });
    expect(steps[0]?.details).toEqual({});
    expect(steps[0]).not.toHaveProperty('tried');
    expect(JSON.stringify(steps)).not.toContain('autodiscover.azienda.example');
  });

  test('what people type for a mail domain is stored in one form, and what is none is refused at its field', async () => {
    const administrator = await world.signIn('ada', 'administrator');
    const typed = { title: 'Sede', serverUrl: 'autodiscover:mario' };
    const refused = await administrator.call('POST', '/api/profiles', { body: typed });
    expect([refused.status, refused.json.details.problems[0]?.path]).toEqual([422, 'serverUrl']);
    const body = { ...typed, serverUrl: 'Autodiscover:mario@Caffè.example' };
    const { status, json } = await administrator.call('POST', '/api/profiles', { body });
    expect([status, json.serverUrl]).toEqual([201, 'autodiscover:xn--caff-8oa.example']);
  });
});
