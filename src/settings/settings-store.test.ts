import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../database/index.ts';
import { migrate, openMemoryDatabase } from '../database/index.ts';
import { DEFAULT_ITEM_RULES } from '../sync/index.ts';
import type { Account, SettingsStore } from './index.ts';
import { createSettingsStore, itemRulesOf, newProfile } from './index.ts';

let db: Database;
let settings: SettingsStore;
beforeAll(async () => {
  db = await openMemoryDatabase();
  await migrate(db);
  settings = createSettingsStore(db);
});
beforeEach(async () => {
  await db.script('DELETE FROM raccordo.scope; DELETE FROM raccordo.account; DELETE FROM raccordo.profile');
  await settings.putProfile(profile);
});
afterAll(() => db.close());

const profile = newProfile({
  id: 'p1',
  name: 'sede',
  serverUrl: 'https://mail.contoso.example/EWS/Exchange.asmx',
  delegate: { user: 'svc', domain: 'CONTOSO', password: { sealed: 'AQID' }, accessModel: 'impersonation' },
});

function accountOf(id: string, change: Partial<Account> = {}): Account {
  return {
    id,
    name: `account ${id}`,
    userId: `user ${id}`,
    profileId: 'p1',
    mailbox: `${id}@contoso.example`,
    credentials: null,
    synchronise: { contacts: true, appointments: true },
    appointmentsFrom: { kind: 'lastMonths', months: 3 },
    active: true,
    ...change,
  };
}

const halt = (code: string, details: object): unknown =>
  expect.objectContaining({ code, disposition: 'halt', details });

describe('profiles', () => {
  test('are read back as they were stored, in order of name, and replaced by id', async () => {
    const other = newProfile({ id: 'p2', name: 'filiale', serverUrl: 'https://x.example/EWS/Exchange.asmx' });
    await settings.putProfile(other);
    await settings.putProfile({ ...profile, intervalSeconds: 30 });
    expect(await settings.listProfiles()).toEqual([other, { ...profile, intervalSeconds: 30 }]);
  });

  test('that were stored before a setting existed have its default', async () => {
    await db.query(`UPDATE raccordo.profile SET document = document - 'intervalSeconds' - 'appointments'`);
    expect(await settings.listProfiles()).toEqual([profile]);
  });

  test('have names of their own', async () => {
    const twin = { ...profile, id: 'p2' };
    await expect(settings.putProfile(twin)).rejects.toEqual(halt('profile_name_taken', { profile: 'sede' }));
  });

  test('that accounts use are not deleted', async () => {
    await settings.putAccount(accountOf('anna'));
    await expect(settings.deleteProfile('p1')).rejects.toEqual(halt('profile_in_use', { accounts: 1 }));
    await settings.deleteAccount('anna');
    await settings.deleteProfile('p1');
    expect(await settings.listProfiles()).toEqual([]);
  });

  test('give each item type its own rules and what they share', () => {
    const changed = {
      ...profile,
      privateItems: 'full',
      contacts: { ...profile.contacts, synchronise: false },
    } as const;
    expect(itemRulesOf(changed, 'contacts')).toEqual({
      ...DEFAULT_ITEM_RULES,
      privateItems: 'full',
      synchronise: false,
    });
    expect(itemRulesOf(changed, 'appointments')).toEqual({ ...DEFAULT_ITEM_RULES, privateItems: 'full' });
  });
});

describe('accounts', () => {
  test('are read back as they were stored', async () => {
    const own = { user: 'CONTOSO\\anna', domain: null, password: { sealed: 'BBBB' } };
    const anna = accountOf('anna', { credentials: own, mailbox: 'Anna.Bianchi@Contoso.example' });
    await settings.putAccount(anna);
    expect(await settings.listAccounts()).toEqual([anna]);
  });

  test('of two users do not share a mailbox, however it is written', async () => {
    await settings.putAccount(accountOf('anna'));
    const thief = accountOf('bruno', { mailbox: ' ANNA@Contoso.example', active: false });
    await expect(settings.putAccount(thief)).rejects.toEqual(
      halt('mailbox_taken', { account: 'account bruno', otherAccount: 'account anna' }),
    );
    expect(await settings.listAccounts()).toHaveLength(1);
  });

  test.for(['contacts', 'appointments'] as const)('of one user have %s active in one of them', async (itemType) => {
    await settings.putAccount(accountOf('first', { userId: 'anna' }));
    const second = accountOf('second', {
      userId: 'anna',
      synchronise: { contacts: false, appointments: false, [itemType]: true },
    });
    await expect(settings.putAccount(second)).rejects.toEqual(
      halt('item_type_active_elsewhere', { account: 'account second', itemType, otherAccount: 'account first' }),
    );
    await settings.putAccount({ ...second, active: false });
    await settings.putAccount(accountOf('first', { userId: 'anna', active: false }));
    await settings.putAccount(second);
  });

  test('of one user may share the mailbox when each has its item type', async () => {
    const common = { userId: 'anna', mailbox: 'anna@contoso.example' };
    await settings.putAccount(accountOf('a', { ...common, synchronise: { contacts: true, appointments: false } }));
    await settings.putAccount(accountOf('b', { ...common, synchronise: { contacts: false, appointments: true } }));
    expect(await settings.listAccounts()).toHaveLength(2);
  });

  test('need an existing profile and a name of their own', async () => {
    await expect(settings.putAccount(accountOf('anna', { profileId: 'none' }))).rejects.toEqual(
      halt('profile_unknown', { account: 'account anna' }),
    );
    await settings.putAccount(accountOf('anna'));
    await expect(settings.putAccount(accountOf('bruno', { name: 'account anna' }))).rejects.toEqual(
      halt('account_name_taken', { account: 'account anna' }),
    );
  });

  test('that end set their scopes aside, with their memory', async () => {
    const active = async (): Promise<readonly unknown[]> =>
      (await db.query('SELECT item_type FROM raccordo.scope WHERE active ORDER BY 1')).map((row) => row['item_type']);
    await settings.putAccount(accountOf('anna'));
    await db.query(
      `INSERT INTO raccordo.scope (account_id, item_type, crm_user_id, mailbox_key)
       VALUES ('anna', 'contacts', 'user anna', 'anna@contoso.example'),
         ('anna', 'appointments', 'user anna', 'anna@contoso.example')`,
    );
    await settings.putAccount(accountOf('anna'));
    expect(await active()).toEqual(['appointments', 'contacts']);
    await settings.putAccount(accountOf('anna', { synchronise: { contacts: false, appointments: true } }));
    expect(await active()).toEqual(['appointments']);
    await settings.putAccount(accountOf('anna', { mailbox: 'Anna.Verdi@contoso.example' }));
    expect(await active()).toEqual([]);
    await db.query('UPDATE raccordo.scope SET active = true');
    await settings.deleteAccount('anna');
    expect(await active()).toEqual([]);
    expect(await db.query('SELECT 1 FROM raccordo.scope')).toHaveLength(2);
  });
});
