import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Run } from '../api/accounts.ts';
import { readRun } from '../api/accounts.ts';

const FOLLOW_EVERY_MS = 1_000;

/**
 * One run, followed until it has ended; what its end may have changed is then asked for again.
 * @param id `null` asks for none
 */
export function useRun(id: string | null) {
  const queries = useQueryClient();
  const query = useQuery({
    // Not below `runs`: a finished run does not change, however much else runs.
    queryKey: ['plans', id],
    queryFn: () => readRun(id ?? ''),
    enabled: id !== null,
    retry: false,
    staleTime: ({ state }) => (state.data?.state === 'finished' ? Number.POSITIVE_INFINITY : 0),
    refetchInterval: ({ state }) =>
      state.data?.state === 'finished' || state.error !== null ? false : FOLLOW_EVERY_MS,
  });
  const state = query.data?.state;
  useEffect(() => {
    if (state === 'finished') for (const key of AFTER_A_RUN) void queries.invalidateQueries({ queryKey: [key] });
  }, [queries, state]);
  return query;
}

/** First parts of query keys. */
const AFTER_A_RUN = ['status', 'runs', 'plan', 'conflicts', 'journal'] as const;

export function isOver(run: Run | undefined): run is Run {
  return run?.state === 'finished';
}
