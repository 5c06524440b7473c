import type { CrmSide } from '../crm/port.ts';
import type { ExchangeSide } from '../exchange/port.ts';
import type { CalendarDate, ItemType, Side, TimeZoneId } from '../model/index.ts';
import type { PlannedStep, PlanStore, RunCounts, RunRecord, RunStore, SyncStore } from '../store/port.ts';
import type { Brake, BrakeLimits, ItemRules, WindowRule } from '../sync/index.ts';

export interface RunClock {
  /** ISO instant; measures this process's own waiting, never compared with another machine's clock. May be set back. */
  now(): string;
  /** Milliseconds since some moment of this process; never goes back, and may stand still while the machine sleeps. */
  monotonicMs(): number;
  sleep(ms: number): Promise<void>;
}

export type RunPhase = 'recover' | 'pull' | 'survey' | 'apply';

export interface ProgressEvent {
  readonly scopeId: string;
  readonly phase: RunPhase;
  readonly done: number;
  /** `null` while it is not known. */
  readonly total: number | null;
}

/** A person lets a plan be carried out. */
export interface Approval {
  /** What would have held it; `null` when nothing did. */
  readonly brake: Brake | null;
  readonly planHash: string;
  /** The run under whose id the plan is kept. */
  readonly planRunId: string;
}

/** Everything outside that a run touches. */
export interface RunPorts {
  readonly exchange: ExchangeSide;
  readonly crm: CrmSide;
  readonly store: SyncStore;
  readonly runs: RunStore;
  readonly plans: PlanStore;
  readonly clock: RunClock;
  newId(): string;
  /** Secret of the installation, at least 32 bytes: makes stamps that nobody else can forge. */
  readonly stampKey: Uint8Array;
  onProgress(event: ProgressEvent): void;
  /**
   * A person's approval lets a plan be carried out. Told before the first write of that plan, and a plan whose
   * approval cannot be recorded is not carried out: what this throws fails the run.
   */
  onApproved(approval: Approval): Promise<void>;
  /** A defect of ours that ended a run: for the log, which is where its stack belongs. */
  onDefect(error: unknown): void;
}

export interface RunInput {
  /** Id under which the run is recorded, for a caller that announces it beforehand; made with `newId` when absent. */
  readonly runId?: string;
  readonly scopeId: string;
  readonly rules: ItemRules;
  readonly appointmentsFrom: WindowRule;
  /** The mailbox's zone: midnight of "appointments from", days of all-day appointments. */
  readonly zone: TimeZoneId;
  today(): CalendarDate;
  /** Plans, writes nothing on either side, and returns the steps. */
  readonly dryRun: boolean;
  /** `approve`: before a run of this scope has succeeded, nothing is carried out that nobody has approved. */
  readonly firstRun: 'approve' | 'automatic';
  /** Plan hashes of held runs that a person approved; brakes of exactly these plans are let through. */
  readonly approvedHashes: readonly string[];
  /** The run whose plan this one carries out: exactly its lines, or nothing. `null` plans for itself. */
  readonly appliesPlan: string | null;
  readonly brakes: BrakeLimits;
  /** A write whose outcome is unknown may still land for so long (sync-spec §2.1). */
  readonly waitOutSeconds: number;
  /** Deadline of one call of either side; no call starts unless the lease outlives it. */
  readonly callTimeoutMs: number;
  /** Names this process in the lease. */
  readonly ownerId: string;
  /** How many steps the report lists. */
  readonly listedSteps: number;
  /** Hints that are loaded together; with both ends at most twice as many items in memory. `DEFAULT_CHUNK_SIZE` unless a test cuts finer. */
  readonly chunkSize: number;
}

export const DEFAULT_CHUNK_SIZE = 100;

export type { FieldChange, PlannedStep, PlanStep } from '../store/port.ts';

export interface ItemError {
  readonly side: Side;
  readonly itemId: string;
  readonly code: string;
  readonly details: Readonly<Record<string, string | number | boolean>>;
}

export interface RunReport {
  /** `null` when the scope was busy and no run was started. */
  readonly runId: string | null;
  readonly scopeId: string;
  readonly itemType: ItemType;
  /** `busy`: somebody else holds the lease. `held`: a brake or a pause; nothing was written. */
  readonly outcome: 'done' | 'held' | 'failed' | 'busy';
  readonly dryRun: boolean;
  /** What was done; in a dry run or a held one, what would be done. */
  readonly counts: RunCounts;
  readonly brake: Brake | null;
  readonly planHash: string | null;
  /** The run under whose id the plan is kept as a document; `null`: nowhere. */
  readonly planRunId: string | null;
  readonly steps: readonly PlannedStep[];
  readonly stepsLeftOut: number;
  /** At most 100; the number of all is in `counts.quarantined` and the quarantine list. */
  readonly itemErrors: readonly ItemError[];
  readonly problem: RunRecord['problem'];
  /** Disposition and wait of the error that failed the run, for the scheduler. */
  readonly failure: { readonly disposition: string; readonly retryAfterMs: number | null } | null;
  readonly rounds: number;
  readonly durationsMs: Readonly<Record<RunPhase, number>>;
}
