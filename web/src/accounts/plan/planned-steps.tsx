import { Alert, Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Run } from '../../api/accounts.ts';
import { problemText } from '../../format/problem-text.ts';
import { StepRow } from '../../plan/step-row.tsx';
import type { PlanGroup } from './plan-groups.ts';
import { conflictsOf } from './plan-groups.ts';
import { useGroupSteps } from './use-group-steps.ts';

interface Props {
  readonly run: Run;
  /** Under which the plan is kept. */
  readonly planRunId: string;
  readonly group: PlanGroup;
}

/** The items of a group, a screenful at a time, each with its reason and what would be written. */
export function PlannedSteps({ run, planRunId, group }: Props) {
  const { t } = useTranslation();
  const pages = useGroupSteps(planRunId, group);
  const steps = pages.data?.pages.flatMap((page) => page.steps) ?? [];
  return (
    <>
      {pages.error === null ? null : <Alert color="red.9">{problemText(t, pages.error)}</Alert>}
      {pages.isPending ? <Text size="sm">{t('page.loading')}</Text> : null}
      {steps.length === 0 ? null : (
        <ul className="plain-list">
          {steps.map((step) => (
            <StepRow
              key={step.ordinal}
              step={step}
              account={run.account}
              itemType={run.itemType}
              badge={
                group.name === 'conflict' ? (
                  <Text size="sm" c="gray.8">
                    {t('accounts.plan.conflicts', { count: conflictsOf(step) })}
                  </Text>
                ) : null
              }
            />
          ))}
        </ul>
      )}
      {pages.hasNextPage ? (
        <Button variant="subtle" onClick={() => void pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
          {t('page.sides.more')}
        </Button>
      ) : null}
    </>
  );
}
