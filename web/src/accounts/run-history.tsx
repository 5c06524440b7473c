import { Alert, Badge, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Run } from '../api/accounts.ts';
import { readEventfulRunsOf } from '../api/accounts.ts';
import { momentText } from '../format/moment.ts';
import { problemText } from '../format/problem-text.ts';
import { Section } from '../people/section.tsx';
import { outcomeText } from './run-text.ts';

const SHOWN_RUNS = 10;

/** The last runs of one account in which something happened, one sentence each. */
export function RunHistory({ account }: { readonly account: string }) {
  const { t, i18n } = useTranslation();
  const runs = useQuery({
    queryKey: ['runs', 'eventful', account],
    queryFn: () => readEventfulRunsOf(account, SHOWN_RUNS),
  });
  const list = runs.data ?? [];
  return (
    <Section heading={t('accounts.runs.heading')}>
      {runs.error === null ? null : <Alert color="red.9">{problemText(t, runs.error)}</Alert>}
      {list.length === 0 && runs.error === null ? (
        <Text size="sm">{t(runs.isPending ? 'page.loading' : 'accounts.runs.empty')}</Text>
      ) : (
        <ul className="plain-list">
          {list.map((run) => (
            <li key={run.id} className="record-row">
              <Group gap="xs">
                <Text fw={600}>{t(`page.state.${run.itemType}`)}</Text>
                <Badge variant="outline" color={colourOf(run)} tt="none">
                  {t(outcomeKey(run))}
                </Badge>
                <Text size="sm" c="gray.8">
                  {momentText(run.startedAt ?? run.queuedAt, i18n.language)}
                </Text>
              </Group>
              {run.state === 'finished' ? <Text size="sm">{outcomeText(t, run)}</Text> : null}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function outcomeKey({ dryRun, outcome }: Run): string {
  if (dryRun && (outcome === 'done' || outcome === 'held')) return 'page.runs.dryRun';
  return `page.runs.outcomes.${outcome ?? 'running'}`;
}

function colourOf({ outcome, dryRun }: Run): string {
  if (outcome === 'failed') return 'red.9';
  return outcome === 'held' && !dryRun ? 'orange.9' : 'lagoon.8';
}
