import { field } from './fields.ts';
import { go } from './going.ts';
import type { Visitor } from './visitor.ts';

export interface TypedContact {
  readonly givenName: string;
  readonly surname: string;
  readonly email1?: string;
  readonly jobTitle?: string;
}

/** On the page of the synchronisation, into the address book of the CRM. */
export async function addContact(visitor: Visitor, contact: TypedContact): Promise<void> {
  const { page, t } = visitor;
  await go(visitor, 'synchronisation');
  const book = page.getByRole('region', { name: t('page.sides.crmContacts') });
  await book.getByRole('button', { name: t('page.sides.add') }).click();
  await fillAndSave(visitor, contact);
  await book.getByText(`${contact.givenName} ${contact.surname}`).waitFor();
}

export async function changeContact(visitor: Visitor, name: string, change: Partial<TypedContact>): Promise<void> {
  const { page, t } = visitor;
  await go(visitor, 'synchronisation');
  await page.getByRole('button', { name: t('page.sides.edit', { what: name }) }).click();
  await fillAndSave(visitor, change);
}

async function fillAndSave({ page, t }: Visitor, contact: Partial<TypedContact>): Promise<void> {
  const dialog = page.getByRole('dialog');
  for (const [name, value] of Object.entries(contact)) await field(dialog, t(`page.form.${name}`)).fill(value);
  await dialog.getByRole('button', { name: t('page.save') }).click();
  await dialog.waitFor({ state: 'detached' });
}
