import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { RunsProgress } from '../accounts/plan/runs-progress.tsx';
import { outcomeText } from '../accounts/run-text.ts';
import type { Run } from '../api/accounts.ts';
import { problemText } from '../format/problem-text.ts';
import { Section } from '../people/section.tsx';
import { runAddress } from '../plan/addresses.ts';
import { planUndo } from '../plan/calls.ts';
import { usePlanning } from '../plan/use-planning.ts';
import { useRunJournal } from './use-run-journal.ts';

/** Has a plan made that takes this run back, and goes to its page: nothing is written before it is applied there. */
export function UndoRun({ run }: { readonly run: Run }) {
  const { t } = useTranslation();
  const undoneBy = useRunJournal(run).entries.find((entry) => entry.undoneBy !== null)?.undoneBy ?? null;
  if (undoneBy === null) return <UndoButton run={run} />;
  return (
    <Section heading={t('plans.undo.heading')}>
      <Text size="sm">
        {t('plans.undo.undone')}{' '}
        <Link href={runAddress(undoneBy)} className="text-link">
          {t('plans.undo.toUndo')}
        </Link>
      </Text>
    </Section>
  );
}

function UndoButton({ run }: { readonly run: Run }) {
  const { t } = useTranslation();
  const planning = usePlanning(() => planUndo(run.id));
  return (
    <Section heading={t('plans.undo.heading')}>
      <Stack gap="sm">
        <Text size="sm">{t('plans.undo.explain')}</Text>
        {planning.error === null ? null : (
          <Alert color="red.9" role="alert">
            {problemText(t, planning.error)}
          </Alert>
        )}
        {planning.isUnderWay ? (
          <>
            <Text size="sm" role="status">
              {t('plans.undo.preparing')}
            </Text>
            <RunsProgress runs={planning.run === undefined ? [] : [planning.run]} kind="preparing" />
          </>
        ) : null}
        {planning.unplanned === undefined ? null : (
          <Alert color={planning.unplanned.outcome === 'failed' ? 'red.9' : 'orange.9'} role="alert">
            {planning.unplanned.outcome === 'done' ? t('plans.undo.nothing') : outcomeText(t, planning.unplanned)}
          </Alert>
        )}
        <Group>
          <Button variant="default" onClick={planning.begin} loading={planning.isStarting || planning.isUnderWay}>
            {t('plans.undo.start')}
          </Button>
        </Group>
      </Stack>
    </Section>
  );
}
