import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ApiWorld, SignedIn } from '../../testing/api-world.ts';
import { openApiWorld, TEST_PASSWORD } from '../../testing/api-world.ts';

const NEW_PASSWORD = 'sette pioppi lungo il fosso';
const HOUR_MS = 3_600_000;

let world: ApiWorld;
let administrator: SignedIn;
beforeAll(async () => {
  world = await openApiWorld();
});
afterAll(() => world.close());

const asNobody = (method: string, path: string, body?: unknown) => world.call(method, path, { token: null, body });
const problem = ({ status, json }: { readonly status: number; readonly json: { readonly code?: string } | null }) => [
  status,
  json?.code,
];
const cookieOf = (headers: Headers) => (headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
const withCookie = (cookie: string, csrfToken: string) => ({
  token: null,
  headers: { cookie, 'x-csrf-token': csrfToken },
});

describe('the first administrator', () => {
  const luisa = {
    name: 'luisa',
    displayName: 'Luisa Ferrari',
    email: 'luisa@brenta.example',
    timeZone: 'Europe/Rome',
    password: NEW_PASSWORD,
  };

  test('comes in with the link of the installation, once, and is signed in', async () => {
    expect((await asNobody('GET', '/api/setup')).json).toEqual({ needed: true });
    const { token } = await world.connector.parts.people.issueLink('setup', null, HOUR_MS);
    expect((await asNobody('POST', '/api/links/inspect', { token })).json).toEqual({ kind: 'setup', user: null });
    const weak = await asNobody('POST', '/api/setup', { ...luisa, token, password: 'luisa-luisa-1' });
    expect([...problem(weak), weak.json.details]).toEqual([
      422,
      'password_weak',
      { reason: 'containsName', minimum: 12 },
    ]);
    const { status, json, headers } = await asNobody('POST', '/api/setup', { ...luisa, token });
    expect([status, json.user.role, json.user.emailVerified]).toEqual([201, 'administrator', true]);
    const session = await world.call('GET', '/api/session', withCookie(cookieOf(headers), ''));
    expect(session.json).toEqual(json);
    expect((await asNobody('GET', '/api/setup')).json).toEqual({ needed: false });
    expect(problem(await asNobody('POST', '/api/setup', { ...luisa, token }))).toEqual([410, 'login_link_invalid']);
    expect(problem(await asNobody('POST', '/api/links/inspect', { token }))).toEqual([410, 'login_link_invalid']);
  });

  test('is told field by field what is not accepted', async () => {
    const body = { ...luisa, token: 'x', email: 'no address', timeZone: 'Padova' };
    const { status, json } = await asNobody('POST', '/api/setup', body);
    expect(status).toBe(400);
    expect(json.details.problems.map(({ path }: { path: string }) => path)).toEqual(['body.email', 'body.timeZone']);
    expect(JSON.stringify(json)).not.toContain(NEW_PASSWORD);
  });
});

describe('people', () => {
  beforeAll(async () => {
    administrator = await world.signIn('adele', 'administrator');
  });

  test('are entered by an administrator and choose their password with a link that works once', async () => {
    const made = await administrator.call('POST', '/api/users', {
      body: { name: 'marta', displayName: 'Marta Züst', email: 'marta@brenta.example' },
    });
    expect([made.status, made.headers.get('etag')]).toEqual([201, made.json.etag]);
    expect(made.json).toMatchObject({ role: 'user', hasPassword: false, emailVerified: true, timeZone: 'Europe/Rome' });

    const link = await administrator.call('POST', '/api/users/MARTA/password-link');
    expect([link.status, link.json.path]).toEqual([201, expect.stringMatching(/^\/#link=[\w-]{43}$/)]);
    const token = link.json.path.replace('/#link=', '');
    const inspected = await asNobody('POST', '/api/links/inspect', { token });
    expect(inspected.json).toEqual({ kind: 'password', user: { name: 'marta', displayName: 'Marta Züst' } });
    expect(problem(await asNobody('POST', '/api/links/redeem', { token }))).toEqual([422, 'password_weak']);
    const entered = await asNobody('POST', '/api/links/redeem', { token, password: NEW_PASSWORD });
    expect([entered.status, entered.json.user.hasPassword]).toEqual([200, true]);
    const again = await asNobody('POST', '/api/links/redeem', { token, password: TEST_PASSWORD });
    expect(problem(again)).toEqual([410, 'login_link_invalid']);
    const signedIn = await asNobody('POST', '/api/session', { name: 'marta@brenta.example', password: NEW_PASSWORD });
    expect(signedIn.json.user.name).toBe('marta');
  });

  test('change what they say about themselves and nothing else', async () => {
    const { call, person } = await world.signIn('nora');
    const change = (body: object, etag = '*') =>
      call('PATCH', '/api/users/nora', { body, headers: { 'if-match': etag } });
    for (const [field, value] of Object.entries({
      name: 'n',
      role: 'administrator',
      active: false,
      emailVerified: true,
    })) {
      const { status, json } = await change({ displayName: 'N', [field]: value });
      expect([status, json.code, json.details]).toEqual([403, 'forbidden_field', { field }]);
    }
    const { json: before } = await call('GET', '/api/users/nora');
    expect(before).toMatchObject({ displayName: person.displayName, role: 'user', emailVerified: true });
    const changed = await change({ email: 'nora@elsewhere.example', timeZone: 'Europe/Zurich' }, before.etag);
    expect(changed.json).toMatchObject({ emailVerified: false, timeZone: 'Europe/Zurich' });
    expect(changed.headers.get('etag')).toBe(changed.json.etag);
    expect(problem(await change({ displayName: 'N' }, before.etag))).toEqual([412, 'person_changed']);
    const unconditional = await call('PATCH', '/api/users/nora', { body: { displayName: 'N' } });
    expect(problem(unconditional)).toEqual([428, 'precondition_required']);
    const taken = await change({ email: 'adele@brenta.example' });
    expect([...problem(taken), taken.json.details]).toEqual([409, 'crm_user_exists', { field: 'email' }]);
  });

  test('do not learn who else there is', async () => {
    const { call } = await world.signIn('olga');
    const { json } = await call('GET', '/api/users');
    expect([json.users.map(({ name }: { name: string }) => name), json.cursor]).toEqual([['olga'], null]);
    const answers = await Promise.all(
      ['adele', 'nobody'].flatMap((name) => [
        call('GET', `/api/users/${name}`),
        call('PATCH', `/api/users/${name}`, { body: { displayName: 'x' }, headers: { 'if-match': '*' } }),
        call('DELETE', `/api/users/${name}/sessions`),
      ]),
    );
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.map(problem)).toEqual(answers.map(() => [404, 'person_unknown']));
  });

  test('are listed page by page for administrators, each once', async () => {
    const names: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '' : `&cursor=${cursor}`;
      const { json } = await administrator.call('GET', `/api/users?limit=2${query}`);
      names.push(...json.users.map(({ name }: { name: string }) => name));
      ({ cursor } = json);
    } while (cursor !== null);
    expect(names).toEqual((await world.connector.parts.people.list()).map(({ name }) => name));
    expect(problem(await administrator.call('GET', '/api/users?cursor=rubbish'))).toEqual([400, 'cursor_invalid']);
  });

  test('are signed out when an administrator switches them off, and nobody can switch off the last administrator', async () => {
    const { call } = await world.signIn('pina');
    const change = (name: string, body: object) =>
      administrator.call('PATCH', `/api/users/${name}`, { body, headers: { 'if-match': '*' } });
    expect((await change('pina', { active: false })).json.active).toBe(false);
    expect(problem(await call('GET', '/api/session'))).toEqual([401, 'sign_in_required']);
    expect(problem(await administrator.call('POST', '/api/users/pina/password-link'))).toEqual([
      409,
      'crm_user_inactive',
    ]);
    expect((await change('luisa', { role: 'user' })).json.role).toBe('user');
    expect(problem(await change('adele', { role: 'user' }))).toEqual([409, 'last_administrator']);
    expect((await change('luisa', { role: 'administrator' })).json.role).toBe('administrator');
  });
});

describe('a session', () => {
  let nora: SignedIn;
  beforeEach(async () => {
    nora = await world.signIn('rita');
  });

  test('replaces the one that the browser had', async () => {
    const body = { name: 'rita', password: TEST_PASSWORD };
    const { headers } = await world.call('POST', '/api/session', { ...withCookie(nora.cookie, ''), body });
    expect(problem(await nora.call('GET', '/api/session'))).toEqual([401, 'sign_in_required']);
    expect((await world.call('GET', '/api/session', withCookie(cookieOf(headers), ''))).status).toBe(200);
  });

  test('ends with signing out, and its cookie goes', async () => {
    const { status, headers } = await nora.call('DELETE', '/api/session');
    expect([status, headers.get('set-cookie')]).toEqual([204, expect.stringMatching(/^raccordo_session=;/)]);
    expect(problem(await nora.call('GET', '/api/session'))).toEqual([401, 'sign_in_required']);
  });

  test('is none for the holder of the token, who has nothing to end and no password to change', async () => {
    expect(problem(await world.call('GET', '/api/session'))).toEqual([404, 'session_unknown']);
    expect((await world.call('DELETE', '/api/session')).status).toBe(204);
    const body = { current: TEST_PASSWORD, next: NEW_PASSWORD };
    expect(problem(await world.call('PUT', '/api/session/password', { body }))).toEqual([404, 'session_unknown']);
  });

  test('ends in all other browsers with a new password, and in all of them on request', async () => {
    const elsewhere = await world.signIn('rita');
    const change = (current: string) =>
      nora.call('PUT', '/api/session/password', { body: { current, next: TEST_PASSWORD } });
    // Not 401, which would send who is signed in to the page for signing in.
    expect(problem(await change('not the password'))).toEqual([403, 'login_refused']);
    expect((await change(TEST_PASSWORD)).status).toBe(204);
    expect((await elsewhere.call('GET', '/api/session')).status).toBe(401);
    expect((await nora.call('DELETE', '/api/users/rita/sessions')).status).toBe(204);
    expect((await nora.call('GET', '/api/session')).status).toBe(401);
  });

  test('has to be waited for after five wrong passwords, and the answer says how long', async () => {
    await world.addPerson('tina');
    const signIn = (password: string) => asNobody('POST', '/api/session', { name: 'tina', password });
    for (let count = 0; count < 5; count += 1) {
      expect(problem(await signIn('not the password'))).toEqual([403, 'login_refused']);
    }
    const { status, headers, json } = await signIn(TEST_PASSWORD);
    expect([status, json.code, headers.get('retry-after'), json.details.seconds]).toEqual([
      429,
      'login_throttled',
      '1',
      1,
    ]);
  });
});

describe('the activity log', () => {
  test('says who did what, for administrators only, and holds no secret of it', async () => {
    const call = administrator.call;
    await call('POST', '/api/users', { body: { name: 'ugo', displayName: 'Ugo', email: 'ugo@brenta.example' } });
    const body = { email: 'ugo@elsewhere.example', role: 'administrator' };
    await call('PATCH', '/api/users/ugo', { body, headers: { 'if-match': '*' } });
    const { json: link } = await call('POST', '/api/users/ugo/password-link');
    const token = link.path.replace('/#link=', '');
    await asNobody('POST', '/api/links/redeem', { token, password: NEW_PASSWORD });
    await call('DELETE', '/api/users/ugo/sessions');
    const { json, text } = await call('GET', '/api/audit?limit=6');
    expect(json.entries.map(({ id: _id, at: _at, ...entry }: Record<string, unknown>) => entry)).toEqual([
      entry('adele', 'sessions_ended', 'session', { count: 1 }),
      entry('ugo', 'signed_in', 'session', { how: 'link' }),
      entry('ugo', 'password_set', 'person', {}),
      entry('adele', 'link_issued', 'person', { kind: 'password' }),
      entry('adele', 'person_changed', 'person', { fields: 'email, role', role: 'administrator' }),
      entry('adele', 'person_created', 'person', { role: 'user', emailVerified: true }),
    ]);
    for (const secret of [token, NEW_PASSWORD, 'argon2', 'elsewhere.example']) expect(text).not.toContain(secret);
    const older = await call('GET', `/api/audit?limit=2&cursor=${json.cursor}`);
    expect(Number(older.json.entries[0].id)).toBeLessThan(Number(json.entries[5].id));
    expect(problem(await call('GET', '/api/audit?cursor=x'))).toEqual([400, 'cursor_invalid']);
    const user = await world.signIn('vera');
    expect((await user.call('GET', '/api/audit')).status).toBe(403);
  });

  const entry = (actor: string, action: string, kind: string, details: object) => ({
    actor,
    action,
    object: { kind, name: 'ugo' },
    details,
  });
});
