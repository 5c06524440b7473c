import type { MailboxIdentity } from '../exchange/port.ts';
import type { ConnectorError, FieldSpecs, Instant, ItemType, Side } from '../model/index.ts';
import type { Intent, QuarantineEntry, RunKind, Scope } from '../store/port.ts';
import type { PlanContext } from '../sync/index.ts';
import type { LeaseKeeper } from './lease.ts';
import type { Tally } from './plan/tally.ts';
import type { RunInput, RunPorts } from './ports.ts';
import type { LeftBehind } from './pull/left-behind.ts';
import type { Sightings } from './pull/sightings.ts';
import type { Unread } from './pull/unread.ts';
import type { InFlight } from './settle/in-flight.ts';

/** A plan that a person approved, kept as a document. While it is carried out, nothing but its lines is. */
export interface ApprovedPlan {
  /** The run under whose id it is kept. */
  readonly runId: string;
  /** Later rounds take up echoes; of the plan only what had no turn in the first one. */
  firstRound: boolean;
  /** Units that came out differently when their turn came. */
  differing: number;
}

/** What the phases of one run share. Dies with the run: everything that must survive is in the store. */
export interface Run {
  readonly id: string;
  readonly kind: RunKind;
  /** Its sides refuse calls that the lease might not outlive. */
  readonly ports: RunPorts;
  readonly input: RunInput;
  readonly keeper: LeaseKeeper;
  readonly itemType: ItemType;
  readonly specs: FieldSpecs;
  plan: PlanContext;
  /** Midnight that begins the window "appointments from"; `null` is no window. */
  readonly windowFrom: Instant | null;
  readonly sightings: Sightings;
  /** What earlier runs sighted and did not come to. */
  leftBehind: LeftBehind;
  /** Items of no pair that a side could not show so far: creates on that side wait for them, for a while. */
  readonly unread: Unread;
  readonly inFlight: InFlight;
  /** By the key of the item. */
  readonly quarantine: Map<string, QuarantineEntry>;
  /** What was done so far. */
  readonly tally: Tally;
  scope: Scope;
  /** Nothing was ever linked in this scope, or no run of it has succeeded yet. */
  firstSync: boolean;
  /** A first run whose plan a person has to approve: nothing is carried out that was not seen. */
  awaitsApproval: boolean;
  /** While an approved plan is carried out: exactly its lines, and nothing else. */
  approved: ApprovedPlan | null;
  /** Everything is looked at in this round: nothing is skipped as an echo. */
  fullComparison: boolean;
  /** Items that a complete listing of a side found in this run; `null` where there was none. */
  readonly itemsSeen: Record<Side, number | null>;
  /** Writes that were carried out, on both sides. */
  writes: number;
  /** Who the mailbox says it is, when it was asked in this run. */
  mailbox: MailboxIdentity | null;
  /** A side refused to go on; the run ends when the batch is settled. */
  refusal: ConnectorError | null;
  /** The last answers of a side, when all of them were this error: of how many items of either side. */
  errorsInARow: { readonly code: string; readonly counts: Readonly<Record<Side, number>> } | null;
  /** Something was learned that asks for another round. */
  lookAgain: boolean;
  /** Unlinked items disappeared or were linked: matches that were undecided may be clear now, and so many of them were told. */
  undecided: { readonly mayBeClear: boolean; readonly told: number };
  /** Units about which people are mailed in this round, as the plan of the run's first look announced it. */
  announcedMails: ReadonlyMap<string, number>;
  /** Items of meetings whose record belongs to another item of the mailbox: each gets a record of its own. */
  readonly apart: Set<string>;
  /** Stamps that the CRM knows as keys of records which belong to other items by now, or were deleted. */
  readonly takenStamps: Set<string>;
  /**
   * Creates in the CRM of which an earlier run did not learn the outcome, and whose record, if there is one, is not in
   * sight; by id. Their intents stay until they were sent again, or the run did without.
   */
  readonly unseenCreates: Map<string, Intent>;
}

export function progress(
  run: Run,
  phase: Parameters<RunPorts['onProgress']>[0]['phase'],
  done: number,
  total: number | null,
): void {
  run.ports.onProgress({ scopeId: run.scope.id, phase, done, total });
}
