import { Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pageAccounts } from '../../api/accounts.ts';
import { Notice } from '../../form/notice.tsx';
import { problemText } from '../../format/problem-text.ts';
import { WaitingClaim } from './waiting-claim.tsx';

/** As many as somebody decides about without losing the thread; those that are decided make room. */
const SHOWN_CLAIMS = 10;
const CLAIMS_EVERY_MS = 15_000;

/** Mailboxes of a profile that users asked for and that are not plainly theirs. */
export function WaitingClaims({ profile }: { readonly profile: string }) {
  const { t } = useTranslation();
  const [decided, setDecided] = useState<string | null>(null);
  const waiting = useQuery({
    queryKey: ['accounts', 'waiting', profile],
    queryFn: () => pageAccounts({ profile, claim: 'waiting', limit: SHOWN_CLAIMS }),
    refetchInterval: CLAIMS_EVERY_MS,
  });
  const { accounts = [], total = 0 } = waiting.data ?? {};
  return (
    <>
      <div role="status">{decided === null ? null : <Notice tone="good">{decided}</Notice>}</div>
      {waiting.error === null ? null : (
        <Notice tone="bad" title={t('page.problem.heading')}>
          {problemText(t, waiting.error)}
        </Notice>
      )}
      {total === 0 ? null : (
        <Stack gap="sm" component="section" aria-labelledby="waiting-heading">
          <div>
            <Title order={3} size="h5" id="waiting-heading">
              {t('settings.accounts.waitingHeading', { count: total })}
            </Title>
            <Text size="sm" c="gray.8">
              {t('settings.accounts.waitingExplain')}
            </Text>
          </div>
          {accounts.map((account) => (
            <WaitingClaim key={account.name} account={account} onDecided={setDecided} />
          ))}
          {total > accounts.length ? (
            <Text size="sm">{t('settings.accounts.waitingMore', { count: total - accounts.length })}</Text>
          ) : null}
        </Stack>
      )}
    </>
  );
}
