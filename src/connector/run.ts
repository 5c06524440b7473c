import type { ItemType } from '../model/index.ts';
import type { RunCounts, RunKind, RunRecord } from '../store/port.ts';
import type { Brake } from '../sync/index.ts';
import type { ItemError, PlannedStep, ProgressEvent } from '../sync-run/index.ts';

/** What asked for a run: a person or a command, the clock, or a change on either side. */
export type RunTrigger = 'request' | 'schedule' | 'change';

/** One execution of one scope, as it is followed from outside. */
export interface Run {
  readonly id: string;
  readonly accountId: string;
  readonly scopeId: string;
  readonly itemType: ItemType;
  readonly kind: RunKind;
  /** The run that this one takes back. */
  readonly undoOf: string | null;
  /** The run whose plan this one carries out; `null` also for runs of an earlier process. */
  readonly appliesPlan: string | null;
  /** `null` for runs of an earlier process. */
  readonly trigger: RunTrigger | null;
  readonly dryRun: boolean;
  readonly state: 'waiting' | 'running' | 'finished';
  readonly queuedAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly progress: Pick<ProgressEvent, 'phase' | 'done' | 'total'> | null;
  /** `busy`: another process holds the scope. `held`: a brake; nothing was written. */
  readonly outcome: 'done' | 'held' | 'failed' | 'busy' | null;
  readonly counts: RunCounts | null;
  readonly problem: RunRecord['problem'];
  readonly brake: Brake | null;
  /** Approves exactly this plan when it is sent with the next run. */
  readonly planHash: string | null;
  /** The run under whose id the plan is kept as a document; `null`: nowhere. */
  readonly planRunId: string | null;
  /** Kept only while the process lives; a run of an earlier process has none. */
  readonly steps: readonly PlannedStep[];
  readonly stepsLeftOut: number;
  readonly itemErrors: readonly ItemError[];
}

/** A run that an earlier process left in the history. */
export function runOfRecord(
  record: RunRecord & { readonly planRunId: string | null },
  scope: { readonly accountId: string; readonly itemType: ItemType },
): Run {
  return {
    id: record.id,
    accountId: scope.accountId,
    scopeId: record.scopeId,
    itemType: scope.itemType,
    kind: record.kind,
    undoOf: record.undoOf,
    appliesPlan: null,
    trigger: null,
    dryRun: record.dryRun,
    state: record.outcome === 'running' ? 'running' : 'finished',
    queuedAt: record.startedAt,
    startedAt: record.startedAt,
    finishedAt: record.finishedAt,
    progress: null,
    outcome: record.outcome === 'running' ? null : record.outcome,
    counts: record.counts,
    problem: record.problem,
    brake: null,
    planHash: null,
    planRunId: record.planRunId,
    steps: [],
    stepsLeftOut: 0,
    itemErrors: [],
  };
}
