import type { CrmRecord } from '../../crm/port.ts';
import type { ConflictResolution, ExchangeItem, ExchangeItemRef, ExchangeUpdate } from '../../exchange/port.ts';
import type { Fields, Side } from '../../model/index.ts';
import { ConnectorError, valueOf } from '../../model/index.ts';
import type { Hint, JournalEntry, NewIntent, WithdrawnHalf } from '../../store/port.ts';
import type { Link, Step } from '../../sync/index.ts';
import { mailsOf, settledBases, withoutManagedCategories } from '../../sync/index.ts';
import type { PlannedUnit, Unit } from '../load/unit.ts';
import { awaitListingOfFound } from '../pull/unlisted.ts';
import type { Run } from '../run.ts';
import {
  blankLink,
  forgetAsNew,
  freshStamps,
  givenTo,
  outsideAsSeen,
  SENT_ONLY,
  withIdentity,
} from '../settle/links.ts';
import { noteFailure, release } from '../settle/quarantine.ts';
import type { SettlementDraft } from '../settle/settlement-draft.ts';
import { createSettlementDraft } from '../settle/settlement-draft.ts';
import { undecidedMayBeClear } from '../settle/undecided.ts';
import { exchangeUpdate } from './exchange-update.ts';
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
import { noteKept } from './kept-values.ts';
import { notifyingOfParts } from './notifying.ts';
import { readBackCrm, readBackExchange } from './read-back.ts';
import { withoutLoops } from './write-loop.ts';

export type MergeStep = Extract<Step, { kind: 'merge' }>;

interface Work {
  readonly planned: PlannedUnit;
  readonly unit: Unit & { readonly record: CrmRecord; readonly item: ExchangeItem };
  readonly step: MergeStep;
  readonly link: Link;
  readonly toExchange: ExchangeUpdate | null;
  /** `null` when nothing is written. */
  readonly intent: NewIntent | null;
  crm: 'none' | 'failed' | { readonly id: string; readonly version: string };
  exchange: 'none' | 'failed' | 'unknown' | ExchangeItemRef;
}

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

async function prepare(run: Run, batch: readonly PlannedUnit[]): Promise<readonly Work[]> {
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
  works: readonly Work[],
  retry: Hint[],
): Promise<readonly Work[]> {
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
  works: readonly Work[],
  resolution: ConflictResolution,
  retry: Hint[],
): Promise<readonly Work[]> {
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

function exchangeHalf({ intent }: Work): readonly WithdrawnHalf[] {
  return intent === null ? [] : [{ intentId: intent.id, side: 'exchange' }];
}

async function settleMerges(
  run: Run,
  draft: SettlementDraft,
  works: readonly Work[],
  resolution: ConflictResolution,
): Promise<void> {
  const records = await readBackCrm(
    run,
    works.flatMap((work) => (typeof work.crm === 'string' ? [] : [work.crm])),
  );
  // A write that was let through over a newer version stands on edits that nobody has seen: what is read back is not
  // what was agreed. What was sent is the base, and the edits are found by looking again.
  const seen = resolution === 'neverOverwrite';
  const items = await readBackExchange(
    run,
    works.flatMap((work) => (typeof work.exchange === 'string' || !seen ? [] : [work.exchange])),
  );
  const overtaken: { side: Side; itemId: string }[] = [];
  for (const work of works) {
    const { unit, step } = work;
    const record = typeof work.crm === 'string' ? unit.record : records.get(work.crm.id);
    const item = typeof work.exchange === 'string' ? unit.item : items.get(work.exchange.id);
    if (record === undefined) overtaken.push({ side: 'crm', itemId: unit.record.id });
    if (item === undefined) overtaken.push({ side: 'exchange', itemId: unit.item.id });
    if (work.intent !== null) draft.removeIntent(work.intent.id);
    // A new pair begins when both sides are as agreed; half of one would have an empty base.
    if (work.exchange === 'failed' && unit.link === null) continue;
    const complete = record !== undefined && item !== undefined && work.exchange !== 'failed';
    draft.putLink(settledLink(run, work, record ?? null, item ?? null, complete));
    awaitListingOfFound(run, draft, unit);
    const { toCrm, toExchange } = step.merge;
    if (typeof work.crm !== 'string')
      noteKept(run, draft, { linkId: work.link.id, side: 'crm', sent: toCrm, found: record?.fields ?? null });
    if (typeof work.exchange !== 'string')
      noteKept(run, draft, { linkId: work.link.id, side: 'exchange', sent: toExchange, found: item?.fields ?? null });
    if (complete) noteWritten(run, work, record, item);
    if (unit.linkLearned) forgetAsNew(draft, unit);
    if (step.link) {
      run.tally.count('linked');
      draft.removeUnlinked('crm', unit.record.id);
      draft.removeUnlinked('exchange', unit.item.id);
      draft.journal(journalEntry(run, work.planned, { side: 'crm', op: 'link', linkId: work.link.id }));
      await undecidedMayBeClear(run);
    }
    if (work.exchange === 'failed') continue;
    run.tally.count('conflicts', step.merge.conflicts.length);
    if (step.merge.pendingFields.length > 0) run.tally.countOnce('pending', work.link.id);
    draft.removeHints(unit.hints);
    release(run, draft, unit);
  }
  if (overtaken.length > 0) {
    await run.ports.store.addHints(run.keeper.lease, overtaken);
    run.lookAgain = true;
  }
  await draft.commit(run.ports.store, run.keeper.lease);
}

/**
 * The hint of an end that we wrote, in a later chunk of this round, is an echo. Of the other end the list may have named
 * a newer version than the one that was read: forgetting that would take a person's edit for an echo.
 */
function noteWritten(run: Run, { crm, exchange }: Work, record: CrmRecord, item: ExchangeItem): void {
  if (typeof crm !== 'string') run.sightings.seen('crm', record.id, record.version);
  // Where ids survive a move we may have written to what its user just threw away: that is still to be noticed. So is what
  // becomes of an item before a list names it.
  const { leftFolder, isUnlisted } = run.sightings;
  if (typeof exchange !== 'string' && !leftFolder(item.id) && !isUnlisted(item.id))
    run.sightings.seen('exchange', item.id, item.changeKey);
}

function settledLink(
  run: Run,
  work: Work,
  record: CrmRecord | null,
  item: ExchangeItem | null,
  complete: boolean,
): Link {
  const { unit, step } = work;
  const managed = run.input.rules.exchangeCategories;
  const sentCrm: Fields = { ...unit.record.fields, ...step.merge.toCrm };
  const seenExchange = withoutManagedCategories(unit.item.fields, managed);
  const sentExchange: Fields = { ...seenExchange, ...step.merge.toExchange };
  const bases = settledBases({
    specs: run.specs,
    merge: step.merge,
    link: work.link,
    finalCrm: record?.fields ?? sentCrm,
    finalExchange: item === null ? sentExchange : withoutManagedCategories(item.fields, managed),
    applied: { toCrm: work.crm !== 'failed', toExchange: work.exchange !== 'failed' },
  });
  const identified = withIdentity(work.link, record ?? unit.record, item ?? unit.item);
  const isPending = step.merge.pendingFields.length > 0;
  const outside = isPending ? outsideAsSeen(unit) : null;
  const stamped = item === null && work.toExchange?.stamp ? work.exchange !== 'failed' : identified.stamped;
  return {
    ...identified,
    ...bases,
    stamped,
    state: 'LINKED',
    // What was withheld may be told now, by this very write: its echo is looked at.
    crmVersion: complete && !isWithheld(unit) ? (record?.version ?? null) : null,
    changeKey: complete && !isWithheld(unit) ? (item?.changeKey ?? null) : null,
    pending: isPending,
    notCompared: work.link.notCompared && (isPending || [work.crm, work.exchange].includes('failed')),
    reviewReason: work.exchange === 'failed' ? work.link.reviewReason : complete ? outside : SENT_ONLY,
    suppressed: [],
    givenCategories:
      work.exchange === 'failed' ? work.link.givenCategories : givenTo(run, unit.item, work.link, step.marking),
  };
}

function isWithheld({ crm, exchange }: Unit): boolean {
  return [crm, exchange].some((end) => end.kind === 'live' && end.withheld !== undefined);
}

/** Before-images of everything that the merge overwrites, and both values of every conflict: kept before it is sent. */
function journalOf(run: Run, { planned, unit, step, link, intent }: Work): readonly JournalEntry[] {
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

export function forbidden(itemRef: string): ConnectorError {
  return new ConnectorError({
    code: 'crm_write_forbidden',
    disposition: 'quarantine',
    message: 'The user may not change this record',
    itemRef,
  });
}
