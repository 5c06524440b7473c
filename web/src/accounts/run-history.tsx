import { Alert, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { readEventfulRunsOf } from '../api/accounts.ts';
import { problemText } from '../format/problem-text.ts';
import { Section } from '../people/section.tsx';
import { RunRow } from '../runs/run-row.tsx';

const SHOWN_RUNS = 10;

/** The last runs of one account in which something happened, one sentence each. */
export function RunHistory({ account }: { readonly account: string }) {
  const { t } = useTranslation();
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
            <RunRow key={run.id} run={run} />
          ))}
        </ul>
      )}
    </Section>
  );
}
