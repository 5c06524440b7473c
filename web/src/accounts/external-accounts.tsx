import './accounts.css';
import { Alert, Button, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../access/session.tsx';
import { problemText } from '../format/problem-text.ts';
import { AccountEntry } from './account-entry.tsx';
import { FreeProfileEntry } from './free-profile-entry.tsx';
import { useAccountsOf, useAvailableProfiles, usePerson, useStatusOfUser } from './use-account-data.ts';

/**
 * The external accounts of one person: every active profile, with the account that the person has on it, if any. On
 * the own page, and for administrators on the page of each user.
 */
export function ExternalAccounts({ user }: { readonly user: string }) {
  const { t } = useTranslation();
  const { isAdministrator } = useMe();
  const profiles = useAvailableProfiles();
  const accounts = useAccountsOf(user);
  const status = useStatusOfUser(user);
  const person = usePerson(user);
  const error = profiles.error ?? accounts.error;
  if (error !== null) {
    const again = () => void Promise.all([profiles.refetch(), accounts.refetch()]);
    return (
      <Alert color="red.9" title={t('page.problem.heading')}>
        <Text size="sm">{problemText(t, error)}</Text>
        <Button mt="sm" variant="default" onClick={again}>
          {t('page.retry')}
        </Button>
      </Alert>
    );
  }
  if (profiles.data === undefined || accounts.data === undefined) return <Text>{t('page.loading')}</Text>;

  const own = accounts.data;
  const statusOf = (account: string) => status.data?.find(({ name }) => name === account);
  // What arrives once the entries are shown would push aside what somebody is about to press.
  const isExpected = own.some(({ name }) => statusOf(name) === undefined) && !status.isFetchedAfterMount;
  if (isExpected) return <Text>{t('page.loading')}</Text>;
  const free = profiles.data.filter(({ name }) => !own.some(({ profile }) => profile.name === name));
  if (own.length === 0 && free.length === 0) return <NoProfile>{emptyText(t, isAdministrator)}</NoProfile>;
  return (
    <Stack gap="md">
      <Text size="sm">{t('accounts.list.explain')}</Text>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        {own.map((account) => (
          <AccountEntry
            key={account.name}
            account={account}
            status={statusOf(account.name)}
            profile={profiles.data.find(({ name }) => name === account.profile.name)}
            person={person.data}
          />
        ))}
        {free.map((profile) => (
          <FreeProfileEntry key={profile.name} profile={profile} user={user} />
        ))}
      </SimpleGrid>
    </Stack>
  );
}

function emptyText(t: TFunction, isAdministrator: boolean): string {
  return t(isAdministrator ? 'accounts.list.emptyForAdministrator' : 'accounts.list.empty');
}

function NoProfile({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Paper p="md" shadow="xs">
      <Text fw={600}>{t('accounts.list.emptyHeading')}</Text>
      <Text size="sm">{children}</Text>
    </Paper>
  );
}
