import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningSimulator } from '../../simulator/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import type { Account, Profile } from '../../src/api/resources.ts';
import { launchBrowser } from '../support/browser.ts';
import { MARIO } from '../support/configuration.ts';
import type { Served } from '../support/served.ts';
import { serve } from '../support/served.ts';
import { becomeAdministrator } from './steps/entering.ts';
import { asPattern, field, option, turn } from './steps/fields.ts';
import { go } from './steps/going.ts';
import type { Setting } from './steps/settings.ts';
import { ACCOUNT, CRM_ITEMS, GENERAL, OAUTH, RULES } from './steps/settings.ts';
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
  visitor = await openVisitor(browser, { language: 'it', address: served.setupLink });
  page = visitor.page;
  const password = 'Fontana-larga-5518';
  await becomeAdministrator(visitor, { name: 'mario', displayName: 'Mario Rossi', email: MARIO.smtp, password });
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await served?.close();
  await exchange?.close();
}, 60_000);

/** What the API says, to the person who is signed in. */
async function stored<T>(path: string): Promise<T> {
  const answer = await page.request.get(`${served.url}${path}`);
  expect(answer.status(), path).toBe(200);
  return (await answer.json()) as T;
}

/** Sets it, saves, and compares what was stored before and after. */
async function expectStored<Stored>(setting: Setting<Stored>, save: string, path: string): Promise<void> {
  expect(setting.of(await stored<Stored>(path))).not.toEqual(setting.becomes);
  await setting.set(page);
  await page.getByRole('button', { name: save, exact: true }).click();
  await page.getByText(/^Salvato\./).waitFor();
  expect(setting.of(await stored<Stored>(path))).toEqual(setting.becomes);
}

describe('Impostazioni azienda → Connettore Exchange', () => {
  it('“Nuovo profilo Exchange” makes a profile', async () => {
    await go(visitor, 'exchangeConnector');
    await page.getByRole('link', { name: 'Nuovo profilo Exchange' }).click();
    await field(page, 'Titolo').fill('Sede');
    await field(page, 'Url Server').fill('vecchio.azienda.example');
    await page.getByRole('button', { name: 'Crea profilo' }).click();
    await page.getByText('Il profilo è stato creato.').waitFor();
    expect((await stored<Profile>('/api/profiles/sede')).title).toBe('Sede');
  });

  it.each(GENERAL)('“$name” is found by its name and stored', async (setting) => {
    await expectStored(setting, 'Salva', '/api/profiles/sede');
  });

  it('“Password utente in delega” is stored and shown nowhere', async () => {
    const before = await stored<Profile>('/api/profiles/sede');
    await field(page, 'Password utente in delega').fill('un-altra-volta-9920');
    await page.getByRole('button', { name: 'Salva', exact: true }).click();
    await page.getByText(/^Salvato\./).waitFor();
    const after = await stored<Profile>('/api/profiles/sede');
    expect(after.etag).not.toBe(before.etag);
    expect(JSON.stringify(after)).not.toContain('9920');
    expect(await field(page, 'Password utente in delega').inputValue()).toBe('');
  });
});

describe('who works with the keyboard goes on where they were', () => {
  const hasFocus = (selector: string) => page.locator(`${selector}:focus`).waitFor({ state: 'attached' });

  it('after a save, beside what it says', async () => {
    await field(page, 'Titolo').fill('Sede di Modena');
    await page.getByRole('button', { name: 'Salva', exact: true }).press('Enter');
    await hasFocus('.form-actions');
  });

  it('after a test of the connection, at its button', async () => {
    await page.getByRole('button', { name: 'Prova la connessione' }).press('Enter');
    await page.locator('[data-outcome]').waitFor();
    await hasFocus('section[aria-labelledby="test-heading"] button[type="submit"]');
  });
});

describe('Server: Trova con Autodiscover', () => {
  it('a mail domain and a host that are none are refused at their fields; what is right is stored', async () => {
    await page.goto(`${served.url}/settings/exchange/new`);
    await field(page, 'Titolo').fill('Cercato');
    await option(page, 'Server', /^Trova con Autodiscover/).check();
    await field(page, 'Dominio di posta').fill('azienda .example');
    await field(page, 'Altri host accettati').fill('example');
    await page.getByRole('button', { name: 'Crea profilo' }).click();
    await page.getByText(/^Indica ciò che segue la @/).waitFor();
    await page.getByText(/^Indica nomi di host completi/).waitFor();
    await field(page, 'Dominio di posta').fill('azienda.example');
    await field(page, 'Altri host accettati').fill('posta.fornitore.example');
    await page.getByRole('button', { name: 'Crea profilo' }).click();
    await page.getByText('Il profilo è stato creato.').waitFor();
    const { serverUrl } = await stored<Profile>('/api/profiles/cercato');
    expect(serverUrl).toBe('autodiscover:azienda.example?trust=posta.fornitore.example');
  });
});

describe('Accesso: Client OAuth', () => {
  const path = '/api/profiles/nuvola';

  it('makes a profile, first with a password, which Exchange Online refuses at its field', async () => {
    await page.goto(`${served.url}/settings/exchange/new`);
    await field(page, 'Titolo').fill('Nuvola');
    await field(page, 'Url Server').fill('outlook.office365.com');
    await page.getByRole('button', { name: 'Crea profilo' }).click();
    await page
      .getByText(/^Exchange Online non accetta password/)
      .first()
      .waitFor();
    await field(page, 'Url Server').fill('mail.azienda.example');
    await page.getByRole('button', { name: 'Crea profilo' }).click();
    await page.getByText('Il profilo è stato creato.').waitFor();
    await page.getByText(/Client OAuth.*spegne per tutti il 1° aprile 2027/).waitFor();
  });

  it.each(OAUTH)('“$name” is found by its name and stored', async (setting) => {
    await expectStored(setting, 'Salva', path);
  });

  it('the secret and the key are shown nowhere; until when the certificate is valid is', async () => {
    await page.goto(`${served.url}/settings/exchange/nuvola/general`);
    await page.getByText('CN=Raccordo application').waitFor();
    await page.getByText('1 gen 2125').waitFor();
    expect(await field(page, 'Chiave privata del certificato (PEM)').inputValue()).toBe('');
    const text = JSON.stringify([await stored(path), await page.content()]);
    expect(text).not.toMatch(/4481|PRIVATE KEY-----[A-Za-z0-9+/\\]/);
  });

  it('a key that does not belong to the certificate is refused at its field', async () => {
    const key = readFileSync(new URL('../fixtures/oauth/successor.key.pem', import.meta.url), 'utf8');
    await field(page, 'Chiave privata del certificato (PEM)').fill(key);
    await page.getByRole('button', { name: 'Salva', exact: true }).click();
    await page.getByText('Non è la chiave di questo certificato.').waitFor();
    await page.getByRole('button', { name: 'Scarta le modifiche' }).click();
  });

  it('another authority asks for the key again before it is saved', async () => {
    await field(page, 'Autorità').fill('https://login.azienda.example/adfs');
    await page.getByText('https://login.azienda.example/adfs/oauth2/token').waitFor();
    await page.getByText(/^Il server o l’autorità è un’altra/).waitFor();
    await page.getByRole('button', { name: 'Salva', exact: true }).click();
    await page.getByText(/non si usano per login\.azienda\.example/).waitFor();
    await page.getByRole('button', { name: 'Scarta le modifiche' }).click();
  });
});

describe.each([
  { itemType: 'contacts', part: 'Regole di sincronizzazione: contatti', settings: [...CRM_ITEMS, ...RULES] },
  { itemType: 'appointments', part: 'Regole di sincronizzazione: appuntamenti', settings: RULES },
])('$part', ({ itemType, part, settings }) => {
  beforeAll(async () => {
    await page.goto(`${served.url}/settings/exchange/sede`);
    await page.getByRole('link', { name: part }).click();
    await page.getByRole('switch', { name: 'Sincronizza', exact: true }).waitFor();
  });

  it.each(settings)('“$name” is found by its name and stored', async (setting) => {
    const path = `/api/profiles/sede/rules/${itemType}`;
    const within: typeof setting = { ...setting, of: (answer) => setting.of((answer as never)['rules']) };
    await expectStored(within, 'Salva le regole', path);
  });
});

describe('Account esterni', () => {
  it('“Casella”, “Utente”, “Password” and “Dominio” connect a mailbox where the profile has no delegate account', async () => {
    await page.goto(`${served.url}/settings/exchange/new`);
    await field(page, 'Titolo').fill('Exchange-TS');
    await field(page, 'Url Server').fill(exchange.ewsUrl);
    await turn(page, 'Permetti http semplice', true);
    await page.getByRole('button', { name: 'Crea profilo' }).click();
    await page.getByText('Il profilo è stato creato.').waitFor();

    await go(visitor, 'accounts');
    await page.getByRole('link', { name: 'Configura Exchange-TS' }).click();
    await field(page, 'Casella').fill('m.rossi@azienda.example');
    await field(page, 'Utente').fill(MARIO.user);
    await field(page, 'Password').fill(MARIO.password);
    await field(page, 'Dominio').fill('AZIENDA');
    await page.getByRole('button', { name: 'Salva e continua' }).click();
    await page.getByRole('heading', { level: 1, name: 'Exchange-TS', exact: true }).waitFor();
    expect(await stored<Account>('/api/accounts/mario-exchange-ts')).toMatchObject({
      mailbox: MARIO.smtp,
      credentials: { user: MARIO.user, domain: 'AZIENDA', password: 'stored' },
      claim: { state: 'granted' },
    });
  });

  it.each(ACCOUNT)('“$name” is found by its name and stored', async (setting) => {
    await expectStored(setting, 'Salva', '/api/accounts/mario-exchange-ts');
  });
});

/** The manual calls the CRM by its own name; everything else is word for word what it calls things. */
describe('who has read only the manual', () => {
  it.each([
    ['/', ['Impostazioni azienda', 'Connettore Exchange', 'Account esterni', 'Utenti']],
    ['/settings/exchange', ['Nuovo profilo Exchange']],
    [
      '/settings/exchange/sede/general',
      [
        'Parametri di configurazione generale',
        'Titolo',
        'Url Server',
        'Attivo',
        'Utilizza account in delega',
        'Utente in delega',
        'Password utente in delega',
        'Dominio utente in delega',
        'Versione Exchange',
      ],
    ],
    [
      '/settings/exchange/nuvola/general',
      ['Accesso', 'Client OAuth', 'Autorità', 'ID client', 'Certificato (PEM)', 'Ambito'],
    ],
    ...['contacts', 'appointments'].map((itemType): [string, readonly string[]] => [
      `/settings/exchange/sede/rules/${itemType}`,
      [
        'Regole di sincronizzazione',
        'Sincronizza',
        'Abilita l’aggiornamento da CRM a Exchange',
        'Abilita l’aggiornamento da Exchange a CRM',
        'Abilita l’eliminazione da CRM a Exchange',
        'Abilita l’eliminazione da Exchange a CRM',
        'Strategia di risoluzione dei conflitti',
        'Modalità di eliminazione da Exchange',
        'Modalità di risoluzione dei conflitti in Exchange',
        'Categorie da impostare in Exchange',
      ],
    ]),
    ['/users/mario', ['Account esterni', 'Exchange-TS']],
    [
      '/accounts/mario-exchange-ts',
      ['Configurazione sincronizzazione utente', 'Utente', 'Password', 'Dominio', 'Sincronizza appuntamenti dal'],
    ],
  ] as const)('finds all its names on %s', async (address, names) => {
    await page.goto(served.url + address);
    for (const name of names)
      await page
        .getByText(new RegExp(`^${asPattern(name)}`))
        .first()
        .waitFor();
  });
});
