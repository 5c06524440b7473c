import { field } from './fields.ts';
import type { Visitor } from './visitor.ts';

export interface Newcomer {
  readonly name: string;
  readonly displayName: string;
  readonly email: string;
  readonly password: string;
}

/** Fills the page that the one-time link of the first start opens. */
export async function becomeAdministrator({ page, t }: Visitor, person: Newcomer): Promise<void> {
  await field(page, t('people.fields.displayName')).fill(person.displayName);
  await field(page, t('people.fields.name')).fill(person.name);
  await field(page, t('people.fields.email')).fill(person.email);
  await field(page, t('people.fields.password')).fill(person.password);
  await field(page, t('people.fields.passwordAgain')).fill(person.password);
  await page.getByRole('button', { name: t('people.setup.submit') }).click();
  await atHome({ page, t });
}

/** Fills the page that a link for the password opens. */
export async function choosePassword({ page, t }: Visitor, password: string): Promise<void> {
  await field(page, t('people.fields.newPassword')).fill(password);
  await field(page, t('people.fields.passwordAgain')).fill(password);
  await page.getByRole('button', { name: t('people.link.submit') }).click();
  await atHome({ page, t });
}

/** @param expected where one arrives; `refused` stays on the page of the sign-in */
export async function signIn(
  { page, t }: Visitor,
  { name, password }: Pick<Newcomer, 'name' | 'password'>,
  expected: 'home' | 'refused' = 'home',
): Promise<void> {
  await field(page, t('people.signIn.name')).fill(name);
  await field(page, t('people.signIn.password')).fill(password);
  await page.getByRole('button', { name: t('people.signIn.submit') }).click();
  if (expected === 'home') await atHome({ page, t });
  else await page.getByText(t('errors.login_refused')).waitFor();
}

export async function signOut({ page, t }: Visitor, { displayName }: Pick<Newcomer, 'displayName'>): Promise<void> {
  await page.getByRole('button', { name: t('page.navigation.signedInAs', { name: displayName }) }).click();
  await page.getByRole('menuitem', { name: t('page.navigation.signOut') }).click();
  await page.getByRole('heading', { name: t('people.signIn.heading') }).waitFor();
}

async function atHome({ page, t }: Pick<Visitor, 'page' | 't'>): Promise<void> {
  await page.getByRole('heading', { level: 1, name: t('page.navigation.synchronisation') }).waitFor();
}
