import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenConnector, RunningServer } from '../main.ts';
import { openConnector, startServer } from '../main.ts';
import { createLog } from '../observability/index.ts';
import { CHEAP_PASSWORDS } from '../people/testing/cheap-passwords.ts';
import type { SignedIn } from './testing/api-world.ts';
import { signIn } from './testing/api-world.ts';
import { GIULIA_AT_BRENTA } from './testing/giulia-at-brenta.ts';
import type { Call } from './testing/http-client.ts';
import { callerWith } from './testing/http-client.ts';

const CONFIGURATION = `
users:
  - { name: giulia, displayName: Giulia, email: giulia@brenta.example, timeZone: Europe/Rome }
${GIULIA_AT_BRENTA}`;
const RUNS = '/api/accounts/giulia-brenta/runs';

let dataDirectory: string;
let connector: OpenConnector;
let server: RunningServer;
let operator: Call;
let lines: string[];

async function start(): Promise<void> {
  lines = [];
  connector = await openConnector({
    dataDirectory,
    environment: {},
    log: createLog({ level: 'error', file: null }, { write: (line: string) => void lines.push(line) }),
    tuning: { exchangeTimeoutMs: 2_000 },
    passwordCost: CHEAP_PASSWORDS,
  });
  server = await startServer(connector, { port: 0 });
  operator = callerWith(server.url, { authorization: `Bearer ${connector.token}` });
}

async function stop(): Promise<void> {
  await server.close();
  await connector.close();
}

async function finished(call: Call): Promise<string | null> {
  const { json } = await call('POST', RUNS, { body: {} });
  const { json: run } = await call('GET', `/api/runs/${json.runs[0].id}?wait=20`);
  return run.problem?.code ?? null;
}

describe('a database that came from a backup', () => {
  let giulia: SignedIn;
  let amelia: SignedIn;

  beforeAll(async () => {
    dataDirectory = await mkdtemp(join(tmpdir(), 'raccordo-restored-'));
    await start();
    const secretValues = { 'env:EXCHANGE_PASSWORD': 'x' };
    await operator('POST', '/api/configuration', { body: { document: CONFIGURATION, secretValues } });
    await finished(operator);
    await stop();
    // As if the database had gone back: the mark has seen more than it knows.
    const mark = join(dataDirectory, 'installation.json');
    const seen = JSON.parse(await readFile(mark, 'utf8')) as { readonly generation: number };
    await writeFile(mark, JSON.stringify({ ...seen, generation: seen.generation + 1 }));
    await start();
    giulia = await signIn(connector, server.url, 'giulia', 'user');
    amelia = await signIn(connector, server.url, 'amelia', 'administrator');
  });
  afterAll(async () => {
    await stop();
    await rm(dataDirectory, { recursive: true, force: true });
  });

  test('starts nothing, and says why to everybody who asks', async () => {
    await connector.startSchedule();
    for (const call of [operator, amelia.call, giulia.call]) {
      expect((await call('GET', '/api/installation')).json).toEqual({ doubt: 'restored' });
      for (const dryRun of [false, true]) {
        const { status, json } = await call('POST', RUNS, { body: { dryRun } });
        expect([status, json.code, json.details]).toEqual([409, 'installation_unconfirmed', { reason: 'restored' }]);
      }
    }
    expect((await giulia.call('POST', '/api/accounts/giulia-brenta/verify', { body: {} })).json.code).toBe(
      'installation_unconfirmed',
    );
    const { installation, accounts } = (await giulia.call('GET', '/api/status')).json;
    expect(installation).toEqual({ doubt: 'restored' });
    expect(accounts[0].schedule).toMatchObject({ state: 'paused', reason: { code: 'installation_unconfirmed' } });
    expect((await callerWith(server.url, {})('GET', '/api/health')).json).toEqual({ status: 'unconfirmed' });
    expect(connector.board.newestFirst()).toEqual([]);
    expect(lines.join('')).toContain('installation unconfirmed');
  });

  test('goes on with an administrator’s word, which is remembered, and compares everything', async () => {
    const path = '/api/installation/confirmation';
    expect((await giulia.call('POST', path, { body: {} })).status).toBe(403);
    const before = await connector.parts.store.listScopes();
    expect((await amelia.call('POST', path, { body: {} })).json).toEqual({ doubt: null });
    const after = await connector.parts.store.listScopes();
    expect(after.map(({ status, epoch }) => [status, epoch])).toEqual(before.map(({ epoch }) => ['relink', epoch + 1]));
    expect(before.length).toBe(2);
    const { entries } = (await amelia.call('GET', '/api/audit')).json;
    expect(entries.find(({ action }: { action: string }) => action === 'installation_confirmed')).toMatchObject({
      actor: 'amelia',
      details: { reason: 'restored', scopes: 2 },
    });
    expect((await callerWith(server.url, {})('GET', '/api/health')).json).toEqual({ status: 'ok' });
    const { accounts } = (await giulia.call('GET', '/api/status')).json;
    expect(accounts[0].schedule.state).not.toBe('paused');
    expect(await finished(giulia.call)).not.toBe('installation_unconfirmed');
  });

  test('is not confirmed twice, and not asked about at the next start', async () => {
    const again = await operator('POST', '/api/installation/confirmation', { body: {} });
    expect([again.status, again.json.code]).toEqual([409, 'installation_confirmed']);
    await stop();
    await start();
    expect((await operator('GET', '/api/installation')).json).toEqual({ doubt: null });
  });
});
