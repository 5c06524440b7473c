import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { RunningSimulator } from '../../../../simulator/index.ts';
import type { MailboxWorld } from '../../../../test/support/mailbox-world.ts';
import { claim, mailboxOf, openMailboxWorld, SERVICE } from '../../../../test/support/mailbox-world.ts';
import type { SignedIn } from '../../testing/api-world.ts';

const SID = 'S-1-5-21-1493619105-1843311271-3936346804-1118';
const ANNA = 'anna@brenta.example';

let mailboxes: MailboxWorld;
let exchange: RunningSimulator;
let amelia: SignedIn;
let giulia: SignedIn;
let anna: SignedIn;

beforeAll(async () => {
  mailboxes = await openMailboxWorld({
    mailboxes: [mailboxOf('anna', { sid: SID, principalName: 'abianchi@ad.brenta.example' })],
  });
  ({ exchange, amelia, giulia } = mailboxes);
  anna = await mailboxes.world.signIn('anna');
  for (const impersonateBy of ['sid', 'principalName']) {
    const delegate = { user: 'BRENTA\\svc', password: SERVICE };
    const server = { serverUrl: exchange.ewsUrl, allowInsecureHttp: true };
    await amelia.call('POST', '/api/profiles', { body: { title: impersonateBy, ...server, delegate, impersonateBy } });
  }
});
afterAll(() => mailboxes.close());
afterEach(() => mailboxes.forgetAccounts());

const change = (who: SignedIn, name: string, body: object) =>
  who.call('PATCH', `/api/accounts/${name}`, { body, headers: { 'if-match': '*' } });
const lookInto = (name: string) => amelia.call('GET', `/api/accounts/${name}/mailbox/contacts`);
const forAnna = { user: 'anna', profile: 'sid' };

describe('the name by which an account impersonates', () => {
  test('is said by administrators alone: it decides whose mailbox opens, whatever mailbox was granted', async () => {
    const asked = [
      await claim(giulia, 'giulia', { profile: 'principalname', impersonate: 'abianchi@ad.brenta.example' }),
      await claim(anna, 'anna', { profile: 'sid' }).then(() => change(anna, 'anna-sid', { impersonate: SID })),
      await change(anna, 'anna-sid', { impersonate: null }),
    ];
    for (const { status, json } of asked)
      expect([status, json.code, json.details.field]).toEqual([403, 'forbidden_field', 'impersonate']);
  });

  test('is asked from an administrator where it is needed, and of its kind', async () => {
    const without = await claim(amelia, 'anna', forAnna);
    expect(without.json.details.problems).toMatchObject([{ path: 'impersonate', sentence: 'sid_needed' }]);
    const other = await claim(amelia, 'anna', { ...forAnna, impersonate: 'abianchi@ad.brenta.example' });
    expect(other.json.details.problems).toMatchObject([{ path: 'impersonate', sentence: 'sid_needed' }]);
    const none = await claim(amelia, 'anna', { ...forAnna, impersonate: 'BRENTA\\anna' });
    expect(none.status).toBe(400);
  });

  test('that is missing keeps a user from nothing but the mailbox, and the error says who acts', async () => {
    expect((await claim(anna, 'anna', { profile: 'sid' })).json).toMatchObject({
      impersonate: null,
      claim: { state: 'granted' },
    });
    const { status, json } = await lookInto('anna-sid');
    expect([status, json.code]).toEqual([422, 'impersonated_name_missing']);
    expect((await change(anna, 'anna-sid', { active: false })).status).toBe(200);
    expect((await change(amelia, 'anna-sid', { impersonate: SID })).json).toMatchObject({ impersonate: SID });
    expect((await lookInto('anna-sid')).status).toBe(200);
  });

  test('opens the mailbox that the account names, and no other', async () => {
    expect((await claim(amelia, 'anna', { ...forAnna, impersonate: SID })).json).toMatchObject({
      mailbox: ANNA,
      impersonate: SID,
    });
    expect((await lookInto('anna-sid')).status).toBe(200);
    await claim(amelia, 'giulia', { user: 'giulia', profile: 'sid', impersonate: SID });
    const { status, json } = await lookInto('giulia-sid');
    expect([status, json.code]).toEqual([422, 'impersonated_another']);
  });

  test('goes with the mailbox', async () => {
    await claim(amelia, 'anna', { user: 'anna', profile: 'principalname', impersonate: 'abianchi@ad.brenta.example' });
    const path = 'anna-principalname';
    expect((await lookInto(path)).status).toBe(200);
    expect((await change(amelia, path, { mailbox: 'paolo' })).json).toMatchObject({
      mailbox: 'paolo@brenta.example',
      impersonate: null,
    });
  });
});

describe('a profile that is to impersonate by another name', () => {
  const patch = (body: object) =>
    amelia.call('PATCH', '/api/profiles/changing', { body, headers: { 'if-match': '*' } });

  beforeAll(async () => {
    const delegate = { user: 'BRENTA\\svc', password: SERVICE };
    const server = { serverUrl: exchange.ewsUrl, allowInsecureHttp: true };
    await amelia.call('POST', '/api/profiles', { body: { title: 'changing', ...server, delegate } });
  });

  test('waits for the accounts that do not have it, and says which', async () => {
    const { json } = await claim(amelia, 'anna', { user: 'anna', profile: 'changing' });
    const refused = await patch({ impersonateBy: 'sid' });
    expect(refused.json.details.problems).toMatchObject([
      { path: 'impersonateBy', sentence: 'sid_missing_in', params: { accounts: json.name } },
    ]);
    expect((await change(amelia, json.name, { impersonate: SID })).status).toBe(200);
    expect((await patch({ impersonateBy: 'sid' })).status).toBe(200);
    expect((await lookInto(json.name)).status).toBe(200);
  });

  test('is told with its accounts, also while it is switched off', async () => {
    await patch({ impersonateBy: 'sid', active: false });
    const { json } = await claim(amelia, 'anna', { user: 'anna', profile: 'changing', impersonate: SID });
    expect(json.profile).toMatchObject({ impersonatesBy: 'sid' });
  });
});

describe('the connection test of a profile', () => {
  const tested = async (profile: string) => {
    const { text } = await amelia.call('POST', '/api/connection-tests', {
      body: { profile, mailbox: ANNA },
    });
    return text;
  };

  test('calls the owner as the account of that mailbox does', async () => {
    await claim(amelia, 'anna', { ...forAnna, impersonate: SID });
    expect(await tested('sid')).toContain('mailbox_owner_opened');
  });

  test('says what is missing where no account has the mailbox', async () => {
    expect(await tested('sid')).toContain('impersonated_name_missing');
  });
});

test('users see by which name the owner of a mailbox is impersonated, for only then there is something to ask for', async () => {
  const { json } = await giulia.call('GET', '/api/available-profiles');
  const told = (json.profiles as readonly { name: string; impersonatesBy: string | null }[]).map(
    ({ name, impersonatesBy }) => [name, impersonatesBy],
  );
  expect(Object.fromEntries(told)).toMatchObject({
    sede: 'primarySmtpAddress',
    own: null,
    sid: 'sid',
    principalname: 'principalName',
  });
});
