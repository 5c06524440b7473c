import type { Newcomer } from './entering.ts';
import { tabTo, typeOver } from './keyboard.ts';
import type { Visitor } from './visitor.ts';

export async function signInByKeyboard(
  { page, t }: Visitor,
  { email, password }: Pick<Newcomer, 'email' | 'password'>,
): Promise<void> {
  await tabTo(page, t('people.signIn.name'));
  await page.keyboard.type(email);
  await tabTo(page, t('people.signIn.password'));
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
}

/** Not active, with a service account, NTLM only and sixty seconds: a control of every kind. */
export async function makeProfileByKeyboard({ page, t }: Visitor, title: string, password: string): Promise<void> {
  await tabTo(page, t('page.navigation.exchangeConnector'));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: t('settings.list.heading') }).waitFor();
  await tabTo(page, t('settings.list.newProfile'));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: t('settings.form.newHeading') }).waitFor();
  const controls: readonly (readonly [string, () => Promise<void>])[] = [
    ['title', () => page.keyboard.type(title)],
    ['serverUrl', () => page.keyboard.type('mail.azienda.example')],
    ['active', () => page.keyboard.press('Space')],
    ['useDelegate', () => page.keyboard.press('Space')],
    ['delegateUser', () => page.keyboard.type('svc')],
    ['delegatePassword', () => page.keyboard.type(password)],
    ['signInAuto', () => page.keyboard.press('ArrowDown')],
    ['interval', () => typeOver(page, '60')],
    ['create', () => page.keyboard.press('Enter')],
  ];
  for (const [label, operate] of controls) {
    await tabTo(page, t(`settings.form.${label}`));
    await operate();
  }
}
