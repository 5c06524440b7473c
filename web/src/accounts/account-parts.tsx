import { Alert, Group, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Account, Person } from '../api/accounts.ts';
import type { AccountStatus } from '../api/status.ts';
import { problemText } from '../format/problem-text.ts';
import { OldDeletionsSection } from '../old-deletions/old-deletions-section.tsx';
import { Section } from '../people/section.tsx';
import { VerifySection } from '../verification/verify-section.tsx';
import { AccountForm } from './account-form.tsx';
import type { ProfileFacts } from './account-values.ts';
import { ClaimPanel } from './claim-panel.tsx';
import { ConnectionTest } from './connection-test.tsx';
import { DeleteAccount } from './delete-account.tsx';
import { Freshness } from './freshness.tsx';
import { PlanSection } from './plan/plan-section.tsx';
import { RunHistory } from './run-history.tsx';
import { standingOf } from './standing.ts';
import { StandingText } from './standing-text.tsx';
import { SynchroniseNow } from './synchronise-now.tsx';

interface Props {
  readonly account: Account;
  readonly profile: ProfileFacts;
  readonly profileActive: boolean;
  /** `undefined`, as those below: it could not be read. */
  readonly person: Person | undefined;
  readonly others: readonly Account[] | undefined;
  readonly status: AccountStatus | undefined;
  /** Why the form cannot be shown. */
  readonly error: Error | null;
  readonly onDeleted: () => void;
}

/** What can be seen of an account and done with it, the most urgent first. */
export function AccountParts({ account, profile, profileActive, person, others, status, error, onDeleted }: Props) {
  const { t } = useTranslation();
  const standing = standingOf(account, status, profileActive);
  return (
    <>
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
      {profileActive && account.active && account.claim.state === 'granted' ? (
        <OldDeletionsSection account={account.name} />
      ) : null}
      <Section heading={t('accounts.page.settings')}>
        {person === undefined || others === undefined ? (
          <Alert color="red.9">{problemText(t, error)}</Alert>
        ) : (
          <AccountForm
            account={account}
            profile={profile}
            person={person}
            others={others}
            onSaved={() => undefined}
            onCancel={null}
          />
        )}
      </Section>
      <ConnectionTest account={account} />
      {profileActive && account.active && account.claim.state === 'granted' ? (
        <VerifySection account={account.name} />
      ) : null}
      <DeleteAccount account={account} onDeleted={onDeleted} />
      {/* Last, because it grows by itself. */}
      <RunHistory account={account.name} />
    </>
  );
}
