import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import type { Run } from '../api/accounts.ts';
import { isOver, useRun } from '../runs/use-run.ts';
import { planAddress } from './addresses.ts';

/** Has a run make a plan, follows it, and goes to the page of the plan: nothing is written before it is applied there. */
export function usePlanning(start: () => Promise<Run>) {
  const [, navigate] = useLocation();
  const [startedId, setStartedId] = useState<string | null>(null);
  const planning = useRun(startedId);
  const starting = useMutation({ mutationFn: start, onSuccess: ({ id }) => setStartedId(id) });
  const planned = isOver(planning.data) ? planning.data : undefined;
  const planRunId = planned?.planRunId ?? null;
  useEffect(() => {
    if (planRunId !== null) navigate(planAddress(planRunId));
  }, [navigate, planRunId]);
  return {
    begin: () => starting.mutate(),
    isStarting: starting.isPending,
    /** Why it did not begin. */
    error: starting.error,
    /** The run while it plans; `undefined` until it was first read. */
    run: planning.data,
    isUnderWay: startedId !== null && planned === undefined,
    /** It ended without a plan. */
    unplanned: planned !== undefined && planRunId === null ? planned : undefined,
  };
}
