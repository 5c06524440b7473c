import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiWorld, SignedIn } from '../testing/api-world.ts';
import { openApiWorld, sendRaw, TEST_PASSWORD } from '../testing/api-world.ts';

let world: ApiWorld;
let giulia: SignedIn;

beforeAll(async () => {
  world = await openApiWorld();
  giulia = await world.signIn('giulia');
});
afterAll(() => world.close());

const anon = (method: string, path: string, headers: Readonly<Record<string, string>>, body?: unknown) =>
  world.call(method, path, { token: null, headers, ...(body === undefined ? {} : { body }) });
const contact = { fields: { displayName: 'Marta Züst' } };

describe('a session', () => {
  test('is shown by the cookie alone for reading, and by cookie and proof for changing', async () => {
    const { cookie, csrfToken } = giulia;
    expect((await anon('GET', '/api/contacts', { cookie })).status).toBe(200);
    const without = await anon('POST', '/api/contacts', { cookie }, contact);
    expect([without.status, without.json.code]).toEqual([403, 'csrf_refused']);
    const wrong = await anon('POST', '/api/contacts', { cookie, 'x-csrf-token': `${csrfToken}x` }, contact);
    expect([wrong.status, wrong.json.code]).toEqual([403, 'csrf_refused']);
    expect((await anon('POST', '/api/contacts', { cookie, 'x-csrf-token': csrfToken }, contact)).status).toBe(201);
  });

  test('has a proof of its own: that of another session opens nothing', async () => {
    const other = await world.signIn('giulia');
    const mixed = { cookie: giulia.cookie, 'x-csrf-token': other.csrfToken };
    expect((await anon('POST', '/api/contacts', mixed, contact)).json.code).toBe('csrf_refused');
    expect((await anon('POST', '/api/contacts', { 'x-csrf-token': other.csrfToken }, contact)).status).toBe(401);
  });

  test('ends with signing out: the cookie is taken back, and worth nothing any more', async () => {
    const session = await world.signIn('giulia');
    expect((await session.call('GET', '/api/session')).json.user.name).toBe('giulia');
    const end = await session.call('DELETE', '/api/session');
    expect(end.status).toBe(204);
    expect(end.headers.get('set-cookie')).toMatch(/^raccordo_session=; .*(Max-Age=0|Expires=Thu, 01 Jan 1970)/);
    const after = await session.call('GET', '/api/session');
    expect([after.status, after.json.code]).toEqual([401, 'sign_in_required']);
    expect((await giulia.call('GET', '/api/session')).status).toBe(200);
  });

  test('ends everywhere when the person is deactivated', async () => {
    const paolo = await world.signIn('paolo');
    await world.connector.parts.people.update(paolo.person.id, { active: false }, null);
    expect((await paolo.call('GET', '/api/status')).status).toBe(401);
  });

  test('and a wrong token do not add up: whoever sends a token is judged by it', async () => {
    const both = { cookie: giulia.cookie, authorization: 'Bearer nothing' };
    const { status, json } = await anon('GET', '/api/status', both);
    expect([status, json.code]).toEqual([401, 'token_required']);
  });
});

describe('a page of somebody else', () => {
  const url = () => `http://127.0.0.1:${world.server.port}`;

  test.each(['cross-site', 'same-site'])('that is %s changes nothing with our cookie', async (site) => {
    const { cookie, csrfToken } = giulia;
    const headers = { cookie, 'x-csrf-token': csrfToken, 'sec-fetch-site': site };
    expect((await anon('POST', '/api/contacts', headers, contact)).json.code).toBe('csrf_refused');
  });

  test.each([
    ['POST', '/api/session', { name: 'giulia', password: TEST_PASSWORD }],
    ['POST', '/api/setup', { token: 'x' }],
    ['POST', '/api/links/redeem', { token: 'x' }],
  ])('cannot sign a browser in as somebody else: %s %s', async (method, path, body) => {
    const elsewhere = await anon(method, path, { 'sec-fetch-site': 'cross-site' }, body);
    expect([elsewhere.status, elsewhere.json.code]).toEqual([403, 'csrf_refused']);
    const content = { 'content-type': 'application/json', host: `127.0.0.1:${world.server.port}` };
    const headers = { ...content, origin: 'https://evil.example' };
    const raw = await sendRaw(world.server, method, path, headers, JSON.stringify(body));
    expect([raw.status, raw.headers['set-cookie']]).toEqual([403, undefined]);
  });

  test('is not our own page, which signs in as it pleases', async () => {
    const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', origin: url() };
    const body = JSON.stringify({ name: 'giulia', password: TEST_PASSWORD });
    const own = await sendRaw(
      world.server,
      'POST',
      '/api/session',
      { ...headers, cookie: giulia.cookie, host: `127.0.0.1:${world.server.port}` },
      body,
    );
    expect(own.status).toBe(200);
    expect(String(own.headers['set-cookie'])).toMatch(/^raccordo_session=/);
  });
});

describe('the event stream of a session', () => {
  test('is refused without one', async () => {
    expect((await anon('GET', '/api/events', {})).status).toBe(401);
  });

  test('ends when its person opens the fifty-first, in whichever session; those of others do not count', async () => {
    const [one, other, colleague] = [await world.signIn('nora'), await world.signIn('nora'), await world.signIn('ugo')];
    const leave = new AbortController();
    const open = async ({ cookie }: SignedIn) => {
      const response = await fetch(`${world.server.url}/api/events`, { headers: { cookie }, signal: leave.signal });
      expect(response.status).toBe(200);
      let ended = false;
      void response.text().then(
        () => (ended = true),
        () => undefined,
      );
      return { hasEnded: () => ended };
    };
    const [first, second] = [await open(one), await open(one)];
    const elsewhere = await open(colleague);
    for (let count = 2; count < 50; count += 1) await open(count % 2 === 0 ? one : other);
    await sleep(200);
    expect([first, second, elsewhere].map(({ hasEnded }) => hasEnded())).toEqual([false, false, false]);
    await open(other);
    await expect.poll(first.hasEnded).toBe(true);
    expect([second, elsewhere].map(({ hasEnded }) => hasEnded())).toEqual([false, false]);
    leave.abort();
  });

  test('ends when its person is deactivated', async () => {
    const { cookie } = await world.signIn('nina');
    const response = await fetch(`${world.server.url}/api/events`, { headers: { cookie } });
    expect(response.status).toBe(200);
    const ended = response.text();
    await world.call('PATCH', '/api/users/nina', { body: { active: false }, headers: { 'if-match': '*' } });
    expect(await ended).toContain(': open');
    expect((await fetch(`${world.server.url}/api/events`, { headers: { cookie } })).status).toBe(401);
  });
});
