import type { Newcomer } from './entering.ts';
import { turn } from './fields.ts';
import { expectUsable } from './findings.ts';
import { go } from './going.ts';
import { openPart } from './profile.ts';
import type { Visitor } from './visitor.ts';

/** Opens each question that the page asks an administrator, looks at it, and answers that nothing shall happen. */
export async function lookAtQuestions(visitor: Visitor, profile: string, person: Newcomer): Promise<void> {
  const { displayName: name, email: mailbox } = person;
  const { page, t } = visitor;
  await go(visitor, 'exchangeConnector');
  await page
    .getByRole('button', { name: t('settings.remove.button') })
    .first()
    .click();
  await lookAndAnswer(visitor, t('settings.remove.heading', { title: profile }), t('page.close'));

  await page.getByRole('link', { name: profile, exact: true }).click();
  await openPart(visitor, 'contacts');
  await turn(page, t('settings.rules.deleteExchangeToCrm'), true);
  await page.getByRole('button', { name: t('settings.rules.save') }).click();
  await lookAndAnswer(visitor, t('settings.rules.confirmHeading'), t('page.cancel'));
  await page.getByRole('link', { name: t('page.navigation.users') }).click();
  await lookAndAnswer(visitor, t('page.unsaved.heading'), t('page.unsaved.leave'));

  await page.getByRole('heading', { level: 1, name: t('people.list.heading') }).waitFor();
  await page.getByRole('link', { name: t('people.list.add') }).click();
  await page.getByRole('heading', { level: 1, name: t('people.create.heading') }).waitFor();
  await expectUsable(page);
  await page.getByRole('link', { name: t('page.cancel') }).click();
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await turnOffUntilAsked(visitor, t('people.user.active'));
  await lookAndAnswer(visitor, t('people.user.confirmDeactivate', { name }), t('page.cancel'));

  await page
    .getByRole('article', { name: profile })
    .getByRole('link', { name: t('accounts.list.open') })
    .click();
  await page.getByRole('button', { name: t('accounts.delete.start') }).click();
  await lookAndAnswer(visitor, t('accounts.delete.confirm', { mailbox }), t('page.cancel'));
}

/** The switch stays on until the question is answered. */
async function turnOffUntilAsked({ page }: Visitor, label: string): Promise<void> {
  await page.getByRole('switch', { name: label, exact: true }).click({ force: true });
}

async function lookAndAnswer({ page }: Visitor, heading: string, answer: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByText(heading).first().waitFor();
  await expectUsable(page);
  await dialog.getByRole('button', { name: answer, exact: true }).last().click();
  await dialog.waitFor({ state: 'detached' });
}

/** The navigation of a narrow window lies in a drawer. */
export async function lookAtNarrowMenu({ page, t }: Visitor): Promise<void> {
  await page.setViewportSize({ width: 360, height: 900 });
  await page.getByRole('button', { name: t('page.navigation.open') }).click();
  const menu = page.getByRole('dialog');
  await menu.getByRole('link', { name: t('page.navigation.exchangeConnector') }).waitFor();
  await expectUsable(page);
  await page.setViewportSize({ width: 360, height: 900 });
  await menu.getByRole('link', { name: t('page.navigation.synchronisation') }).click();
  await page.getByRole('heading', { level: 1, name: t('page.navigation.synchronisation') }).waitFor();
  await page.setViewportSize({ width: 1280, height: 900 });
}
