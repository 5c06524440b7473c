import { Button, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { startRunsOf } from '../api/accounts.ts';
import { problemText } from '../format/problem-text.ts';
import type { Standing } from './standing.ts';

/** Nothing would run, or only a plan would: the sentence beside it says what to do instead. */
const NOT_NOW: readonly Standing['kind'][] = [
  'off',
  'profileOff',
  'userOff',
  'empty',
  'claimRefused',
  'claimWaiting',
  'firstPlan',
  'held',
];

interface Props {
  readonly account: string;
  readonly standing: Standing;
}

export function SynchroniseNow({ account, standing }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const start = useMutation({
    mutationFn: () => startRunsOf(account, { dryRun: false, approve: [] }),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['status'] }),
        queries.invalidateQueries({ queryKey: ['runs'] }),
      ]),
  });
  if (NOT_NOW.includes(standing.kind)) return null;
  return (
    <>
      <Button onClick={() => start.mutate()} loading={start.isPending} disabled={standing.kind === 'running'}>
        {t('page.state.syncNow')}
      </Button>
      {start.error === null ? null : (
        <Text size="sm" c="red.9" role="alert">
          {problemText(t, start.error)}
        </Text>
      )}
    </>
  );
}
