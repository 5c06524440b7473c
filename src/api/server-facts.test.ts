import { afterEach, expect, onTestFinished, test } from 'vitest';
import { startHttpServer } from '../../test/support/ews/servers.ts';
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
  world = await openApiWorld();
  await world.configure(`
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
