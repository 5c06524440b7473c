import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiWorld, SignedIn } from './testing/api-world.ts';
import { openApiWorld } from './testing/api-world.ts';

let world: ApiWorld;
let giulia: SignedIn;
let paolo: SignedIn;
let amelia: SignedIn;
/** A run of Giulia's account. */
let runId: string;

/** Nobody listens on port 9 of this machine: the connection is refused at once. */
const CONFIGURATION = `
profiles:
  - name: brenta
    serverUrl: http://127.0.0.1:9/EWS/Exchange.asmx
    allowInsecureHttp: true
    delegate: { user: 'BRENTA\\svc', passwordEnv: EXCHANGE_PASSWORD }
  - { name: unused, serverUrl: mail.unused.example }
accounts:
  - { name: giulia, user: giulia, profile: brenta, mailbox: giulia@brenta.example }
  - { name: paolo, user: paolo, profile: brenta, mailbox: paolo@brenta.example }
`;

beforeAll(async () => {
  world = await openApiWorld();
  giulia = await world.signIn('giulia');
  paolo = await world.signIn('paolo');
  amelia = await world.signIn('amelia', 'administrator');
  await world.configure(CONFIGURATION);
  const started = await giulia.call('POST', '/api/accounts/giulia/runs', { body: {} });
  runId = started.json.runs[0].id;
  await giulia.call('GET', `/api/runs/${runId}?wait=20`);
});
afterAll(() => world.close());

const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);

describe('a user', () => {
  test('sees in the status the own account and the profile that it uses, without the colleagues’ numbers', async () => {
    const { json } = await giulia.call('GET', '/api/status');
    expect(names(json.accounts)).toEqual(['giulia']);
    expect(json.profiles).toMatchObject([{ name: 'brenta', accounts: 1 }]);
    expect(JSON.stringify(json)).not.toMatch(/paolo/i);
    const all = (await amelia.call('GET', '/api/status')).json;
    expect(names(all.accounts)).toEqual(['giulia', 'paolo']);
    expect(names(all.profiles)).toEqual(['brenta', 'unused']);
  });

  test('finds the own runs, and of the colleagues’ not even that there are any', async () => {
    const own = (await giulia.call('GET', '/api/runs')).json.runs;
    expect(own.map(({ account }: { account: string }) => account)).toContain('giulia');
    expect((await paolo.call('GET', '/api/runs')).json.runs).toEqual([]);
    expect((await amelia.call('GET', '/api/runs')).json.runs).toHaveLength(own.length);
    for (const path of ['/api/runs?account=giulia', '/api/accounts/giulia/journal', '/api/accounts/giulia/review']) {
      const other = await paolo.call('GET', path);
      const nobody = await paolo.call('GET', path.replace('giulia', 'nobody'));
      expect([other.status, other.json.code]).toEqual([404, 'account_unknown']);
      expect(other.text.replaceAll('giulia', 'nobody')).toBe(nobody.text);
    }
  });

  test('is told at once that there is no such run, also when it is asked to wait for it', async () => {
    const before = Date.now();
    const other = await paolo.call('GET', `/api/runs/${runId}?wait=20`);
    expect([other.status, other.json.code, Date.now() - before < 5_000]).toEqual([404, 'run_unknown', true]);
    expect((await giulia.call('GET', `/api/runs/${runId}`)).status).toBe(200);
  });

  test('starts runs of the own account only, and looks into the own mailbox only', async () => {
    const start = await paolo.call('POST', '/api/accounts/giulia/runs', { body: { dryRun: true } });
    const browse = await paolo.call('GET', '/api/accounts/giulia/mailbox/contacts');
    expect([start.json.code, browse.json.code]).toEqual(['account_unknown', 'account_unknown']);
    expect((await giulia.call('GET', '/api/accounts/giulia/mailbox/contacts')).json.code).toBe('connection_refused');
  });

  test('has the own records, and acts for nobody else', async () => {
    const fields = { displayName: 'Marta Züst' };
    const made = await giulia.call('POST', '/api/contacts', { body: { fields } });
    expect([made.status, made.json.ownerId]).toEqual([201, giulia.person.id]);
    expect((await paolo.call('GET', `/api/contacts/${made.json.id}`)).status).toBe(404);
    expect((await paolo.call('GET', '/api/contacts')).json.records).toEqual([]);
    expect((await paolo.call('GET', '/api/contacts/export')).text).not.toContain('Marta');
    for (const name of ['giulia', 'nobody']) {
      const acting = await paolo.call('GET', `/api/contacts?user=${name}`);
      expect([acting.status, acting.json.code]).toEqual([403, 'acting_user_refused']);
    }
    expect((await giulia.call('GET', '/api/contacts?user=Giulia')).json.records).toHaveLength(1);
    expect((await giulia.call('GET', '/api/explain?q=Marta')).json.items).toMatchObject([{ label: 'Marta Züst' }]);
    expect((await paolo.call('GET', '/api/explain?q=Marta')).json.items).toEqual([]);
    expect((await paolo.call('GET', `/api/explain?q=${made.json.id}`)).json.items).toEqual([]);
  });
});

describe('an administrator', () => {
  test('sees every record, acts as anybody, and makes new records for themselves', async () => {
    const fields = { displayName: 'Carlo Neri' };
    const made = await amelia.call('POST', '/api/contacts', { body: { fields } });
    expect(made.json.ownerId).toBe(amelia.person.id);
    const forPaolo = await amelia.call('POST', '/api/contacts', { body: { fields, ownerId: paolo.person.id } });
    expect(forPaolo.json.ownerId).toBe(paolo.person.id);
    const asPaolo = await amelia.call('GET', '/api/contacts?user=paolo');
    expect(asPaolo.json.records.map(({ id }: { id: string }) => id)).toEqual([forPaolo.json.id]);
    expect((await amelia.call('GET', '/api/contacts')).json.total).toBeGreaterThan(2);
    expect((await amelia.call('GET', '/api/contacts?user=nobody')).json.code).toBe('user_unknown');
  });
});

describe('the event stream', () => {
  const listen = async ({ cookie }: SignedIn) => {
    const stop = new AbortController();
    const response = await fetch(`${world.server.url}/api/events`, { headers: { cookie }, signal: stop.signal });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    const until = async (text: string) => {
      while (!heard.includes(text)) {
        const { done, value } = (await reader?.read()) ?? { done: true, value: '' };
        if (done) throw new Error(`the stream ended without ${text}:\n${heard}`);
        heard += value;
      }
      return heard;
    };
    return { until, stop: () => stop.abort() };
  };

  test('tells a user of runs of the own accounts, and that data changed, without saying whose', async () => {
    const [toGiulia, toPaolo, toAmelia] = [await listen(giulia), await listen(paolo), await listen(amelia)];
    const { json } = await giulia.call('POST', '/api/accounts/giulia/runs', { body: { dryRun: true } });
    const id: string = json.runs.at(-1).id;
    await giulia.call('GET', `/api/runs/${id}?wait=20`);
    await amelia.call('POST', '/api/contacts', { body: { fields: { displayName: 'Nina Blu' } } });
    await Promise.all([toGiulia.until(id), toAmelia.until(id)]);
    const heard = await toPaolo.until('event: data\ndata: {"side":"crm","itemType":"contacts"}\n\n');
    for (const { stop } of [toGiulia, toPaolo, toAmelia]) stop();
    expect(heard).not.toContain('event: run');
    expect(heard).not.toMatch(/giulia|Nina/);
  });
});
