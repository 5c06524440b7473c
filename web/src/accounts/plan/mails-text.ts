import type { TFunction } from 'i18next';
import type { Run } from '../../api/accounts.ts';

/** How many mails the plans would have Exchange send; that it is none is said as well. */
export function mailsText(t: TFunction, plans: readonly Run[]): string {
  const count = plans.reduce((sum, { counts }) => sum + (counts?.mails ?? 0), 0);
  return count === 0 ? t('accounts.plan.mailsNobody') : t('plans.page.mailed', { count });
}
