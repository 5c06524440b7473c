import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { World } from '../support/world.ts';
import { openWorld } from '../support/world.ts';

const ENTRY = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await world.apply();
});
afterAll(() => world.close());

const ICS =
  'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260101T100000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n';

test.each([
  ['a calendar where vCards are meant', ['contacts', 'import'], ICS, 'no vCard'],
  ['an empty file', ['contacts', 'import'], '', 'no vCard'],
  ['something that is no calendar', ['appointments', 'import'], 'hello', 'no iCalendar event'],
])('%s is not "0 created" but bad input', async (_what, command, content, sentence) => {
  const path = world.file('given.txt', content);
  const { stdout, stderr } = await world.command([...command, path, '--user', 'mario'], { exitCode: 2 });
  expect(stdout).toBe('');
  expect(stderr).toContain(sentence);
  expect(stderr).toContain(path);
});

test('what a file system says is said in words', async () => {
  const missing = await world.command(['apply', '-f', '/no/such/file', '--lang', 'it'], { exitCode: 2 });
  expect(missing.stderr).toContain('Il file /no/such/file non si può leggere (non esiste).');
  const folder = await world.command(['contacts', 'import', '/tmp', '--user', 'mario'], { exitCode: 2 });
  expect(folder.stderr).toContain('The file /tmp cannot be read (it is a directory).');
});

test('a list that finds nothing says what was looked for', async () => {
  const { stdout } = await world.command(['contacts', 'list', '--search', 'nessuno']);
  expect(stdout.trim()).toBe('Nothing matches "nessuno".');
});

test('problems of a configuration are said in Italian to whom asked for Italian', async () => {
  const path = world.file('wrong.yaml', 'profils: []\naccounts: [{ name: a, user: u, profile: p, mailbox: m }]\n');
  const { stderr } = await world.command(['apply', '-f', path, '--lang', 'it'], { exitCode: 2 });
  expect(stderr).toContain('accounts[0].mailbox: dev’essere un indirizzo e-mail');
  expect(stderr).toContain('profils: non è un’impostazione; intendevi `profiles`?');
});

test('a run that fails is told once, in words, without lines of a log between them', async () => {
  await world.simulator.close();
  const { stderr, stdout } = await world.command(['sync'], { exitCode: 4, env: { RACCORDO_LOG_LEVEL: '' } });
  expect(stdout).toContain('refuses the connection');
  expect(stderr).not.toContain('{');
});

test('a reader who stops reading does not end the work', async () => {
  const child = spawn(process.execPath, [ENTRY, 'contacts', 'list', '--help'], {
    env: { ...process.env, RACCORDO_LANG: 'en' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.destroy();
  const said: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const [exitCode] = (await once(child, 'close')) as [number | null];
  expect([exitCode, said.join('')]).toEqual([0, '']);
});
