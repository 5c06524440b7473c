import { Button, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { howOften } from '../../../src/api/how-often.ts';
import { scopeStateOf } from '../../../src/api/scope-state.ts';
import type { AccountStatus } from '../api/status.ts';
import { startRuns } from '../api/status.ts';
import { agoText } from '../format/moment.ts';
import { codeText, problemText } from '../format/problem-text.ts';
import { useNow } from '../format/use-now.ts';
import { ScopeCard } from './scope-card.tsx';

export function SyncState({ account }: { readonly account: AccountStatus }) {
  const { t, i18n } = useTranslation();
  const now = useNow(1_000);
  const queries = useQueryClient();
  const start = useMutation({
    mutationFn: () => startRuns(account.name),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['status'] }),
  });
  const { nextRunAt, reason } = account.schedule;
  const { watch } = account;
  const noticed = howOften(account, i18n.language);
  const awaitsPlan = account.itemTypes.some((itemType) => scopeStateOf(account, itemType) === 'firstPlan');
  const isSaidBelow = account.scopes.some(({ lastRun }) => lastRun?.problem?.code === reason?.code);
  // The clock of the page runs on between two answers; a moment that has passed, or is just passing, is no promise any more.
  const nextRunText = (at: string) =>
    Date.parse(at) - now < 1_000
      ? t('page.state.nextRunDue')
      : t('page.state.nextRun', { when: agoText(at, i18n.language, now) });
  return (
    <section aria-labelledby="state-heading">
      <Stack gap="sm">
        <Group justify="space-between" align="end">
          <div>
            <Title order={2} size="h4" id="state-heading">
              {t('page.state.heading')}
            </Title>
            <Text size="sm" c="gray.8">
              {account.user.displayName} · {account.mailbox} · {account.profile.title}
              {account.schedule.state === 'unscheduled' ? '' : ` · ${t(`page.state.${noticed.key}`, noticed.params)}`}
              {nextRunAt === null ? '' : ` · ${nextRunText(nextRunAt)}`}
            </Text>
          </div>
          {awaitsPlan ? (
            <Button component={Link} href={`/accounts/${encodeURIComponent(account.name)}`}>
              {t('page.state.toPlan')}
            </Button>
          ) : (
            <Button
              onClick={() => start.mutate()}
              loading={start.isPending}
              disabled={!account.active || account.claim !== 'granted'}
            >
              {t('page.state.syncNow')}
            </Button>
          )}
        </Group>
        {start.error === null ? null : <Text c="red.9">{problemText(t, start.error)}</Text>}
        {reason === null || isSaidBelow ? null : (
          <Paper p="sm" withBorder>
            <Text size="sm">{codeText(t, reason.code, {})}</Text>
          </Paper>
        )}
        {watch.state !== 'interval' || watch.reason === null || watch.reason.code === reason?.code ? null : (
          <Text size="sm" c="gray.8">
            {t('page.state.onlyAtInterval', { ...noticed.params, why: codeText(t, watch.reason.code, {}) })}
          </Text>
        )}
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {account.itemTypes.map((itemType) => (
            <ScopeCard key={itemType} account={account} itemType={itemType} now={now} />
          ))}
        </SimpleGrid>
      </Stack>
    </section>
  );
}
