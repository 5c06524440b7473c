import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ItemType } from '../../../../src/model/index.ts';
import type { Run } from '../../api/accounts.ts';
import { readRun, readRunsOf, startRunsOf } from '../../api/accounts.ts';
import { ApiProblem } from '../../api/problem.ts';
import { applyPlan } from '../../plan/calls.ts';
import type { PlanStage } from './plan-stage.ts';
import { planStageOf } from './plan-stage.ts';

/** Enough to hold the newest of each item type, whatever else has just run. */
const LOOKED_AT = 20;
const FOLLOW_EVERY_MS = 1_000;
const REST_EVERY_MS = 15_000;

/** What a person approved on this page. */
export interface Approval {
  readonly hashes: readonly string[];
  /** The runs that were started for it, one for each plan. */
  readonly runs: readonly Run[];
}

export interface PlanOfAccount {
  readonly stage: PlanStage;
  readonly loading: boolean;
  readonly error: Error | null;
  /** `null`: nothing yet. */
  readonly approval: Approval | null;
  /** Somebody has looked from this page, whatever the account needs. */
  readonly looked: boolean;
  readonly starting: boolean;
  readonly prepare: () => void;
  readonly approve: (plans: readonly Run[], done: () => void) => void;
}

/** The newest runs of an account, which tell how far its plan is. */
export const useNewestRuns = (account: string) =>
  useQuery({
    queryKey: ['runs', 'newest', account],
    queryFn: () => readRunsOf(account, LOOKED_AT),
    refetchInterval: ({ state }) =>
      state.data?.some((run) => run.state !== 'finished') === true ? FOLLOW_EVERY_MS : REST_EVERY_MS,
  });

/** The plan of an account: prepares it, follows it, has it carried out as approved. */
export function usePlan(account: string, itemTypes: readonly ItemType[]): PlanOfAccount {
  const queries = useQueryClient();
  const [approval, setApproval] = useState<Approval | null>(null);
  const [looked, setLooked] = useState(false);
  const runs = useNewestRuns(account);
  const followed = useWholeRuns(approval?.runs ?? []);
  // Looking for faults and taking back say nothing about what waits for an approval.
  const synchronising = runs.data?.filter((run) => run.kind === 'sync') ?? [];
  const stage = planStageOf(synchronising, itemTypes, followed.runs);
  const { kind } = stage;
  const plans = useWholeRuns(stage.kind === 'plan' ? stage.plans : []);
  // What the rest of the page says depends on the stage, and no event need have come.
  useEffect(() => {
    for (const key of [['status'], ['runs']]) void queries.invalidateQueries({ queryKey: key });
  }, [queries, kind]);
  const start = useMutation({
    mutationFn: (plans: readonly Run[] | null) => (plans === null ? look(account) : carryOut(plans)),
    onSuccess: async (started, plans) => {
      setLooked(true);
      const hashes = plans?.flatMap(({ planHash }) => planHash ?? []) ?? [];
      setApproval(plans === null ? null : { hashes, runs: started });
      await queries.invalidateQueries({ queryKey: ['runs'] });
    },
  });
  return {
    stage: stage.kind === 'plan' ? { ...stage, plans: plans.runs } : stage,
    loading: runs.isPending || plans.loading,
    error: runs.error ?? plans.error ?? followed.error ?? start.error,
    approval,
    looked,
    starting: start.isPending,
    prepare: () => start.mutate(null),
    approve: (plans, done) => start.mutate(plans, { onSettled: done }),
  };
}

async function look(account: string): Promise<readonly Run[]> {
  return (await startRunsOf(account, { dryRun: true, approve: [] })).runs;
}

/** One after the other: contacts first, as ever. */
async function carryOut(plans: readonly Run[]): Promise<readonly Run[]> {
  const started: Run[] = [];
  for (const { planRunId } of plans) if (planRunId !== null) started.push(await applyPlan(planRunId));
  return started;
}

/** The same runs with their steps, followed until each has ended. */
function useWholeRuns(known: readonly Run[]) {
  const answers = useQueries({
    queries: known.map(({ id }) => ({
      // Not below `runs`: a finished run does not change, however much else runs.
      queryKey: ['plans', id],
      queryFn: () => readRun(id),
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
      refetchInterval: ({ state }: { readonly state: { readonly data: Run | undefined } }) =>
        state.data?.state === 'finished' ? (false as const) : FOLLOW_EVERY_MS,
    })),
  });
  // A run that nobody knows any more, of a process that has ended or an account that is gone, is waited for in vain.
  const gone = answers.map(({ error }) => error instanceof ApiProblem && error.status === 404);
  return {
    runs: known.flatMap((run, index) => (gone[index] === true ? [] : (answers[index]?.data ?? run))),
    loading: answers.some(({ isPending }) => isPending),
    error: answers.find(({ error }, index) => error !== null && gone[index] !== true)?.error ?? null,
  };
}
