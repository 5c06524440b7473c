import type { ConflictResolution } from '../../exchange/port.ts';
import type { Fields, Side } from '../../model/index.ts';
import { valueOf } from '../../model/index.ts';
import type { Hint, JournalEntry, WithdrawnHalf } from '../../store/port.ts';
import { mailsOf } from '../../sync/index.ts';
import type { PlannedUnit } from '../load/unit.ts';
import type { Run } from '../run.ts';
import { blankLink, freshStamps } from '../settle/links.ts';
import { noteFailure } from '../settle/quarantine.ts';
import type { SettlementDraft } from '../settle/settlement-draft.ts';
import { createSettlementDraft } from '../settle/settlement-draft.ts';
import { exchangeUpdate } from './exchange-update.ts';
import { forbidden } from './forbidden.ts';
import {
  inBatches,
  intentFor,
  journalEntry,
  leaveInFlight,
  noteRefusal,
  outcomeAt,
  sendBatch,
  stopIfRefused,
} from './intents.ts';
import type { MergeWork } from './merge-work.ts';
import { notifyingOfParts } from './notifying.ts';
import { settleMerges } from './settle-merges.ts';
import { withoutLoops } from './write-loop.ts';

/**
 * Settles pairs of which both items are there, new links by match among them. The CRM is written first: its writes are
 * conditional and cheap to refuse, so a pair that changed meanwhile costs no write in Exchange.
 * @param lastAttempt the conflict mode of the profile counts; before it, a conflict is always read and planned again
 * @returns hints of pairs that changed under our hands
 */
export async function applyMerges(
  run: Run,
  planned: readonly PlannedUnit[],
  lastAttempt: boolean,
): Promise<readonly Hint[]> {
  const retry: Hint[] = [];
  const resolution = lastAttempt ? run.input.rules.exchangeConflictResolution : 'neverOverwrite';
  for (const batch of inBatches(planned)) {
    const works = await prepare(run, await withoutLoops(run, batch));
    const open = works.flatMap((work) => (work.intent === null ? [] : [work.intent]));
    if (open.length > 0)
      await run.ports.store.openIntents(
        run.keeper.lease,
        open,
        works.flatMap((work) => journalOf(run, work)),
      );
    const draft = createSettlementDraft();
    const afterCrm = await writeCrm(run, draft, works, retry);
    const done = await writeExchange(run, draft, afterCrm, resolution, retry);
    await settleMerges(run, draft, done, resolution);
    stopIfRefused(run);
  }
  return retry;
}

async function prepare(run: Run, batch: readonly PlannedUnit[]): Promise<readonly MergeWork[]> {
  const pairs = batch.flatMap((planned) => {
    const { unit, step } = planned;
    return step.kind === 'merge' && unit.record !== null && unit.item !== null
      ? [{ planned, step, unit: { ...unit, record: unit.record, item: unit.item } }]
      : [];
  });
  const newPairs = pairs.filter(({ unit }) => unit.link === null);
  const stamps = await freshStamps(
    run,
    newPairs.map(({ unit }) => ({ itemId: unit.record.id, generation: 0 })),
  );
  const links = new Map(
    newPairs.map(({ unit }, index) => [
      unit,
      blankLink(run, run.ports.newId(), stamps[index] ?? { stamp: '', generation: 0 }),
    ]),
  );
  return pairs.map(({ planned, unit, step }) => {
    const link = unit.link ?? links.get(unit) ?? blankLink(run, run.ports.newId(), { stamp: '', generation: 0 });
    const update = exchangeUpdate(run, unit, step.merge.toExchange, step.marking, link.stamp);
    const toExchange = update && { ...update, ...notifyingOfParts(step) };
    const writes = toExchange !== null || Object.keys(step.merge.toCrm).length > 0;
    const sent = {
      linkId: link.id,
      stamp: link.stamp,
      payload: step.merge.toExchange,
      sourceFields: step.merge.toCrm,
    };
    return {
      planned,
      unit,
      step,
      link,
      toExchange,
      intent: writes ? intentFor(run, planned, sent) : null,
      crm: 'none',
      exchange: 'none',
    };
  });
}

/** @returns the works that may go on to Exchange */
async function writeCrm(
  run: Run,
  draft: SettlementDraft,
  works: readonly MergeWork[],
  retry: Hint[],
): Promise<readonly MergeWork[]> {
  const writing = works.filter((work) => Object.keys(work.step.merge.toCrm).length > 0);
  if (writing.length === 0) return works;
  const intents = works.flatMap((work) => work.intent ?? []);
  const outcomes = await sendBatch(run, intents, () =>
    run.ports.crm.update(
      run.itemType,
      writing.map(({ unit, step }) => ({
        id: unit.record.id,
        expectedVersion: unit.record.version,
        changes: step.merge.toCrm,
      })),
    ),
  );
  noteRefusal(run, outcomes);
  for (const [index, work] of writing.entries()) {
    const outcome = outcomeAt(outcomes, index);
    if (outcome.kind === 'done') {
      work.crm = { id: outcome.id, version: outcome.version };
      run.tally.count('updatedInCrm', work.step.link ? 0 : 1);
      run.writes += 1;
      continue;
    }
    work.crm = 'failed';
    if (outcome.kind === 'unknown' && work.intent !== null) leaveInFlight(run, draft, work.intent);
    else if (work.intent !== null) draft.withdrawIntent(work.intent.id);
    if (outcome.kind === 'failed') noteFailure(run, draft, { hints: work.unit.hints, error: outcome.error });
    else if (outcome.kind === 'forbidden')
      noteFailure(run, draft, { hints: work.unit.hints, error: forbidden(work.unit.record.id) });
    else if (outcome.kind !== 'unknown') retry.push(...work.unit.hints);
  }
  return works.filter((work) => work.crm !== 'failed');
}

async function writeExchange(
  run: Run,
  draft: SettlementDraft,
  works: readonly MergeWork[],
  resolution: ConflictResolution,
  retry: Hint[],
): Promise<readonly MergeWork[]> {
  const writing = works.flatMap((work) => (work.toExchange === null ? [] : [{ work, update: work.toExchange }]));
  if (writing.length === 0) return works;
  // Pairs whose CRM record was written keep their intent whatever happens: half of them is done.
  const untouched = writing.flatMap(({ work }) => (work.crm === 'none' ? (work.intent ?? []) : []));
  const halfDone = writing.flatMap(({ work }) => (work.crm === 'none' ? [] : exchangeHalf(work)));
  const outcomes = await sendBatch(
    run,
    untouched,
    () =>
      run.ports.exchange.update(
        run.itemType,
        writing.map(({ update }) => update),
        resolution,
      ),
    halfDone,
  );
  noteRefusal(run, outcomes);
  for (const [index, { work }] of writing.entries()) {
    const outcome = outcomeAt(outcomes, index);
    if (outcome.kind === 'done') {
      work.exchange = outcome.ref;
      const updates = !work.step.link && Object.keys(work.step.merge.toExchange).length > 0;
      run.tally.count('updatedInExchange', updates ? 1 : 0);
      run.tally.count('mails', mailsOf(work.step));
      run.writes += 1;
    } else if (outcome.kind === 'unknown') {
      work.exchange = 'unknown';
      if (work.intent !== null) leaveInFlight(run, draft, work.intent);
    } else {
      work.exchange = 'failed';
      for (const half of exchangeHalf(work)) draft.withdrawHalf(half);
      if (outcome.kind === 'failed') noteFailure(run, draft, { hints: work.unit.hints, error: outcome.error });
      else retry.push(...work.unit.hints);
    }
  }
  return works.filter((work) => work.exchange !== 'unknown');
}

function exchangeHalf({ intent }: MergeWork): readonly WithdrawnHalf[] {
  return intent === null ? [] : [{ intentId: intent.id, side: 'exchange' }];
}

/** Before-images of everything that the merge overwrites, and both values of every conflict: kept before it is sent. */
function journalOf(run: Run, { planned, unit, step, link, intent }: MergeWork): readonly JournalEntry[] {
  const entries: JournalEntry[] = [];
  const ofWrite = { linkId: link.id, ...(intent === null ? {} : { intentId: intent.id }) };
  const update = (side: Side, before: Fields, after: Fields): void => {
    if (Object.keys(after).length === 0) return;
    const overwritten = Object.fromEntries(Object.keys(after).map((name) => [name, valueOf(before, name)]));
    entries.push(journalEntry(run, planned, { ...ofWrite, side, op: 'update', before: overwritten, after }));
  };
  update('crm', unit.record.fields, step.merge.toCrm);
  update('exchange', unit.item.fields, step.merge.toExchange);
  for (const conflict of step.merge.conflicts) {
    const side = conflict.winner === 'crm' ? 'exchange' : 'crm';
    entries.push(journalEntry(run, planned, { ...ofWrite, side, op: 'conflict', conflict }));
  }
  return entries;
}
