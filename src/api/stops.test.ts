import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ApiWorld, SignedIn } from './testing/api-world.ts';
import { openApiWorld } from './testing/api-world.ts';
import { callerWith } from './testing/http-client.ts';

const NAMES = ['anna', 'bruno', 'carla', 'dario', 'elena', 'fabio'];

let exchange: Server;
let world: ApiWorld;
let amelia: SignedIn;
/** Her mailbox is the last to come. */
let fabio: SignedIn;
let server: string;

beforeAll(async () => {
  exchange = createServer((_request, response) => response.writeHead(411).end());
  await new Promise<void>((resolve) => exchange.listen(0, '127.0.0.1', resolve));
  server = `127.0.0.1:${(exchange.address() as AddressInfo).port}`;
  world = await openApiWorld();
  for (const name of NAMES) await world.addPerson(name);
  fabio = await world.signIn('fabio');
  amelia = await world.signIn('amelia', 'administrator');
  const accounts = NAMES.map(
    (name) =>
      `  - { name: ${name}, user: ${name}, profile: brenta, mailbox: ${name}@brenta.example, firstRun: automatic }`,
  );
  await world.configure(`
profiles:
  - name: brenta
    serverUrl: http://${server}/EWS/Exchange.asmx
    allowInsecureHttp: true
    delegate: { user: 'BRENTA\\svc', passwordEnv: EXCHANGE_PASSWORD }
accounts:
${accounts.join('\n')}
`);
  await world.connector.startSchedule();
  await vi.waitUntil(async () => (await stops()).length === 2, { timeout: 10_000 });
});
afterAll(async () => {
  await world.close();
  exchange.close();
});

async function stops() {
  return (await amelia.call('GET', '/api/stops')).json.stops;
}

const statusOf = async (who: SignedIn) => (await who.call('GET', '/api/status?account=fabio')).json;

describe('a server that answers what nobody understands', () => {
  test('is left alone after a few mailboxes, and administrators hear why', async () => {
    const [contacts, appointments] = await stops();
    expect(contacts).toMatchObject({
      id: `contacts@${server}`,
      server,
      itemType: 'contacts',
      problem: { code: 'http_rejected' },
    });
    expect(appointments).toMatchObject({ itemType: 'appointments' });
    expect(contacts.mailboxes).toBeGreaterThanOrEqual(3);
    expect(contacts.mailboxes).toBeLessThan(NAMES.length);
    expect((await amelia.call('GET', '/api/status')).json.stops).toEqual(await stops());
    expect((await callerWith(world.server.url, {})('GET', '/api/health')).json).toEqual({ status: 'stopped' });
  });

  test('is not begun with in the mailboxes that have not failed, whose users hear that they wait, and nothing of the others', async () => {
    const { stops: told, accounts } = await statusOf(fabio);
    expect(told).toEqual([]);
    expect(accounts[0].scopes).toEqual([]);
    expect(accounts[0].heldBack).toMatchObject([
      { itemType: 'contacts', because: 'server', problem: { code: 'http_rejected' } },
      { itemType: 'appointments', because: 'server' },
    ]);
    for (const [method, path] of [
      ['GET', '/api/stops'],
      ['POST', `/api/stops/contacts@${server}/trial`],
    ] as const)
      expect((await fabio.call(method, path, method === 'GET' ? {} : { body: {} })).status).toBe(403);
  });

  test('is no worse for a preview that fails: that is nobody’s turn', async () => {
    const before = await stops();
    const started = await amelia.call('POST', '/api/accounts/fabio/runs', { body: { dryRun: true } });
    const run = await amelia.call('GET', `/api/runs/${started.json.runs[0].id}?wait=20`);
    expect(run.json.problem).toMatchObject({ code: 'http_rejected' });
    expect(await stops()).toEqual(before);
  });

  test('is tried with one of them when an administrator says so, which is remembered', async () => {
    const before = (await stops()).map(({ mailboxes }: { readonly mailboxes: number }) => mailboxes);
    const { status } = await amelia.call('POST', `/api/stops/${encodeURIComponent(`contacts@${server}`)}/trial`, {
      body: {},
    });
    expect(status).toBe(200);
    await vi.waitUntil(async () => (await stops())[0].mailboxes === before[0] + 1, { timeout: 10_000 });
    const [contacts] = await stops();
    const pause = Date.parse(contacts.nextTryAt) - Date.now();
    expect(pause).toBeGreaterThan(9 * 60_000);
    const { entries } = (await amelia.call('GET', '/api/audit')).json;
    expect(entries[0]).toMatchObject({
      actor: 'amelia',
      action: 'stop_tried',
      details: { server, itemType: 'contacts' },
    });
  });

  test('is tried by nobody who names what is not stopped', async () => {
    const other = await amelia.call('POST', '/api/stops/contacts@elsewhere.example/trial', { body: {} });
    expect([other.status, other.json.code]).toEqual([404, 'stop_unknown']);
  });
});
