import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { InspectedLink, Session } from '../../src/api/resources.ts';
import type { StartedCommand } from '../support/command.ts';
import { runCommand, startCommand } from '../support/command.ts';

let folder: string;
let data: string;
let running: StartedCommand | null = null;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'raccordo-serve-'));
  data = join(folder, 'data');
});
afterEach(async () => {
  running?.process.kill('SIGTERM');
  await running?.ended();
  running = null;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Started {
  readonly url: string;
  readonly page: string;
  readonly setupUntil: string | null;
}

async function serve(...args: readonly string[]): Promise<Started> {
  running = startCommand(['serve', '--port', '0', '--json', '--data', data, ...args]);
  return JSON.parse(await running.firstLine()) as Started;
}

async function stop(): Promise<void> {
  running?.process.kill('SIGTERM');
  await running?.ended();
  running = null;
}

async function post<T>(
  url: string,
  path: string,
  body: unknown,
): Promise<{ readonly status: number; readonly json: T }> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, json: (await response.json()) as T };
}

const tokenIn = (page: string) => /\/#link=([\w-]{43})$/.exec(page)?.[1] ?? '';

describe.sequential('raccordo serve on a new data directory', () => {
  let first: string;

  test('prints a link that makes the first administrator, and a new one with every start', async () => {
    const before = await serve();
    first = tokenIn(before.page);
    expect(first).not.toBe('');
    const hours = (Date.parse(before.setupUntil ?? '') - Date.now()) / 3_600_000;
    expect([hours > 23.9, hours <= 24]).toEqual([true, true]);
    await stop();

    const { url, page } = await serve();
    expect(tokenIn(page)).not.toBe(first);
    expect((await post<InspectedLink>(url, '/api/links/inspect', { token: tokenIn(page) })).json.kind).toBe('setup');
    expect((await post(url, '/api/links/inspect', { token: first })).status).toBeGreaterThanOrEqual(400);

    const person = {
      token: tokenIn(page),
      name: 'amelia',
      displayName: 'Amelia Neri',
      email: 'amelia@brenta.example',
      timeZone: 'Europe/Rome',
      password: 'quattro gatti sul tetto',
    };
    const made = await post<Session>(url, '/api/setup', person);
    expect([made.status, made.json.user.role]).toEqual([201, 'administrator']);
    expect((await post(url, '/api/setup', { ...person, name: 'eva', email: 'eva@brenta.example' })).status).toBe(410);
  });

  test('prints no link any more once there is an administrator', async () => {
    const { url, page, setupUntil } = await serve();
    expect([page, setupUntil]).toEqual([url, null]);
    await stop();
    const behindProxy = await serve('--public-url', 'https://raccordo.brenta.example/');
    expect(behindProxy.page).toBe('https://raccordo.brenta.example');
  });
});

test('an address that everybody reaches is refused without https before it', async () => {
  const args = ['serve', '--port', '0', '--host', '0.0.0.0', '--data', data];
  const { stderr } = await runCommand(args, { exitCode: 2 });
  expect(stderr).toContain('--public-url');
  const path = await runCommand([...args, '--public-url', 'https://brenta.example/raccordo'], { exitCode: 2 });
  expect(path.stderr).toContain('https://HOST[:PORT]');
});

test('the sentence with the link is in the language of whoever starts it', async () => {
  running = startCommand(['serve', '--port', '0', '--lang', 'it', '--data', join(folder, 'italian')]);
  expect(await running.firstLine()).toContain('amministratore');
});
