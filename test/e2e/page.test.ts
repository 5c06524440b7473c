import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '../../src/messages/index.ts';
import { launchBrowser } from '../support/browser.ts';
import type { DemoWorld } from '../support/demo-world.ts';
import { startDemoWorld } from '../support/demo-world.ts';
import { signIn } from './steps/entering.ts';
import { accessibilityFindings, cutOff } from './steps/findings.ts';
import { picture } from './steps/picture.ts';
import type { Cookies } from './steps/visitor.ts';
import { openVisitor } from './steps/visitor.ts';

/** The promise of the README: a change on one side reaches the other within so long. */
const TRAVEL_MS = 10_000;

let demo: DemoWorld;
let browser: Browser;
/** Of the administrator, who came in with the link that the demo printed. */
let cookies: Cookies;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemoWorld(), launchBrowser()]);
  const page = await openPage('en', { address: demo.page, cookies: [] });
  await page.getByRole('heading', { name: 'State of the synchronisation' }).waitFor();
  cookies = await page.context().cookies();
  await page.context().close();
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await demo?.close();
}, 60_000);

async function openPage(
  language: Language,
  options: { readonly address?: string; readonly width?: number; readonly cookies?: Cookies } = {},
): Promise<Page> {
  const { page } = await openVisitor(browser, { language, address: demo.url, cookies, ...options });
  return page;
}

async function chooseMailbox(page: Page, label: string, person: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: new RegExp(person) }).click();
}

interface SimulatedItem {
  readonly id: string;
  readonly hasPhoto: boolean;
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

/** One pixel. */
const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const MARCO = 'marco.dallacosta@meccanica-brenta.example';

describe('the page', () => {
  it('shows state and both address books side by side, in Italian', async () => {
    const page = await openPage('it');
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
    const page = await openPage('en');
    await page.getByRole('heading', { name: 'State of the synchronisation' }).waitFor();
    await page.getByRole('region', { name: 'Address book in Exchange' }).locator('li').first().waitFor();
    await picture(page, 'page-en');
    expect(await page.title()).toBe('Synchronisation · Raccordo');
    await page.getByText('Italiano').click();
    await page.getByRole('heading', { name: 'Stato della sincronizzazione' }).waitFor();
    expect(await page.title()).toBe('Sincronizzazione · Raccordo');
    await page.context().close();
  });

  it('carries an edit made on the page to Exchange within ten seconds, and shows it there', async () => {
    const page = await openPage('en');
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
    const page = await openPage('en');
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
    const page = await openPage('en');
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

  it('gives a contact a photo, shows it, and takes it away; the mailbox follows', async () => {
    const page = await openPage('en');
    await chooseMailbox(page, 'Mailbox', 'Marco Dalla Costa');
    await page.getByRole('searchbox', { name: 'Search' }).fill('aabraham');
    const edit = page.getByRole('button', { name: 'Edit Zsófia Aábrahám' });
    const hasPhoto = async () => (await itemNamed(MARCO, 'contacts', 'Surname', 'Aábrahám'))?.hasPhoto;
    await edit.click();
    await page.locator('input[type=file]').setInputFiles({ name: 'z.png', mimeType: 'image/png', buffer: DOT });
    const shown = page.getByRole('img', { name: 'Photo of Zsófia Aábrahám' });
    await shown.waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(hasPhoto, { timeout: TRAVEL_MS, interval: 200 }).toBe(true);
    await page.locator('.row-photo').first().waitFor();

    await edit.click();
    await shown.waitFor();
    expect(await shown.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)).toBe(1);
    await picture(page, 'contact-photo-en');
    await page.getByRole('button', { name: 'Remove the photo' }).click();
    await page.getByText('The photo is removed when you save.').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(hasPhoto, { timeout: TRAVEL_MS, interval: 200 }).toBe(false);
    await page.context().close();
  });

  it('refuses a photo that is too large before it is sent', async () => {
    const page = await openPage('it');
    await page
      .getByRole('region', { name: 'Rubrica del CRM' })
      .getByRole('button', { name: /^Modifica / })
      .first()
      .click();
    const large = { name: 'z.png', mimeType: 'image/png', buffer: Buffer.concat([DOT, Buffer.alloc(1_048_576)]) };
    await page.locator('input[type=file]').setInputFiles(large);
    await page.getByText('La foto del contatto supera un megabyte.').first().waitFor();
    await page.getByRole('button', { name: 'Salva' }).click();
    await page.getByRole('alert').getByText('La foto del contatto supera un megabyte.').waitFor();
    await page.context().close();
  });

  it('asks before it deletes, and the deletion travels because its rule is on', async () => {
    const page = await openPage('it');
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

  it('lets the link that the demo printed in once, and afterwards the printed passwords', async () => {
    const [administrator, user] = demo.logins;
    const visitor = await openVisitor(browser, { language: 'en', address: demo.page });
    const { page } = visitor;
    await page.getByRole('heading', { name: 'This link cannot be used' }).waitFor();
    await page.getByRole('button', { name: 'To the sign-in page' }).click();
    await signIn(visitor, { name: administrator?.name ?? '', password: user?.password ?? '' }, 'refused');
    await signIn(visitor, { name: user?.name ?? '', password: user?.password ?? '' });
    await page.getByRole('heading', { name: 'State of the synchronisation' }).waitFor();
    expect(await page.getByRole('link', { name: 'Exchange connector' }).count()).toBe(0);
    expect(await page.getByRole('combobox', { name: 'Mailbox' }).count()).toBe(0);
    await visitor.leave();
  });

  it.each([
    ['the address books', null],
    ['the agendas', 'Agende'],
    ['what waits for a person', 'Da esaminare'],
    ['the conflicts', 'Conflitti'],
    ['the runs', 'Esecuzioni'],
    ['the form', 'form'],
  ])('has no WCAG 2.2 AA finding on %s', async (_name, where) => {
    const page = await openPage('it');
    await page.getByRole('region', { name: 'Rubrica in Exchange' }).locator('li').first().waitFor();
    if (where === 'form') await page.getByRole('button', { name: 'Aggiungi' }).click();
    else if (where !== null) await page.getByRole('tab', { name: where }).click();
    await page.waitForTimeout(1_000);
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.context().close();
  });

  it('lists what waits for a person, each question once, with the items that could be the same', async () => {
    const page = await openPage('en');
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

  it('leads from the conflicts of a mailbox to the value that was written and the one that was kept', async () => {
    const page = await openPage('it');
    await chooseMailbox(page, 'Casella', 'Giulia Zanetti');
    await page.getByRole('tab', { name: 'Conflitti' }).click();
    const list = page.getByRole('list', { name: 'Conflitti' });
    await list.locator('li').first().getByRole('link').click();
    const crm = page.getByRole('article', { name: 'CRM' });
    await crm.getByText('ha vinto, ed è stato scritto').waitFor();
    const exchange = page.getByRole('article', { name: 'Exchange' });
    await exchange.getByText('ha perso, ed è conservato qui').waitFor();
    const values = await Promise.all([crm, exchange].map((side) => side.locator('.field-value').textContent()));
    expect(new Set(values).size).toBe(2);
    await page.context().close();
  });

  it('fits a telephone of 360 pixels without scrolling sideways, and cuts no label off', async () => {
    const page = await openPage('it', { width: 360 });
    await page.getByRole('region', { name: 'Rubrica in Exchange' }).locator('li').first().waitFor();
    for (const tab of ['Agende', 'Da esaminare', 'Conflitti', 'Esecuzioni', 'Rubriche']) {
      await page.getByRole('tab', { name: tab }).click();
      await page.waitForTimeout(1_000);
      const wider = await cutOff(page);
      expect([tab, wider]).toEqual([tab, []]);
    }
    await page.context().close();
  });

  it('keeps its own Content-Security-Policy: nothing inline, nothing from elsewhere', async () => {
    const response = await fetch(demo.url);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain('unsafe-inline');
    const { page, complaints, leave } = await openVisitor(browser, { language: 'en', address: demo.url, cookies });
    await page.getByRole('heading', { name: 'State of the synchronisation' }).waitFor();
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByRole('dialog', { name: 'New contact' }).waitFor();
    expect(complaints).toEqual([]);
    await leave();
  });
});

describe('the page of the simulator', () => {
  it('shows a mailbox to a person, in the language of the browser', async () => {
    const page = await openPage('it', { address: demo.simulator.page });
    await page.getByText('Simulatore di Exchange').first().waitFor();
    await page.getByRole('link', { name: 'Giulia Zanetti' }).click();
    await picture(page, 'simulator-it');
    await page.context().close();
  });
});

async function itemNamed(
  smtp: string,
  folder: string,
  field: string,
  value: string,
): Promise<SimulatedItem | undefined> {
  const items = (await mailbox('GET', `${smtp}/items?folder=${folder}`)) as readonly SimulatedItem[];
  return items.find(({ fields }) => fields[field] === value);
}
