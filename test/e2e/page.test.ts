import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import type { DemoWorld } from '../support/demo-world.ts';
import { startDemoWorld } from '../support/demo-world.ts';

/** `RACCORDO_SCREENSHOTS=docs/images npm test` renews the pictures of the README. */
const SCREENSHOTS = process.env['RACCORDO_SCREENSHOTS'];
/** The promise of the README: a change on one side reaches the other within so long. */
const TRAVEL_MS = 10_000;

let demo: DemoWorld;
let browser: Browser;

beforeAll(async () => {
  demo = await startDemoWorld();
  browser = await launchBrowser();
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await demo?.close();
}, 60_000);

async function openPage(locale: string, address = demo.page, width = 1280): Promise<Page> {
  const context = await browser.newContext({ locale, viewport: { width, height: 900 }, timezoneId: 'Europe/Rome' });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(address);
  return page;
}

async function picture(page: Page, name: string): Promise<void> {
  if (SCREENSHOTS !== undefined) await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
}

async function chooseMailbox(page: Page, label: string, person: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: new RegExp(person) }).click();
}

interface SimulatedItem {
  readonly id: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What a person does in Outlook, over the simulator's own interface. */
async function mailbox(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${demo.simulator.page}api/mailboxes/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  });
  expect(response.ok, `${method} ${path}: ${response.status}`).toBe(true);
  return response.json();
}

const MARCO = 'marco.dallacosta@meccanica-brenta.example';

describe('the page', () => {
  it('shows state and both address books side by side, in Italian', async () => {
    const page = await openPage('it-IT');
    await chooseMailbox(page, 'Casella', 'Giulia Zanetti');
    await page.getByRole('heading', { name: 'Stato della sincronizzazione' }).waitFor();
    const card = page.getByRole('article', { name: 'Contatti' });
    await card.getByText('allineati').waitFor();
    await page.getByRole('region', { name: 'Rubrica del CRM' }).locator('li').first().waitFor();
    await page.getByRole('region', { name: 'Rubrica in Exchange' }).locator('li').first().waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('it');
    await picture(page, 'page-it');
    await page.getByRole('tab', { name: 'Agende' }).click();
    await page.getByRole('region', { name: 'Calendario in Exchange' }).locator('li').first().waitFor();
    await picture(page, 'agenda-it');
    await page.getByRole('tab', { name: 'Esecuzioni' }).click();
    await page.getByRole('heading', { name: 'Le ultime esecuzioni' }).waitFor();
    await page.getByText('conclusa').first().waitFor();
    await page.context().close();
  });

  it('speaks English to an English browser and changes the language when asked', async () => {
    const page = await openPage('en-GB');
    await page.getByRole('heading', { name: 'State of the synchronisation' }).waitFor();
    await page.getByRole('region', { name: 'Address book in Exchange' }).locator('li').first().waitFor();
    await picture(page, 'page-en');
    expect(await page.title()).toBe('Raccordo: CRM and Exchange in step');
    await page.getByText('Italiano').click();
    await page.getByRole('heading', { name: 'Stato della sincronizzazione' }).waitFor();
    expect(await page.title()).toBe('Raccordo: CRM ed Exchange allineati');
    await page.context().close();
  });

  it('carries an edit made on the page to Exchange within ten seconds, and shows it there', async () => {
    const page = await openPage('en-GB');
    await chooseMailbox(page, 'Mailbox', 'Marco Dalla Costa');
    const crm = page.getByRole('region', { name: 'Address book of the CRM' });
    await crm.getByRole('button', { name: 'Add' }).click();
    await page.getByLabel('Given name').fill('Zsófia');
    await page.getByLabel('Surname').fill('Aábrahám');
    await page.getByLabel('E-mail', { exact: true }).fill('zsofia@gepgyar.example');
    await picture(page, 'contact-form-en');
    await page.getByRole('button', { name: 'Save' }).click();
    const startedAt = Date.now();
    await expect
      .poll(async () => itemNamed(MARCO, 'contacts', 'Surname', 'Aábrahám'), { timeout: TRAVEL_MS, interval: 200 })
      .toBeDefined();
    expect(Date.now() - startedAt).toBeLessThan(TRAVEL_MS);
    await page.getByRole('region', { name: 'Address book in Exchange' }).getByText('Zsófia Aábrahám').waitFor();
    const item = await itemNamed(MARCO, 'contacts', 'Surname', 'Aábrahám');
    expect(item?.fields['Categories']).toContain('CRM');
    await page.context().close();
  });

  it('gives the focus back to the button that opened a dialog', async () => {
    const page = await openPage('en-GB');
    const add = page.getByRole('region', { name: 'Address book of the CRM' }).getByRole('button', { name: 'Add' });
    await add.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'New contact' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => add.evaluate((button) => button.matches(':focus'))).toBe(true);
    await page.context().close();
  });

  it('shows within ten seconds what a person changed in the mailbox', async () => {
    const page = await openPage('en-GB');
    await chooseMailbox(page, 'Mailbox', 'Marco Dalla Costa');
    const item = await itemNamed(MARCO, 'contacts', 'Surname', 'Aábrahám');
    await mailbox('PATCH', `${MARCO}/items/${encodeURIComponent(item?.id ?? '')}`, {
      fields: { JobTitle: 'Főmérnök' },
    });
    const crm = page.getByRole('region', { name: 'Address book of the CRM' });
    await page.getByRole('searchbox', { name: 'Search' }).fill('aabraham');
    await crm.getByText('Főmérnök').waitFor({ timeout: TRAVEL_MS });
    await page.context().close();
  });

  it('asks before it deletes, and the deletion travels because its rule is on', async () => {
    const page = await openPage('it-IT');
    await chooseMailbox(page, 'Casella', 'Marco Dalla Costa');
    await page.getByRole('searchbox', { name: 'Cerca' }).fill('aabraham');
    await page.getByRole('button', { name: 'Modifica Zsófia Aábrahám' }).click();
    await page.getByRole('button', { name: 'Elimina' }).click();
    await page.getByText('Eliminare "Zsófia Aábrahám" dal CRM?').waitFor();
    await page.getByRole('button', { name: 'Elimina' }).click();
    await expect
      .poll(async () => itemNamed(MARCO, 'deleteditems', 'Surname', 'Aábrahám'), { timeout: TRAVEL_MS, interval: 200 })
      .toBeDefined();
    expect(await itemNamed(MARCO, 'contacts', 'Surname', 'Aábrahám')).toBeUndefined();
    await page.context().close();
  });

  it('asks for the token, and says when it is wrong', async () => {
    const page = await openPage('en-GB', demo.url);
    await page.getByLabel('Token').fill('not-the-token');
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByText('This token is not valid').waitFor();
    await page.context().close();
  });

  it.each([
    ['the address books', null],
    ['the agendas', 'Agende'],
    ['what waits for a person', 'Da esaminare'],
    ['the conflicts', 'Conflitti'],
    ['the runs', 'Esecuzioni'],
    ['the form', 'form'],
  ])('has no WCAG 2.2 AA finding on %s', async (_name, where) => {
    const page = await openPage('it-IT');
    await page.getByRole('region', { name: 'Rubrica in Exchange' }).locator('li').first().waitFor();
    if (where === 'form') await page.getByRole('button', { name: 'Aggiungi' }).click();
    else if (where !== null) await page.getByRole('tab', { name: where }).click();
    await page.waitForTimeout(1_000);
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.context().close();
  });

  it('lists what waits for a person, each question once, with the items that could be the same', async () => {
    const page = await openPage('en-GB');
    await chooseMailbox(page, 'Mailbox', 'Giulia Zanetti');
    await page.getByRole('tab', { name: 'To review' }).click();
    const review = page.getByRole('region', { name: 'What waits for a person' });
    const question = review.locator('.plain-list > li').filter({ hasText: 'Only the name is the same' }).first();
    await question.getByText('Only in the CRM').waitFor();
    expect(await question.locator('.candidates > li').count()).toBe(1);
    const names = await review.locator('.plain-list > li > div > p:first-child').allTextContents();
    expect(new Set(names).size).toBe(names.length);
    await picture(page, 'review-en');
    await page.context().close();
  });

  it('shows a decided conflict with the value that was written and the one that was kept', async () => {
    const page = await openPage('it-IT');
    await chooseMailbox(page, 'Casella', 'Giulia Zanetti');
    await page.getByRole('tab', { name: 'Conflitti' }).click();
    const conflict = page
      .getByRole('region', { name: /^Conflitti decisi/ })
      .locator('li')
      .first();
    await conflict.getByText('Scritto, da CRM:').waitFor();
    await conflict.getByText('Conservato, da Exchange:').waitFor();
    const values = await conflict.locator('b').allTextContents();
    expect(new Set(values).size).toBe(2);
    await page.context().close();
  });

  it('fits a telephone of 360 pixels without scrolling sideways, and cuts no label off', async () => {
    const page = await openPage('it-IT', demo.page, 360);
    await page.getByRole('region', { name: 'Rubrica in Exchange' }).locator('li').first().waitFor();
    for (const tab of ['Agende', 'Da esaminare', 'Conflitti', 'Esecuzioni', 'Rubriche']) {
      await page.getByRole('tab', { name: tab }).click();
      await page.waitForTimeout(1_000);
      const wider = await page.evaluate<readonly string[]>(
        `[document.documentElement, ...document.querySelectorAll('.mantine-Badge-label')]
          .filter((element) => element.scrollWidth > element.clientWidth).map((element) => element.textContent)`,
      );
      expect([tab, wider]).toEqual([tab, []]);
    }
    await page.context().close();
  });

  it('keeps its own Content-Security-Policy: nothing inline, nothing from elsewhere', async () => {
    const response = await fetch(demo.url);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain('unsafe-inline');
    const page = await openPage('en-GB');
    const refused: string[] = [];
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) refused.push(message.text());
    });
    await page.reload();
    await page.getByRole('heading', { name: 'State of the synchronisation' }).waitFor();
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByRole('dialog', { name: 'New contact' }).waitFor();
    expect(refused).toEqual([]);
    await page.context().close();
  });
});

describe('the page of the simulator', () => {
  it('shows a mailbox to a person, in the language of the browser', async () => {
    const page = await openPage('it-IT', demo.simulator.page);
    await page.getByText('Simulatore di Exchange').first().waitFor();
    await page.getByRole('link', { name: 'Giulia Zanetti' }).click();
    await picture(page, 'simulator-it');
    await page.context().close();
  });
});

async function accessibilityFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  const options = JSON.stringify({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
  return page.evaluate<string[]>(
    `axe.run(document, ${options}).then(({ violations }) => violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html).slice(0, 3).join(' | ')))`,
  );
}

async function itemNamed(
  smtp: string,
  folder: string,
  field: string,
  value: string,
): Promise<SimulatedItem | undefined> {
  const items = (await mailbox('GET', `${smtp}/items?folder=${folder}`)) as readonly SimulatedItem[];
  return items.find(({ fields }) => fields[field] === value);
}
