import type { CrmWriteOutcome } from '../../crm/port.ts';
import type { Hint } from '../../store/port.ts';
import { hadBefore, holdersOf, keepApart, makesRoom, overFor } from '../identify/record-holders.ts';
import { createSentFor } from '../identify/unseen-creates.ts';
import type { PlannedUnit } from '../load/unit.ts';
import type { Run } from '../run.ts';
import type { StampSource } from '../settle/links.ts';
import { blankLink, freshStamps, replacing, restamped } from '../settle/links.ts';
import { noteFailure } from '../settle/quarantine.ts';
import type { SettlementDraft } from '../settle/settlement-draft.ts';
import { createSettlementDraft } from '../settle/settlement-draft.ts';
import type { CreateWork, MadeRecord } from './create-work.ts';
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
import { rememberDeletion, rememberOutOfSight, rememberUnseen } from './records-not-made.ts';
import { settleRecords } from './settle-records.ts';
import { withFreshSource } from './sources.ts';

/**
 * Makes records in the CRM; the stamp is their external key, so a repeated create makes no second one. Then the
 * Exchange items get their marks, in the same unit: stamp, and the profile's categories, once.
 */
export async function applyCreatesInCrm(run: Run, planned: readonly PlannedUnit[]): Promise<readonly Hint[]> {
  const retry: Hint[] = [];
  for (const batch of inBatches(planned)) {
    const works = await prepare(run, await withFreshSource(run, batch, retry));
    if (works.length === 0) continue;
    const draft = createSettlementDraft();
    const made = await createBatch(run, draft, works, retry);
    await mark(run, made);
    await settleRecords(run, draft, made);
    stopIfRefused(run);
  }
  return retry;
}

async function prepare(run: Run, batch: readonly PlannedUnit[]): Promise<readonly CreateWork[]> {
  const units = batch.flatMap((planned) => {
    const { unit, step } = planned;
    return step.kind === 'createInCrm' && unit.item !== null
      ? [{ planned, step, unit: { ...unit, item: unit.item } }]
      : [];
  });
  const stamps = await freshStamps(
    run,
    units.map(({ unit }) => stampSourceOf(run, unit)),
  );
  return units.flatMap(({ planned, unit, step }, index) => {
    const stamp = stamps[index];
    if (stamp === undefined) return [];
    const before = unit.link === null ? createSentFor(run, unit.item) : null;
    const sentBefore = before?.stamp === stamp.stamp ? before : null;
    const link = restamped(unit.link ?? blankLink(run, sentBefore?.linkId ?? run.ports.newId(), stamp), stamp);
    const sourceFields = unit.exchange.kind === 'live' ? unit.exchange.fields : unit.item.fields;
    const sent = { linkId: link.id, stamp: stamp.stamp, payload: step.fields, sourceFields };
    const intent = { ...intentFor(run, planned, sent), crmId: null };
    return [{ planned, unit, step, link, intent, sentBefore }];
  });
}

function stampSourceOf(run: Run, { link, item }: CreateWork['unit']): StampSource {
  if (link === null) {
    const before = createSentFor(run, item);
    return { itemId: item.id, generation: 0, ...(before === null ? {} : { sentUnder: before.stamp }) };
  }
  return link.crmId === null
    ? { itemId: item.id, generation: link.generation, sentUnder: link.stamp, linkId: link.id }
    : { itemId: link.crmId, generation: link.generation + 1, isLost: true };
}

async function createBatch(
  run: Run,
  draft: SettlementDraft,
  works: readonly CreateWork[],
  retry: Hint[],
): Promise<readonly MadeRecord[]> {
  const { store, crm } = run.ports;
  const intents = works.map((work) => work.intent);
  const journal = works.map(({ planned, link, step, intent }) =>
    journalEntry(run, planned, {
      side: 'crm',
      op: 'create',
      linkId: link.id,
      intentId: intent.id,
      after: step.fields,
    }),
  );
  await store.openIntents(run.keeper.lease, intents, journal);
  const outcomes = await sendBatch(run, intents, () =>
    crm.create(
      run.itemType,
      works.map(({ unit, step, link }) => ({
        fields: step.fields,
        uid: step.uid,
        externalKey: link.stamp,
        ...replacing(unit.link),
        ...(run.apart.has(unit.item.id) ? { isApart: true as const } : {}),
      })),
    ),
  );
  noteRefusal(run, outcomes);
  // Whatever the answer is, the newer intent stands for both.
  for (const { id } of works.flatMap(({ sentBefore }) => sentBefore ?? [])) {
    draft.removeIntent(id);
    run.unseenCreates.delete(id);
  }
  const holders = await holdersOf(
    run,
    outcomes.flatMap((outcome) => (isThereAlready(outcome) ? [outcome.id] : [])),
  );
  const ownBefore = await hadBefore(
    run,
    outcomes.flatMap((outcome) => (outcome.kind === 'joined' ? [outcome.id] : [])),
  );
  return works.flatMap((work, index): readonly MadeRecord[] => {
    const outcome = outcomeAt(outcomes, index);
    const isJoined = outcome.kind === 'joined';
    const holder = isThereAlready(outcome) ? holders.get(outcome.id) : undefined;
    if (holder !== undefined && !makesRoom(holder, isJoined)) {
      // Made from this very id, before it was deleted and brought back: the record has got another item since.
      draft.withdrawIntent(work.intent.id);
      keepApart(run, { stamp: work.link.stamp, itemId: work.unit.item.id, isJoined });
      retry.push(...work.unit.hints);
      return [];
    }
    if (holder !== undefined) draft.putLink(overFor(holder));
    if (outcome.kind === 'done' || isThereAlready(outcome)) {
      // Two items of one meeting in one calendar, both new: the first of them has the record.
      holders.set(outcome.id, { ...work.link, state: 'LINKED' });
      run.tally.count(outcome.kind === 'joined' ? 'linked' : 'createdInCrm');
      run.writes += 1;
      const wasOwn = holder !== undefined || ownBefore.has(outcome.id);
      return [{ work, record: outcome, how: outcome.kind, wasOwn, marked: 'none' }];
    }
    if (outcome.kind === 'unknown') leaveInFlight(run, draft, work.intent);
    else draft.withdrawIntent(work.intent.id);
    if (outcome.kind === 'gone' && waitedUnder(work)) {
      // What it waited for was deleted: from now on it is as any survivor whose edit makes the other end anew.
      run.takenStamps.add(work.link.stamp);
      retry.push(...work.unit.hints);
      return [];
    }
    if (outcome.kind === 'gone') {
      rememberDeletion(run, draft, work);
      return [];
    }
    if (outcome.kind === 'hidden' && work.unit.link === null) {
      rememberUnseen(run, draft, work);
      return [];
    }
    if (work.unit.link !== null && (outcome.kind === 'hidden' || outcome.kind === 'forbidden')) {
      rememberOutOfSight(run, draft, work);
      return [];
    }
    if (outcome.kind === 'failed') noteFailure(run, draft, { hints: work.unit.hints, error: outcome.error });
    else if (outcome.kind === 'forbidden')
      noteFailure(run, draft, { hints: work.unit.hints, error: forbidden(work.unit.item.id) });
    else if (outcome.kind !== 'unknown') retry.push(...work.unit.hints);
    return [];
  });
}

function waitedUnder({ unit, link }: CreateWork): boolean {
  return unit.link !== null && unit.link.crmId === null && unit.link.stamp === link.stamp;
}

async function mark(run: Run, made: readonly MadeRecord[]): Promise<void> {
  const marks = made.flatMap((one) => {
    const { unit, step, link } = one.work;
    const update = exchangeUpdate(run, unit, {}, step.marking, link.stamp);
    return update === null ? [] : [{ one, update }];
  });
  if (marks.length === 0) return;
  const outcomes = await run.ports.exchange.update(
    run.itemType,
    marks.map(({ update }) => update),
    'neverOverwrite',
  );
  noteRefusal(run, outcomes);
  for (const [index, { one }] of marks.entries()) {
    const outcome = outcomeAt(outcomes, index);
    one.marked = outcome.kind === 'done' ? outcome.ref : 'failed';
    if (outcome.kind === 'done') run.writes += 1;
  }
}

function isThereAlready(
  outcome: CrmWriteOutcome | { readonly kind: 'unknown' },
): outcome is Extract<CrmWriteOutcome, { kind: 'duplicate' | 'joined' }> {
  return outcome.kind === 'duplicate' || outcome.kind === 'joined';
}
