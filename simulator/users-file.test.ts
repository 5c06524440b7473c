import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { DEFAULT_USERS, readUsersFile } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'simulator-users-'));
const file = join(folder, 'users.json');
afterAll(() => rmSync(folder, { recursive: true }));

const readAll = (content: unknown) => {
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readUsersFile(file);
};
const read = async (content: unknown) => (await readAll(content)).users;
const ANNA = { user: 'anna', password: 'p', smtp: 'anna@x.example' };

test('what the simulator starts with can be written to a file and read back', async () => {
  expect(await read(DEFAULT_USERS)).toEqual(DEFAULT_USERS);
});

test('the display name defaults to the beginning of the address', async () => {
  expect(await read([ANNA])).toEqual([{ ...ANNA, displayName: 'anna' }]);
});

test('what `raccordo simulator --json` prints can be given back to it', async () => {
  expect(await read({ ews: 'http://127.0.0.1:1/', page: 'http://127.0.0.1:1/', users: [ANNA] })).toEqual([
    { ...ANNA, displayName: 'anna' },
  ]);
});

test('what an account may and may not do is read too', async () => {
  const limited = { mayImpersonate: ['b@x.example'], ewsEnabled: false, hasMailbox: false, passwordExpired: true };
  expect(await read([{ ...ANNA, ...limited }])).toEqual([{ ...ANNA, ...limited, displayName: 'anna' }]);
});

test('programs that sign in with tokens stand beside the users', async () => {
  const program = {
    clientId: 'raccordo',
    secrets: [{ secret: 's', endsAt: '2027-01-01T00:00:00Z' }],
    consented: false,
  };
  const { applications } = await readAll({ users: [ANNA], applications: [program] });
  expect(applications).toEqual([{ ...program, certificates: [] }]);
  expect((await readAll([ANNA])).applications).toEqual([]);
});

test.each<readonly [unknown, string]>([
  ['x', '"applications" must be a list'],
  [[{ clientId: '' }], 'application 1: "clientId" must be a text'],
  [[{ clientId: 'a' }], 'application 1: needs "secrets" or "certificates"'],
  [[{ clientId: 'a', secrets: ['s'] }], 'application 1: "secrets" must be a list of { secret, endsAt }'],
  [[{ clientId: 'a', certificates: ['x'] }], 'application 1: "certificates" must be a list of certificates in PEM'],
])('applications %j: %s', async (applications, problem) => {
  await expect(readAll({ users: [ANNA], applications })).rejects.toThrow(`${file}: ${problem}`);
});

test('a domain may stand before the name, as people sign in', async () => {
  expect(await read([{ ...ANNA, user: 'AZIENDA\\anna' }])).toEqual([
    { ...ANNA, user: 'anna', domain: 'AZIENDA', displayName: 'anna' },
  ]);
});

test.each<readonly [unknown, string]>([
  ['[', 'is not valid JSON'],
  [{}, 'must be a JSON array of users'],
  [[], 'must be a JSON array of users'],
  [[ANNA, 'x'], 'user 2: must be an object'],
  [[{ ...ANNA, password: 5 }], 'user 1: "password" must be a text'],
  [[{ ...ANNA, smtp: 'anna' }], 'user 1: "smtp" must be an e-mail address'],
  [[{ ...ANNA, mayImpersonate: 'yes' }], 'user 1: "mayImpersonate" must be a boolean'],
  [[ANNA, { ...ANNA, user: 'other', smtp: 'ANNA@x.example' }], '"anna@x.example" appears twice'],
])('%j: %s', async (content, problem) => {
  await expect(read(content)).rejects.toThrow(`${file}: ${problem}`);
});

test('a missing file is named', async () => {
  await expect(readUsersFile(join(folder, 'none.json'))).rejects.toThrow(/none\.json: cannot be read \(ENOENT\)/);
});
