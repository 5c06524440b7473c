import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Account } from '../api/accounts.ts';
import type { AccountStatus } from '../api/status.ts';
import { agoText } from '../format/moment.ts';
import { useNow } from '../format/use-now.ts';
import { runAddress } from '../plan/addresses.ts';
import { outcomeText } from './run-text.ts';

interface Props {
  readonly account: Account;
  readonly status: AccountStatus | undefined;
}

/** Per item type: when it last succeeded, and what the last run did. */
export function Freshness({ account, status }: Props) {
  const { t, i18n } = useTranslation();
  const now = useNow(1_000);
  if (!account.active || account.claim.state !== 'granted' || status === undefined) return null;
  const lines = status.scopes.filter(({ itemType }) => status.itemTypes.includes(itemType));
  if (lines.length === 0) return null;
  return (
    <ul className="plain-list">
      {lines.map(({ itemType, lastSuccessAt, lastRunAt, lastRun }) => (
        <li key={itemType}>
          <Text size="sm">
            <b>{t(`page.state.${itemType}`)}</b>:{' '}
            {lastSuccessAt === null
              ? t('accounts.list.noSuccess')
              : t('accounts.list.lastSuccess', { when: agoText(lastSuccessAt, i18n.language, now) })}
          </Text>
          {lastRun === null || lastRunAt === null ? null : (
            <Text size="sm" c="gray.8">
              {t('accounts.list.lastRun', {
                when: agoText(lastRun.finishedAt ?? lastRunAt, i18n.language, now),
                what: outcomeText(t, lastRun),
              })}{' '}
              <Link
                href={runAddress(lastRun.id)}
                className="text-link"
                aria-label={t('plans.run.openLast', { what: t(`page.state.${itemType}`) })}
              >
                {t('plans.run.openRun')}
              </Link>
            </Text>
          )}
        </li>
      ))}
    </ul>
  );
}
