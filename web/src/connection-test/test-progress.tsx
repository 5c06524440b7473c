import { Group, Loader, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/problem.ts';
import { listedProblems, listedProblemText } from '../form/listed-problems.ts';
import { Notice } from '../form/notice.tsx';
import { problemText } from '../format/problem-text.ts';
import type { ConnectionTest } from './use-connection-test.ts';

/** Where a connection test stands, beside its steps: under way, stopped, or broken off and why. */
export function TestProgress({ test }: { readonly test: ConnectionTest }) {
  const { t } = useTranslation();
  return (
    <div role="status">
      {test.state === 'running' ? (
        <Group gap="xs">
          <Loader size="xs" aria-hidden />
          <Text size="sm">{t('settings.test.running')}</Text>
        </Group>
      ) : null}
      {test.state === 'stopped' ? <Text size="sm">{t('settings.test.stopped')}</Text> : null}
      {test.state === 'interrupted' ? (
        <Notice tone="bad">
          {test.error === null
            ? t('settings.test.interrupted')
            : [problemText(t, test.error), ...listed(test.error)].join(' ')}
        </Notice>
      ) : null}
    </div>
  );

  function listed(error: Error): readonly string[] {
    if (!(error instanceof ApiProblem)) return [];
    return listedProblems(error).map((problem) => `${problem.path}: ${listedProblemText(t, problem)}`);
  }
}
