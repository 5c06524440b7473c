import { useInfiniteQuery } from '@tanstack/react-query';
import type { PlanStep } from '../../plan/calls.ts';
import { readPlanSteps } from '../../plan/calls.ts';
import type { PlanGroup } from './plan-groups.ts';

/** As many as a person reads at once. */
const WANTED = 20;
/** Of steps of which only some belong, so many pages are looked through before somebody asks for more. */
const MOST_PAGES = 10;
const PAGE = 100;

interface Place {
  /** Which of the kinds of the group. */
  readonly kindIndex: number;
  readonly cursor: string | null;
}

const FIRST: Place = { kindIndex: 0, cursor: null };

interface Found {
  readonly steps: readonly PlanStep[];
  readonly next: Place | null;
}

/**
 * The steps of a group out of the plan as a document, a screenful at a time.
 * @param runId under which the plan is kept
 */
export function useGroupSteps(runId: string, group: PlanGroup) {
  return useInfiniteQuery({
    queryKey: ['plan-steps', runId, 'group', group.name],
    queryFn: ({ pageParam }) => look(runId, group, pageParam),
    initialPageParam: FIRST,
    getNextPageParam: ({ next }) => next,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

async function look(runId: string, { kinds, belongs }: PlanGroup, from: Place): Promise<Found> {
  const steps: PlanStep[] = [];
  let place: Place | null = from;
  for (let pages = 0; pages < MOST_PAGES && place !== null && steps.length < WANTED; pages++) {
    const kind: string | undefined = kinds[place.kindIndex];
    if (kind === undefined) return { steps, next: null };
    // Where all belong, no more is read than is shown.
    const limit: number = belongs.length === 0 ? WANTED : PAGE;
    const page = await readPlanSteps(runId, { kind, cursor: place.cursor, limit });
    steps.push(...page.steps.filter(belongs));
    place = page.cursor === null ? nextKind(kinds, place) : { ...place, cursor: page.cursor };
  }
  return { steps, next: place };
}

function nextKind(kinds: readonly string[], { kindIndex }: Place): Place | null {
  return kindIndex + 1 < kinds.length ? { kindIndex: kindIndex + 1, cursor: null } : null;
}
