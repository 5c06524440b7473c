import './accounts.css';
import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { useMe } from '../access/session.tsx';
import type { Account } from '../api/accounts.ts';
import { problemText } from '../format/problem-text.ts';
import { Section } from '../people/section.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { VerifySection } from '../verification/verify-section.tsx';
import { AccountForm } from './account-form.tsx';
import type { ProfileFacts } from './account-values.ts';
import { ClaimPanel } from './claim-panel.tsx';
import { ConnectionTest } from './connection-test.tsx';
import { DeleteAccount } from './delete-account.tsx';
import { Freshness } from './freshness.tsx';
import { backTo } from './new-account-page.tsx';
import { PlanSection } from './plan/plan-section.tsx';
import { RunHistory } from './run-history.tsx';
import { standingOf } from './standing.ts';
import { StandingText } from './standing-text.tsx';
import { SynchroniseNow } from './synchronise-now.tsx';
import { useAccount, useAccountStatus, useAccountsOf, useAvailableProfiles, usePerson } from './use-account-data.ts';

/** One account: how it stands, the plan of its first run, its settings, connection test and runs. */
export function AccountPage({ account: name }: { readonly account: string }) {
  const { t } = useTranslation();
  const account = useAccount(name);
  const profiles = useAvailableProfiles();
  const person = usePerson(account.data?.user.name ?? null);
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
      person={person.data}
    />
  );
}

interface LoadedProps {
  readonly account: Account;
  readonly profile: ProfileFacts;
  readonly profileActive: boolean;
  /** `undefined` while it is not known. */
  readonly person: Parameters<typeof AccountForm>[0]['person'] | undefined;
}

function LoadedAccount({ account, profile, profileActive, person }: LoadedProps) {
  const { t } = useTranslation();
  const { person: me } = useMe();
  const [deleted, setDeleted] = useState(false);
  const others = useAccountsOf(account.user.name);
  const status = useAccountStatus(account.name);
  const standing = standingOf(account, status, profileActive);
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
      {account.claim.state === 'granted' ? (
        <Section heading={t('accounts.page.standing')}>
          <Stack gap="sm">
            <StandingText standing={standing} signsIn={account.credentials === null ? 'service' : 'own'} />
            <Freshness account={account} status={status} />
            <Group>
              <SynchroniseNow account={account.name} standing={standing} />
            </Group>
          </Stack>
        </Section>
      ) : null}
      {person === undefined ? null : <ClaimPanel account={account} person={person} />}
      {profileActive && account.active && account.claim.state === 'granted' && status !== undefined ? (
        <PlanSection account={account} status={status} />
      ) : null}
      <Section heading={t('accounts.page.settings')}>
        {person === undefined || others.data === undefined ? (
          <Text>{t('page.loading')}</Text>
        ) : (
          <AccountForm
            account={account}
            profile={profile}
            person={person}
            others={others.data}
            onSaved={() => undefined}
            onCancel={null}
          />
        )}
      </Section>
      <ConnectionTest account={account} />
      {profileActive && account.active && account.claim.state === 'granted' ? (
        <VerifySection account={account.name} />
      ) : null}
      <RunHistory account={account.name} />
      <DeleteAccount account={account} onDeleted={() => setDeleted(true)} />
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
