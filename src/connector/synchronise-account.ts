import { Temporal } from 'temporal-polyfill';
import type { CrmSide } from '../crm/port.ts';
import type { ExchangeSide } from '../exchange/port.ts';
import type { CalendarDate, ItemType, TimeZoneId } from '../model/index.ts';
import { parseTimeZoneId } from '../model/index.ts';
import { errorFacts } from '../observability/index.ts';
import { itemRulesOf } from '../settings/index.ts';
import type { RunInput, RunPorts, RunReport } from '../sync-run/index.ts';
import { DEFAULT_CHUNK_SIZE } from '../sync-run/index.ts';
import type { AccountTarget } from './account-target.ts';
import { concernsOtherItemType } from './held-back/run-error.ts';
import type { ConnectorParts } from './parts.ts';
import { quietHistory } from './quiet-history.ts';
import type { Run } from './run.ts';
import type { RunBoard } from './run-board.ts';
import { RUN_KINDS } from './run-kinds.ts';

export interface AccountRun {
  readonly target: AccountTarget;
  /** In the order in which they are executed: contacts, then appointments. */
  readonly runs: readonly Run[];
  readonly dryRun: boolean;
  readonly approvedHashes: readonly string[];
  readonly approvedBy: string | null;
}

export interface AccountSides {
  readonly exchange: ExchangeSide;
  readonly crm: CrmSide;
}

/** Executes the waiting runs of one account and reports on the board. Never throws for what one run meets. */
export async function synchroniseAccount(
  parts: ConnectorParts,
  board: RunBoard,
  { exchange, crm }: AccountSides,
  request: AccountRun,
): Promise<readonly RunReport[]> {
  const reports: RunReport[] = [];
  for (const run of request.runs) {
    const stopped = reports.find(concernsOtherItemType);
    if (stopped !== undefined) {
      const finishedAt = parts.clock.now();
      board.change(run.id, { state: 'finished', finishedAt, outcome: 'failed', problem: stopped.problem });
      continue;
    }
    board.change(run.id, { state: 'running', startedAt: parts.clock.now() });
    const quiet = run.trigger === 'request' ? null : quietHistory(parts);
    const { runs, plans } = quiet ?? parts;
    const ports: RunPorts = {
      exchange,
      crm,
      store: parts.store,
      runs,
      plans,
      clock: parts.clock,
      newId: parts.newId,
      stampKey: parts.stampKey,
      onProgress: (event) => {
        quiet?.onProgress(event);
        const { phase, done, total } = event;
        board.change(run.id, { progress: { phase, done, total } });
      },
      onApproved: ({ brake, planHash, planRunId }) =>
        parts.people.audit({
          actor: request.approvedBy,
          action: 'plan_approved',
          object: { kind: 'account', name: request.target.account.name },
          details: { itemType: run.itemType, brake: brake?.kind ?? 'none', planHash, plan: planRunId },
        }),
      onDefect: (error) => parts.log.error('defect in a run', { ...errorFacts(error), runId: run.id }),
    };
    const report = await RUN_KINDS[run.kind](parts, ports, inputOf(parts, request, run), run);
    board.change(run.id, finished(report, parts.clock.now()));
    reports.push(report);
  }
  return reports;
}

/** What a run of this account is given. */
export function inputOf(
  parts: ConnectorParts,
  { target, dryRun, approvedHashes }: Pick<AccountRun, 'target' | 'dryRun' | 'approvedHashes'>,
  run: Pick<Run, 'id' | 'scopeId' | 'itemType' | 'appliesPlan'>,
): RunInput {
  return {
    runId: run.id,
    scopeId: run.scopeId,
    ...rulesInForce(parts, target, run.itemType),
    dryRun,
    firstRun: target.account.firstRun,
    approvedHashes,
    appliesPlan: run.appliesPlan,
    brakes: parts.tuning.brakes,
    waitOutSeconds: parts.tuning.waitOutSeconds,
    callTimeoutMs: parts.tuning.exchangeTimeoutMs,
    ownerId: parts.ownerId,
    listedSteps: parts.tuning.listedSteps,
    chunkSize: DEFAULT_CHUNK_SIZE,
  };
}

/** By what an account's items are looked at: its rules, its window, and the day that it is for its user. */
export function rulesInForce(
  { clock }: Pick<ConnectorParts, 'clock'>,
  { profile, account, user }: AccountTarget,
  itemType: ItemType,
): Pick<RunInput, 'rules' | 'appointmentsFrom' | 'zone' | 'today'> {
  const zone = parseTimeZoneId(user.timeZone);
  return {
    rules: itemRulesOf(profile, itemType),
    appointmentsFrom: account.appointmentsFrom,
    zone,
    today: () => todayIn(zone, clock.now()),
  };
}

function todayIn(zone: TimeZoneId, now: string): CalendarDate {
  return Temporal.Instant.from(now).toZonedDateTimeISO(zone).toPlainDate().toString() as CalendarDate;
}

function finished(report: RunReport, finishedAt: string): Partial<Run> {
  const { outcome, counts, problem, brake, planHash, planRunId, steps, stepsLeftOut, itemErrors } = report;
  return {
    state: 'finished',
    finishedAt,
    progress: null,
    outcome,
    counts,
    problem,
    brake,
    planHash,
    planRunId,
    steps,
    stepsLeftOut,
    itemErrors,
  };
}

/** A run that waits for its turn. */
export function waitingRun(
  facts: Pick<
    Run,
    'id' | 'accountId' | 'scopeId' | 'itemType' | 'kind' | 'undoOf' | 'appliesPlan' | 'trigger' | 'dryRun' | 'queuedAt'
  >,
): Run {
  return {
    ...facts,
    state: 'waiting',
    startedAt: null,
    finishedAt: null,
    progress: null,
    outcome: null,
    counts: null,
    problem: null,
    brake: null,
    planHash: null,
    planRunId: null,
    steps: [],
    stepsLeftOut: 0,
    itemErrors: [],
  };
}
