import type { ItemType } from '../../../src/model/index.ts';
import { field, turn } from './fields.ts';
import type { Visitor } from './visitor.ts';

export interface ServiceAccount {
  readonly user: string;
  readonly password: string;
  readonly domain: string;
}

/** What a new profile needs: title, server, and the account that opens every mailbox. */
export async function fillProfile(
  { page, t }: Visitor,
  title: string,
  serverUrl: string,
  service: ServiceAccount,
): Promise<void> {
  await field(page, t('settings.form.title')).fill(title);
  await field(page, t('settings.form.serverUrl')).fill(serverUrl);
  await turn(page, t('settings.form.useDelegate'), true);
  await field(page, t('settings.form.delegateUser')).fill(service.user);
  await field(page, t('settings.form.delegatePassword')).fill(service.password);
  await field(page, t('settings.form.delegateDomain')).fill(service.domain);
}

/** Tests what stands in the form. @returns once the last step is there, how it ended */
export async function testConnection({ page, t }: Visitor, mailbox: string): Promise<string | null> {
  await field(page, t('settings.test.mailbox')).fill(mailbox);
  await page.getByRole('button', { name: t('settings.test.start') }).click();
  const steps = page.locator('[data-outcome]');
  await steps.waitFor();
  return steps.getAttribute('data-outcome');
}

export async function saveProfile({ page, t }: Visitor): Promise<void> {
  await page.getByRole('button', { name: t('settings.form.save') }).click();
  await page.getByText(new RegExp(`^${t('settings.profile.saved')}`)).waitFor();
}

/** One of the parts of a profile that is on the page. */
export async function openPart({ page, t }: Visitor, part: 'general' | ItemType | 'accounts'): Promise<void> {
  const parts = page.getByRole('navigation', { name: t('settings.profile.parts') });
  await parts.getByRole('link', { name: t(`settings.profile.${part}`) }).click();
  await parts.locator('[aria-current="page"]', { hasText: t(`settings.profile.${part}`) }).waitFor();
}

export async function saveRules({ page, t }: Visitor): Promise<void> {
  await page.getByRole('button', { name: t('settings.rules.save') }).click();
  await page.getByText(new RegExp(`^${t('settings.profile.saved')}`)).waitFor();
}
