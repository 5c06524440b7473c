import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { RunsProgress } from '../accounts/plan/runs-progress.tsx';
import { outcomeText } from '../accounts/run-text.ts';
import type { Run } from '../api/accounts.ts';
import { problemText } from '../format/problem-text.ts';
import { Section } from '../people/section.tsx';
import { planAddress, runAddress } from '../plan/addresses.ts';
import { planUndo } from '../plan/calls.ts';
import { isOver, useRun } from './use-run.ts';
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
  const [, navigate] = useLocation();
  const [planningId, setPlanningId] = useState<string | null>(null);
  const planning = useRun(planningId);
  const start = useMutation({ mutationFn: () => planUndo(run.id), onSuccess: ({ id }) => setPlanningId(id) });
  const planned = isOver(planning.data) ? planning.data : undefined;
  const planRunId = planned?.planRunId ?? null;
  useEffect(() => {
    if (planRunId !== null) navigate(planAddress(planRunId));
  }, [navigate, planRunId]);
  const underWay = planningId !== null && planned === undefined;
  return (
    <Section heading={t('plans.undo.heading')}>
      <Stack gap="sm">
        <Text size="sm">{t('plans.undo.explain')}</Text>
        {start.error === null ? null : (
          <Alert color="red.9" role="alert">
            {problemText(t, start.error)}
          </Alert>
        )}
        {underWay ? (
          <>
            <Text size="sm" role="status">
              {t('plans.undo.preparing')}
            </Text>
            <RunsProgress runs={planning.data === undefined ? [] : [planning.data]} kind="preparing" />
          </>
        ) : null}
        {planned !== undefined && planRunId === null ? (
          <Alert color={planned.outcome === 'failed' ? 'red.9' : 'orange.9'} role="alert">
            {planned.outcome === 'done' ? t('plans.undo.nothing') : outcomeText(t, planned)}
          </Alert>
        ) : null}
        <Group>
          <Button variant="default" onClick={() => start.mutate()} loading={start.isPending || underWay}>
            {t('plans.undo.start')}
          </Button>
        </Group>
      </Stack>
    </Section>
  );
}
