import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { RunsProgress } from '../accounts/plan/runs-progress.tsx';
import { outcomeText } from '../accounts/run-text.ts';
import type { Run } from '../api/accounts.ts';
import { Notice } from '../form/notice.tsx';
import { useAnswerFocus } from '../format/use-answer-focus.ts';
import { isOver, useRun } from '../runs/use-run.ts';
import { planAddress, runAddress } from './addresses.ts';
import { ApplyDialog } from './apply-dialog.tsx';
import type { Plan } from './calls.ts';
import { applyPlan } from './calls.ts';
import { doesSomething } from './plan-counts.ts';

/** Carries out exactly this plan after a question, follows it, and says what came of it. */
export function ApplyPlan({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [startedId, setStartedId] = useState<string | null>(null);
  const run = useRun(startedId);
  const start = useMutation({
    mutationFn: () => applyPlan(plan.runId),
    onSuccess: ({ id }) => {
      setAsking(false);
      setStartedId(id);
    },
    onError: () => queries.invalidateQueries({ queryKey: ['plan', plan.runId] }),
  });
  const underWay = startedId !== null && !isOver(run.data);
  const place = useAnswerFocus<HTMLDivElement>(underWay, null);
  const canApply = plan.state === 'open' && startedId === null && doesSomething(plan);
  return (
    <Stack gap="sm" ref={place}>
      {canApply ? (
        <>
          <Text size="sm">{t('plans.apply.explain')}</Text>
          <Group>
            <Button onClick={() => setAsking(true)}>{t('plans.apply.action')}</Button>
          </Group>
        </>
      ) : null}
      {underWay ? <RunsProgress runs={run.data === undefined ? [] : [run.data]} kind="applying" /> : null}
      <div role="status" tabIndex={-1}>
        {isOver(run.data) ? <ApplyResult run={run.data} /> : null}
      </div>
      {asking ? (
        <ApplyDialog
          plan={plan}
          pending={start.isPending}
          error={start.error}
          onConfirm={() => start.mutate()}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </Stack>
  );
}

/** Done, or why not and where to go on. */
function ApplyResult({ run }: { readonly run: Run }) {
  const { t } = useTranslation();
  const isOutdated = run.problem?.code === 'plan_outdated';
  const title = run.outcome === 'done' ? 'done' : isOutdated ? 'outdated' : 'notDone';
  return (
    <Notice tone={TONES[title]} title={t(`plans.apply.${title}`)}>
      <p className="notice-line">{outcomeText(t, run)}</p>
      {isOutdated ? <p className="notice-line">{t('plans.apply.difference', { ...run.problem?.details })}</p> : null}
      {run.itemErrors.some(({ code }) => code === 'step_left_out') ? (
        <p className="notice-line">{t('plans.apply.partly')}</p>
      ) : null}
      {isOutdated && run.planRunId !== null ? (
        <Link href={planAddress(run.planRunId)} className="text-link">
          {t('plans.apply.toNewPlan')}
        </Link>
      ) : (
        <Link href={runAddress(run.id)} className="text-link">
          {t('plans.apply.toRun')}
        </Link>
      )}
    </Notice>
  );
}

const TONES = { done: 'good', outdated: 'care', notDone: 'bad' } as const;
