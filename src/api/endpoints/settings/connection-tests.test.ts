import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { RunningSimulator } from '../../../../simulator/index.ts';
import { startSimulator } from '../../../../simulator/index.ts';
import type { ConnectionStep } from '../../../exchange/diagnosis.ts';
import { CONNECTION_STEPS } from '../../../exchange/diagnosis.ts';
import { LANGUAGES, translatorFor } from '../../../messages/index.ts';
import type { ApiWorld, SignedIn } from '../../testing/api-world.ts';
import { openApiWorld } from '../../testing/api-world.ts';

let world: ApiWorld;
let exchange: RunningSimulator;
let amelia: SignedIn;

const delegate = { user: 'AZIENDA\\svc-raccordo', password: 'Servizio-2026' };
const draftOf = (serverUrl: string, more: object = {}) => ({
  serverUrl,
  delegate,
  signIn: 'auto',
  exchangeVersion: 'auto',
  tls: { certificateSha256: null, caPem: null },
  allowInsecureHttp: true,
  ...more,
});

beforeAll(async () => {
  exchange = await startSimulator();
  world = await openApiWorld();
  amelia = await world.signIn('amelia', 'administrator');
  const body = { name: 'sede', title: 'Sede', serverUrl: exchange.ewsUrl, allowInsecureHttp: true, delegate };
  await amelia.call('POST', '/api/profiles', { body });
});
afterAll(async () => {
  await world.close();
  await exchange.close();
});

interface ToldEvent {
  readonly kind: string;
  // oxlint-disable-next-line no-explicit-any
  readonly data: any;
}

function eventsOf(text: string): readonly ToldEvent[] {
  return text.split('\n\n').flatMap((block) => {
    const [, kind, data] = /^event: (\w+)\ndata: (.*)$/s.exec(block) ?? [];
    return kind === undefined || data === undefined ? [] : [{ kind, data: JSON.parse(data) }];
  });
}

async function tested(body: object) {
  const { status, headers, text } = await amelia.call('POST', '/api/connection-tests', { body });
  expect([status, headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
  const events = eventsOf(text);
  const steps = events.filter(({ kind }) => kind === 'step').map(({ data }) => data);
  expect(steps.map(({ step }) => step)).toEqual(CONNECTION_STEPS);
  expect(events.at(-1)?.kind).toBe('end');
  const states = Object.fromEntries(steps.map(({ step, state }) => [step, state]));
  return { steps, states, outcome: events.at(-1)?.data.outcome, text };
}

describe('a connection test', () => {
  test('of a stored profile tells every step in its order, and how it ended', async () => {
    const { states, outcome } = await tested({ profile: 'sede', mailbox: 'mario.rossi@azienda.example' });
    // Plain http to the simulator is worth a warning and no more.
    expect(outcome).toBe('warnings');
    expect(states).toMatchObject({ connection: 'ok', ews: 'ok', mailbox: 'ok', contacts: 'ok', calendar: 'ok' });
  });

  test('shows a password again that was refused, once a minute', async () => {
    const draft = draftOf(exchange.ewsUrl, { delegate: { ...delegate, password: 'wrong' }, signIn: 'basic' });
    const shown = async () => {
      const before = exchange.requests.all().length;
      expect((await tested({ draft })).states['signIn']).toBe('failed');
      return exchange.requests
        .all()
        .slice(before)
        .filter(({ status }) => status === 401).length;
    };
    const [first, second, third] = [await shown(), await shown(), await shown()];
    expect(second).toBe(first);
    expect(third).toBe(first - 1);
  });

  test('of a form uses what stands in it, saved or not, and the stored password where it has none', async () => {
    const wrong = await tested({ draft: draftOf(exchange.ewsUrl, { delegate: { ...delegate, password: 'no' } }) });
    expect([wrong.states['signIn'], wrong.outcome]).toEqual(['failed', 'failed']);
    const withoutPassword = draftOf(exchange.ewsUrl, { delegate: { user: delegate.user } });
    const { states, text } = await tested({ profile: 'sede', draft: withoutPassword });
    expect(states['signIn']).not.toBe('failed');
    expect(text).not.toContain(delegate.password);
  });

  test('shows the stored password to no other server', async () => {
    const draft = draftOf('http://127.0.0.1:9', { delegate: { user: delegate.user } });
    const { status, json } = await amelia.call('POST', '/api/connection-tests', { body: { profile: 'sede', draft } });
    expect([status, json.code]).toEqual([409, 'password_needed_for_new_server']);
    const nameless = await amelia.call('POST', '/api/connection-tests', { body: { draft } });
    expect(nameless.json.details.problems).toMatchObject([{ path: 'delegate.password', code: 'missing' }]);
  });

  test('without a service account ends before an empty user would be shown to the server', async () => {
    const before = exchange.requests.all().length;
    const { states } = await tested({ draft: draftOf(exchange.ewsUrl, { delegate: null }) });
    expect(states).toMatchObject({ ews: 'ok', signIn: 'skipped', mailbox: 'skipped' });
    const shown = exchange.requests
      .all()
      .slice(before)
      .filter(({ user }) => user !== null && user !== undefined);
    expect(shown).toEqual([]);
  });

  test('needs something to test', async () => {
    expect((await amelia.call('POST', '/api/connection-tests', { body: {} })).status).toBe(400);
    const unknown = await amelia.call('POST', '/api/connection-tests', { body: { profile: 'nobody' } });
    expect([unknown.status, unknown.json.code]).toEqual([404, 'profile_unknown']);
  });

  test('runs once at a time, tells its steps as they come, and ends when its reader goes away', async () => {
    const silent = createServer((socket) => socket.on('error', () => undefined));
    onTestFinished(() => void silent.close());
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const draft = draftOf(`http://127.0.0.1:${(silent.address() as AddressInfo).port}`);
    const request = { method: 'POST', body: JSON.stringify({ profile: 'sede', draft }) };
    const headers = {
      cookie: amelia.cookie,
      'x-csrf-token': amelia.csrfToken,
      'content-type': 'application/json',
    };
    const reading = new AbortController();
    const response = await fetch(`${world.server.url}/api/connection-tests`, {
      ...request,
      headers,
      signal: reading.signal,
    });
    const reader = response.body?.getReader();
    let text = '';
    while (!text.includes('"step":"connection"')) text += Buffer.from((await reader?.read())?.value ?? []).toString();
    // The server says nothing yet, and three steps are here.
    const second = await amelia.call('POST', '/api/connection-tests', { body: { profile: 'sede' } });
    expect([second.status, second.json.code]).toEqual([409, 'connection_test_running']);
    reading.abort();
    await expect
      .poll(async () => (await amelia.call('POST', '/api/connection-tests', { body: { profile: 'sede' } })).status, {
        timeout: 15_000,
      })
      .toBe(200);
  });
});

describe('the test of an account', () => {
  let mario: SignedIn;
  let path: string;
  beforeAll(async () => {
    await world.connector.parts.people.create(
      { name: 'mario', displayName: 'Mario', email: 'mario.rossi@azienda.example', timeZone: 'Europe/Rome' },
      { role: 'user', emailVerified: true },
    );
    mario = await world.signIn('mario');
    const { json } = await mario.call('POST', '/api/accounts', { body: { profile: 'sede', mailbox: 'mario.rossi' } });
    path = `/api/accounts/${json.name}/connection-test`;
  });

  const testedBy = async (who: SignedIn, of = path) => {
    const { text } = await who.call('POST', of, { body: {} });
    const steps: readonly ConnectionStep[] = eventsOf(text)
      .filter(({ kind }) => kind === 'step')
      .map(({ data }) => data);
    expect(steps.map(({ step }) => step)).toEqual(CONNECTION_STEPS);
    const stepOf = (name: string) => steps.find(({ step }) => step === name);
    return { text, steps, stepOf };
  };

  /** What tells where the server is, who opens its mailboxes, or how its administrator mends it. */
  const OF_ADMINISTRATORS = /svc-raccordo|127\.0\.0\.1|localhost|Exchange\.asmx|EWS\/|(Get|Set|New)-[A-Z]/;

  const expectPlain = ({ steps, text }: Pick<Awaited<ReturnType<typeof testedBy>>, 'steps' | 'text'>) => {
    expect(text).not.toMatch(OF_ADMINISTRATORS);
    for (const { code, state, details, remedies } of steps) {
      expect(remedies.length > 0, code).toBe(state === 'warning' || state === 'failed');
      for (const language of LANGUAGES) {
        const t = translatorFor(language);
        const sentences = [
          t(`diagnosis.findings.${code}`, details),
          ...remedies.map((remedy) => t(`diagnosis.remedies.${remedy.code}`, remedy.params)),
        ];
        for (const sentence of sentences) expect(sentence).not.toMatch(/\{\{|^diagnosis\.|:$/);
      }
    }
  };

  test('connects as its runs do, for its user too', async () => {
    const { stepOf } = await testedBy(mario);
    expect(stepOf('mailbox')?.state).toBe('ok');
    const paolo = await world.signIn('paolo');
    const other = await paolo.call('POST', path, { body: {} });
    expect([other.status, other.json.code]).toEqual([404, 'account_unknown']);
  });

  test('tells a user how it stands, and neither the server nor its service account', async () => {
    const byMario = await testedBy(mario);
    expectPlain(byMario);
    expect(byMario.stepOf('mailbox')).toMatchObject({ code: 'mailbox_opened' });
    expect(byMario.stepOf('contacts')).toMatchObject({ code: 'contacts_readable', details: { items: 0 } });
    const byAmelia = await testedBy(amelia);
    expect(byAmelia.stepOf('signIn')?.details['user']).toBe(delegate.user);
    expect(byAmelia.steps.map(({ state }) => state)).toEqual(byMario.steps.map(({ state }) => state));
  });

  test('that fails at the service account sends a user to the administrator, who sees what to do', async () => {
    const serve = (password: string) =>
      amelia.call('PATCH', '/api/profiles/sede', {
        body: { delegate: { ...delegate, password } },
        headers: { 'if-match': '*' },
      });
    await serve('wrong');
    onTestFinished(async () => void (await serve(delegate.password)));
    const byMario = await testedBy(mario);
    expectPlain(byMario);
    const step = byMario.stepOf('signIn');
    expect(step).toMatchObject({ state: 'failed', code: 'does_not_work' });
    expect(step?.details).toEqual({});
    expect(step?.remedies).toEqual([{ code: 'tell_administrator', params: {}, commands: [] }]);
    expect((await testedBy(amelia)).stepOf('signIn')?.remedies[0]?.commands.join()).toContain('svc-raccordo');
  });

  test('with own credentials names them, and says what their user can do', async () => {
    const server = { serverUrl: exchange.ewsUrl, allowInsecureHttp: true };
    await amelia.call('POST', '/api/profiles', { body: { name: 'own', title: 'Own', ...server } });
    await world.connector.parts.people.create(
      { name: 'giulia', displayName: 'Giulia', email: 'giulia.bianchi@azienda.example', timeZone: 'Europe/Rome' },
      { role: 'user', emailVerified: true },
    );
    const giulia = await world.signIn('giulia');
    const credentials = { user: 'AZIENDA\\giulia.bianchi', password: 'Bianchi-2026' };
    const body = { profile: 'own', mailbox: 'giulia.bianchi@azienda.example', credentials };
    const { json, text } = await giulia.call('POST', '/api/accounts', { body });
    expect(json.claim?.state, text).toBe('granted');
    const { steps, stepOf, text: told } = await testedBy(giulia, `/api/accounts/${json.name}/connection-test`);
    expectPlain({ steps, text: told });
    expect(stepOf('signIn')).toMatchObject({ code: 'signed_in', details: { user: credentials.user } });
    expect(stepOf('mailbox')).toMatchObject({ code: 'mailbox_own_opened', details: { user: credentials.user } });
  });

  test('nor does the status tell a user the address of the server', async () => {
    const ofMario = await mario.call('GET', '/api/status');
    expect(ofMario.json.profiles).toMatchObject([{ name: 'sede', title: 'Sede' }]);
    expect(ofMario.text).not.toMatch(OF_ADMINISTRATORS);
    expect((await amelia.call('GET', '/api/status')).json.profiles).toContainEqual(
      expect.objectContaining({ name: 'sede', serverUrl: exchange.ewsUrl }),
    );
  });
});
