import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../database/index.ts';
import { migrate } from '../database/index.ts';
import { openTestDatabase } from '../database/testing/test-database.ts';
import type { Account, AccountFilter, SettingsStore } from './index.ts';
import { createSettingsStore, newProfile } from './index.ts';

let db: Database;
let settings: SettingsStore;
beforeAll(async () => {
  db = await openTestDatabase();
  await migrate(db);
  settings = createSettingsStore(db);
  for (const id of ['p1', 'p2']) await settings.putProfile(newProfile({ id, name: id, serverUrl: 'x' }), null);
  for (const [name, userId, profileId] of ACCOUNTS) {
    await settings.putAccount(accountOf(name, userId, profileId), null);
  }
});
afterAll(() => db.close());

const ACCOUNTS = [
  ['Zita', 'u-zita', 'p1'],
  ['anna', 'u-anna', 'p1'],
  ['anna-2', 'u-anna', 'p2'],
  ['bruno', 'u-bruno', 'p2'],
] as const;

function accountOf(name: string, userId: string, profileId: string): Account {
  return {
    id: `id-${name}`,
    name,
    userId,
    profileId,
    mailbox: `${name}@Contoso.example`,
    impersonate: null,
    credentials: null,
    synchronise: { contacts: profileId === 'p1', appointments: profileId === 'p2' },
    appointmentsFrom: { kind: 'all' },
    active: true,
    firstRun: 'automatic',
    claim: { state: 'granted', reason: null, resolvedSmtp: null, decidedBy: 'operator', at: '2026-01-01T00:00:00Z' },
  };
}

const named = async (filter?: AccountFilter) => (await settings.listAccounts(filter)).map(({ name }) => name);

test('accounts are narrowed by what is said, and by nothing else', async () => {
  expect(await named()).toEqual(['Zita', 'anna', 'anna-2', 'bruno']);
  expect(await named({ ids: ['id-bruno', 'id-Zita'] })).toEqual(['Zita', 'bruno']);
  expect(await named({ name: 'anna' })).toEqual(['anna']);
  expect(await named({ userIds: ['u-anna'] })).toEqual(['anna', 'anna-2']);
  expect(await named({ userIds: [] })).toEqual([]);
  expect(await named({ userIds: ['u-anna'], profileId: 'p2' })).toEqual(['anna-2']);
});

test('a search finds names, mailboxes and the accounts of the users that were found', async () => {
  expect(await named({ search: { text: 'BRUNO@contoso', userIds: [] } })).toEqual(['bruno']);
  expect(await named({ search: { text: 'zita', userIds: ['u-bruno'] } })).toEqual(['Zita', 'bruno']);
  expect(await named({ search: { text: 'anna', userIds: [] }, profileId: 'p1' })).toEqual(['anna']);
  // Signs of a pattern are none here.
  expect(await named({ search: { text: '%', userIds: [] } })).toEqual([]);
});

test('a text that no database can hold finds nothing, and is no defect', async () => {
  expect(await named({ name: 'anna\0' })).toEqual([]);
  expect(await named({ search: { text: '\0', userIds: [] } })).toEqual([]);
  expect((await settings.pageAccounts({}, '\0', 10)).total).toBe(4);
});

test('pages follow each other without a gap, whatever was deleted between them', async () => {
  const page = async (after: string) => {
    const { accounts, more, total } = await settings.pageAccounts({}, after, 2);
    return [accounts.map(({ name }) => name), more, total];
  };
  expect(await page('')).toEqual([['Zita', 'anna'], true, 4]);
  await settings.deleteAccount('id-anna', null);
  expect(await page('anna')).toEqual([['anna-2', 'bruno'], false, 3]);
  expect(await page('bruno')).toEqual([[], false, 3]);
});
