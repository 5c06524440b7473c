import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';

it('a browser that starts takes no folder of anybody else with it when it ends', async () => {
  const before = tmpdir();
  const starting = launchBrowser();
  const meanwhile = tmpdir();
  await (await starting).close();
  expect(meanwhile).toBe(before);
});
