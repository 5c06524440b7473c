import { Alert, Anchor, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { useMe } from '../access/session.tsx';
import { problemText } from '../format/problem-text.ts';
import { Section } from '../people/section.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { AccountForm } from './account-form.tsx';
import { useAccountsOf, useAvailableProfiles, usePerson } from './use-account-data.ts';

interface Props {
  /** Names. */
  readonly profile: string;
  readonly user: string;
}

/** The form of an account that is not there yet. */
export function NewAccountPage({ profile: profileName, user }: Props) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const { person: me } = useMe();
  const profiles = useAvailableProfiles();
  const accounts = useAccountsOf(user);
  const person = usePerson(user);
  const back = backTo(user, me.name);
  const profile = profiles.data?.find(({ name }) => name === profileName);
  const error = profiles.error ?? accounts.error ?? person.error;
  const there = accounts.data?.find((account) => account.profile.name === profileName);
  return (
    <Stack gap="md">
      <Anchor component={Link} href={back} size="sm">
        ← {t('accounts.page.back')}
      </Anchor>
      <PageHeading>{t('accounts.page.newHeading', { profile: profile?.title ?? profileName })}</PageHeading>
      {user === me.name ? null : <Text>{t('accounts.page.forUser', { user: person.data?.displayName ?? user })}</Text>}
      {error === null ? null : <Alert color="red.9">{problemText(t, error)}</Alert>}
      {profiles.isSuccess && profile === undefined ? (
        <Alert color="orange.9">{t('accounts.page.profileNotAvailable')}</Alert>
      ) : null}
      {there === undefined ? null : (
        <Alert color="orange.9">
          <Text size="sm">{t('accounts.page.alreadyThere')}</Text>
          <Anchor component={Link} href={`/accounts/${encodeURIComponent(there.name)}`}>
            {t('accounts.list.open')}
          </Anchor>
        </Alert>
      )}
      {error === null && (profiles.isPending || accounts.isPending || person.isPending) ? (
        <Text>{t('page.loading')}</Text>
      ) : null}
      {profile === undefined ||
      person.data === undefined ||
      accounts.data === undefined ||
      there !== undefined ? null : (
        <Section heading={t('accounts.page.settings')}>
          <AccountForm
            account={null}
            profile={profile}
            person={person.data}
            others={accounts.data}
            onSaved={(account) => navigate(`/accounts/${encodeURIComponent(account.name)}`)}
            onCancel={() => navigate(back)}
          />
        </Section>
      )}
    </Stack>
  );
}

/** Where the accounts of this person are listed. */
export function backTo(user: string, me: string): string {
  return user === me ? '/accounts' : `/users/${encodeURIComponent(user)}`;
}
