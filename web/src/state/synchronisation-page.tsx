import { Alert, Button, Group, Stack, Tabs, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useMe } from '../access/session.tsx';
import { problemText } from '../format/problem-text.ts';
import { AppointmentsSideBySide } from '../records/appointments-side-by-side.tsx';
import { ContactsSideBySide } from '../records/contacts-side-by-side.tsx';
import { ConflictList } from '../review/conflict-list.tsx';
import { ReviewList } from '../review/review-list.tsx';
import { RunList } from '../runs/run-list.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { AccountSelect } from './account-select.tsx';
import { CompanyOverview } from './company-overview.tsx';
import { SyncState } from './sync-state.tsx';
import { useAccountChoice } from './use-account-choice.ts';

/** So many mailboxes are more than somebody looks at one by one. */
const OVERVIEW_FROM = 20;

/** State and records of the own mailboxes; administrators choose among all. */
export function SynchronisationPage() {
  const { t } = useTranslation();
  const { isAdministrator } = useMe();
  const choice = useAccountChoice();
  const account = choice.status;
  const isLoading = choice.error === null && (choice.offered === undefined || choice.chosen?.name !== account?.name);

  return (
    <Stack gap="lg">
      <PageHeading>{t('page.navigation.synchronisation')}</PageHeading>
      {choice.error === null ? null : (
        <Alert color="red.9" title={t('page.problem.heading')}>
          {problemText(t, choice.error)}
        </Alert>
      )}
      {isAdministrator && choice.total >= OVERVIEW_FROM ? <CompanyOverview /> : null}
      <AccountSelect choice={choice} />
      {isLoading ? <Text>{t('page.loading')}</Text> : null}
      {choice.offered !== undefined && choice.total === 0 ? <NoAccounts /> : null}
      {account === undefined ? null : (
        <>
          <SyncState account={account} />
          <Tabs defaultValue="contacts" keepMounted={false}>
            <Tabs.List>
              <Tabs.Tab value="contacts">{t('page.sides.addressBooks')}</Tabs.Tab>
              <Tabs.Tab value="appointments">{t('page.sides.agendas')}</Tabs.Tab>
              <Tabs.Tab value="review">{t('page.sides.review')}</Tabs.Tab>
              <Tabs.Tab value="conflicts">{t('page.sides.conflicts')}</Tabs.Tab>
              <Tabs.Tab value="runs">{t('page.sides.runs')}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="contacts" pt="md">
              <ContactsSideBySide key={account.name} account={account} />
            </Tabs.Panel>
            <Tabs.Panel value="appointments" pt="md">
              <AppointmentsSideBySide key={account.name} account={account} />
            </Tabs.Panel>
            <Tabs.Panel value="review" pt="md">
              <ReviewList key={account.name} account={account.name} />
            </Tabs.Panel>
            <Tabs.Panel value="conflicts" pt="md">
              <ConflictList key={account.name} account={account.name} />
            </Tabs.Panel>
            <Tabs.Panel value="runs" pt="md">
              <RunList key={account.name} account={account.name} />
            </Tabs.Panel>
          </Tabs>
        </>
      )}
    </Stack>
  );
}

function NoAccounts() {
  const { t } = useTranslation();
  const { isAdministrator } = useMe();
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {t('page.accounts.none')}
      </Title>
      <Text>{t(isAdministrator ? 'page.accounts.noneAdministratorHint' : 'page.accounts.noneHint')}</Text>
      <Group mt="xs">
        {isAdministrator ? (
          <Button component={Link} href="/settings/exchange">
            {t('page.accounts.toConnector')}
          </Button>
        ) : null}
        <Button component={Link} href="/accounts" variant={isAdministrator ? 'default' : 'filled'}>
          {t('page.accounts.toAccounts')}
        </Button>
      </Group>
    </Stack>
  );
}
