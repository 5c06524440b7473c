import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningSimulator } from '../../simulator/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import type { RunList } from '../../src/api/resources.ts';
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
  data = mkdtempSync(join(tmpdir(), 'raccordo-undo-'));
  await prepareDataDirectory(data);
  const file = join(data, 'config.yaml');
  writeFileSync(file, configuration({ serverUrl: simulator.ewsUrl, profile: { interval: '1d' } }));
  server = startCommand(['serve', '--port', '0', '--json', '--data', data]);
  await server.firstLine();
  const card = (name: string) =>
    `BEGIN:VCARD\r\nVERSION:4.0\r\nFN:${name} Rossi\r\nN:Rossi;${name};;;\r\nEND:VCARD\r\n`;
  writeFileSync(join(data, 'people.vcf'), ['Anna', 'Bruno'].map(card).join(''));
  await raccordo('apply', '-f', file);
  await raccordo('contacts', 'import', join(data, 'people.vcf'), '--user', 'mario');
  await raccordo('sync', '--account', 'mario');
});
afterAll(async () => {
  server.process.kill('SIGTERM');
  await server.ended();
  await simulator.close();
  rmSync(data, { recursive: true, force: true });
});

describe.sequential('raccordo undo', () => {
  let run: string;

  test('without a run lists those that can be taken back', async () => {
    const { stdout, exitCode } = await raccordo('undo');
    expect(exitCode).toBe(0);
    const line = stdout.split('\n').find((one) => one.includes('2 created in Exchange'));
    expect(line).toContain('mario');
    run = line?.split(' ')[0] ?? '';
    expect(run).not.toBe('');
  });

  test('without a terminal and without --yes only shows', async () => {
    const { stdout, stderr, exitCode } = await raccordo('undo', run);
    expect(exitCode).toBe(3);
    expect(stdout).toContain(`to take run ${run} back`);
    expect(stdout).toMatch(/Anna Rossi: X1 .*\n/);
    expect(stdout).toContain('2 deleted in Exchange');
    expect(stderr).toContain('--yes');
    expect(inMailbox()).toBe(2);
  });

  test('--yes shows and carries out exactly that, once', async () => {
    expect(inMailbox()).toBe(2);
    const { stdout, exitCode } = await raccordo('undo', run, '--yes');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/Contacts +2 deleted in Exchange\n$/);
    expect(inMailbox()).toBe(0);
    const again = await raccordo('undo', run, '--yes', '--lang', 'it');
    expect(again.exitCode).toBe(2);
    expect(again.stderr).toContain('è già stata annullata');
  });

  test('takes the undo back as JSON for scripts', async () => {
    const { runs } = (await raccordo('undo', '--json')).json<RunList>();
    const undo = runs.find(({ kind }) => kind === 'undo');
    expect(undo).toMatchObject({ undoOf: run, counts: { deletedInExchange: 2 } });
    const redone = (await raccordo('undo', undo?.id ?? '', '--yes', '--json')).json<RunList>();
    expect(redone.runs).toMatchObject([
      { dryRun: true, outcome: 'done' },
      { dryRun: false, outcome: 'done', counts: { createdInExchange: 2 } },
    ]);
    expect(inMailbox()).toBe(2);
  });
});
