import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiWorld, SignedIn } from '../../testing/api-world.ts';
import { openApiWorld } from '../../testing/api-world.ts';

const SECRET = 'Tr0ppo-Segreto-1';

let world: ApiWorld;
let amelia: SignedIn;
/** Everything that the API answered in this file. */
const answers: string[] = [];

beforeAll(async () => {
  world = await openApiWorld();
  amelia = await world.signIn('amelia', 'administrator');
});
afterAll(() => world.close());

async function call(method: string, path: string, body?: unknown, etag?: string) {
  const headers = etag === undefined ? {} : { 'if-match': etag };
  const answer = await amelia.call(method, path, body === undefined ? { headers } : { body, headers });
  answers.push(answer.text);
  return answer;
}

const delegate = { user: 'BRENTA\\svc', password: SECRET };
/** Nobody listens on port 9 of this machine: the connection is refused at once. */
const CLOSED = 'http://127.0.0.1:9';
const closed = { serverUrl: CLOSED, allowInsecureHttp: true };

const made = (title: string, more: object = {}) => call('POST', '/api/profiles', { title, ...closed, ...more });

describe('a new profile', () => {
  test('needs a title and a server, has the documented defaults, and a name made from the title', async () => {
    const { status, json, headers } = await call('POST', '/api/profiles', {
      title: 'Sede di Città – Exchange',
      serverUrl: 'mail.brenta.example',
    });
    expect(status).toBe(201);
    expect(headers.get('location')).toBe('/api/profiles/sede-di-citta-exchange');
    expect(json).toMatchObject({
      name: 'sede-di-citta-exchange',
      title: 'Sede di Città – Exchange',
      serverUrl: 'https://mail.brenta.example/EWS/Exchange.asmx',
      active: true,
      delegate: null,
      signIn: 'auto',
      impersonateBy: 'primarySmtpAddress',
      exchangeVersion: 'auto',
      allowInsecureHttp: false,
      invitations: 'never',
      privateItems: 'busyOnly',
      afterCrmRestore: 'exchange',
      intervalSeconds: 30,
      asItHappens: true,
      contacts: { synchronise: true, deleteCrmToExchange: false, exchangeDeleteMode: 'deletedItems' },
      state: { word: 'unused', accounts: 0, failing: 0, held: 0, lastSuccessAt: null, problem: null },
      etag: headers.get('etag'),
    });
  });

  test('gets the defaults that a configuration file gives', async () => {
    await world.configure('profiles: [{ name: by-file, title: By file, serverUrl: mail.brenta.example }]');
    await call('POST', '/api/profiles', { name: 'by-form', title: 'By file', serverUrl: 'mail.brenta.example' });
    const { json } = await call('GET', '/api/configuration');
    const [file, form] = ['by-file', 'by-form'].map((name) =>
      json.profiles.find((profile: { name: string }) => profile.name === name),
    );
    expect({ ...form, name: '' }).toEqual({ ...file, name: '' });
  });

  test('of the same title gets a name of its own; a name that was chosen is refused when it is taken', async () => {
    expect((await made('Doppio')).json.name).toBe('doppio');
    expect((await made('Doppio')).json.name).toBe('doppio-2');
    const { status, json } = await made('Terzo', { name: 'DOPPIO' });
    expect([status, json.code]).toEqual([422, 'settings_invalid']);
    expect(json.details.problems).toMatchObject([{ path: 'name', code: 'duplicate_name' }]);
  });

  test.each([
    ['outlook.office365.com', 'exchange_online_ews_closed'],
    ['http://mail.brenta.example', 'insecure_http_refused'],
    ['not a server', 'server_url_invalid'],
  ])('cannot have the server %s, and the problem stands at its field', async (serverUrl, why) => {
    const { status, json } = await call('POST', '/api/profiles', { title: 'x', serverUrl });
    expect([status, json.code]).toEqual([422, 'settings_invalid']);
    expect(json.details.problems).toMatchObject([
      { path: 'serverUrl', code: 'server_url_refused', sentence: 'server_url', params: { why } },
    ]);
  });

  test('with a service account needs its password', async () => {
    const { json } = await made('Senza', { delegate: { user: 'svc' } });
    expect(json.details.problems).toMatchObject([{ path: 'delegate.password', code: 'missing' }]);
  });
});

describe('a changed profile', () => {
  test('keeps what was not sent, the password included, and says only that there is one', async () => {
    const { json: before } = await made('Sede', { delegate: { ...delegate, domain: null } });
    expect(before.delegate).toEqual({
      user: 'BRENTA\\svc',
      domain: null,
      password: 'stored',
      accessModel: 'impersonation',
    });
    const { json: after } = await call('PATCH', '/api/profiles/sede', { intervalSeconds: 90 }, before.etag);
    expect(after).toMatchObject({ ...before, intervalSeconds: 90, etag: after.etag });
    const sealed = async () =>
      (await world.connector.parts.settings.listProfiles()).find(({ name }) => name === 'sede')?.delegate?.password;
    const first = await sealed();
    await call('PATCH', '/api/profiles/sede', { delegate: { user: 'BRENTA\\svc2' } }, after.etag);
    expect(await sealed()).toEqual(first);
  });

  test('is not overwritten by who has seen an older one, nor by who does not say which', async () => {
    const { json: before } = await made('Conteso');
    const path = '/api/profiles/conteso';
    expect((await call('PATCH', path, { title: 'x' })).json.code).toBe('precondition_required');
    await call('PATCH', path, { title: 'One' }, before.etag);
    const late = await call('PATCH', path, { title: 'Two' }, before.etag);
    expect([late.status, late.json.code]).toEqual([412, 'profile_changed']);
    expect((await call('GET', path)).json.title).toBe('One');
    const rules = await call('PUT', `${path}/rules/contacts`, before.contacts, before.etag);
    expect(rules.status).toBe(412);
    expect((await call('DELETE', path, undefined, before.etag)).status).toBe(412);
    expect((await call('DELETE', path, undefined, '*')).status).toBe(204);
    expect((await call('GET', path)).json.code).toBe('profile_unknown');
  });

  test('cannot lose its service account while accounts live on it', async () => {
    const { json } = await made('Con account', { delegate });
    await call('POST', '/api/accounts', { profile: json.name, mailbox: 'amelia@brenta.example' });
    const refused = await call('PATCH', `/api/profiles/${json.name}`, { delegate: null }, json.etag);
    expect(refused.json.details.problems).toMatchObject([{ path: 'delegate', sentence: 'delegate_needed' }]);
    const used = await call('DELETE', `/api/profiles/${json.name}`, undefined, '*');
    expect([used.status, used.json.code, used.json.details]).toEqual([409, 'profile_in_use', { accounts: 1 }]);
  });
});

describe('a stored password', () => {
  test('is not sent to another server, nor unprotected to the same one, until it is entered again', async () => {
    const { json } = await call('POST', '/api/profiles', { title: 'Mossa', serverUrl: 'mail.a.example', delegate });
    const path = `/api/profiles/${json.name}`;
    for (const elsewhere of [
      { serverUrl: 'mail.b.example' },
      { serverUrl: 'https://mail.a.example:8443/EWS/Exchange.asmx' },
      { serverUrl: 'http://mail.a.example', allowInsecureHttp: true },
      { serverUrl: 'mail.b.example', delegate: { user: 'BRENTA\\svc' } },
    ]) {
      const refused = await call('PATCH', path, elsewhere, json.etag);
      expect([refused.status, refused.json.code]).toEqual([409, 'password_needed_for_new_server']);
    }
    const moved = await call('PATCH', path, { serverUrl: 'mail.b.example', delegate }, json.etag);
    expect([moved.status, moved.json.serverUrl]).toEqual([200, 'https://mail.b.example/EWS/Exchange.asmx']);
    expect(moved.json.active).toBe(true);
    // The holder of the token can read the key and the database anyway.
    const { status } = await world.call('PATCH', path, {
      body: { serverUrl: 'mail.c.example' },
      headers: { 'if-match': moved.json.etag },
    });
    expect(status).toBe(200);
  });

  test('of a user is forgotten when an administrator points the profile at another server', async () => {
    await world.addPerson('giulia');
    const { json: profile } = await made('Proprie');
    const own = { user: 'giulia', password: SECRET };
    const account = { user: 'giulia', profile: profile.name, mailbox: 'giulia@brenta.example', credentials: own };
    const { json } = await call('POST', '/api/accounts', account);
    expect(json.credentials).toEqual({ user: 'giulia', domain: null, password: 'stored' });
    const path = `/api/profiles/${profile.name}`;
    await call('PATCH', path, { serverUrl: 'http://127.0.0.1:9/EWS/Exchange.asmx', title: 'Proprie!' }, '*');
    expect((await call('GET', `/api/accounts/${json.name}`)).json.credentials.password).toBe('stored');
    await call('PATCH', path, { serverUrl: 'http://127.0.0.1:10' }, '*');
    expect((await call('GET', `/api/accounts/${json.name}`)).json.credentials.password).toBe('unreadable');
    const sealed = (await world.connector.parts.settings.listAccounts()).map(({ credentials }) => credentials);
    expect(sealed).toContainEqual({ user: 'giulia', domain: null, password: { sealed: '' } });
  });

  test('of a user is forgotten too when a file of an administrator does it', async () => {
    const apply = (port: number) =>
      call('POST', '/api/configuration', {
        document: `profiles: [{ name: proprie, serverUrl: "${CLOSED.replace('9', String(port))}", allowInsecureHttp: true }]`,
      });
    const { json } = await call('GET', '/api/accounts/giulia-proprie');
    await call(
      'PATCH',
      '/api/accounts/giulia-proprie',
      { credentials: { user: 'giulia', password: SECRET } },
      json.etag,
    );
    expect((await apply(10)).status).toBe(200);
    expect((await call('GET', '/api/accounts/giulia-proprie')).json.credentials.password).toBe('stored');
    expect((await apply(11)).status).toBe(200);
    expect((await call('GET', '/api/accounts/giulia-proprie')).json.credentials.password).toBe('unreadable');
  });
});

describe('rules', () => {
  test('are replaced for one item type, said in words, and warned of', async () => {
    const { json: profile } = await made('Regole');
    const path = `/api/profiles/${profile.name}/rules/contacts`;
    const { json: before } = await call('GET', path);
    expect(before.meaning.slice(0, 2)).toEqual([
      { code: 'crm_to_exchange_changes', params: {} },
      { code: 'exchange_to_crm_changes', params: {} },
    ]);
    expect(before.warnings).toEqual([]);
    const wanted = { ...before.rules, updateExchangeToCrm: false, deleteExchangeToCrm: true };
    const { status, json: after } = await call('PUT', path, wanted, before.etag);
    expect([status, after.rules]).toEqual([200, wanted]);
    expect(after.meaning[1]).toEqual({ code: 'exchange_to_crm_deletions', params: {} });
    expect(after.warnings).toEqual([{ code: 'deletion_without_update_to_crm', params: { itemType: 'contacts' } }]);
    const { json } = await call('GET', `/api/profiles/${profile.name}`);
    expect([json.contacts, json.appointments]).toEqual([wanted, profile.appointments]);
    expect(json.etag).toBe(after.etag);
  });

  test('of appointments know no lists of contacts', async () => {
    const { json: before } = await call('GET', '/api/profiles/regole/rules/appointments');
    const wanted = { ...before.rules, crmItems: { kind: 'list', list: 'Fiera' } };
    const { json } = await call('PUT', '/api/profiles/regole/rules/appointments', wanted, before.etag);
    expect(json.rules.crmItems).toEqual({ kind: 'own' });
  });

  test('are complete: a forgotten switch is not a decision', async () => {
    const { json } = await call('GET', '/api/profiles/regole/rules/contacts');
    const { deleteCrmToExchange: _forgotten, ...rest } = json.rules;
    expect((await call('PUT', '/api/profiles/regole/rules/contacts', rest, json.etag)).status).toBe(400);
  });
});

describe('what was done', () => {
  test('stands in the record with the names of the settings, and nowhere with a password', async () => {
    const { json } = await call('GET', '/api/audit?limit=200');
    const entries: readonly { readonly action: string }[] = json.entries;
    expect(entries).toContainEqual(
      expect.objectContaining({
        actor: 'amelia',
        action: 'profile_changed',
        object: { kind: 'profile', name: 'sede' },
        details: { settings: 'intervalSeconds' },
      }),
    );
    for (const action of ['profile_created', 'profile_deleted', 'account_created', 'configuration_applied'])
      expect(entries.map((entry) => entry.action)).toContain(action);
    expect(answers.join('\n')).not.toContain(SECRET);
    const stored = JSON.stringify(await world.connector.parts.settings.listProfiles());
    expect(stored).not.toContain(SECRET);
  });
});
