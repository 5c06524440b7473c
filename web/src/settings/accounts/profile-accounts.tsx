import { Anchor, Button, Group, Loader, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Notice } from '../../form/notice.tsx';
import { problemText } from '../../format/problem-text.ts';
import type { Profile } from '../calls.ts';
import { AccountRow } from './account-row.tsx';
import { useProfileAccounts } from './use-profile-accounts.ts';
import { WaitingClaims } from './waiting-claims.tsx';

/** A name is typed within so long. */
const TYPING_MS = 300;
/** Fewer than this are seen at a glance. */
const SEARCHED_FROM = 10;

/** "Account di questo profilo": who synchronises with it and how it goes; above, what waits for a decision. */
export function ProfileAccounts({ profile }: { readonly profile: Profile }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, TYPING_MS);
  const { accounts, total, error, showMore, isShowingMore } = useProfileAccounts(profile.name, search);
  const all = profile.state.accounts;
  return (
    <Stack gap="lg">
      <div>
        <Title order={2} size="h4">
          {t('settings.accounts.heading')}
        </Title>
        <Text size="sm" c="gray.8">
          {t('settings.accounts.explain')}
        </Text>
      </div>
      {error === null ? null : (
        <Notice tone="bad" title={t('page.problem.heading')}>
          {problemText(t, error)}
        </Notice>
      )}
      <WaitingClaims profile={profile.name} />
      {all >= SEARCHED_FROM || typed !== '' ? (
        <TextInput
          type="search"
          label={t('settings.accounts.search')}
          description={t('settings.accounts.searchHelp')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          maxLength={100}
          maw={420}
        />
      ) : null}
      {accounts === undefined && error === null ? (
        <Group gap="sm" role="status">
          <Loader size="sm" aria-hidden />
          <Text>{t('settings.accounts.loading')}</Text>
        </Group>
      ) : null}
      {accounts === undefined ? null : (
        <>
          {accounts.length === 0 && search === '' ? <NoAccounts /> : null}
          <Text size="sm" role="status">
            {countText(accounts.length)}
          </Text>
          <ul className="profile-list">
            {accounts.map((account) => (
              <li key={account.name}>
                <AccountRow account={account} />
              </li>
            ))}
          </ul>
          {showMore === null ? null : (
            <Button variant="default" onClick={showMore} loading={isShowingMore}>
              {t('settings.accounts.more')}
            </Button>
          )}
        </>
      )}
    </Stack>
  );

  function countText(shown: number): string {
    if (search !== '' && total === 0) return t('settings.accounts.noneFound', { search });
    if (search === '' && shown === total) return '';
    return t('settings.accounts.shown', { shown, total });
  }
}

function NoAccounts() {
  const { t } = useTranslation();
  return (
    <Stack gap="xs">
      <Text>{t('settings.accounts.empty')}</Text>
      <Text size="sm" c="gray.8">
        {t('settings.accounts.emptyHint')}
      </Text>
      <Anchor component={Link} href="~/users">
        {t('settings.accounts.toUsers')}
      </Anchor>
    </Stack>
  );
}
