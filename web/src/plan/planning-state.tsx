import { Alert, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { RunsProgress } from '../accounts/plan/runs-progress.tsx';
import { outcomeText } from '../accounts/run-text.ts';
import { problemText } from '../format/problem-text.ts';
import type { usePlanning } from './use-planning.ts';

interface Props {
  readonly planning: ReturnType<typeof usePlanning>;
  /** Said while the plan is made. */
  readonly preparing: string;
  /** Said when there was nothing to plan. */
  readonly nothing: string;
}

/** How far the making of a plan is, and why there is none. */
export function PlanningState({ planning, preparing, nothing }: Props) {
  const { t } = useTranslation();
  const { error, isUnderWay, run, unplanned } = planning;
  return (
    <>
      {error === null ? null : (
        <Alert color="red.9" role="alert">
          {problemText(t, error)}
        </Alert>
      )}
      {isUnderWay ? (
        <>
          <Text size="sm" role="status">
            {preparing}
          </Text>
          <RunsProgress runs={run === undefined ? [] : [run]} kind="preparing" />
        </>
      ) : null}
      {unplanned === undefined ? null : (
        <Alert color={unplanned.outcome === 'failed' ? 'red.9' : 'orange.9'} role="alert">
          {unplanned.outcome === 'done' ? nothing : outcomeText(t, unplanned)}
        </Alert>
      )}
    </>
  );
}
