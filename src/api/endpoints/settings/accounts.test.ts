import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { RunningSimulator } from '../../../../simulator/index.ts';
import type { MailboxWorld } from '../../../../test/support/mailbox-world.ts';
import { claim, openMailboxWorld } from '../../../../test/support/mailbox-world.ts';
import type { ApiWorld, SignedIn } from '../../testing/api-world.ts';

let mailboxes: MailboxWorld;
let world: ApiWorld;
let exchange: RunningSimulator;
let amelia: SignedIn;
let giulia: SignedIn;
let paolo: SignedIn;

beforeAll(async () => {
  mailboxes = await openMailboxWorld();
  ({ world, exchange, amelia, giulia, paolo } = mailboxes);
});
afterAll(() => mailboxes.close());
afterEach(() => mailboxes.forgetAccounts());

describe('own credentials', () => {
  const credentials = { user: 'BRENTA\\giulia', password: 'giulia-2026' };

  test('are needed where the profile has no service account, and refused where it has one', async () => {
    const none = await claim(giulia, 'giulia', { profile: 'own' });
    expect(none.json.details.problems).toMatchObject([{ path: 'credentials', sentence: 'credentials_needed' }]);
    const some = await claim(giulia, 'giulia', { credentials });
    expect(some.json.details.problems).toMatchObject([{ path: 'credentials', sentence: 'credentials_not_needed' }]);
    const { json } = await claim(giulia, 'giulia', { profile: 'own', credentials });
    expect(json).toMatchObject({
      mailbox: 'giulia@brenta.example',
      credentials: { user: 'BRENTA\\giulia', domain: null, password: 'stored' },
      claim: { state: 'granted' },
    });
  });

  test('that are wrong are said at once, and tried once only', async () => {
    const wrong = { ...credentials, password: 'not this one' };
    const refusals = () => exchange.requests.all().filter(({ status }) => status === 401).length;
    const before = refusals();
    const first = await claim(giulia, 'giulia', { profile: 'own', credentials: wrong });
    expect(first.json.code).toBe('sign_in_refused');
    const tried = refusals();
    expect(tried).toBeGreaterThan(before);
    expect((await claim(giulia, 'giulia', { profile: 'own', credentials: wrong })).json.code).toBe('sign_in_refused');
    expect(refusals()).toBe(tried);
    expect((await claim(giulia, 'giulia', { profile: 'own', credentials })).status).toBe(201);
  });
});

describe('an account', () => {
  test('keeps what was not sent; another active one may not have its item types', async () => {
    await claim(giulia, 'giulia');
    const path = '/api/accounts/giulia-sede';
    const { json: before } = await giulia.call('GET', path);
    const { json: after } = await giulia.call('PATCH', path, {
      body: {
        appointmentsFrom: { kind: 'lastMonths', months: 3 },
        synchronise: { contacts: true, appointments: false },
      },
      headers: { 'if-match': before.etag },
    });
    expect(after).toEqual({
      ...before,
      appointmentsFrom: { kind: 'lastMonths', months: 3 },
      synchronise: { contacts: true, appointments: false },
      etag: after.etag,
    });
    const second = await claim(giulia, 'giulia@brenta.example', { profile: 'down' });
    expect(second.json.details.problems).toMatchObject([
      { path: 'synchronise.contacts', code: 'item_type_active_elsewhere', params: { account: 'giulia-sede' } },
    ]);
    const synchronise = { contacts: false, appointments: true };
    expect((await claim(giulia, 'giulia@brenta.example', { profile: 'down', synchronise })).status).toBe(201);
    const stale = await giulia.call('PATCH', path, { body: { active: false }, headers: { 'if-match': before.etag } });
    expect([stale.status, stale.json.code]).toEqual([412, 'account_changed']);
  });

  test('that is made again after it was deleted is the same one', async () => {
    await claim(giulia, 'giulia');
    const [first] = await world.connector.parts.settings.listAccounts();
    const gone = await giulia.call('DELETE', '/api/accounts/giulia-sede', { headers: { 'if-match': '*' } });
    expect([gone.status, gone.text]).toEqual([204, '']);
    await claim(giulia, 'giulia');
    expect((await world.connector.parts.settings.listAccounts())[0]?.id).toBe(first?.id);
  });

  test('is there for its user and for administrators, page by page', async () => {
    await claim(giulia, 'giulia', { synchronise: { contacts: true, appointments: false } });
    await claim(giulia, 'giulia@brenta.example', {
      profile: 'down',
      synchronise: { contacts: false, appointments: true },
    });
    await claim(paolo, 'paolo');
    const names = ({ json }: { json: { accounts: readonly { name: string }[] } }) =>
      json.accounts.map(({ name }) => name);
    const first = await amelia.call('GET', '/api/accounts?limit=2');
    expect(names(first)).toEqual(['giulia-down', 'giulia-sede']);
    const second = await amelia.call('GET', `/api/accounts?limit=2&cursor=${first.json.cursor}`);
    expect([names(second), second.json.cursor]).toEqual([['paolo-sede'], null]);
    expect(names(await amelia.call('GET', '/api/accounts?user=Paolo'))).toEqual(['paolo-sede']);
    expect(names(await paolo.call('GET', '/api/accounts'))).toEqual(['paolo-sede']);
    expect(names(await paolo.call('GET', '/api/accounts?user=giulia'))).toEqual([]);
  });

  test('appears to users as a profile that they may choose, without server and service account', async () => {
    const { json, text } = await giulia.call('GET', '/api/available-profiles');
    const told = json.profiles.map(({ name, ownCredentials }: { name: string; ownCredentials: boolean }) => [
      name,
      ownCredentials,
    ]);
    expect(told).toEqual([
      ['down', false],
      ['own', true],
      ['sede', false],
    ]);
    expect(text).not.toMatch(/127\.0\.0\.1|svc/);
  });
});

describe('the first run of an account that a user made', () => {
  test('is a plan that waits for approval; until then nothing runs by itself, and afterwards it does', async () => {
    await giulia.call('POST', '/api/contacts', { body: { fields: { displayName: 'Marta Züst' } } });
    await world.connector.startSchedule();
    await claim(giulia, 'giulia', { synchronise: { contacts: true, appointments: false } });
    const account = async () => (await giulia.call('GET', '/api/status')).json.accounts[0];
    expect(await account()).toMatchObject({ firstRun: 'awaitingApproval', schedule: { state: 'unscheduled' } });

    const run = async (body: object) => {
      const started = await giulia.call('POST', '/api/accounts/giulia-sede/runs', { body });
      expect(started.status).toBe(202);
      return (await giulia.call('GET', `/api/runs/${started.json.runs[0].id}?wait=20`)).json;
    };
    const inMailbox = async () => (await giulia.call('GET', '/api/accounts/giulia-sede/mailbox/contacts')).json.total;
    const plan = await run({});
    expect([plan.outcome, await inMailbox()]).toEqual(['held', 0]);
    expect(await account()).toMatchObject({ firstRun: 'awaitingApproval', schedule: { state: 'unscheduled' } });
    const { json: profile } = await amelia.call('GET', '/api/profiles/sede');
    expect(profile.state).toMatchObject({ word: 'attention', held: 1 });

    expect((await run({ approve: [plan.planHash] })).outcome).toBe('done');
    expect(await inMailbox()).toBe(1);
    await expect.poll(async () => (await account()).schedule.state).not.toBe('unscheduled');
    expect((await account()).firstRun).toBe('done');
    const { json: later } = await amelia.call('GET', '/api/profiles/sede');
    expect(later.state).toMatchObject({ word: expect.stringMatching(/inStep|running/), held: 0, failing: 0 });
  });
});
