import type { TFunction } from 'i18next';
import type { Account } from '../api/accounts.ts';
import { dayText } from '../format/moment.ts';
import type { AccountField } from './account-values.ts';

/** Fields of the form with what stands in them, each setting once: `Mailbox: anna@acme.example`. */
export function fieldFacts(
  t: TFunction,
  language: string,
  account: Account,
  fields: readonly AccountField[],
): readonly string[] {
  return [...new Set(fields.map((field) => factOf(t, language, account, field)))];
}

function factOf(t: TFunction, language: string, account: Account, field: AccountField): string {
  const { credentials, synchronise } = account;
  const fact = (label: string, value: string) => `${t(`accounts.form.${label}`)}: ${value}`;
  const yesNo = (value: boolean) => t(value ? 'accounts.changed.on' : 'accounts.changed.off');
  switch (field) {
    case 'mailbox':
      return fact(field, account.mailbox);
    case 'impersonate':
      return fact(field, account.impersonate ?? '–');
    case 'user':
    case 'domain':
      return fact(field, credentials?.[field] ?? '–');
    case 'password':
      return t('accounts.form.password');
    case 'contacts':
    case 'appointments':
      return fact(field, yesNo(synchronise[field]));
    case 'active':
      return fact(field, yesNo(account.active));
    case 'fromKind':
    case 'fromDate':
    case 'fromMonths':
      return fact('appointmentsFrom', fromText(t, language, account));
  }
}

function fromText(t: TFunction, language: string, { appointmentsFrom: from }: Account): string {
  if (from.kind === 'all') return t('accounts.form.from.all');
  return from.kind === 'date' ? dayText(from.date, language) : t('accounts.changed.lastMonths', { count: from.months });
}
