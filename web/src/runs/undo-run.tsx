import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Run } from '../api/accounts.ts';
import { Section } from '../people/section.tsx';
import { runAddress } from '../plan/addresses.ts';
import { planUndo } from '../plan/calls.ts';
import { PlanningState } from '../plan/planning-state.tsx';
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
        <PlanningState planning={planning} preparing={t('plans.undo.preparing')} nothing={t('plans.undo.nothing')} />
        <Group>
          <Button variant="default" onClick={planning.begin} loading={planning.isStarting || planning.isUnderWay}>
            {t('plans.undo.start')}
          </Button>
        </Group>
      </Stack>
    </Section>
  );
}
