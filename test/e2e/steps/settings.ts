import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { Account, Profile, Rules } from '../../../src/api/resources.ts';
import { field, option, turn } from './fields.ts';

/** One setting as an Italian administrator looks for it: by its name, on a page that speaks Italian. */
export interface Setting<Stored> {
  readonly name: string;
  readonly set: (page: Page) => Promise<void>;
  readonly of: (stored: Stored) => unknown;
  /** What is stored after it was set so. */
  readonly becomes: unknown;
}

const PEM = readFileSync(new URL('../../fixtures/tls/ca.pem', import.meta.url), 'utf8').trim();

const VERSION = 'Exchange 2013 con SP1 o successivo (2013_SP1)';

/** "Parametri di configurazione generale", in the order in which the form is filled. */
export const GENERAL: readonly Setting<Profile>[] = [
  typed('Titolo', 'Sede di Bologna', ({ title }) => title),
  {
    ...typed('Url Server', 'mail.azienda.example', ({ serverUrl }) => serverUrl),
    becomes: 'https://mail.azienda.example/EWS/Exchange.asmx',
  },
  switched('Attivo', false, ({ active }) => active),
  {
    name: 'Utilizza account in delega',
    set: async (page) => {
      await turn(page, 'Utilizza account in delega', true);
      await field(page, 'Utente in delega').fill('servizio');
      await field(page, 'Password utente in delega').fill('una-volta-sola-3377');
    },
    of: ({ delegate }) => delegate,
    becomes: { user: 'servizio', domain: null, password: 'stored', accessModel: 'impersonation' },
  },
  typed('Utente in delega', 'sincronizza', ({ delegate }) => delegate?.user),
  typed('Dominio utente in delega', 'AZIENDA', ({ delegate }) => delegate?.domain),
  chosen('Impersonificare con', /^Il SID/, ({ impersonateBy }) => impersonateBy, 'sid'),
  chosen(
    'Modello di accesso',
    /^Accesso delegato alle cartelle/,
    ({ delegate }) => delegate?.accessModel,
    'delegateFolders',
  ),
  chosen('Accesso', /^Solo NTLM/, ({ signIn }) => signIn, 'ntlm'),
  {
    name: 'Versione Exchange',
    set: async (page) => {
      await page.getByRole('combobox', { name: 'Versione Exchange' }).selectOption({ label: VERSION });
    },
    of: ({ exchangeVersion }) => exchangeVersion,
    becomes: 'Exchange2013_SP1',
  },
  chosen('Inviti', /^Con avviso/, ({ invitations }) => invitations, 'notify'),
  chosen('Elementi privati', /con il contenuto$/, ({ privateItems }) => privateItems, 'full'),
  chosen('Dopo un ripristino del CRM', /^Vale il CRM/, ({ afterCrmRestore }) => afterCrmRestore, 'crm'),
  {
    name: 'Intervallo',
    set: async (page) => {
      await field(page, 'Intervallo').fill('5');
      await page.getByRole('combobox', { name: 'Unità dell’intervallo' }).selectOption('minuti');
    },
    of: ({ intervalSeconds }) => intervalSeconds,
    becomes: 300,
  },
  switched('Appena avviene', false, ({ asItHappens }) => asItHappens),
  {
    ...typed(
      'Accetta proprio questo certificato (SHA-256)',
      'AB:'.repeat(31) + 'AB',
      ({ tls }) => tls.certificateSha256,
    ),
    becomes: 'ab'.repeat(32),
  },
  {
    ...typed('Certificato di un’autorità privata (PEM)', PEM, ({ tls }) => tls.caPem),
    becomes: `${PEM}\n`,
  },
  switched('Permetti http semplice', true, ({ allowInsecureHttp }) => allowInsecureHttp),
];

const SCOPE = 'https://outlook.office365.com/.default';
const AUTHORITY = 'https://login.microsoftonline.com/azienda.example';
const clientFile = (name: string) =>
  readFileSync(new URL(`../../fixtures/oauth/application.${name}.pem`, import.meta.url), 'utf8');

/** "Accesso: Client OAuth", in the order in which the form is filled. */
export const OAUTH: readonly Setting<Profile>[] = [
  {
    name: 'Accesso',
    set: async (page) => {
      await option(page, 'Accesso', /^Client OAuth/).check();
      await field(page, 'Autorità').fill('https://login.microsoftonline.com/vecchia.example');
      await field(page, 'ID client').fill('vecchio');
      await field(page, 'Segreto').fill('segreto-una-volta-4481');
    },
    of: ({ signIn, delegate, oauth }) => [signIn, delegate, oauth?.scope, oauth?.clientSecret],
    becomes: ['oauth', null, SCOPE, 'stored'],
  },
  typed('Autorità', AUTHORITY, ({ oauth }) => oauth?.authority),
  typed('ID client', '8c1d0f6e-0000-4000-8000-5a6b7c8d9e0f', ({ oauth }) => oauth?.clientId),
  typed('Ambito', 'https://mail.azienda.example/.default', ({ oauth }) => oauth?.scope),
  {
    name: 'Certificato (PEM)',
    set: async (page) => {
      await option(page, 'Con che cosa si identifica', /^Con un certificato/).check();
      await field(page, 'Certificato (PEM)').fill(clientFile('cert'));
      await field(page, 'Chiave privata del certificato (PEM)').fill(clientFile('key'));
    },
    of: ({ oauth }) => [oauth?.clientSecret, oauth?.certificate?.facts?.subject, oauth?.privateKey],
    becomes: [null, 'CN=Raccordo application', 'stored'],
  },
];

type ItemRules = Rules['rules'];

/** "Regole di sincronizzazione", the same for contacts and for appointments. */
export const RULES: readonly Setting<ItemRules>[] = [
  switched('Abilita l’aggiornamento da CRM a Exchange', false, (rules) => rules.updateCrmToExchange),
  switched('Abilita l’aggiornamento da Exchange a CRM', false, (rules) => rules.updateExchangeToCrm),
  switched('Abilita l’eliminazione da CRM a Exchange', true, (rules) => rules.deleteCrmToExchange),
  switched('Abilita l’eliminazione da Exchange a CRM', true, (rules) => rules.deleteExchangeToCrm),
  chosen('Strategia di risoluzione dei conflitti', /Exchange$/, (rules) => rules.conflictStrategy, 'exchange'),
  chosen('Granularità dei conflitti', /^Elemento intero/, (rules) => rules.conflictGranularity, 'item'),
  chosen('Modalità di eliminazione da Exchange', /^Definitivamente/, (rules) => rules.exchangeDeleteMode, 'permanent'),
  chosen(
    'Modalità di risoluzione dei conflitti in Exchange',
    /^AlwaysOverwrite/,
    (rules) => rules.exchangeConflictResolution,
    'alwaysOverwrite',
  ),
  {
    name: 'Categorie da impostare in Exchange',
    set: async (page) => {
      const categories = field(page, 'Categorie da impostare in Exchange');
      for (const category of ['CRM', 'Clienti']) {
        await categories.fill(category);
        await categories.press('Enter');
      }
    },
    of: (rules) => rules.exchangeCategories,
    becomes: ['CRM', 'Clienti'],
  },
  {
    name: 'Quali elementi di Exchange',
    set: async (page) => {
      await option(page, 'Quali elementi di Exchange', /^Solo con una categoria/).check();
      await field(page, 'Categoria in Outlook').fill('Lavoro');
    },
    of: (rules) => rules.exchangeItems,
    becomes: { kind: 'onlyCategory', category: 'Lavoro' },
  },
  switched('Sincronizza', false, (rules) => rules.synchronise),
];

/** Of contacts only: an appointment is its owner's and its participants'. */
export const CRM_ITEMS: readonly Setting<ItemRules>[] = [
  chosen('Quali elementi del CRM', /condivisi/, (rules) => rules.crmItems, { kind: 'ownAndShared' }),
  {
    name: 'Quali elementi del CRM',
    set: async (page) => {
      await option(page, 'Quali elementi del CRM', /^Quelli di una lista/).check();
      await field(page, 'Nome della lista nel CRM').fill('Clienti attivi');
    },
    of: (rules) => rules.crmItems,
    becomes: { kind: 'list', list: 'Clienti attivi' },
  },
];

/** "Configurazione sincronizzazione utente", on the page of an account that is there. */
export const ACCOUNT: readonly Setting<Account>[] = [
  switched('Sincronizza contatti', false, ({ synchronise }) => synchronise['contacts']),
  switched('Sincronizza appuntamenti', false, ({ synchronise }) => synchronise['appointments']),
  {
    name: 'Sincronizza appuntamenti dal',
    set: async (page) => {
      await option(page, 'Sincronizza appuntamenti dal', 'Da una data').check();
      await field(page, 'Data').fill('2026-09-01');
    },
    of: ({ appointmentsFrom }) => appointmentsFrom,
    becomes: { kind: 'date', date: '2026-09-01' },
  },
  {
    name: 'Sincronizza appuntamenti dal',
    set: async (page) => {
      await option(page, 'Sincronizza appuntamenti dal', 'Ultimi mesi').check();
      await field(page, 'Quanti mesi').fill('6');
    },
    of: ({ appointmentsFrom }) => appointmentsFrom,
    becomes: { kind: 'lastMonths', months: 6 },
  },
  switched('Attivo', false, ({ active }) => active),
];

function typed<Stored>(name: string, text: string, of: Setting<Stored>['of']): Setting<Stored> {
  return { name, set: (page) => field(page, name).fill(text), of, becomes: text };
}

function switched<Stored>(name: string, on: boolean, of: Setting<Stored>['of']): Setting<Stored> {
  return { name, set: (page) => turn(page, name, on), of, becomes: on };
}

function chosen<Stored>(name: string, words: RegExp, of: Setting<Stored>['of'], becomes: unknown): Setting<Stored> {
  return { name, set: (page) => option(page, name, words).check(), of, becomes };
}
