import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useMe } from '../access/session.tsx';
import type { Account, AvailableProfile, Person } from '../api/accounts.ts';
import type { AccountStatus } from '../api/status.ts';
import { claimSentence } from './claim-sentence.ts';
import { Freshness } from './freshness.tsx';
import { standingOf } from './standing.ts';
import { StandingText } from './standing-text.tsx';
import { SynchroniseNow } from './synchronise-now.tsx';

interface Props {
  readonly account: Account;
  /** `undefined` while it is not known. */
  readonly status: AccountStatus | undefined;
  /** `undefined`: it is not active (any more). */
  readonly profile: AvailableProfile | undefined;
  /** Whose account it is; `undefined` while it is not known. */
  readonly person: Person | undefined;
}

/** One external account in the list: mailbox, what is synchronised, how it stands, and what can be done. */
export function AccountEntry({ account, status, profile, person }: Props) {
  const { t } = useTranslation();
  const { person: me } = useMe();
  const standing = standingOf(account, status, profile !== undefined);
  const asksFor = standing.kind === 'claimWaiting' || standing.kind === 'claimRefused';
  const claim = asksFor && person !== undefined ? claimSentence(t, account, person.email, me.name) : undefined;
  const page = `/accounts/${encodeURIComponent(account.name)}`;
  const { contacts, appointments } = account.synchronise;
  const what = contacts && appointments ? 'both' : contacts ? 'contacts' : appointments ? 'appointments' : 'nothing';
  return (
    <Paper p="md" shadow="xs" component="article" aria-label={account.profile.title}>
      <Stack gap="xs">
        {/* Above everything that a run changes, so that the link stays where it is. */}
        <Group justify="space-between" align="start" gap="sm" wrap="nowrap">
          <div className="shrinks">
            <Title order={2} size="h4" className="account-title">
              {account.profile.title}
            </Title>
            <Text size="sm" c="gray.8" className="account-title">
              {account.mailbox} · {t(`accounts.list.what.${what}`)}
            </Text>
          </div>
          <Button component={Link} href={page} variant="default" flex="none">
            {t('accounts.list.open')}
          </Button>
        </Group>
        <StandingText standing={standing} signsIn={account.credentials === null ? 'service' : 'own'} sentence={claim} />
        <Freshness account={account} status={status} />
        <Group gap="sm">
          {standing.kind === 'firstPlan' ? (
            <Button component={Link} href={page}>
              {t('accounts.list.toPlan')}
            </Button>
          ) : (
            <SynchroniseNow account={account.name} standing={standing} />
          )}
        </Group>
      </Stack>
    </Paper>
  );
}
