import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { readPlan, readPlanSteps } from './calls.ts';

const STEPS_AT_A_TIME = 50;

/** The head of a plan; its state changes when somebody carries it out. */
export const usePlanDocument = (runId: string) =>
  useQuery({ queryKey: ['plan', runId], queryFn: () => readPlan(runId), retry: false });

/** Its steps, page by page. They never change. @param kind `null`: of every kind */
export const usePlanSteps = (runId: string, kind: string | null) =>
  useInfiniteQuery({
    queryKey: ['plan-steps', runId, kind],
    queryFn: ({ pageParam }) => readPlanSteps(runId, { kind, cursor: pageParam, limit: STEPS_AT_A_TIME }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ cursor }) => cursor,
    staleTime: Number.POSITIVE_INFINITY,
  });
