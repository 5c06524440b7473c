import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startDemoWorld } from '../support/demo-world.ts';

it('the demo ends cleanly at Ctrl-C, starts again in under ten seconds, and keeps what there was', async () => {
  const first = await startDemoWorld();
  try {
    const token = new URL(first.page).hash;
    const before = await linkedItems(first.url, token);
    expect(before).toBeGreaterThan(300);
    expect(await first.interrupt()).toBe(0);

    const second = await startDemoWorld(first.directory);
    expect(second.said()).toContain('still there');
    expect(new URL(second.page).hash).toBe(token);
    expect(await linkedItems(second.url, token)).toBe(before);
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
    const token = new URL(second.page).hash;
    await expect.poll(() => linkedItems(second.url, token), { timeout: 60_000, interval: 500 }).toBeGreaterThan(300);
  } finally {
    await second.close();
  }
}, 240_000);

async function linkedItems(url: string, hash: string): Promise<number> {
  const token = new URLSearchParams(hash.slice(1)).get('token');
  const response = await fetch(`${url}/api/status`, { headers: { authorization: `Bearer ${token}` } });
  const { accounts } = (await response.json()) as { accounts: { scopes: { links: { LINKED: number } }[] }[] };
  return accounts.flatMap(({ scopes }) => scopes).reduce((sum, { links }) => sum + links.LINKED, 0);
}
