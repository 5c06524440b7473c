import { Alert, Paper, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { readRuns } from '../api/status.ts';
import { problemText } from '../format/problem-text.ts';
import { RunRow } from './run-row.tsx';

const SHOWN_RUNS = 50;

/** The last runs of one account. */
export function RunList({ account }: { readonly account: string }) {
  const { t } = useTranslation();
  const runs = useQuery({ queryKey: ['status', 'runs', account], queryFn: () => readRuns(account, SHOWN_RUNS) });
  const list = runs.data?.runs ?? [];
  return (
    <Paper p="md" shadow="xs" component="section" aria-labelledby="runs-heading">
      <Title order={2} size="h5" mb="sm" id="runs-heading">
        {t('page.runs.heading')}
      </Title>
      {runs.error === null ? null : <Alert color="red.9">{problemText(t, runs.error)}</Alert>}
      {list.length === 0 ? (
        <Text>{t(runs.isPending ? 'page.loading' : 'page.runs.empty')}</Text>
      ) : (
        <ul className="plain-list">
          {list.map((run) => (
            <RunRow key={run.id} run={run} />
          ))}
        </ul>
      )}
    </Paper>
  );
}
