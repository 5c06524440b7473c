import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningSimulator } from '../../simulator/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import type { Plan, PlanStep, RunList } from '../../src/api/resources.ts';
import type { CommandResult, StartedCommand } from '../support/command.ts';
import { startCommand } from '../support/command.ts';
import { runCommandHere } from '../support/command-here.ts';
import { configuration, MARIO } from '../support/configuration.ts';
import { prepareDataDirectory } from '../support/prepared-data.ts';

let simulator: RunningSimulator;
let data: string;
let server: StartedCommand;

const raccordo = (...args: readonly string[]): Promise<CommandResult> =>
  runCommandHere([...args, '--data', data], { exitCode: null });
const inMailbox = (): number => simulator.mailbox(MARIO.smtp).items('contacts').length;

beforeAll(async () => {
  simulator = await startSimulator();
  data = mkdtempSync(join(tmpdir(), 'raccordo-plans-'));
  await prepareDataDirectory(data);
  const file = join(data, 'config.yaml');
  const settings = { profile: { interval: '1d' }, account: { firstRun: 'approve' } };
  writeFileSync(file, configuration({ serverUrl: simulator.ewsUrl, ...settings }));
  server = startCommand(['serve', '--port', '0', '--json', '--data', data]);
  await server.firstLine();
  await raccordo('apply', '-f', file);
  await enter('Anna', 'Bruno');
});
afterAll(async () => {
  server.process.kill('SIGTERM');
  await server.ended();
  await simulator.close();
  rmSync(data, { recursive: true, force: true });
});

async function enter(...names: readonly string[]): Promise<void> {
  const card = (name: string) =>
    `BEGIN:VCARD\r\nVERSION:4.0\r\nFN:${name} Rossi\r\nN:Rossi;${name};;;\r\nEND:VCARD\r\n`;
  writeFileSync(join(data, 'people.vcf'), names.map(card).join(''));
  await raccordo('contacts', 'import', join(data, 'people.vcf'), '--user', 'mario');
}

async function preview(): Promise<string> {
  const { runs } = (await raccordo('sync', '--account', 'mario', '--dry-run', '--json')).json<RunList>();
  return runs.find(({ itemType }) => itemType === 'contacts')?.planRunId ?? '';
}

describe.sequential('raccordo plan', () => {
  let run: string;

  test('show has every step with every value, and says how to carry it out', async () => {
    const planned = await raccordo('sync', '--account', 'mario', '--dry-run');
    run = /raccordo plan show (\S+)/.exec(planned.stdout)?.[1] ?? '';
    const { stdout, exitCode } = await raccordo('plan', 'show', run);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Contacts of account mario, planned ');
    expect(stdout).toContain('2 created in Exchange');
    expect(stdout).toContain('Waits for an approval: B5');
    expect(stdout).toContain('Nobody gets a mail.');
    expect(stdout).toMatch(/Anna Rossi: U4 .*\n(.*\n)*? +Exchange, Display name: \(empty\) → Anna Rossi/);
    expect(stdout).toContain(`Carry out exactly this: raccordo plan apply ${run}`);
    expect((await raccordo('plan', 'show', run, '--lang', 'it')).stdout).toContain('Non parte nessuna mail.');
    expect((await raccordo('plan', 'show', run, '--kind', 'deleteInCrm')).stdout).not.toContain('Anna');
    const read = (await raccordo('plan', 'show', run, '--all', '--json')).json<{ plan: Plan; steps: PlanStep[] }>();
    expect(read.plan).toMatchObject({ runId: run, state: 'open', steps: 2 });
    expect(read.steps).toHaveLength(2);
  });

  test('apply without a terminal and without --yes only shows', async () => {
    const { stdout, stderr, exitCode } = await raccordo('plan', 'apply', run);
    expect(exitCode).toBe(3);
    expect(stdout).toContain('2 created in Exchange');
    expect(stderr).toContain(`raccordo plan apply ${run} --yes`);
    expect(inMailbox()).toBe(0);
  });

  test('apply of a plan that does not fit any more writes nothing, and the run has the plan of now', async () => {
    await enter('Carla');
    const refused = await raccordo('plan', 'apply', run, '--yes');
    expect(refused.exitCode).toBe(3);
    expect(refused.stdout).toContain('The plan does not fit any more');
    expect(refused.stdout).toContain('Steps that the plan did not have: 1.');
    expect(inMailbox()).toBe(0);
    expect((await raccordo('plan', 'show', run)).stdout).toContain('outdated, nothing of it was done');
  });

  test('apply --yes carries out exactly this, once', async () => {
    run = await preview();
    const { stdout, exitCode } = await raccordo('plan', 'apply', run, '--yes');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/Contacts +3 created in Exchange\n(.*\n)*$/);
    expect(inMailbox()).toBe(3);
    const again = await raccordo('plan', 'apply', run, '--yes');
    expect(again.exitCode).toBe(2);
    expect(again.stderr).toContain('carried out before');
    expect((await raccordo('plan', 'show', run)).stdout).toContain(': carried out\n');
  });

  test('says that there is no such run, and that a run has no plan', async () => {
    const { stderr, exitCode } = await raccordo('plan', 'show', 'nothing');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('There is no such run');
  });
});
