import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiWorld } from './testing/api-world.ts';
import { openApiWorld } from './testing/api-world.ts';

const PASSWORD = 'Tr0ppo-Segreto-1';

let world: ApiWorld;
/** Everything that the API answered in this file. */
const answers: string[] = [];

beforeAll(async () => {
  world = await openApiWorld();
});
afterAll(() => world.close());

async function call(method: string, path: string, body?: unknown) {
  const answer = await world.call(method, path, body === undefined ? {} : { body });
  answers.push(answer.text);
  return answer;
}

/** Nobody listens on port 9 of this machine: the connection is refused at once. */
const file = (more = '') => `
users:
  - { name: giulia, email: giulia@brenta.example }
profiles:
  - name: brenta
    serverUrl: http://127.0.0.1:9/EWS/Exchange.asmx
    allowInsecureHttp: true
    interval: 1h
    delegate: { user: 'BRENTA\\svc', passwordEnv: EXCHANGE_PASSWORD }
    ${more}
accounts:
  - { name: giulia, user: giulia, profile: brenta, mailbox: giulia@brenta.example }
`;
const secretValues = { 'env:EXCHANGE_PASSWORD': PASSWORD };

const actions = (json: { changes: readonly { object: string; name: string; action: string }[] }) =>
  json.changes.map(({ object, name, action }) => `${action} ${object} ${name}`);

describe('a configuration file', () => {
  test('that is only tried stores nothing', async () => {
    const { json } = await call('POST', '/api/configuration', { document: file(), secretValues, dryRun: true });
    expect(json.dryRun).toBe(true);
    expect(actions(json)).toEqual(['create user giulia', 'create profile brenta', 'create account giulia']);
    expect((await call('GET', '/api/configuration')).json).toEqual({ users: [], profiles: [], accounts: [] });
  });

  test('leaves in the record who may do more since then, and by whom', async () => {
    const amelia = await world.signIn('amelia', 'administrator');
    const apply = (document: string) => amelia.call('POST', '/api/configuration', { body: { document } });
    const written = async () => {
      const { json } = await amelia.call('GET', '/api/audit');
      type Entry = { actor: string; action: string; object: { name: string }; details: object };
      return (json.entries as readonly Entry[])
        .filter(({ action }) => action.startsWith('person_'))
        .map(({ actor, action, object, details }) => [actor, action, object.name, details]);
    };
    const user = (more: string) => apply(`users: [{ name: zeno, email: zeno@brenta.example, ${more} }]`);
    await user('role: user');
    await user('role: administrator');
    await user('role: administrator, displayName: Zeno');
    await user('role: user, active: false');
    const details = (role: string, active: boolean) => ({ role, active, emailVerified: true });
    expect(await written()).toEqual([
      ['amelia', 'person_changed', 'zeno', details('user', false)],
      ['amelia', 'person_changed', 'zeno', details('administrator', true)],
      ['amelia', 'person_created', 'zeno', details('user', true)],
    ]);
  });

  test('is applied once, however often it is applied', async () => {
    const first = await call('POST', '/api/configuration', { document: file(), secretValues });
    expect(actions(first.json)).toEqual(['create user giulia', 'create profile brenta', 'create account giulia']);
    const before = (await world.connector.parts.settings.listProfiles())[0];
    const second = await call('POST', '/api/configuration', { document: file(), secretValues });
    expect(actions(second.json)).toEqual([
      'unchanged user giulia',
      'unchanged profile brenta',
      'unchanged account giulia',
    ]);
    expect((await world.connector.parts.settings.listProfiles())[0]).toEqual(before);
  });

  test('with a changed rule changes that rule, and keeps the stored password as it is', async () => {
    const sealed = (await world.connector.parts.settings.listProfiles())[0]?.delegate?.password;
    const document = file('contacts: { deleteCrmToExchange: true }');
    const { json } = await call('POST', '/api/configuration', { document, secretValues });
    expect(json.changes[1]).toEqual({
      object: 'profile',
      name: 'brenta',
      action: 'update',
      fields: [{ kind: 'value', field: 'contacts.deleteCrmToExchange', from: false, to: true }],
    });
    const profile = (await world.connector.parts.settings.listProfiles())[0];
    expect(profile?.contacts.deleteCrmToExchange).toBe(true);
    expect(profile?.delegate?.password).toEqual(sealed);
  });

  test('with another password says that it changes, and nothing more', async () => {
    const document = file('contacts: { deleteCrmToExchange: true }');
    const values = { 'env:EXCHANGE_PASSWORD': `${PASSWORD}-new` };
    const { json } = await call('POST', '/api/configuration', { document, secretValues: values });
    expect(json.changes[1].fields).toEqual([{ kind: 'secret', field: 'delegate.password', change: 'changed' }]);
  });

  test('with problems changes nothing and names them all', async () => {
    const document = file('contcats: {}').replace('profile: brenta', 'profile: other');
    const { status, json } = await call('POST', '/api/configuration', { document, secretValues });
    expect([status, json.code]).toEqual([422, 'configuration_invalid']);
    expect(json.details.problems).toEqual([
      {
        path: 'profiles[0].contcats',
        code: 'unknown_key',
        sentence: 'unknown_key_meant',
        params: { meant: 'contacts' },
        message: 'is not a setting; did you mean `contacts`?',
      },
    ]);
  });

  test('deactivates and reactivates a user', async () => {
    const user = (active: boolean) => `users: [{ name: giulia, email: giulia@brenta.example, active: ${active} }]`;
    await call('POST', '/api/configuration', { document: user(false) });
    const refused = await call('POST', '/api/accounts/giulia/runs', {});
    expect([refused.status, refused.json.code]).toEqual([409, 'user_inactive']);
    await call('POST', '/api/configuration', { document: user(true) });
    expect((await call('GET', '/api/configuration')).json.users[0].active).toBe(true);
  });
});

describe('a run against a server that cannot be reached', () => {
  test('ends in bounded time with the reason, and the account tells it', async () => {
    const started = await call('POST', '/api/accounts/giulia/runs', {});
    expect(started.status).toBe(202);
    expect(started.json.runs.map(({ itemType }: { itemType: string }) => itemType)).toEqual([
      'contacts',
      'appointments',
    ]);
    const id = started.json.runs[0].id;
    const { json: run } = await call('GET', `/api/runs/${id}?wait=20`);
    expect(run).toMatchObject({
      id,
      account: 'giulia',
      state: 'finished',
      outcome: 'failed',
      problem: { code: 'connection_refused' },
    });
    await call('GET', `/api/runs/${started.json.runs[1].id}?wait=20`);
    const { json: history } = await call('GET', '/api/runs?account=giulia');
    expect(history.runs.map((entry: { id: string }) => entry.id)).toContain(id);
    const { json: status } = await call('GET', '/api/status');
    expect(status.accounts[0]).toMatchObject({
      name: 'giulia',
      scopes: [{ itemType: 'contacts', lastRun: { outcome: 'failed' } }, { itemType: 'appointments' }],
    });
  });

  test('does not keep the mailbox from being asked, which fails with the same reason', async () => {
    const { json } = await call('GET', '/api/accounts/giulia/mailbox/contacts');
    expect(json).toMatchObject({ status: 503, code: 'connection_refused' });
  });
});

test('no answer of the API ever held a password, sealed or in the clear', () => {
  const everything = answers.join('\n');
  expect(answers.length).toBeGreaterThan(15);
  expect(everything).toContain('"password":"stored"');
  expect(everything).not.toContain(PASSWORD);
  expect(everything).not.toContain('sealed');
});
