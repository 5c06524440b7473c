import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn as sessionOf, TEST_PASSWORD } from '../../src/api/testing/api-world.ts';
import type { OpenConnector, RunningServer } from '../../src/main.ts';
import { openConnector, startServer } from '../../src/main.ts';
import { createLog } from '../../src/observability/index.ts';
import { CHEAP_PASSWORDS } from '../../src/people/testing/cheap-passwords.ts';
import { launchBrowser } from '../support/browser.ts';
import { signIn } from './steps/entering.ts';
import { expectUsable } from './steps/findings.ts';
import { openVisitor } from './steps/visitor.ts';

let folder: string;
let connector: OpenConnector;
let server: RunningServer;
let browser: Browser;

function open(): Promise<OpenConnector> {
  const log = createLog({ level: 'silent', file: null });
  return openConnector({ dataDirectory: folder, environment: {}, log, passwordCost: CHEAP_PASSWORDS });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'raccordo-restored-'));
  await (await open()).close();
  // As if the database had gone back: the mark has seen more than it knows.
  const mark = join(folder, 'installation.json');
  const seen = JSON.parse(readFileSync(mark, 'utf8')) as { readonly generation: number };
  writeFileSync(mark, JSON.stringify({ ...seen, generation: seen.generation + 1 }));
  connector = await open();
  server = await startServer(connector, { port: 0 });
  await sessionOf(connector, server.url, 'amelia', 'administrator');
  await sessionOf(connector, server.url, 'ugo', 'user');
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await connector?.close();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

describe('a database that came from a backup', () => {
  it('is told to everybody on every page, and only administrators are asked', async () => {
    const visitor = await openVisitor(browser, { language: 'it', address: server.url });
    const { page, t } = visitor;
    await signIn(visitor, { name: 'ugo', password: TEST_PASSWORD });
    await page.getByText(t('installation.heading')).waitFor();
    await page.getByText(t('installation.explainUser')).waitFor();
    expect(await page.getByRole('button', { name: t('installation.start') }).count()).toBe(0);
    await page.goto(`${server.url}/accounts`);
    await page.getByText(t('installation.heading')).waitFor();
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
  });

  it('is confirmed after a question, which says what follows, and can be left as it is', async () => {
    const visitor = await openVisitor(browser, { language: 'en', address: server.url });
    const { page, t } = visitor;
    await signIn(visitor, { name: 'amelia', password: TEST_PASSWORD });
    await page.getByText(t('installation.doubt.restored')).waitFor();
    await expectUsable(page);
    await page.getByRole('button', { name: t('installation.start') }).click();
    const dialog = page.getByRole('dialog', { name: t('installation.question') });
    await dialog.getByText(t('installation.consequences')).waitFor();
    await expectUsable(page);
    await dialog.getByRole('button', { name: t('page.cancel') }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(connector.parts.installation.doubt()).toBe('restored');

    await page.getByRole('button', { name: t('installation.start') }).click();
    await dialog.getByRole('button', { name: t('installation.action'), exact: true }).click();
    await page.getByText(t('installation.confirmed')).waitFor();
    expect(connector.parts.installation.doubt()).toBeNull();
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.getByText(t('installation.heading')).count()).toBe(0);
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
  });
});
