import { afterEach, expect, onTestFinished, test } from 'vitest';
import { startHttpServer } from '../../test/support/ews/servers.ts';
import { settlementOf } from '../store/testing/examples.ts';
import type { ApiWorld } from './testing/api-world.ts';
import { openApiWorld } from './testing/api-world.ts';

let world: ApiWorld | null = null;
afterEach(async () => {
  await world?.close();
  world = null;
});

test('what a run met is told to its owner without the company’s server and service account, to administrators with them', async () => {
  const exchange = await startHttpServer((_, to) =>
    to.writeHead(401, { 'www-authenticate': 'Basic realm="x"', 'request-id': 'f1-a2' }).end(),
  );
  const host = `127.0.0.1:${exchange.port}`;
  world = await openWorld(host);
  const giulia = await world.signIn('giulia');
  const heard = await listen(world.server.url, giulia.cookie);

  const started = await giulia.call('POST', '/api/accounts/giulia/runs', { body: {} });
  expect(started.status).toBe(202);
  const { id } = started.json.runs[0];
  const run = await giulia.call('GET', `/api/runs/${id}?wait=20`);
  expect(run.json.problem).toMatchObject({ code: 'sign_in_refused', details: { host: 'Exchange', user: '…' } });
  const lists = await Promise.all(
    ['/api/runs?account=giulia', '/api/status', '/api/accounts/giulia/review'].map((path) => giulia.call('GET', path)),
  );
  await expect.poll(heard).toContain('sign_in_refused');
  for (const text of [run.text, ...lists.map((list) => list.text), heard()]) {
    expect(text).not.toContain(host);
    expect(text).not.toContain('svc-raccordo');
  }
  expect(lists.map(({ status }) => status)).toEqual([200, 200, 200]);

  const { json } = await world.call('GET', `/api/runs/${id}`);
  expect(json.problem).toMatchObject({ details: { host, user: 'BRENTA\\svc-raccordo' } });
});

test('what the mailbox answers to a page that asks it is told without them, and so is why an item was put aside', async () => {
  const exchange = await startHttpServer((_, to) =>
    to.writeHead(401, { 'www-authenticate': 'Basic realm="x"', 'request-id': 'f1-a2' }).end(),
  );
  const host = `127.0.0.1:${exchange.port}`;
  world = await openWorld(host);
  await park({ host, targetHost: `mail.${host}`, clientRequestId: 'c-1', limit: 3 });
  const giulia = await world.signIn('giulia');
  for (const itemType of ['contacts', 'appointments']) {
    const path = `/api/accounts/giulia/mailbox/${itemType}`;
    const answer = await giulia.call('GET', path);
    expect(answer.json).toMatchObject({ code: 'sign_in_refused', details: { host: 'Exchange', user: '…' } });
    for (const fact of [host, 'svc-raccordo', 'equestId']) expect(answer.text).not.toContain(fact);
    const { json } = await world.call('GET', path);
    expect(json.details).toMatchObject({ host, user: 'BRENTA\\svc-raccordo' });
  }
  const review = await giulia.call('GET', '/api/accounts/giulia/review');
  expect(review.json.parked).toMatchObject([
    { error: { code: 'redirected', details: { host: 'Exchange', targetHost: 'Exchange', limit: 3 } } },
  ]);
  for (const fact of [host, 'svc-raccordo', 'equestId']) expect(review.text).not.toContain(fact);
  const asked = '/api/accounts/giulia/explain?itemType=contacts&side=exchange&id=I';
  const explained = await giulia.call('GET', asked);
  expect(explained.text).toContain('"errorCode":"redirected"');
  for (const fact of [host, 'svc-raccordo', 'equestId']) expect(explained.text).not.toContain(fact);
  const { json } = await world.call('GET', '/api/accounts/giulia/review');
  expect(json.parked[0].error.details).toMatchObject({ host, targetHost: `mail.${host}`, clientRequestId: 'c-1' });
});

async function openWorld(host: string): Promise<ApiWorld> {
  const opened = await openApiWorld();
  await opened.configure(`
users: [{ name: giulia, email: giulia@brenta.example }]
profiles:
  - name: brenta
    serverUrl: http://${host}/EWS/Exchange.asmx
    allowInsecureHttp: true
    interval: 1h
    delegate: { user: 'BRENTA\\svc-raccordo', passwordEnv: EXCHANGE_PASSWORD }
accounts:
  - { name: giulia, user: giulia, profile: brenta, mailbox: giulia@brenta.example }
`);
  return opened;
}

/** As a run leaves an item behind that Exchange did not take. */
async function park(errorDetails: Readonly<Record<string, string | number>>): Promise<void> {
  if (world === null) throw new Error('no world');
  const { store, settings } = world.connector.parts;
  const [account] = await settings.listAccounts({});
  const owner = { accountId: account?.id ?? '', crmUserId: account?.userId ?? '', mailbox: 'giulia@brenta.example' };
  const scope = await store.ensureScope(owner, 'contacts');
  const lease = await store.acquireLease(scope.id, 'test', 60);
  if (lease === null) throw new Error('the scope is busy');
  const nextAt = new Date(Date.now() + 3_600_000).toISOString();
  const entry = { side: 'exchange', itemId: 'I', attempts: 1, nextAt, errorCode: 'redirected', errorDetails } as const;
  await store.settle(lease, settlementOf({ putQuarantine: [entry] }));
  await store.releaseLease(lease);
}

/** @returns what the stream of events has told so far */
async function listen(url: string, cookie: string): Promise<() => string> {
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const { body } = await fetch(`${url}/api/events`, { headers: { cookie }, signal: stop.signal });
  let text = '';
  const read = async () => {
    const decoder = new TextDecoder();
    for await (const chunk of body ?? []) text += decoder.decode(chunk, { stream: true });
  };
  void read().catch(() => {});
  return () => text;
}
