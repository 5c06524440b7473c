import type { ItemType } from '../model/index.ts';
import { ConnectorError } from '../model/index.ts';
import { errorFacts } from '../observability/index.ts';
import type { Principal } from '../people/index.ts';
import type { RunKind } from '../store/port.ts';
import type { RunReport } from '../sync-run/index.ts';
import type { AccountTarget } from './account-target.ts';
import { assertReachable, assertRunnable, getTargetOrThrow, itemTypesOf } from './account-target.ts';
import { createAccountTurns } from './account-turns.ts';
import type { EventHub } from './events.ts';
import type { ExchangeSides } from './exchange-sides.ts';
import { forgetRefusedPassword } from './forget-refused-password.ts';
import type { Admission } from './held-back/admission.ts';
import type { ConnectorParts } from './parts.ts';
import { refusal } from './refusal.ts';
import type { Run, RunTrigger } from './run.ts';
import type { RunBoard } from './run-board.ts';
import { synchroniseAccount, waitingRun } from './synchronise-account.ts';

export interface StartRequest {
  readonly accountName: string;
  readonly trigger: RunTrigger;
  readonly dryRun: boolean;
  /** Plan hashes of held runs that a person approved: of each item type its own. */
  readonly approvedHashes: readonly string[];
  /** Login name of that person, or `operator`; `null` when nobody approves anything. */
  readonly approvedBy: string | null;
  /** The person who wants the server asked now, also where it has refused the password a moment ago. */
  readonly startedBy?: Principal;
  /** By default `sync`. */
  readonly kind?: RunKind;
  /** By default all that take part in the account. */
  readonly itemTypes?: readonly ItemType[];
  /** For `undo`: the run to take back. */
  readonly undoOf?: string;
  /** The run whose plan is carried out, of the one item type that is named. */
  readonly appliesPlan?: string;
}

/** How the runs of one account went as a whole, for whoever decides when to try again. */
export type AccountOutcome =
  /** One item type may be left for later, and is due within so many milliseconds. */
  | { readonly kind: 'done'; readonly restWithinMs?: number }
  | { readonly kind: 'held' }
  | {
      readonly kind: 'failed';
      readonly code: string;
      readonly disposition: string;
      readonly retryAfterMs: number | null;
    };

export interface StartedRuns {
  readonly accountId: string;
  /** One for each item type that takes part, waiting. Their progress is on the board. */
  readonly runs: readonly Run[];
  /** Never rejects. */
  readonly finished: Promise<AccountOutcome>;
}

/** @param provesNothing no synchronisation was tried: whether the account works, and when it is due, is as before */
export type OutcomeListener = (accountId: string, outcome: AccountOutcome, provesNothing: boolean) => void;

export interface Synchroniser {
  /** Queues the runs of an account behind those that it has. @throws ConnectorError with a `RefusalCode`, `installation_unconfirmed` */
  start(request: StartRequest): Promise<StartedRuns>;
  /** Called after every account run, whatever asked for it. */
  onOutcome(listener: OutcomeListener): void;
  /** Refuses new runs and waits for those under way. */
  close(): Promise<void>;
}

export function createSynchroniser(
  parts: ConnectorParts,
  sides: ExchangeSides,
  board: RunBoard,
  events: EventHub,
  admission: Pick<Admission, 'note' | 'restWithinMs'>,
): Synchroniser {
  const turns = createAccountTurns();
  const listeners: OutcomeListener[] = [];
  let closing = false;

  const execute = async (
    request: StartRequest,
    target: AccountTarget,
    runs: readonly Run[],
  ): Promise<AccountOutcome> => {
    if (closing) return failRuns(refusal('shutting_down', 'the connector is shutting down'), runs);
    try {
      // Read again: settings may have changed while the runs waited.
      const current = await getTargetOrThrow(parts, target.account.name);
      assertStartable(current, request);
      await parts.installation.assertConfirmed();
      if (request.startedBy !== undefined) forgetRefusedPassword(parts, request.startedBy, current);
      const accountSides = { exchange: sides.sideFor(current), crm: await parts.crm.sideFor(current.user.id) };
      const reports = await synchroniseAccount(parts, board, accountSides, {
        target: current,
        runs,
        dryRun: request.dryRun,
        approvedHashes: request.approvedHashes,
        approvedBy: request.approvedBy,
      });
      for (const report of reports) announce(report, current.account.id, request);
      const learns = isSync(request) && !request.dryRun;
      const outcome = outcomeOf(learns ? admission.note(current, reports) : reports);
      if (outcome.kind === 'failed' && outcome.disposition === 'reauth') await sides.forget(current.account.id);
      const restWithinMs = outcome.kind === 'done' ? admission.restWithinMs(current) : null;
      return restWithinMs === null ? outcome : { kind: 'done', restWithinMs };
    } catch (error) {
      return failRuns(error, runs);
    }
  };

  /** Runs that never started, or that met something that no run should meet. */
  const failRuns = (error: unknown, runs: readonly Run[]): AccountOutcome => {
    const facts = errorFacts(error);
    const code = facts.code ?? 'unexpected_error';
    parts.log.error('run failed', { ...facts, runId: runs[0]?.id ?? '' });
    const details = error instanceof ConnectorError ? error.details : {};
    for (const run of runs) {
      if (board.find(run.id)?.state === 'finished') continue;
      const finishedAt = parts.clock.now();
      board.change(run.id, {
        state: 'finished',
        finishedAt,
        progress: null,
        outcome: 'failed',
        problem: { code, details },
      });
    }
    return {
      kind: 'failed',
      code,
      disposition: facts.disposition ?? 'bug',
      retryAfterMs: facts.retryAfterMs ?? null,
    };
  };

  const announce = (report: RunReport, accountId: string, { trigger, kind = 'sync' }: StartRequest) => {
    const { runId, scopeId, itemType, outcome, counts } = report;
    parts.log[outcome === 'failed' ? 'warn' : 'info']('run finished', {
      accountId,
      scopeId,
      itemType,
      kind,
      trigger,
      outcome,
      ...(runId === null ? {} : { runId }),
      ...(report.problem === null ? {} : { code: report.problem.code }),
      ...(report.failure === null ? {} : { disposition: report.failure.disposition }),
    });
    if (report.dryRun) return;
    const { createdInCrm, updatedInCrm, deletedInCrm, createdInExchange, updatedInExchange, deletedInExchange } =
      counts;
    if (createdInCrm + updatedInCrm + deletedInCrm > 0) events.publish({ kind: 'data', side: 'crm', itemType });
    if (createdInExchange + updatedInExchange + deletedInExchange > 0) {
      events.publish({ kind: 'data', side: 'exchange', itemType });
    }
  };

  return {
    start: async (request) => {
      if (closing) throw refusal('shutting_down', 'the connector is shutting down');
      const target = await getTargetOrThrow(parts, request.accountName);
      assertStartable(target, request);
      await parts.installation.assertConfirmed();
      const runs = await openRuns(parts, board, target, request);
      const accountId = target.account.id;
      const finished = turns.inTurn(accountId, async () => {
        const outcome = await execute(request, target, runs);
        for (const listener of listeners) listener(accountId, outcome, request.dryRun || !isSync(request));
        return outcome;
      });
      return { accountId, runs, finished };
    },
    onOutcome: (listener) => void listeners.push(listener),
    close: async () => {
      closing = true;
      await turns.idle();
    },
  };
}

function isSync({ kind = 'sync' }: StartRequest): boolean {
  return kind === 'sync';
}

/** What is switched off is not synchronised; a person may take back and verify it all the same. */
function assertStartable(target: AccountTarget, request: StartRequest): void {
  const { kind = 'sync' } = request;
  if (kind === 'undo' || kind === 'verify') return assertReachable(target);
  assertRunnable(target);
  const off = request.itemTypes?.find((itemType) => !itemTypesOf(target).includes(itemType));
  if (off === undefined) return;
  const details = { account: target.account.name, profile: target.profile.name, user: target.user.name };
  throw refusal('nothing_to_synchronise', `${off} are not switched on for account ${details.account}`, details);
}

async function openRuns(
  parts: Pick<ConnectorParts, 'store' | 'newId' | 'clock'>,
  board: RunBoard,
  target: AccountTarget,
  request: StartRequest,
): Promise<readonly Run[]> {
  const {
    trigger,
    dryRun,
    kind = 'sync',
    itemTypes = itemTypesOf(target),
    undoOf = null,
    appliesPlan = null,
  } = request;
  const accountId = target.account.id;
  const owner = { accountId, crmUserId: target.user.id, mailbox: target.account.mailbox };
  const runs: Run[] = [];
  for (const itemType of itemTypes) {
    const scope = await parts.store.ensureScope(owner, itemType);
    const queuedAt = parts.clock.now();
    const facts = { accountId, scopeId: scope.id, itemType, kind, undoOf, appliesPlan, trigger, dryRun, queuedAt };
    runs.push(waitingRun({ id: parts.newId(), ...facts }));
  }
  runs.forEach(board.add);
  return runs;
}

/** The worst of the scopes counts: an account is tried again as its most troubled scope needs it. */
function outcomeOf(reports: readonly RunReport[]): AccountOutcome {
  const failed = reports.filter(({ outcome }) => outcome === 'failed');
  const worst = failed.find(({ failure }) => failure?.disposition === 'reauth') ?? failed[0];
  if (worst !== undefined) {
    return {
      kind: 'failed',
      code: worst.problem?.code ?? 'unexpected_error',
      disposition: worst.failure?.disposition ?? 'bug',
      retryAfterMs: worst.failure?.retryAfterMs ?? null,
    };
  }
  if (reports.some(({ outcome }) => outcome === 'busy')) {
    return { kind: 'failed', code: 'scope_busy', disposition: 'retry', retryAfterMs: null };
  }
  return reports.some(({ outcome }) => outcome === 'held') ? { kind: 'held' } : { kind: 'done' };
}
