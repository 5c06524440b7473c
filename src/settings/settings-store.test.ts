import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../database/index.ts';
import { migrate } from '../database/index.ts';
import { openTestDatabase } from '../database/testing/test-database.ts';
import { DEFAULT_ITEM_RULES } from '../sync/index.ts';
import type { Account, MailboxClaim, SettingsStore } from './index.ts';
import { createSettingsStore, itemRulesOf, newProfile } from './index.ts';

let db: Database;
let settings: SettingsStore;
beforeAll(async () => {
  db = await openTestDatabase();
  await migrate(db);
  settings = createSettingsStore(db);
});
beforeEach(async () => {
  await db.script('DELETE FROM raccordo.scope; DELETE FROM raccordo.account; DELETE FROM raccordo.profile');
  await settings.putProfile(profile, null);
});
afterAll(() => db.close());

const profile = newProfile({
  id: 'p1',
  name: 'sede',
  serverUrl: 'https://mail.contoso.example/EWS/Exchange.asmx',
  delegate: { user: 'svc', domain: 'CONTOSO', password: { sealed: 'AQID' }, accessModel: 'impersonation' },
});

const GRANTED: MailboxClaim = {
  state: 'granted',
  reason: null,
  resolvedSmtp: null,
  decidedBy: 'operator',
  at: '2026-01-01T00:00:00Z',
};
const WAITING: MailboxClaim = { ...GRANTED, state: 'waiting', reason: 'otherAddress', decidedBy: null };

function accountOf(id: string, change: Partial<Account> = {}): Account {
  return {
    id,
    name: `account ${id}`,
    userId: `user ${id}`,
    profileId: 'p1',
    mailbox: `${id}@contoso.example`,
    impersonate: null,
    credentials: null,
    synchronise: { contacts: true, appointments: true },
    appointmentsFrom: { kind: 'lastMonths', months: 3 },
    active: true,
    firstRun: 'approve',
    claim: GRANTED,
    ...change,
  };
}

const halt = (code: string, details: object): unknown =>
  expect.objectContaining({ code, disposition: 'halt', details });

describe('profiles', () => {
  test('are read back as they were stored, in order of name, and replaced by id', async () => {
    const other = newProfile({ id: 'p2', name: 'filiale', serverUrl: 'https://x.example/EWS/Exchange.asmx' });
    await settings.putProfile(other, null);
    await settings.putProfile({ ...profile, intervalSeconds: 90 }, null);
    expect(await settings.listProfiles()).toEqual([
      { ...other, version: '1' },
      { ...profile, intervalSeconds: 90, version: '2' },
    ]);
  });

  test('that were stored before a setting existed have its default', async () => {
    await db.query(
      `UPDATE raccordo.profile SET document = document - 'intervalSeconds' - 'afterCrmRestore' - 'appointments'`,
    );
    expect(await settings.listProfiles()).toEqual([{ ...profile, version: '1' }]);
  });

  test('have names of their own', async () => {
    const twin = { ...profile, id: 'p2' };
    await expect(settings.putProfile(twin, null)).rejects.toEqual(halt('profile_name_taken', { profile: 'sede' }));
  });

  test('that accounts use are not deleted', async () => {
    await settings.putAccount(accountOf('anna'), null);
    await expect(settings.deleteProfile('p1', null)).rejects.toEqual(halt('profile_in_use', { accounts: 1 }));
    await settings.deleteAccount('anna', null);
    await settings.deleteProfile('p1', null);
    expect(await settings.listProfiles()).toEqual([]);
  });

  test('give each item type its own rules and what they share', () => {
    const changed = {
      ...profile,
      privateItems: 'full',
      afterCrmRestore: 'crm',
      contacts: { ...profile.contacts, synchronise: false },
    } as const;
    expect(itemRulesOf(changed, 'contacts')).toEqual({
      ...DEFAULT_ITEM_RULES,
      privateItems: 'full',
      afterCrmRestore: 'crm',
      synchronise: false,
    });
    expect(itemRulesOf(changed, 'appointments')).toEqual({
      ...DEFAULT_ITEM_RULES,
      privateItems: 'full',
      afterCrmRestore: 'crm',
    });
  });
});

describe('a profile that moves', () => {
  test('is stored together with what its accounts lose, or not at all', async () => {
    const own = { user: 'anna', domain: null, password: { sealed: 'AQID' } };
    await settings.putAccount(accountOf('anna', { credentials: own }), null);
    await settings.putAccount(accountOf('bea'), null);
    const moved = { ...profile, serverUrl: 'https://new.example/EWS/Exchange.asmx' };
    const leave = (account: Account): Account => (account.id === 'anna' ? { ...account, credentials: null } : account);
    await expect(settings.moveProfile(moved, '7', leave)).rejects.toMatchObject({ code: 'profile_changed' });
    expect((await settings.listAccounts()).map(({ credentials, version }) => [credentials, version])).toEqual([
      [own, '1'],
      [null, '1'],
    ]);
    await settings.moveProfile(moved, '1', leave);
    expect((await settings.listProfiles())[0]).toEqual({ ...moved, version: '2' });
    expect((await settings.listAccounts()).map(({ credentials, version }) => [credentials, version])).toEqual([
      [null, '2'],
      [null, '1'],
    ]);
  });
});

describe('versions', () => {
  const changed = (code: string): unknown => expect.objectContaining({ code, disposition: 'conflict' });

  test('let the first of two writers through, and the second look again', async () => {
    const [stored] = await settings.listProfiles();
    const version = stored?.version ?? '';
    const writes = await Promise.allSettled(
      ['one', 'two'].map((title) => settings.putProfile({ ...profile, title }, version)),
    );
    expect(writes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(writes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: changed('profile_changed') });
    expect((await settings.listProfiles())[0]?.version).not.toBe(version);
  });

  test('of the profile too: an account that was filled in for another one is not stored', async () => {
    const [read] = await settings.listProfiles();
    const version = read?.version ?? '';
    await settings.putAccount(accountOf('anna'), null, version);
    await settings.putProfile({ ...profile, title: 'another' }, null);
    await expect(settings.putAccount(accountOf('bea'), null, version)).rejects.toEqual(changed('profile_changed'));
    await expect(settings.putAccount(accountOf('bea', { profileId: 'gone' }), null, version)).rejects.toEqual(
      changed('profile_changed'),
    );
    expect((await settings.listAccounts()).map(({ id }) => id)).toEqual(['anna']);
  });

  test('are told by the write, so that the next one need not read', async () => {
    const { version } = await settings.putProfile({ ...profile, title: 'one' }, null);
    await settings.putProfile({ ...profile, title: 'two' }, version);
    expect((await settings.listProfiles())[0]?.title).toBe('two');
    await expect(settings.deleteProfile('p1', version)).rejects.toEqual(changed('profile_changed'));
  });

  test('of an account end with it, and are no number that could be guessed wrong', async () => {
    const { version } = await settings.putAccount(accountOf('anna'), null);
    for (const stale of ['0', 'x', '99999999999999999999', '']) {
      await expect(settings.putAccount(accountOf('anna'), stale)).rejects.toEqual(changed('account_changed'));
      await expect(settings.deleteAccount('anna', stale)).rejects.toEqual(changed('account_changed'));
    }
    await settings.deleteAccount('anna', version);
    await expect(settings.putAccount(accountOf('anna'), version)).rejects.toEqual(changed('account_changed'));
    expect(await settings.listAccounts()).toEqual([]);
  });
});

describe('a mailbox that waits for an administrator', () => {
  test('keeps nobody out: who is granted it has it', async () => {
    await settings.putAccount(accountOf('thief', { mailbox: 'anna@contoso.example', claim: WAITING }), null);
    await settings.putAccount(accountOf('anna'), null);
    const granted = accountOf('thief', { mailbox: 'anna@contoso.example' });
    await expect(settings.putAccount(granted, null)).rejects.toEqual(
      halt('mailbox_taken', { account: 'account thief', otherAccount: 'account anna' }),
    );
  });

  test('is not synchronised any more, and its memory waits too', async () => {
    await settings.putAccount(accountOf('anna'), null);
    await db.query(
      `INSERT INTO raccordo.scope (account_id, item_type, crm_user_id, mailbox_key)
       VALUES ('anna', 'contacts', 'user anna', 'anna@contoso.example')`,
    );
    await settings.putAccount(accountOf('anna', { claim: WAITING }), null);
    expect(await db.query('SELECT active FROM raccordo.scope')).toEqual([{ active: false }]);
  });
});

describe('accounts', () => {
  test('are read back as they were stored', async () => {
    const own = { user: 'CONTOSO\\anna', domain: null, password: { sealed: 'BBBB' } };
    const anna = accountOf('anna', { credentials: own, mailbox: 'Anna.Bianchi@Contoso.example' });
    await settings.putAccount(anna, null);
    expect(await settings.listAccounts()).toEqual([{ ...anna, version: '1' }]);
  });

  test('of two users do not share a mailbox, however it is written', async () => {
    await settings.putAccount(accountOf('anna'), null);
    const thief = accountOf('bruno', { mailbox: ' ANNA@Contoso.example', active: false });
    await expect(settings.putAccount(thief, null)).rejects.toEqual(
      halt('mailbox_taken', { account: 'account bruno', otherAccount: 'account anna' }),
    );
    expect(await settings.listAccounts()).toHaveLength(1);
  });

  test.for(['contacts', 'appointments'] as const)('of one user have %s active in one of them', async (itemType) => {
    await settings.putAccount(accountOf('first', { userId: 'anna' }), null);
    const second = accountOf('second', {
      userId: 'anna',
      synchronise: { contacts: false, appointments: false, [itemType]: true },
    });
    await expect(settings.putAccount(second, null)).rejects.toEqual(
      halt('item_type_active_elsewhere', { account: 'account second', itemType, otherAccount: 'account first' }),
    );
    await settings.putAccount({ ...second, active: false }, null);
    await settings.putAccount(accountOf('first', { userId: 'anna', active: false }), null);
    await settings.putAccount(second, null);
  });

  test('of one user may share the mailbox when each has its item type', async () => {
    const common = { userId: 'anna', mailbox: 'anna@contoso.example' };
    await settings.putAccount(
      accountOf('a', { ...common, synchronise: { contacts: true, appointments: false } }),
      null,
    );
    await settings.putAccount(
      accountOf('b', { ...common, synchronise: { contacts: false, appointments: true } }),
      null,
    );
    expect(await settings.listAccounts()).toHaveLength(2);
  });

  test('need an existing profile and a name of their own', async () => {
    await expect(settings.putAccount(accountOf('anna', { profileId: 'none' }), null)).rejects.toEqual(
      halt('profile_unknown', { account: 'account anna' }),
    );
    await settings.putAccount(accountOf('anna'), null);
    await expect(settings.putAccount(accountOf('bruno', { name: 'account anna' }), null)).rejects.toEqual(
      halt('account_name_taken', { account: 'account anna' }),
    );
  });

  test('that end set their scopes aside, with their memory', async () => {
    const active = async (): Promise<readonly unknown[]> =>
      (await db.query('SELECT item_type FROM raccordo.scope WHERE active ORDER BY 1')).map((row) => row['item_type']);
    await settings.putAccount(accountOf('anna'), null);
    await db.query(
      `INSERT INTO raccordo.scope (account_id, item_type, crm_user_id, mailbox_key)
       VALUES ('anna', 'contacts', 'user anna', 'anna@contoso.example'),
         ('anna', 'appointments', 'user anna', 'anna@contoso.example')`,
    );
    await settings.putAccount(accountOf('anna'), null);
    expect(await active()).toEqual(['appointments', 'contacts']);
    await settings.putAccount(accountOf('anna', { synchronise: { contacts: false, appointments: true } }), null);
    expect(await active()).toEqual(['appointments']);
    await settings.putAccount(accountOf('anna', { mailbox: 'Anna.Verdi@contoso.example' }), null);
    expect(await active()).toEqual([]);
    await db.query('UPDATE raccordo.scope SET active = true');
    await settings.deleteAccount('anna', null);
    expect(await active()).toEqual([]);
    expect(await db.query('SELECT 1 FROM raccordo.scope')).toHaveLength(2);
  });
});
