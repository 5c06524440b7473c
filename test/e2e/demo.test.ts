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

async function linkedItems(url: string, hash: string): Promise<number> {
  const token = new URLSearchParams(hash.slice(1)).get('token');
  const response = await fetch(`${url}/api/status`, { headers: { authorization: `Bearer ${token}` } });
  const { accounts } = (await response.json()) as { accounts: { scopes: { links: { LINKED: number } }[] }[] };
  return accounts.flatMap(({ scopes }) => scopes).reduce((sum, { links }) => sum + links.LINKED, 0);
}
