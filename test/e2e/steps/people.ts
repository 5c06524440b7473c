import type { Newcomer } from './entering.ts';
import { field } from './fields.ts';
import { go } from './going.ts';
import type { Visitor } from './visitor.ts';

/** Makes a user. @returns the link with which the person chooses a password */
export async function makeUser(visitor: Visitor, person: Newcomer): Promise<string> {
  const { page, t } = visitor;
  await go(visitor, 'users');
  await page.getByRole('link', { name: t('people.list.add') }).click();
  await page.getByRole('heading', { level: 1, name: t('people.create.heading') }).waitFor();
  await field(page, t('people.fields.displayName')).fill(person.displayName);
  await field(page, t('people.fields.name')).fill(person.name);
  await field(page, t('people.fields.email')).fill(person.email);
  await page.getByRole('button', { name: t('people.create.submit') }).click();
  await page.getByRole('heading', { level: 1, name: person.displayName }).waitFor();
  await page.getByRole('button', { name: t('people.user.link'), exact: true }).click();
  const shown = page.locator('pre', { hasText: '#link=' });
  return (await shown.textContent())?.trim() ?? '';
}
