import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Explanation } from '../../src/api/resources.ts';
import type { StartedCommand } from '../support/command.ts';
import { startCommand } from '../support/command.ts';
import type { Crm } from '../support/crm.ts';
import { crmAt } from '../support/crm.ts';
import type { World } from '../support/world.ts';
import { openWorld } from '../support/world.ts';

let world: World;
let started: StartedCommand[] = [];
beforeEach(async () => {
  world = await openWorld();
  await world.apply({ profile: { interval: '5s' } });
});
afterEach(async () => {
  for (const { process } of started)
    if (process.exitCode === null && process.signalCode === null) process.kill('SIGKILL');
  await Promise.all(started.map((one) => one.ended()));
  started = [];
  await world.close();
});

function start(args: readonly string[]): StartedCommand {
  const command = startCommand([...args, '--data', world.dataDirectory]);
  started.push(command);
  return command;
}

async function startServe(): Promise<{ readonly serve: StartedCommand; readonly crm: Crm }> {
  const serve = start(['serve', '--port', '0', '--json']);
  const { url } = JSON.parse(await serve.firstLine()) as { url: string };
  const token = readFileSync(join(world.dataDirectory, 'token'), 'utf8').trim();
  return { serve, crm: crmAt(url, token, 'mario') };
}

const labels = () => world.mailbox.items('contacts').map(({ label }) => label);

test('commands work through a running server, and a second server is refused the directory', async () => {
  const { serve } = await startServe();
  const card = 'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Da Comando\r\nN:Comando;Da;;;\r\nEND:VCARD\r\n';
  await world.command(['contacts', 'import', world.file('c.vcf', card), '--user', 'mario']);
  const runs = await world.sync();
  expect(runs.map(({ outcome }) => outcome)).toEqual(['done', 'done']);
  expect(labels()).toEqual(['Da Comando']);
  const explained = (await world.command(['explain', 'Comando', '--json'])).json<Explanation>();
  expect(explained.items).toMatchObject([{ state: 'linked' }]);

  const second = await world.command(['serve', '--port', '0'], { exitCode: 1 });
  expect(second.stderr).toContain(`process ${serve.process.pid}`);
});

test('a change on either side reaches the other within 10 seconds', async () => {
  const { crm } = await startServe();
  const within10Seconds = { timeout: 10_000, interval: 100 };
  const record = await crm.contacts.add({ fields: { name: { givenName: 'Dal', surname: 'Crm' } } });
  await vi.waitFor(() => expect(labels()).toContain('Dal Crm'), within10Seconds);
  world.mailbox.change(world.mailbox.items('contacts')[0]?.id ?? '', { JobTitle: 'Sindaca' });
  await vi.waitFor(
    async () => expect((await crm.contacts.named('Dal Crm')).fields.jobTitle).toBe('Sindaca'),
    within10Seconds,
  );
  await crm.contacts.change(record.id, { jobTitle: 'Assessora' });
  await vi.waitFor(
    () => expect(world.mailbox.items('contacts')[0]?.fields['JobTitle']).toBe('Assessora'),
    within10Seconds,
  );
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s ends the server cleanly, and the directory is free', async (signal) => {
  const { serve, crm } = await startServe();
  await crm.contacts.add({ fields: { name: { givenName: 'Resta', surname: 'Qui' } } });
  serve.process.kill(signal);
  const { exitCode, signal: killedBy } = await serve.ended();
  expect([exitCode, killedBy]).toEqual([0, null]);

  const listed = (await world.command(['contacts', 'list', '--json'])).json<{ total: number }>();
  expect(listed.total).toBe(1);
});

test('two commands at the same moment: one may be refused, nothing is done twice', async () => {
  for (let index = 0; index < 40; index += 1)
    world.mailbox.add('contacts', 'Contact', { GivenName: 'Insieme', Surname: `${index}` });
  const both = [start(['sync', '--json']), start(['sync', '--json'])];
  const results = await Promise.all(both.map((one) => one.ended()));
  expect(results.map(({ exitCode }) => exitCode)).toContain(0);
  const refused = results.filter(({ exitCode }) => exitCode !== 0).map(({ stderr }) => stderr);
  const others = refused.filter((stderr) => !/uses this data directory|does not answer/.test(stderr));
  expect(others, 'refused for another reason').toEqual([]);

  const runs = await world.sync();
  expect(runs.map(({ outcome }) => outcome)).toEqual(['done', 'done']);
  const listed = (await world.command(['contacts', 'list', '--json'])).json<{ total: number }>();
  expect([listed.total, labels().length]).toEqual([40, 40]);
});
