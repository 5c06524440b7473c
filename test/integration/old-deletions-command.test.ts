import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningSimulator } from '../../simulator/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import type { RunList } from '../../src/api/resources.ts';
import type { CommandResult, StartedCommand } from '../support/command.ts';
import { runCommand, startCommand } from '../support/command.ts';
import { configuration, MARIO } from '../support/configuration.ts';

const ACCOUNT = ['old-deletions', '--account', 'mario'] as const;

let simulator: RunningSimulator;
let data: string;
let server: StartedCommand;

const raccordo = (...args: readonly string[]): Promise<CommandResult> =>
  runCommand([...args, '--data', data], { exitCode: null });
const inMailbox = (): number => simulator.mailbox(MARIO.smtp).items('contacts').length;

/** @param deleteExchangeToCrm whether what is deleted in Exchange goes in the CRM, too */
async function configure(deleteExchangeToCrm: boolean): Promise<void> {
  const file = join(data, 'config.yaml');
  writeFileSync(
    file,
    configuration({ serverUrl: simulator.ewsUrl, profile: { interval: '1d' }, contacts: { deleteExchangeToCrm } }),
  );
  expect((await raccordo('apply', '-f', file)).exitCode).toBe(0);
}

beforeAll(async () => {
  simulator = await startSimulator();
  data = mkdtempSync(join(tmpdir(), 'raccordo-old-deletions-'));
  server = startCommand(['serve', '--port', '0', '--json', '--data', data]);
  await server.firstLine();
  await configure(false);
  const card = (name: string) =>
    `BEGIN:VCARD\r\nVERSION:4.0\r\nFN:${name} Rossi\r\nN:Rossi;${name};;;\r\nEND:VCARD\r\n`;
  writeFileSync(join(data, 'people.vcf'), ['Anna', 'Bruno', 'Carla'].map(card).join(''));
  await raccordo('contacts', 'import', join(data, 'people.vcf'), '--user', 'mario');
  await raccordo('sync', '--account', 'mario');
  const mailbox = simulator.mailbox(MARIO.smtp);
  for (const { id, fields } of mailbox.items('contacts'))
    if (fields['DisplayName'] !== 'Carla Rossi') mailbox.delete(id);
  await raccordo('sync', '--account', 'mario');
});
afterAll(async () => {
  server.process.kill('SIGTERM');
  await server.ended();
  await simulator.close();
  rmSync(data, { recursive: true, force: true });
});

const inCrm = async (): Promise<number> =>
  (await raccordo('contacts', 'list', '--json')).json<{ readonly records: readonly unknown[] }>().records.length;

describe.sequential('raccordo old-deletions', () => {
  test('says that there are none while the rule is off', async () => {
    const { stdout, exitCode } = await raccordo(...ACCOUNT);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('Nothing is left of deletions')]);
    expect([inMailbox(), await inCrm()]).toEqual([1, 3]);
  });

  test('without a terminal and without --yes only shows', async () => {
    await configure(true);
    const { stdout, stderr, exitCode } = await raccordo(...ACCOUNT);
    expect(exitCode).toBe(3);
    expect(stdout).toContain('2 left in the CRM');
    expect(stdout).toMatch(/Anna Rossi: D1 .*\n/);
    expect(stderr).toContain('--yes');
    expect(await inCrm()).toBe(3);
  });

  test('with --yes carries out exactly what it showed, and an undo brings it back', async () => {
    const { runs } = (await raccordo(...ACCOUNT, '--yes', '--json')).json<RunList>();
    const [planned, applied] = runs;
    expect(planned).toMatchObject({ kind: 'oldDeletions', dryRun: true, counts: { deletedInCrm: 2 } });
    expect(applied).toMatchObject({ kind: 'oldDeletions', outcome: 'done', appliesPlan: planned?.id });
    expect(await inCrm()).toBe(1);
    expect((await raccordo('undo', applied?.id ?? '', '--yes')).exitCode).toBe(0);
    expect(await inCrm()).toBe(3);
    expect((await raccordo(...ACCOUNT, '--lang', 'it')).stdout).toContain('non è rimasto nulla');
  });

  test('with --leave lets them stay for good', async () => {
    await configure(false);
    const mailbox = simulator.mailbox(MARIO.smtp);
    for (const { id } of mailbox.items('contacts')) mailbox.delete(id);
    await raccordo('sync', '--account', 'mario');
    await configure(true);
    const asked = await raccordo(...ACCOUNT, '--leave');
    expect([asked.exitCode, asked.stderr]).toEqual([3, expect.stringContaining('Nothing was decided')]);
    const left = await raccordo(...ACCOUNT, '--leave', '--yes');
    expect([left.exitCode, left.stdout]).toEqual([0, expect.stringContaining('One stays for good')]);
    expect((await raccordo(...ACCOUNT)).stdout).toContain('Nothing is left of deletions');
    expect(await inCrm()).toBe(3);
  });
});
