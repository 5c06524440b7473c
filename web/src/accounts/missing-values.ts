import type { TFunction } from 'i18next';
import type { Account } from '../api/accounts.ts';
import type { AccountField, AccountValues, ProfileFacts } from './account-values.ts';

const MOST_MONTHS = 120;

/** What has to be filled in before the server is asked, field by field. */
export function missingIn(
  t: TFunction,
  values: AccountValues,
  { ownCredentials }: ProfileFacts,
  stored: Account | null,
): Partial<Record<AccountField, string>> {
  const problems: Partial<Record<AccountField, string>> = {};
  if (values.mailbox.trim() === '') problems.mailbox = t('accounts.form.missing.mailbox');
  if (ownCredentials) {
    if (values.user.trim() === '') problems.user = t('accounts.form.missing.user');
    if (values.password === '' && stored?.credentials?.password !== 'stored')
      problems.password = t('accounts.form.missing.password');
  }
  if (values.fromKind === 'date' && !isDate(values.fromDate)) problems.fromDate = t('accounts.form.missing.date');
  const months = Number(values.fromMonths);
  if (values.fromKind === 'lastMonths' && !(Number.isInteger(months) && months >= 1 && months <= MOST_MONTHS))
    problems.fromMonths = t('accounts.form.missing.months', { most: MOST_MONTHS });
  return problems;
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}
