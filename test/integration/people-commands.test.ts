import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningSimulator } from '../../simulator/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import type { Account, AccountList, Person, PersonPage } from '../../src/api/resources.ts';
import type { CommandResult, StartedCommand } from '../support/command.ts';
import { runCommand, startCommand } from '../support/command.ts';
import { runCommandHere } from '../support/command-here.ts';
import { configuration, GIULIA } from '../support/configuration.ts';
import { prepareDataDirectory } from '../support/prepared-data.ts';

let simulator: RunningSimulator;
let data: string;
/** One that runs saves every command the opening of the database. */
let server: StartedCommand;
let url: string;

beforeAll(async () => {
  simulator = await startSimulator();
  data = mkdtempSync(join(tmpdir(), 'raccordo-people-'));
  await prepareDataDirectory(data);
  const file = join(data, 'config.yaml');
  const settings = { profile: { interval: '1d' }, account: { firstRun: 'approve' } };
  writeFileSync(file, configuration({ serverUrl: simulator.ewsUrl, ...settings }));
  server = startCommand(['serve', '--port', '0', '--json', '--data', data]);
  ({ url } = JSON.parse(await server.firstLine()) as { readonly url: string });
  await raccordo('apply', '-f', file);
});
afterAll(async () => {
  await stop(server);
  await simulator.close();
  rmSync(data, { recursive: true, force: true });
});

const raccordo = (...args: readonly string[]): Promise<CommandResult> => runCommandHere([...args, '--data', data]);
const refused = (...args: readonly string[]): Promise<CommandResult> =>
  runCommandHere([...args, '--data', data], { exitCode: 2 });
const people = async (): Promise<readonly Person[]> => (await raccordo('users', '--json')).json<PersonPage>().users;

describe.sequential('raccordo users', () => {
  test('lists who may sign in, and that nobody can yet who has no password', async () => {
    expect(await people()).toMatchObject([{ name: 'mario', role: 'user', hasPassword: false, emailVerified: true }]);
    const { stdout } = await raccordo('users');
    expect(stdout).toMatch(
      /^Name +Role +Active +Password +E-mail confirmed +Last sign-in\nmario +user +yes +no +yes +never\n$/,
    );
  });

  test('add enters a person and prints a link that works once', async () => {
    const added = ['users', 'add', 'ada', '--email', 'ada@example.org', '--role', 'administrator'];
    const { stdout } = await raccordo(...added);
    const link = new RegExp(`^${url}/#link=([\\w-]{43})$`, 'm').exec(stdout);
    expect(stdout).toContain('ada was entered.');
    const body = { token: link?.[1], password: 'quattro gatti sul tetto' };
    expect(await redeem(body)).toBe(200);
    expect(await redeem(body)).not.toBe(200);
    expect(await people()).toMatchObject([
      { name: 'ada', displayName: 'ada', role: 'administrator', hasPassword: true },
      { name: 'mario' },
    ]);
  });

  test('role gives and takes the role, but not that of the last administrator', async () => {
    const { stderr } = await refused('users', 'role', 'ada', 'user');
    expect(stderr).toContain('last');
    expect((await raccordo('users', 'role', 'mario', 'administrator')).stdout).toBe('mario is an administrator now.\n');
    expect((await raccordo('users', 'role', 'ada', 'user', '--json')).json<Person>()).toMatchObject({ role: 'user' });
    await raccordo('users', 'role', 'ada', 'administrator');
    await raccordo('users', 'role', 'mario', 'user');
  });

  test('says who is not there, and what is not an address', async () => {
    expect((await refused('users', 'link', 'nobody')).stderr).toContain('There is no such user');
    await refused('users', 'add', 'x', '--email', 'nowhere');
    await refused('users', 'add', 'mario', '--email', 'other@example.org');
    expect((await people()).map(({ name }) => name)).toEqual(['ada', 'mario']);
  });
});

describe.sequential('raccordo accounts', () => {
  test('lists who synchronises which mailbox, and how it stands', async () => {
    const { accounts } = (await raccordo('accounts', '--json')).json<AccountList>();
    expect(accounts).toMatchObject([
      {
        name: 'mario',
        user: { name: 'mario' },
        firstRun: 'approve',
        claim: { state: 'granted', decidedBy: 'operator' },
      },
    ]);
    const { stdout } = await raccordo('accounts');
    expect(stdout).toMatch(/^Account +User +Mailbox +Allowed +State +Last success\nmario +mario +\S+ +yes +/);
  });

  test('refuse keeps a mailbox from being synchronised, grant gives it back', async () => {
    expect((await raccordo('accounts', 'refuse', 'mario', '--json')).json<Account>().claim).toMatchObject({
      state: 'refused',
      decidedBy: 'operator',
    });
    const { stderr } = await refused('sync', '--account', 'mario');
    expect(stderr).toContain('refused the mailbox of the account mario');
    expect(stderr).toContain('`raccordo accounts grant mario`');
    const { stdout: status } = await raccordo('status');
    expect(status).toMatch(/^mario +Contacts +mailbox not allowed /m);
    expect(status).toContain('`raccordo accounts grant mario`');
    expect((await raccordo('status', '--lang', 'it')).stdout).toContain('`raccordo accounts grant mario` la consente');
    expect((await raccordo('accounts')).stdout).toMatch(/^mario .* refused /m);
    expect((await raccordo('accounts', 'grant', 'mario')).stdout).toContain('mario may synchronise');
  });

  test('an account whose mailbox is not allowed keeps no other from being synchronised', async () => {
    await raccordo('accounts', 'refuse', 'mario');
    const { stdout, stderr } = await raccordo('sync');
    expect(stdout).toBe('');
    expect(stderr).toContain('refused the mailbox of the account mario');
    await raccordo('accounts', 'grant', 'mario');
  });

  test('says which account is not there', async () => {
    expect((await refused('accounts', 'grant', GIULIA.user)).stderr).toContain(GIULIA.user);
  });
});

describe.sequential('raccordo sync of an account that waits for its first approval', () => {
  test('is held with its plan, and goes on with the hashes of both item types', async () => {
    const person = 'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Anna Rossi\r\nN:Rossi;Anna;;;\r\nEND:VCARD\r\n';
    const event =
      'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20300101T000000Z\r\nDTSTART:20300108T090000Z\r\nDTEND:20300108T100000Z\r\nSUMMARY:Review\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n';
    writeFileSync(join(data, 'one.vcf'), person);
    writeFileSync(join(data, 'one.ics'), event);
    await raccordo('contacts', 'import', join(data, 'one.vcf'), '--user', 'mario');
    await raccordo('appointments', 'import', join(data, 'one.ics'), '--user', 'mario');

    const { stdout: status } = await raccordo('status');
    expect(status).toMatch(/^mario +Contacts +plan to approve /m);
    expect(status).toContain('`raccordo sync --account mario --dry-run` shows the plan');
    expect((await raccordo('status', '--lang', 'it')).stdout).toContain(
      '`raccordo sync --account mario --approve CODICE`',
    );
    const planned = (await raccordo('sync', '--account', 'mario', '--dry-run')).stdout;
    expect(planned).not.toContain('--dry-run');

    const held = await runCommandHere(['sync', '--account', 'mario', '--data', data], { exitCode: 3 });
    expect(held.stdout).toContain('raccordo sync --account mario --dry-run');
    expect(held.stdout).toContain('The first run writes nothing before its plan is approved');
    expect(held.stdout).toContain('Anna Rossi: U4');
    const hashes = [...held.stdout.matchAll(/--approve (\w+)/g)].map(([, hash]) => hash ?? '');
    expect(hashes).toHaveLength(2);
    const together = `raccordo sync --account mario --approve ${hashes[0]} --approve ${hashes[1]}\n`;
    expect([planned, held.stdout].filter((text) => text.includes(together))).toHaveLength(2);

    const one = ['sync', '--account', 'mario', '--approve', hashes[0] ?? '', '--data', data];
    expect((await runCommandHere(one, { exitCode: 3 })).stdout).toContain('1 created in Exchange');
    const both = hashes.flatMap((hash) => ['--approve', hash]);
    expect((await raccordo('sync', '--account', 'mario', ...both)).stdout).toContain('1 created in Exchange');
  });
});

describe('without a server that runs', () => {
  test('a link is the path that will work once one does', async () => {
    await stop(server);
    const link = ['users', 'link', 'mario', '--data', data];
    const { stdout } = await runCommand(link);
    expect(stdout).toMatch(/^\/#link=[\w-]{43}$/m);
    expect(stdout).toContain('Put it behind the address of the page');
    expect((await runCommand([...link, '--json'])).json()).toMatchObject({ url: null });
  });
});

async function redeem(body: object): Promise<number> {
  const headers = { 'content-type': 'application/json' };
  return (await fetch(`${url}/api/links/redeem`, { method: 'POST', headers, body: JSON.stringify(body) })).status;
}

async function stop(command: StartedCommand): Promise<void> {
  command.process.kill('SIGTERM');
  await command.ended();
}
