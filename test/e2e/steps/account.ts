import { field } from './fields.ts';
import { go } from './going.ts';
import type { Visitor } from './visitor.ts';

/** Connects a mailbox on the own page; the rest stays as it is offered. */
export async function connectMailbox(visitor: Visitor, profile: string, mailbox: string): Promise<void> {
  const { page, t } = visitor;
  await go(visitor, 'accounts');
  await page.getByRole('link', { name: t('accounts.list.configureProfile', { profile }) }).click();
  await page.getByRole('heading', { level: 1, name: t('accounts.page.newHeading', { profile }) }).waitFor();
  await field(page, t('accounts.form.mailbox')).fill(mailbox);
  await page.getByRole('button', { name: t('accounts.form.create') }).click();
  await page.getByRole('heading', { level: 1, name: profile, exact: true }).waitFor();
}

/** From the list of the own accounts. */
export async function openAccount(visitor: Visitor, profile: string): Promise<void> {
  const { page, t } = visitor;
  await go(visitor, 'accounts');
  const entry = page.getByRole('article', { name: profile });
  await entry.getByRole('link', { name: t('accounts.list.open'), exact: true }).click();
  await page.getByRole('heading', { level: 1, name: profile, exact: true }).waitFor();
}

export async function preparePlan({ page, t }: Visitor): Promise<void> {
  const plan = page.getByRole('region', { name: t('accounts.plan.firstHeading') });
  await plan.getByRole('button', { name: t('accounts.plan.prepare'), exact: true }).click();
  await plan.getByRole('button', { name: t('accounts.plan.approve') }).waitFor();
}

/** The button of the plan, and then the one of the question. */
export async function approvePlan({ page, t }: Visitor, beforeTheAnswer = async () => {}): Promise<void> {
  await page.getByRole('button', { name: t('accounts.plan.approve') }).click();
  const question = page.getByRole('dialog');
  await question.getByText(t('accounts.plan.confirm')).waitFor();
  await beforeTheAnswer();
  await question.getByRole('button', { name: t('accounts.plan.approve') }).click();
  await page.getByText(t('accounts.plan.done')).waitFor();
}
