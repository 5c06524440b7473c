import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Language } from '../../src/messages/index.ts';
import { GIULIA, MARIO, SERVICE } from '../support/configuration.ts';
import { approvePlan, connectMailbox, openAccount, preparePlan } from './steps/account.ts';
import { makeProfileByKeyboard, signInByKeyboard } from './steps/by-keyboard.ts';
import { lookAtNarrowMenu, lookAtQuestions } from './steps/dialogs.ts';
import { becomeAdministrator, choosePassword, signIn, signOut } from './steps/entering.ts';
import { field, option, turn } from './steps/fields.ts';
import { expectUsable } from './steps/findings.ts';
import { go } from './steps/going.ts';
import { filesBelow, leaksIn } from './steps/leaks.ts';
import { makeUser } from './steps/people.ts';
import { picture } from './steps/picture.ts';
import { fillProfile, openPart, saveProfile, saveRules, testConnection } from './steps/profile.ts';
import { addContact, changeContact } from './steps/records.ts';
import type { StoryWorld } from './steps/story-world.ts';
import { fillMailbox, INFO, openStoryWorld } from './steps/story-world.ts';
import type { Visitor } from './steps/visitor.ts';

/** A change arrives within one interval, which the story sets to five seconds, and the time that a run takes. */
const TRAVEL_MS = 20_000;

const TITLE = 'Exchange di Brescia';
const ELENA = {
  name: 'elena',
  displayName: 'Elena Ferri',
  email: 'elena.ferri@azienda.example',
  password: 'Zattera-lenta-7314',
};
const USER_MARIO = { name: 'mario', displayName: 'Mario Rossi', email: MARIO.smtp, password: 'Vigna-ripida-2058' };
const USER_GIULIA = {
  name: 'giulia',
  displayName: 'Giulia Bianchi',
  email: GIULIA.smtp,
  password: 'Mulino-fermo-6642',
};
const MARIOS_ACCOUNT = 'mario-exchange-di-brescia';
const MISTYPED = 'Servizio-2062-sbagliata';
const NEXT_SERVICE_PASSWORD = 'Servizio-nuova-8391';
const ACCOUNT = { user: SERVICE.user, domain: SERVICE.domain ?? '', password: SERVICE.password };

describe.each<{ readonly language: Language }>([{ language: 'it' }, { language: 'en' }])(
  'from the installation to a changed service password ($language)',
  ({ language }) => {
    let world: StoryWorld;
    let elena: Visitor;
    let mario: Visitor;
    let giulia: Visitor;
    let broken = false;

    beforeAll(async () => {
      world = await openStoryWorld(language);
      fillMailbox(world.exchange.mailbox(MARIO.smtp));
    }, 240_000);
    afterAll(() => world?.close(), 60_000);

    // Each chapter stands on the ones before.
    beforeEach(({ skip, onTestFailed }) => {
      skip(broken, 'an earlier chapter failed');
      onTestFailed(() => {
        broken = true;
      });
    });

    const contacts = () => world.exchange.mailbox(MARIO.smtp).items('contacts');
    const labels = () =>
      contacts()
        .map(({ label }) => label)
        .toSorted();
    const contact = (label: string) => contacts().find((item) => item.label === label);

    it('whoever holds the link that serve printed becomes the administrator', async () => {
      elena = await world.visit(world.served.setupLink);
      const { page, t } = elena;
      await page.getByRole('heading', { name: t('people.setup.heading') }).waitFor();
      expect(page.url()).not.toContain('link');
      await expectUsable(page);
      await becomeAdministrator(elena, ELENA);
      await page.getByText(t('page.accounts.none')).waitFor();
      await expectUsable(page);

      const second = await world.visit(world.served.setupLink);
      await second.page.getByRole('heading', { name: t('people.link.invalidHeading') }).waitFor();
      await expectUsable(second.page);
      await second.leave();
    });

    it('a new profile is tested until it works: certificate, wrong password, right password', async () => {
      const { page, t } = elena;
      await go(elena, 'exchangeConnector');
      await page.getByText(t('settings.list.emptyHeading')).waitFor();
      await expectUsable(page);
      await page.getByRole('link', { name: t('settings.list.newProfile') }).click();
      await page.getByRole('heading', { level: 1, name: t('settings.form.newHeading') }).waitFor();
      await page.getByRole('button', { name: t('settings.form.create') }).click();
      await page.getByText(t('settings.form.problems', { count: 2 })).waitFor();
      await expectUsable(page);

      await fillProfile(elena, TITLE, world.exchange.ewsUrl, { ...ACCOUNT, password: MISTYPED });
      await field(page, t('settings.form.interval')).fill('5');
      await picture(page, `profile-form-${language}`);

      expect(await testConnection(elena, MARIO.smtp)).toBe('failed');
      await page.locator('[data-step="tls"][data-state="failed"]').waitFor();
      await expectUsable(page);
      await page.getByRole('button', { name: t('settings.test.pin.accept') }).click();

      expect(await testConnection(elena, MARIO.smtp)).toBe('failed');
      const refused = page.locator('[data-step="signIn"][data-state="failed"]');
      expect(await refused.textContent()).toContain('svc-raccordo');
      await refused.getByText('PowerShell', { exact: true }).first().waitFor();
      await expectUsable(page);
      const test = page.getByRole('region', { name: t('settings.test.heading') });
      await picture(page, `connection-test-${language}`, test.locator('[data-step="address"]'));

      await field(page, t('settings.form.delegatePassword')).fill(ACCOUNT.password);
      expect(await testConnection(elena, MARIO.smtp)).toMatch(/^(ok|warnings)$/);
      await expectUsable(page);
      await page.getByRole('button', { name: t('settings.form.create') }).click();
      await page.getByText(t('settings.profile.created')).waitFor();
      await expectUsable(page);
    });

    it('the rules say in words what they do, and warn of what hurts', async () => {
      const { page, t } = elena;
      await openPart(elena, 'contacts');
      const meaning = page.getByRole('region', { name: t('settings.rules.meaning') });
      await meaning.getByText(t('rules.meaning.crm_to_exchange_changes'), { exact: true }).waitFor();
      await turn(page, t('settings.rules.deleteCrmToExchange'), true);
      await meaning.getByText(t('rules.meaning.crm_to_exchange_changes_and_deletions')).waitFor();
      await option(
        page,
        t('settings.rules.exchangeDeleteMode'),
        t('settings.rules.exchangeDeleteModePermanent'),
      ).check();
      await meaning.getByText(t('rules.warnings.permanent_delete')).waitFor();
      const categories = field(page, t('settings.rules.exchangeCategories'));
      await categories.fill('CRM');
      await categories.press('Enter');
      await expectUsable(page);
      await picture(page, `rules-${language}`);

      await option(
        page,
        t('settings.rules.exchangeDeleteMode'),
        t('settings.rules.exchangeDeleteModeDeletedItems'),
      ).check();
      await meaning.getByText(t('settings.rules.warnings')).waitFor({ state: 'detached' });
      await saveRules(elena);
      await openPart(elena, 'appointments');
      await expectUsable(page);
      await openPart(elena, 'accounts');
      await page.getByText(t('settings.accounts.empty')).waitFor();
      await expectUsable(page);
    });

    it('a new user chooses the password with a link that is good once', async () => {
      const link = await makeUser(elena, USER_MARIO);
      await expectUsable(elena.page);
      mario = await world.visit(link);
      await mario.page
        .getByRole('heading', { name: mario.t('people.link.welcome', { name: 'Mario Rossi' }) })
        .waitFor();
      await expectUsable(mario.page);
      await choosePassword(mario, USER_MARIO.password);
      const { page, t } = mario;
      expect(await page.getByText(t('page.navigation.company')).count()).toBe(0);
    });

    it('the own mailbox is granted at once; nothing is written before the plan is approved', async () => {
      const { page, t } = mario;
      await go(mario, 'accounts');
      await page.getByText(t('accounts.list.needsMailbox')).waitFor();
      await expectUsable(page);
      await page.getByRole('link', { name: t('accounts.list.configureProfile', { profile: TITLE }) }).click();
      await page.getByRole('button', { name: t('accounts.form.create') }).waitFor();
      await expectUsable(page);
      await connectMailbox(mario, TITLE, MARIO.smtp);
      await page.getByRole('region', { name: t('accounts.plan.firstHeading') }).waitFor();
      await expectUsable(page);
      await picture(page, `external-account-${language}`);

      await addContact(mario, { givenName: 'Paolo', surname: 'Verdi', email1: 'paolo.verdi@fornitore.example' });
      await addContact(mario, { givenName: 'Anna', surname: 'Neri', email1: 'anna.neri@cliente.example' });
      await openAccount(mario, TITLE);
      await preparePlan(mario);
      // What is opened comes a moment later, and moves what lies below.
      for (const [group, name] of [
        ['link', 'Paolo Verdi'],
        ['createInExchange', 'Anna Neri'],
        ['createInCrm', 'Lucia Gallo'],
      ] as const) {
        const words = t(`accounts.plan.groups.${group}.title`, { count: 1 });
        await page
          .getByRole('button', { name: `1 ${words}` })
          .first()
          .click();
        await page.getByText(name).first().waitFor();
      }
      await page.getByText(t('accounts.plan.mailsNobody')).waitFor();
      await expectUsable(page);
      await picture(page, `plan-${language}`, page.getByRole('region', { name: t('accounts.plan.firstHeading') }));
      expect(labels()).toEqual(['Lucia Gallo', 'Paolo Verdi']);
      await approvePlan(mario, () => expectUsable(page));
      await expectUsable(page);
      expect(labels()).toEqual(['Anna Neri', 'Lucia Gallo', 'Paolo Verdi']);
    });

    it('an edit on either side arrives on the other', async () => {
      const { page } = mario;
      await changeContact(mario, 'Anna Neri', { jobTitle: 'Direttrice acquisti' });
      await expect
        .poll(() => contact('Anna Neri')?.fields['JobTitle'], { timeout: TRAVEL_MS })
        .toBe('Direttrice acquisti');
      expect(contact('Anna Neri')?.categories).toEqual(['CRM']);
      const lucia = contact('Lucia Gallo');
      world.exchange.mailbox(MARIO.smtp).change(lucia?.id ?? '', { JobTitle: 'Responsabile qualità' });
      const book = page.getByRole('region', { name: mario.t('page.sides.crmContacts') });
      await book.getByText('Responsabile qualità').waitFor({ timeout: TRAVEL_MS });
      await expectUsable(page);
    });

    it('a mailbox that is not one’s own stays closed until the administrator allows it', async () => {
      const link = await makeUser(elena, USER_GIULIA);
      giulia = await world.visit(link);
      await choosePassword(giulia, USER_GIULIA.password);
      await connectMailbox(giulia, TITLE, INFO.smtp);
      const { page, t } = giulia;
      const why = t('accounts.claim.own.otherAddress', { resolved: INFO.smtp, email: GIULIA.smtp });
      await page.getByText(why).waitFor();
      await expectUsable(page);
      const opened = world.exchange.requests.all().filter(({ mailbox }) => mailbox === INFO.smtp);
      expect(opened.filter(({ operation }) => operation !== 'ResolveNames')).toEqual([]);

      await go(elena, 'exchangeConnector');
      await elena.page.getByRole('link', { name: elena.t('settings.list.accounts', { count: 2 }) }).click();
      await expectUsable(elena.page);
      const names = { user: 'Giulia Bianchi', mailbox: INFO.smtp };
      await elena.page.getByRole('button', { name: elena.t('settings.accounts.grantOf', names) }).click();
      await elena.page.getByText(elena.t('settings.accounts.granted', names)).waitFor();
      await preparePlan(giulia);
      await expectUsable(page);
    });

    it('a changed service password stops both accounts with a sentence, and is entered once', async () => {
      await approvePlan(giulia);
      world.changeServicePassword(NEXT_SERVICE_PASSWORD);
      for (const visitor of [mario, giulia]) {
        await go(visitor, 'accounts');
        const entry = visitor.page.getByRole('article', { name: TITLE });
        await entry.locator('[data-standing="failed"], [data-standing="paused"]').waitFor({ timeout: 60_000 });
        // Where the server stands is the administrator's business.
        await entry
          .getByText(visitor.t('errors.sign_in_refused', { host: 'Exchange' }))
          .first()
          .waitFor();
        await entry.getByText(visitor.t('accounts.standing.sentence.serviceAccount')).waitFor();
        await expectUsable(visitor.page);
      }

      const { page, t } = elena;
      await go(elena, 'exchangeConnector');
      await page.getByText(t('settings.state.failing'), { exact: true }).waitFor();
      await expectUsable(page);
      await picture(page, `profiles-${language}`);
      await page.getByRole('link', { name: TITLE, exact: true }).click();
      await field(page, t('settings.form.delegatePassword')).fill(NEXT_SERVICE_PASSWORD);
      await saveProfile(elena);
      await expectUsable(page);
      for (const visitor of [mario, giulia]) {
        const entry = visitor.page.getByRole('article', { name: TITLE });
        await entry.locator('[data-standing="inStep"]').waitFor({ timeout: 60_000 });
      }
      await changeContact(mario, 'Paolo Verdi', { jobTitle: 'Titolare' });
      await expect.poll(() => contact('Paolo Verdi')?.fields['JobTitle'], { timeout: TRAVEL_MS }).toBe('Titolare');
      expect(world.exchange.outbox.all()).toEqual([]);
    });

    it('the administrator finds who did what', async () => {
      const { page, t } = elena;
      await go(elena, 'users');
      await expectUsable(page);
      await go(elena, 'audit');
      await page
        .getByText(t('people.audit.profile_created', { actor: 'elena', object: 'exchange-di-brescia' }))
        .waitFor();
      await page.getByText(t('people.auditPage.grantedByRule', { actor: 'mario', object: MARIOS_ACCOUNT })).waitFor();
      expect(await page.getByText('deleteCrmToExchange').count()).toBe(0);
      await expectUsable(page);
      await page.getByRole('button', { name: t('page.navigation.signedInAs', { name: ELENA.displayName }) }).click();
      await page.getByRole('menuitem', { name: t('page.navigation.me') }).click();
      await page.getByRole('heading', { level: 1, name: t('people.me.heading') }).waitFor();
      await expectUsable(page);
    });

    it('every question is as usable as its page, and "no" changes nothing', async () => {
      const { page } = elena;
      const versions = () =>
        page.evaluate<string>(
          `Promise.all(['profiles', 'accounts', 'users'].map(async (path) => (await fetch('/api/' + path)).text()))
            .then((texts) => texts.join().match(/"etag":"[^"]*"/g).join())`,
        );
      const before = await versions();
      await lookAtQuestions(elena, TITLE, USER_MARIO);
      await lookAtNarrowMenu(elena);
      expect(await versions()).toBe(before);

      await page.goto(`${world.served.url}/da-nessuna-parte`);
      await page.getByRole('heading', { level: 1, name: elena.t('page.noPage.heading') }).waitFor();
      await expectUsable(page);
    });

    it('who has signed out comes in again only with the right password', async () => {
      await signOut(mario, USER_MARIO);
      await expectUsable(mario.page);
      await picture(mario.page, `sign-in-${language}`);
      await signIn(mario, { name: 'mario', password: USER_GIULIA.password }, 'refused');
      await expectUsable(mario.page);
      await signIn(mario, USER_MARIO);
    });

    it('the keyboard alone is enough for signing in and for making a profile', async () => {
      await signOut(elena, ELENA);
      const { page, t } = elena;
      await signInByKeyboard(elena, ELENA);
      // Where the person was when the session ended.
      await page.getByRole('heading', { level: 1, name: t('page.noPage.heading') }).waitFor();
      await makeProfileByKeyboard(elena, 'Con la tastiera', MISTYPED);
      await page.getByText(t('settings.profile.created')).waitFor();
      expect(await field(page, t('settings.form.title')).inputValue()).toBe('Con la tastiera');
      expect(await page.getByRole('switch', { name: t('settings.form.active'), exact: true }).isChecked()).toBe(false);
      expect(await option(page, t('settings.form.signIn'), t('settings.form.signInNtlm')).isChecked()).toBe(true);
    });

    it('no password stands in a file, in the log or in an answer, and the page stayed within its policy', async () => {
      expect(world.complaints()).toEqual([]);
      expect(await world.served.stop()).toBe(0);
      const written = [
        ...filesBelow(world.served.dataDirectory),
        { where: 'output and log', bytes: Buffer.from(world.served.printed()) },
        { where: 'answers of the API', bytes: Buffer.from(world.answers.join('\n')) },
      ];
      const people = [ELENA, USER_MARIO, USER_GIULIA].map(({ password }) => password);
      expect(leaksIn(written, [...people, ACCOUNT.password, MISTYPED, NEXT_SERVICE_PASSWORD])).toEqual([]);
      // The search does find what is there.
      const found = leaksIn(written, [USER_GIULIA.email]).join();
      expect(found).toContain('postgres/base');
      expect(found).toContain('answers of the API');
      expect(leaksIn(written, [new URL(world.served.url).port]).join()).toContain('output and log');
    });
  },
);
