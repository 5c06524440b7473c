import { Badge, Group, Paper, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Run } from '../api/status.ts';
import { readRuns } from '../api/status.ts';
import { momentText } from '../format/moment.ts';
import { codeText } from '../format/problem-text.ts';

const SHOWN_RUNS = 50;

/** The last runs of one account. */
export function RunList({ account }: { readonly account: string }) {
  const { t, i18n } = useTranslation();
  const runs = useQuery({ queryKey: ['status', 'runs', account], queryFn: () => readRuns(account, SHOWN_RUNS) });
  const list = runs.data?.runs ?? [];
  return (
    <Paper p="md" shadow="xs">
      <Title order={2} size="h5" mb="sm">
        {t('page.runs.heading')}
      </Title>
      {list.length === 0 ? (
        <Text>{t(runs.isPending ? 'page.loading' : 'page.runs.empty')}</Text>
      ) : (
        <ul className="plain-list">
          {list.map((run) => (
            <li key={run.id} className="record-row">
              <Group gap="xs">
                <Text fw={600}>{t(`page.state.${run.itemType}`)}</Text>
                <Badge variant="outline" color={run.outcome === 'failed' ? 'red.9' : 'lagoon.8'} tt="none">
                  {t(`page.runs.outcomes.${run.outcome ?? 'running'}`)}
                </Badge>
                <Text size="sm" c="gray.8">
                  {momentText(run.startedAt ?? run.queuedAt, i18n.language)}
                </Text>
              </Group>
              <Result run={run} />
            </li>
          ))}
        </ul>
      )}
    </Paper>
  );
}

function Result({ run }: { readonly run: Run }) {
  const { t } = useTranslation();
  if (run.problem !== null) return <Text size="sm">{codeText(t, run.problem.code, run.problem.details)}</Text>;
  const counts = Object.entries(run.counts ?? {}).filter(([name, count]) => count > 0 && name !== 'unchanged');
  const words = counts.map(([name, count]) => t(`cli.sync.counts.${name}`, { count }));
  if (run.dryRun) words.unshift(t('page.runs.dryRun'));
  return <Text size="sm">{words.length === 0 ? t('page.runs.nothing') : words.join(' · ')}</Text>;
}
