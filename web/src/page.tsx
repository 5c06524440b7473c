import { Alert, Container, Group, Select, Stack, Tabs, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveEvents } from './api/live.ts';
import { readStatus } from './api/status.ts';
import { problemText } from './format/problem-text.ts';
import { PageHeader } from './page-header.tsx';
import { AppointmentsSideBySide } from './records/appointments-side-by-side.tsx';
import { ContactsSideBySide } from './records/contacts-side-by-side.tsx';
import { ConflictList } from './review/conflict-list.tsx';
import { ReviewList } from './review/review-list.tsx';
import { RunList } from './runs/run-list.tsx';
import { SyncState } from './state/sync-state.tsx';

/** Freshness is part of what the page says, so it asks again even if no event comes. */
const STATUS_EVERY_MS = 5_000;

export function Page() {
  const { t } = useTranslation();
  const live = useLiveEvents();
  const status = useQuery({ queryKey: ['status'], queryFn: readStatus, refetchInterval: STATUS_EVERY_MS });
  const [chosen, setChosen] = useState<string | null>(null);
  const accounts = status.data?.accounts ?? [];
  const account = accounts.find(({ name }) => name === chosen) ?? accounts[0];

  return (
    <>
      <a className="skip-link" href="#content">
        {t('page.skip')}
      </a>
      <PageHeader live={live} />
      <Container size="xl" py="lg" component="main" id="content" tabIndex={-1}>
        <Stack gap="lg">
          {status.error === null ? null : (
            <Alert color="red.9" title={t('page.problem.heading')}>
              {problemText(t, status.error)}
            </Alert>
          )}
          {status.isSuccess && account === undefined ? <NoAccounts /> : null}
          {account === undefined ? null : (
            <>
              {accounts.length > 1 ? (
                <Select
                  label={t('page.accounts.choose')}
                  data={accounts.map(({ name, user, mailbox }) => ({
                    value: name,
                    label: `${user.displayName} · ${mailbox}`,
                  }))}
                  value={account.name}
                  onChange={setChosen}
                  allowDeselect={false}
                  maw={420}
                />
              ) : null}
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
                  <RunList />
                </Tabs.Panel>
              </Tabs>
            </>
          )}
        </Stack>
      </Container>
    </>
  );
}

function NoAccounts() {
  const { t } = useTranslation();
  return (
    <Group>
      <Stack gap="xs">
        <Title order={2} size="h4">
          {t('page.accounts.none')}
        </Title>
        <Text>{t('page.accounts.noneHint')}</Text>
      </Stack>
    </Group>
  );
}
