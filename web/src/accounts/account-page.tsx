import './accounts.css';
import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { useMe } from '../access/session.tsx';
import type { Account } from '../api/accounts.ts';
import { problemText } from '../format/problem-text.ts';
import { PageHeading } from '../shell/page-heading.tsx';
import { AccountParts } from './account-parts.tsx';
import type { ProfileFacts } from './account-values.ts';
import { backTo } from './new-account-page.tsx';
import { useNewestRuns } from './plan/use-plan.ts';
import { useAccount, useAccountStatus, useAccountsOf, useAvailableProfiles, usePerson } from './use-account-data.ts';

/** One account: how it stands, the plan of its first run, its settings, connection test and runs. */
export function AccountPage({ account: name }: { readonly account: string }) {
  const { t } = useTranslation();
  const account = useAccount(name);
  const profiles = useAvailableProfiles();
  const error = account.data === undefined ? account.error : null;
  if (error !== null)
    return (
      <Stack gap="md">
        <PageHeading>{t('accounts.page.heading')}</PageHeading>
        <Alert color="red.9">{problemText(t, error)}</Alert>
        <Group>
          <Button variant="default" onClick={() => void account.refetch()}>
            {t('page.retry')}
          </Button>
          <Anchor component={Link} href="/accounts">
            {t('accounts.page.back')}
          </Anchor>
        </Group>
      </Stack>
    );
  if (account.data === undefined || profiles.data === undefined)
    return (
      <Stack gap="md">
        <PageHeading>{t('accounts.page.heading')}</PageHeading>
        <Text>{t('page.loading')}</Text>
      </Stack>
    );
  const available = profiles.data.find((profile) => profile.name === account.data.profile.name);
  return (
    <LoadedAccount
      account={account.data}
      profile={available ?? factsOf(account.data)}
      profileActive={available !== undefined}
    />
  );
}

interface LoadedProps {
  readonly account: Account;
  readonly profile: ProfileFacts;
  readonly profileActive: boolean;
}

function LoadedAccount({ account, profile, profileActive }: LoadedProps) {
  const { t } = useTranslation();
  const { person: me } = useMe();
  const [deleted, setDeleted] = useState(false);
  const person = usePerson(account.user.name);
  const others = useAccountsOf(account.user.name);
  const status = useAccountStatus(account.name);
  const runs = useNewestRuns(account.name);
  const back = backTo(account.user.name, me.name);
  if (deleted) return <Leave to={back} />;
  return (
    <Stack gap="lg">
      <Stack gap="xs">
        <Anchor component={Link} href={back} size="sm">
          ← {t('accounts.page.back')}
        </Anchor>
        <PageHeading>{account.profile.title}</PageHeading>
        <Text className="account-title">
          {account.user.name === me.name ? '' : `${account.user.displayName} · `}
          {account.mailbox}
        </Text>
      </Stack>
      {/* What arrives one after the other would push aside what somebody is about to press. */}
      {[person, others, status, runs].some(({ isPending }) => isPending) ? (
        <Text>{t('page.loading')}</Text>
      ) : (
        <AccountParts
          account={account}
          profile={profile}
          profileActive={profileActive}
          person={person.data}
          others={others.data}
          status={status.data}
          error={person.error ?? others.error}
          onDeleted={() => setDeleted(true)}
        />
      )}
    </Stack>
  );
}

/** Goes once the form of the deleted account is gone: nobody is asked about what was typed in it. */
function Leave({ to }: { readonly to: string }) {
  const [, navigate] = useLocation();
  useEffect(() => navigate(to), [navigate, to]);
  return null;
}

/** Of a profile that is switched off nothing is told; what the account has tells enough for its form. */
function factsOf({ profile, credentials }: Account): ProfileFacts {
  return {
    ...profile,
    ownCredentials: credentials !== null,
    mailboxByName: true,
    itemTypes: ['contacts', 'appointments'],
  };
}
