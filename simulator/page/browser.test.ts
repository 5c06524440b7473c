import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../test/support/browser.ts';
import type { RunningSimulator, SimulatedMailbox } from '../index.ts';
import { startSimulator } from '../index.ts';

let simulator: RunningSimulator;
let mailbox: SimulatedMailbox;
let browser: Browser;
let page: Page;
const problems: string[] = [];
beforeAll(async () => {
  simulator = await startSimulator();
  mailbox = simulator.mailbox('mario.rossi@azienda.example');
  browser = await launchBrowser();
  page = await browser.newPage({ locale: 'it-IT', viewport: { width: 360, height: 800 } });
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
}, 120_000);
afterAll(async () => {
  await browser.close();
  await simulator.close();
});

test('a person finds the mailbox, makes a contact with the keyboard alone, and sees others’ changes without reloading', async () => {
  await page.goto(simulator.pageUrl);
  await page.getByRole('link', { name: 'Mario Rossi' }).click();
  await page.getByRole('link', { name: 'Nuovo contatto' }).press('Enter');
  await page.getByLabel('Nome', { exact: true }).focus();
  await page.keyboard.type('Lucrezia');
  await page.getByLabel('Cognome').fill('Sanseverino');
  await page.getByLabel('Cognome').press('Enter');
  await page.getByRole('heading', { name: 'Lucrezia Sanseverino' }).waitFor();
  const [lucrezia] = mailbox.items('contacts');
  expect(lucrezia?.fields).toMatchObject({ GivenName: 'Lucrezia', Surname: 'Sanseverino' });

  const notice = page.getByText('Questo elemento è cambiato nel frattempo');
  expect(await notice.isVisible()).toBe(false);
  mailbox.change(lucrezia?.id ?? '', { JobTitle: 'CEO' });
  await notice.waitFor({ state: 'visible' });

  await page.getByRole('link', { name: 'Indietro' }).click();
  mailbox.add('contacts', 'Contact', { GivenName: 'Appena', Surname: 'Arrivato' });
  await page.getByRole('link', { name: 'Appena Arrivato' }).waitFor();
  await page.getByRole('link', { name: 'English' }).click();
  await page.getByRole('link', { name: 'New appointment' }).waitFor();
});

test('the pages fit a narrow screen and break no rule of their own policy', async () => {
  for (const address of [
    simulator.pageUrl,
    `${simulator.pageUrl}mailboxes/mario.rossi%40azienda.example/new?kind=CalendarItem`,
  ]) {
    await page.goto(address);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    const unnamed =
      '[...document.querySelectorAll("input:not([type=hidden]), select, textarea")].filter((field) => field.labels.length === 0).length';
    expect(await page.evaluate(unnamed)).toBe(0);
  }
  expect(problems).toEqual([]);
});
