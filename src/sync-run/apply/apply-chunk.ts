import { ConnectorError } from '../../model/index.ts';
import type { Hint } from '../../store/port.ts';
import { mailsOf } from '../../sync/index.ts';
import { noticeRestore } from '../freeze/freeze.ts';
import { approvedOnly } from '../guard/approval.ts';
import { registerNewcomers } from '../identify/match-newcomers.ts';
import { itemKey } from '../item-key.ts';
import { loadChunk } from '../load/load-chunk.ts';
import type { PlannedUnit } from '../load/unit.ts';
import { lineOf, unitKey } from '../load/unit.ts';
import { planLinked, planUnlinked, settleLoad } from '../plan/plan-chunk.ts';
import { letGoOfShared } from '../plan/shared-records.ts';
import { registerArrivals } from '../pull/arrivals.ts';
import type { Run } from '../run.ts';
import { noteFailure } from '../settle/quarantine.ts';
import { createSettlementDraft } from '../settle/settlement-draft.ts';
import { settleAtRest } from './at-rest.ts';
import { applyCreatesInCrm } from './creates-in-crm.ts';
import { applyCreatesInExchange } from './creates-in-exchange.ts';
import { applyDeletesInCrm, applyDeletesInExchange } from './deletes.ts';
import { applyMerges } from './merges.ts';

/** A pair that changes under our hands is read and planned again so often within one run (sync-spec §1.9). */
const ATTEMPTS = 3;

/**
 * Carries out the steps of one chunk, deletions excepted: these come last, after every create of the run. A chunk that was
 * read of a CRM which has gone back in time is left alone (`noticeRestore`).
 * @returns hints of deletions
 */
export async function applyWrites(run: Run, planned: readonly PlannedUnit[]): Promise<readonly Hint[]> {
  const deletions: Hint[] = [];
  run.leftBehind.lookedAt(planned.map(({ unit }) => unit));
  await withRetries(run, planned, async (units, lastAttempt) => {
    deletions.push(...units.filter(isDeletion).flatMap(({ unit }) => unit.hints));
    const others = units.filter((candidate) => !isDeletion(candidate));
    return carryOut(
      run,
      await approvedUnits(
        run,
        others.filter((unit) => isAnnounced(run, unit)),
      ),
      lastAttempt,
    );
  });
  return deletions;
}

/**
 * Carries out deletions, from a fresh look at both ends. What is none any more is settled as what it is; what the
 * survey did not announce, and the brakes therefore have not seen, is left to the next one.
 */
export async function applyDeletions(run: Run, hints: readonly Hint[], announced: ReadonlySet<string>): Promise<void> {
  await withRetries(run, await planHints(run, hints), async (fresh, lastAttempt) => {
    const units = await approvedUnits(
      run,
      fresh.filter((unit) => isAnnounced(run, unit)),
    );
    const retry = await carryOut(run, units, lastAttempt);
    const due = units.filter((candidate) => isDeletion(candidate) && announced.has(unitKey(candidate.unit)));
    const inExchange = due.filter(({ step }) => step.kind === 'deleteInExchange');
    const inCrm = due.filter(({ step }) => step.kind === 'deleteInCrm');
    return [...retry, ...(await applyDeletesInExchange(run, inExchange)), ...(await applyDeletesInCrm(run, inCrm))];
  });
}

/** What of an approved plan comes out differently is left out, told, and looked at once more. */
function approvedUnits(run: Run, units: readonly PlannedUnit[]): Promise<readonly PlannedUnit[]> {
  return approvedOnly(
    run,
    units,
    (candidate) => lineOf(run, candidate),
    ({ unit }) => {
      if (run.approved?.firstRound !== true) return;
      run.lookAgain = true;
      const { code, details } = leftOut();
      for (const { side, itemId } of unit.hints.slice(0, 1)) run.tally.error({ side, itemId, code, details });
    },
  );
}

function leftOut(): ConnectorError {
  return new ConnectorError({
    code: 'step_left_out',
    disposition: 'conflict',
    message: 'The item came out differently than its plan had said',
  });
}

/** Settle, then updates, then creates. Deletions are left alone. @returns hints to look at again */
async function carryOut(run: Run, units: readonly PlannedUnit[], lastAttempt: boolean): Promise<readonly Hint[]> {
  const of = (...kinds: readonly PlannedUnit['step']['kind'][]): readonly PlannedUnit[] =>
    units.filter(({ step }) => kinds.includes(step.kind));
  await settleAtRest(run, of('noop', 'hold', 'suppress', 'detach', 'close'));
  return [
    ...(await applyMerges(run, of('merge'), lastAttempt)),
    ...(await applyCreatesInExchange(run, of('createInExchange'))),
    ...(await applyCreatesInCrm(run, of('createInCrm'))),
  ];
}

/** Asks before each attempt whether what it was planned from is still true of the CRM as a whole. */
async function withRetries(
  run: Run,
  planned: readonly PlannedUnit[],
  attempt: (units: readonly PlannedUnit[], lastAttempt: boolean) => Promise<readonly Hint[]>,
): Promise<void> {
  let units = planned;
  for (let count = 1; count <= ATTEMPTS; count += 1) {
    if (units.length === 0 || (await noticeRestore(run, units))) return;
    const retry = await attempt(units, count === ATTEMPTS);
    if (retry.length === 0) return;
    if (count === ATTEMPTS) return giveUp(run, retry);
    units = await planHints(run, retry);
  }
}

async function planHints(run: Run, hints: readonly Hint[]): Promise<readonly PlannedUnit[]> {
  const chunk = await loadChunk(run, eachOnce(hints), { skipEchoes: false });
  await settleLoad(run, chunk);
  await registerNewcomers(run, chunk.newcomers);
  // A pair that fell apart under our hands is two new items now: who arrived meanwhile may be the counterpart.
  if (chunk.newcomers.length > 0) await registerArrivals(run);
  const paired = new Set<string>();
  const linked = await planLinked(run, chunk, paired);
  return letGoOfShared(run, [...linked, ...(await planUnlinked(run, chunk, paired))]);
}

/** Several units may have had the same reason to look again; two hints of one new item would be two new items. */
function eachOnce(hints: readonly Hint[]): readonly Hint[] {
  return [...new Map(hints.map((hint) => [itemKey(hint.side, hint.itemId), hint])).values()];
}

/** Somebody is editing it right now. The hint stays; the next run tries again. */
async function giveUp(run: Run, hints: readonly Hint[]): Promise<void> {
  const error = new ConnectorError({
    code: 'item_busy',
    disposition: 'conflict',
    message: 'The item changed each time it was about to be written',
    details: { attempts: ATTEMPTS },
  });
  noteFailure(run, createSettlementDraft(), { hints, error });
}

/** Whether just as many people are mailed as the plan said. Else it waits for the plan of the next run. */
function isAnnounced(run: Run, { unit, step }: PlannedUnit): boolean {
  const mails = mailsOf(step);
  return mails === 0 || run.announcedMails.get(unitKey(unit)) === mails;
}

function isDeletion({ step }: PlannedUnit): boolean {
  return step.kind === 'deleteInExchange' || step.kind === 'deleteInCrm';
}
