import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../database/index.ts';
import { migrate } from '../database/index.ts';
import { openTestDatabase } from '../database/testing/test-database.ts';
import type { Account, SettingsStore } from '../settings/index.ts';
import { createSettingsStore, newProfile } from '../settings/index.ts';
import { openSecretBox, rewrapStored } from './index.ts';

const [first, second] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
const boxWith = (RACCORDO_SECRET_KEY: string) => openSecretBox('/nowhere', { RACCORDO_SECRET_KEY });
const oldBox = boxWith(first);
const box = boxWith(`1 ${first}\n2 ${second}`);
const newBox = boxWith(`2 ${second}`);
const identities = {
  delegatePassword: (id: string) => `profile/${id}`,
  clientSecret: (id: string) => `profile/${id}/secret`,
  privateKey: (id: string) => `profile/${id}/key`,
  accountPassword: (id: string) => `account/${id}`,
};

let db: Database;
let settings: SettingsStore;
beforeAll(async () => {
  db = await openTestDatabase();
  await migrate(db);
  settings = createSettingsStore(db);
  const serverUrl = 'https://mail.contoso.example/EWS/Exchange.asmx';
  const password = oldBox.seal('service', 'profile/p1');
  const delegate = { user: 'svc', domain: 'CONTOSO', password, accessModel: 'impersonation' } as const;
  await settings.putProfile(newProfile({ id: 'p1', name: 'sede', serverUrl, delegate }), null);
  await settings.putProfile(newProfile({ id: 'p2', name: 'filiale', serverUrl, delegate: null }), null);
  const application = { authority: 'https://login.contoso.example/t', clientId: 'c', scope: 's' };
  const clientSecret = oldBox.seal('the secret', 'profile/p3/secret');
  const withSecret = { ...application, clientSecret, certificate: null };
  await settings.putProfile(newProfile({ id: 'p3', name: 'con segreto', serverUrl, oauth: withSecret }), null);
  const certificate = { pem: 'PEM', privateKey: oldBox.seal('the key', 'profile/p4/key') };
  const withKey = { ...application, clientSecret: null, certificate };
  await settings.putProfile(newProfile({ id: 'p4', name: 'con certificato', serverUrl, oauth: withKey }), null);
  const own = { user: 'anna', domain: null, password: oldBox.seal('her own', 'account/a1') };
  await settings.putAccount(accountOf('a1', own), null);
  await settings.putAccount(accountOf('a2', { ...own, password: { sealed: 'AAAA' } }), null);
  await settings.putAccount(accountOf('a3', null), null);
});
afterAll(() => db.close());

function accountOf(id: string, credentials: Account['credentials']): Account {
  return {
    id,
    name: `account ${id}`,
    userId: `user ${id}`,
    profileId: 'p2',
    mailbox: `${id}@contoso.example`,
    impersonate: null,
    credentials,
    synchronise: { contacts: true, appointments: true },
    appointmentsFrom: { kind: 'lastMonths', months: 3 },
    active: true,
    firstRun: 'automatic',
    claim: { state: 'granted', reason: null, resolvedSmtp: null, decidedBy: 'operator', at: '2026-11-25T08:00:00Z' },
  };
}

test('all stored secrets come under the newest key; what does not open stays, and is counted', async () => {
  expect(await rewrapStored(settings, box, identities)).toEqual({ renewed: 4, unreadable: 1 });
  const profiles = new Map((await settings.listProfiles()).map((profile) => [profile.id, profile]));
  const profile = profiles.get('p1');
  const [secret, key] = [profiles.get('p3')?.oauth?.clientSecret, profiles.get('p4')?.oauth?.certificate?.privateKey];
  const accounts = await settings.listAccounts();
  // The older key is out of the ring now.
  expect(newBox.open(profile?.delegate?.password ?? { sealed: '' }, 'profile/p1')).toBe('service');
  expect(newBox.open(secret ?? { sealed: '' }, 'profile/p3/secret')).toBe('the secret');
  expect(newBox.open(key ?? { sealed: '' }, 'profile/p4/key')).toBe('the key');
  expect(newBox.open(accounts[0]?.credentials?.password ?? { sealed: '' }, 'account/a1')).toBe('her own');
  expect(accounts[1]?.credentials?.password).toEqual({ sealed: 'AAAA' });
});

test('the next start finds nothing to do and writes nothing', async () => {
  const before = [await settings.listProfiles(), await settings.listAccounts()];
  expect(await rewrapStored(settings, box, identities)).toEqual({ renewed: 0, unreadable: 1 });
  expect([await settings.listProfiles(), await settings.listAccounts()]).toEqual(before);
});
