import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ConnectionStep } from '../../src/api/resources.ts';
import { DELEGATE, GIULIA, MARIO } from '../support/configuration.ts';
import type { World } from '../support/world.ts';
import { openWorld } from '../support/world.ts';

/** `raccordo test` as an administrator types it, against a real server. */

let world: World;
let open: AsyncDisposable;
beforeAll(async () => {
  world = await openWorld();
  open = await world.openCrm();
  await world.apply();
});
afterAll(async () => {
  await open[Symbol.asyncDispose]();
  await world.close();
});

interface TestResult {
  readonly profile: string | null;
  readonly account: string | null;
  readonly steps: readonly ConnectionStep[];
  readonly outcome: string;
}

const tests = async (args: readonly string[], exitCode = 0) =>
  (await world.command(['test', '--json', ...args], { exitCode })).json<{ tests: readonly TestResult[] }>().tests;

test('without options every profile is tested, and what is not named is not looked at', async () => {
  const { stdout } = await world.command(['test', '--lang', 'en']);
  expect(stdout).toMatch(/^Profile sede\n/);
  expect(stdout).toMatch(/\n✓ Sign-in +AZIENDA\\svc-raccordo is signed in with NTLM\.\n/);
  expect(stdout).toMatch(/\n– Mailbox +Not looked at, because no mailbox was named\.\n/);
  expect(stdout).toMatch(/\n! Address .*\n {4}→ Use https\./);
});

test('a profile with a mailbox: every step, as JSON', async () => {
  const [result, ...others] = await tests(['--profile', 'sede', '--mailbox', GIULIA.smtp]);
  expect(others).toEqual([]);
  expect(result).toMatchObject({ profile: 'sede', account: null, outcome: 'warnings' });
  expect(result?.steps).toHaveLength(12);
  expect(result?.steps.find(({ step }) => step === 'mailbox')).toMatchObject({
    state: 'ok',
    details: { primary: GIULIA.smtp },
  });
});

test('an account is tested with its own mailbox', async () => {
  const [result] = await tests(['--account', 'mario']);
  expect(result).toMatchObject({ profile: null, account: 'mario', outcome: 'warnings' });
  expect(result?.steps.find(({ step }) => step === 'contacts')?.details['mailbox']).toBe(MARIO.smtp);
});

describe('what does not work', () => {
  test('a mailbox that nobody has: exit code 4, the sentence and the commands in Italian', async () => {
    const args = ['test', '--mailbox', 'nessuno@azienda.example', '--lang', 'it'];
    const { stdout } = await world.command(args, { exitCode: 4 });
    expect(stdout).toMatch(/✗ Casella .*non conosce nessuna casella con l’indirizzo nessuno@azienda\.example/);
    expect(stdout).toContain("\n        Get-Recipient -Identity 'nessuno@azienda.example'");
  });

  test('a wrong password, which is nowhere in the output', async () => {
    await world.apply({ profile: { delegate: { ...DELEGATE, password: 'Sbagliata-9417' } } });
    const { stdout, stderr } = await world.command(['test'], { exitCode: 4 });
    expect(stdout).toContain('Get-ADUser -Identity ');
    expect(stdout + stderr).not.toContain('9417');
    await world.apply();
  });

  test('an account that does not exist, and options that do not go together', async () => {
    const unknown = await world.command(['test', '--account', 'nessuno'], { exitCode: 2 });
    expect(unknown.stderr).toContain('nessuno');
    const both = await world.command(['test', '--account', 'mario', '--profile', 'sede'], { exitCode: 2 });
    expect(both.stderr).toMatch(/--account <name>.*--profile <name>/);
  });
});
