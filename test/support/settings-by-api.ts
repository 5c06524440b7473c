import type { Profile, Rules as RulesResource } from '../../src/api/resources.ts';
import type { Call } from '../../src/api/testing/api-world.ts';
import { ITEM_TYPES } from '../../src/model/index.ts';
import type { Wanted, WantedAccount, WantedProfile } from './settings-wanted.ts';
import { accountName, connected, DEFAULT_RULES, reachable } from './settings-wanted.ts';

/** What a form sends for the controls that a test does not speak of, once there is something to change. */
const PROFILE_DEFAULTS = {
  active: true,
  signIn: 'auto',
  oauth: null,
  impersonateBy: 'primarySmtpAddress',
  exchangeVersion: 'auto',
  tls: { certificateSha256: null, caPem: null },
  invitations: 'never',
  privateItems: 'skip',
  afterCrmRestore: 'exchange',
  intervalSeconds: 30,
  asItHappens: true,
} as const;
const ACCOUNT_DEFAULTS = {
  impersonate: null,
  credentials: null,
  synchronise: { contacts: true, appointments: true },
  appointmentsFrom: { kind: 'all' },
  active: true,
} as const;

/** Brings the settings in through the endpoints, as the page does: read, change with the ETag of what was read. */
export async function enterThroughApi(call: Call, wanted: Wanted, serverUrl: string): Promise<void> {
  for (const { name, displayName, smtp, timeZone = 'Europe/Rome' } of wanted.people) {
    if ((await find(call, `/api/users/${name}`)) !== null) continue;
    await ask(call, 'POST', '/api/users', { body: { name, displayName, email: smtp, timeZone } });
  }
  // A profile is switched only to a name that its accounts have.
  for (const account of wanted.accounts) await enterImpersonate(call, account);
  for (const profile of wanted.profiles) await enterProfile(call, reachable(profile, serverUrl));
  for (const account of wanted.accounts) await enterAccount(call, connected(account));
}

async function enterProfile(call: Call, wanted: WantedProfile & { readonly serverUrl: string }): Promise<void> {
  const { name, contacts, appointments, ...general } = wanted;
  const address = `/api/profiles/${name}`;
  const before = await find<Profile>(call, address);
  const body = { title: name, ...general };
  if (before === null) await ask(call, 'POST', '/api/profiles', { body: { name, ...body } });
  else await ask(call, 'PATCH', address, { body: { ...PROFILE_DEFAULTS, ...body }, headers: matching(before.etag) });

  const rules = { contacts, appointments };
  for (const itemType of ITEM_TYPES) {
    if (before === null && rules[itemType] === undefined) continue;
    await enterRules(call, `${address}/rules/${itemType}`, rules[itemType] ?? {});
  }
}

async function enterRules(call: Call, address: string, wanted: NonNullable<WantedProfile['contacts']>): Promise<void> {
  const { etag } = await ask<RulesResource>(call, 'GET', address);
  await ask(call, 'PUT', address, { body: { ...DEFAULT_RULES, ...wanted }, headers: matching(etag) });
}

async function enterImpersonate(call: Call, account: WantedAccount): Promise<void> {
  const { impersonate } = account;
  const address = `/api/accounts/${accountName(account)}`;
  const before = impersonate === undefined ? null : await find<{ readonly etag: string }>(call, address);
  if (before !== null) await ask(call, 'PATCH', address, { body: { impersonate }, headers: matching(before.etag) });
}

async function enterAccount(call: Call, wanted: WantedAccount & { readonly mailbox: string }): Promise<void> {
  const { person, profile, ...settings } = wanted;
  const address = `/api/accounts/${accountName(wanted)}`;
  const before = await find<{ readonly etag: string }>(call, address);
  if (before === null) {
    const made = await ask<{ readonly name: string }>(call, 'POST', '/api/accounts', {
      body: { user: person.name, profile, ...settings },
    });
    if (made.name !== accountName(wanted)) throw new Error(`the account is called ${made.name}`);
    return;
  }
  await ask(call, 'PATCH', address, { body: { ...ACCOUNT_DEFAULTS, ...settings }, headers: matching(before.etag) });
}

const matching = (etag: string) => ({ 'if-match': etag });

/** @throws Error when the answer is a problem */
export async function ask<T>(call: Call, method: string, path: string, options: Parameters<Call>[2] = {}): Promise<T> {
  const { status, text, json } = await call(method, path, options);
  if (status >= 400) throw new Error(`${method} ${path}: ${status} ${text}`);
  return json as T;
}

/** @returns `null` for what does not exist */
async function find<T>(call: Call, path: string): Promise<T | null> {
  const { status, text, json } = await call('GET', path);
  if (status === 404) return null;
  if (status >= 400) throw new Error(`GET ${path}: ${status} ${text}`);
  return json as T;
}
