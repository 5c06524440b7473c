import type { AccountSchedule } from '../../jobs/index.ts';
import type { ItemType } from '../../model/index.ts';
import type { QuarantineEntry, Scope } from '../../store/port.ts';
import type { Reason } from '../../sync/index.ts';
import type { ExplainedPair } from '../../sync-run/index.ts';
import type { AccountTarget } from '../account-target.ts';
import { firstRunOf } from '../first-run.ts';
import type { HeldBack } from '../held-back/admission.ts';
import type { Remedy } from './remedies.ts';
import type { RemedyCode } from './remedy.ts';

/** What keeps the next run from looking at an item; the sentences are in `explain.obstacles` of `messages`. */
export interface Obstacle {
  readonly code:
    | 'account_off'
    | 'profile_off'
    | 'user_off'
    | 'claim_waiting'
    | 'claim_refused'
    | 'item_type_off_in_account'
    | 'item_type_off_in_profile'
    | 'never_run'
    | 'first_run'
    | 'scope_hold'
    | 'scope_relink'
    | 'scope_restored'
    | 'scope_paused'
    | 'installation_unconfirmed'
    | 'schedule_paused'
    | 'schedule_backing_off'
    | 'item_type_rests'
    | 'server_stopped'
    | 'item_parked'
    | 'write_in_flight'
    | 'crm_unreadable'
    | 'exchange_unreadable';
  readonly reason: Reason | null;
  readonly problem: { readonly code: string; readonly details: QuarantineEntry['errorDetails'] } | null;
  readonly since: string | null;
  /** When it is tried again by itself. */
  readonly until: string | null;
  readonly remedy: Remedy;
}

/** Of the whole account or scope first, of the one item last. */
export function obstaclesOf(
  { account, profile, user, claim }: AccountTarget,
  scope: Scope | null,
  itemType: ItemType,
  schedule: AccountSchedule,
  heldBack: readonly HeldBack[],
): readonly Obstacle[] {
  const found: Obstacle[] = [];
  if (!account.active) found.push(obstacle('account_off', 'switch_on', 'active'));
  if (!profile.active) found.push(obstacle('profile_off', 'switch_on', 'active'));
  if (!user.active) found.push(obstacle('user_off', 'switch_on'));
  if (claim.state === 'waiting') found.push(obstacle('claim_waiting', 'decide_claim'));
  if (claim.state === 'refused') found.push(obstacle('claim_refused', 'decide_claim'));
  if (!account.synchronise[itemType]) found.push(obstacle('item_type_off_in_account', 'switch_on', 'synchronise'));
  if (!profile[itemType].synchronise) found.push(obstacle('item_type_off_in_profile', 'switch_on', 'synchronise'));
  // Everything else only tells once more that nothing is switched on.
  if (found.length > 0) return found;

  if (scope === null || scope.lastSuccessAt === null) {
    const waits = firstRunOf({ account }, scope === null ? [] : [scope]) === 'awaitingApproval';
    found.push(waits ? obstacle('first_run', 'approve_plan', 'firstRun') : obstacle('never_run', 'wait_for_next_run'));
  }
  if (scope !== null && scope.status !== 'ok')
    found.push({
      ...obstacle(`scope_${scope.status}`, scope.status === 'paused' ? 'release_scope' : 'approve_plan'),
      reason: scope.statusReason,
      since: scope.lastRunAt,
    });
  const { state, reason, nextRunAt } = schedule;
  if (reason?.code === 'installation_unconfirmed')
    return [...found, obstacle('installation_unconfirmed', 'confirm_installation')];
  if (state === 'paused' || state === 'backingOff')
    found.push({
      ...obstacle(state === 'paused' ? 'schedule_paused' : 'schedule_backing_off', 'mend_connection'),
      problem: reason === null ? null : { code: reason.code, details: {} },
      until: nextRunAt,
    });
  for (const { because, problem, until } of heldBack.filter((held) => held.itemType === itemType)) {
    const why =
      because === 'server'
        ? obstacle('server_stopped', 'wait_for_next_run')
        : obstacle('item_type_rests', 'mend_connection');
    found.push({ ...why, problem, until });
  }
  return found;
}

/** What stands in the way of this one item. */
export function obstaclesOfItem(
  { inFlight, failed }: Pick<ExplainedPair, 'inFlight' | 'failed'>,
  parked: QuarantineEntry | null,
): readonly Obstacle[] {
  const found: Obstacle[] = [];
  const [write] = inFlight;
  if (write !== undefined) found.push({ ...obstacle('write_in_flight', 'wait_for_next_run'), since: write.issuedAt });
  if (parked !== null)
    found.push({
      ...obstacle('item_parked', 'mend_item'),
      problem: { code: parked.errorCode, details: parked.errorDetails },
      until: parked.nextAt,
    });
  for (const side of ['crm', 'exchange'] as const) {
    const error = failed[side];
    if (error === null) continue;
    const problem = { code: error.code, details: error.details };
    found.push({ ...obstacle(`${side}_unreadable`, 'mend_connection'), problem });
  }
  return found;
}

function obstacle(code: Obstacle['code'], remedy: RemedyCode, setting: string | null = null): Obstacle {
  return { code, reason: null, problem: null, since: null, until: null, remedy: { code: remedy, setting } };
}
