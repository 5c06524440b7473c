import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { DemoAddresses } from '../support/demo-world.ts';
import { startDemoWorld } from '../support/demo-world.ts';

it('the demo ends cleanly at Ctrl-C, starts again in under ten seconds, and keeps what there was', async () => {
  const first = await startDemoWorld();
  try {
    const before = await linkedItems(first);
    const links = [first.page];
    expect(before).toBeGreaterThan(300);
    expect(await first.interrupt()).toBe(0);

    const second = await startDemoWorld(first.directory);
    expect(second.said()).toContain('still there');
    expect(second.logins).toEqual(first.logins);
    expect(await linkedItems(second)).toBe(before);
    links.push(second.page);
    expect(new Set(links.map((page) => new URL(page).hash)).size).toBe(2);
    expect(statSync(join(second.directory, 'logins.json')).mode & 0o077).toBe(0);
    expect(second.readyAfterMs).toBeLessThan(10_000);
    expect(await second.interrupt()).toBe(0);
  } finally {
    await first.close();
  }
}, 240_000);

it('the demo ends cleanly at Ctrl-C in the middle of its first synchronisation, and the next start goes on', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'raccordo-demo-'));
  const args = ['dist/src/cli/main.js', 'demo', '--data', directory, '--port', '0', '--simulator-port', '0'];
  const child = spawn(process.execPath, [...args, '--lang', 'en'], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (!said.includes('reading and planning') && (said + text).includes('reading and planning')) child.kill('SIGINT');
    said += text;
  });
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(said).toContain('Stopped. Nothing is lost');

  const second = await startDemoWorld(directory);
  try {
    await expect.poll(() => linkedItems(second), { timeout: 60_000, interval: 500 }).toBeGreaterThan(300);
  } finally {
    await second.close();
  }
}, 240_000);

/** As the administrator sees them, who signs in with the password that was told. */
async function linkedItems({ url, logins }: Pick<DemoAddresses, 'url' | 'logins'>): Promise<number> {
  const [{ name, password } = { name: '', password: '' }] = logins;
  const signedIn = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, password }),
  });
  const cookie = signedIn.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
  const response = await fetch(`${url}/api/status`, { headers: { cookie } });
  const { accounts } = (await response.json()) as { accounts: { scopes: { links: { LINKED: number } }[] }[] };
  return accounts.flatMap(({ scopes }) => scopes).reduce((sum, { links }) => sum + links.LINKED, 0);
}
