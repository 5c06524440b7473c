import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningSimulator } from '../../simulator/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import type { Account, Profile } from '../../src/api/resources.ts';
import { launchBrowser } from '../support/browser.ts';
import { configuration, MARIO } from '../support/configuration.ts';
import type { Served } from '../support/served.ts';
import { serve } from '../support/served.ts';
import { becomeAdministrator } from './steps/entering.ts';
import { field } from './steps/fields.ts';
import { holdAnswers } from './steps/holding.ts';
import type { Visitor } from './steps/visitor.ts';
import { openVisitor } from './steps/visitor.ts';

let exchange: RunningSimulator;
let served: Served;
let browser: Browser;
let visitor: Visitor;
let page: Page;

beforeAll(async () => {
  exchange = await startSimulator();
  [served, browser] = await Promise.all([serve(), launchBrowser()]);
  visitor = await openVisitor(browser, { language: 'en', address: served.setupLink });
  page = visitor.page;
  const password = 'Fontana-larga-5518';
  await becomeAdministrator(visitor, { name: 'ada', displayName: 'Ada', email: 'ada@azienda.example', password });
  const settings = { profile: { active: false } };
  const document = configuration({ serverUrl: exchange.ewsUrl, ...settings });
  await elsewhere('POST', '/api/configuration', { document, secretValues: {} });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await served?.close();
  await exchange?.close();
}, 60_000);

/** What somebody else does, whatever stands in a form here. */
async function elsewhere<T>(method: string, path: string, body?: object): Promise<T> {
  const token = readFileSync(join(served.dataDirectory, 'token'), 'utf8').trim();
  const answer = await fetch(`${served.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'if-match': '*' },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await answer.text();
  expect(answer.ok, text).toBe(true);
  return JSON.parse(text) as T;
}

const save = () => page.getByRole('button', { name: 'Save', exact: true }).click();
const notice = () => page.getByRole('alert').filter({ hasText: 'Somebody changed this meanwhile' });

describe('two people change the same external account', () => {
  const stored = () => elsewhere<Account>('GET', '/api/accounts/mario');

  it('nothing of either is lost: the form says what the other one set, and keeps what was typed', async () => {
    await page.goto(`${served.url}/accounts/mario`);
    await field(page, 'Mailbox').fill('g.bianchi@azienda.example');
    await elsewhere('PATCH', '/api/accounts/mario', { appointmentsFrom: { kind: 'lastMonths', months: 3 } });
    await save();
    await notice().getByText('Synchronise appointments from: the last 3 months').waitFor();
    expect((await stored()).mailbox).toBe(MARIO.smtp);
    expect(await field(page, 'Mailbox').inputValue()).toBe('g.bianchi@azienda.example');
    expect(await field(page, 'How many months').inputValue()).toBe('3');
  });

  it('what both changed is said with the value of the other one, who can be let win', async () => {
    await elsewhere('PATCH', '/api/accounts/mario', { active: false });
    await page.reload();
    await field(page, 'How many months').fill('7');
    await elsewhere('PATCH', '/api/accounts/mario', { appointmentsFrom: { kind: 'lastMonths', months: 5 } });
    await save();
    await notice().getByText('Changed by you as well; if you save, your value counts:').waitFor();
    await notice().getByText('Synchronise appointments from: the last 5 months').waitFor();
    await notice().getByRole('button', { name: 'Discard mine, show theirs' }).click();
    await notice().waitFor({ state: 'detached' });
    expect(await field(page, 'How many months').inputValue()).toBe('5');
    await field(page, 'How many months').fill('8');
    await save();
    await page.getByText('Saved.').waitFor();
    expect((await stored()).appointmentsFrom).toEqual({ kind: 'lastMonths', months: 8 });
  });
});

describe('two people change the same profile', () => {
  it('in the same words', async () => {
    await page.goto(`${served.url}/settings/exchange/sede/general`);
    await field(page, 'Title').fill('Sede di Brescia');
    await elsewhere('PATCH', '/api/profiles/sede', { privateItems: 'full' });
    await save();
    await notice().getByText('Changed by somebody else:').waitFor();
    await notice().getByText('Private items').waitFor();
    await save();
    await page.getByText(/^Saved\./).waitFor();
    const { title, privateItems } = await elsewhere<Profile>('GET', '/api/profiles/sede');
    expect({ title, privateItems }).toEqual({ title: 'Sede di Brescia', privateItems: 'full' });
  });
});

describe('what was read before one’s own save and arrives after it', () => {
  it('is not taken for what somebody else stored', async () => {
    // The page would soon hear of its own save and read again.
    await page.route('**/api/events', () => undefined);
    await page.goto(`${served.url}/settings/exchange/sede/general`);
    await field(page, 'Title').waitFor();
    const read = await holdAnswers(page, '/api/profiles/sede');
    await read.given;
    await field(page, 'Title').fill('Sede di Verona');
    await save();
    await page.getByText(/^Saved\./).waitFor();
    const arrival = page.waitForResponse('**/api/profiles/sede');
    read.letGo();
    await arrival;
    expect(await field(page, 'Title').inputValue()).toBe('Sede di Verona');
    await field(page, 'Title').fill('Sede di Padova');
    await save();
    await page.getByText(/^Saved\./).waitFor();
    expect((await elsewhere<Profile>('GET', '/api/profiles/sede')).title).toBe('Sede di Padova');
    await page.unroute('**/api/events');
  });
});

describe('before somebody loses something', () => {
  it('a question says what will happen, and leaves everything as it is when the answer is no', async () => {
    await page.goto(`${served.url}/users/mario`);
    const active = page.getByRole('switch', { name: 'Active' });
    await active.click({ force: true });
    const question = page.getByRole('dialog', { name: /Switch Mario.* off\?/ });
    await question.getByRole('button', { name: 'Cancel' }).click();
    await question.waitFor({ state: 'detached' });
    expect(await active.isChecked()).toBe(true);
    await active.click({ force: true });
    await question.getByRole('button', { name: 'Switch off' }).click();
    await question.waitFor({ state: 'detached' });
    await expect.poll(() => active.isChecked()).toBe(false);
    expect(visitor.complaints).toEqual([]);
  });
});
