import type { CrmRecord, CrmWriteOutcome } from '../../crm/port.ts';
import type { ExchangeItem, ExchangeItemRef } from '../../exchange/port.ts';
import type { Side } from '../../model/index.ts';
import type { Hint, Intent, NewIntent } from '../../store/port.ts';
import type { Link, Step } from '../../sync/index.ts';
import { baseOf, editLeftAlone, RECORD_OUT_OF_SIGHT } from '../../sync/index.ts';
import { holdersOf, keepApart, makesRoom, overFor } from '../identify/record-holders.ts';
import { createSentFor } from '../identify/unseen-creates.ts';
import { basesOfJoined, withAgreed, withoutWhatDiffers } from '../load/kept-of.ts';
import type { PlannedUnit, Unit } from '../load/unit.ts';
import type { Run } from '../run.ts';
import type { StampSource } from '../settle/links.ts';
import {
  blankLink,
  exchangeBase,
  freshStamps,
  givenTo,
  MARKS_DUE,
  replacing,
  restamped,
  withIdentity,
  withSuppressed,
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
import { forbidden } from './merges.ts';
import { readBackCrm, readBackExchange } from './read-back.ts';
import { withFreshSource } from './sources.ts';

type CreateStep = Extract<Step, { kind: 'createInCrm' }>;

interface Work {
  readonly planned: PlannedUnit;
  readonly unit: Unit & { readonly item: ExchangeItem };
  readonly step: CreateStep;
  readonly link: Link;
  readonly intent: NewIntent;
  /** What was sent before with the same stamp, and never answered. */
  readonly sentBefore: Intent | null;
}

interface Made {
  readonly work: Work;
  readonly record: { readonly id: string; readonly version: string };
  /**
   * `duplicate`: another attempt of ours made it before, and what it looks like now may be somebody's edit. `joined`: it
   * is a colleague's, of the same meeting.
   */
  readonly how: 'done' | 'duplicate' | 'joined';
  /** Whether another item of this mailbox had it, and made room. */
  readonly wasOwn: boolean;
  marked: 'none' | 'failed' | ExchangeItemRef;
}

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
    await settle(run, draft, made);
    stopIfRefused(run);
  }
  return retry;
}

async function prepare(run: Run, batch: readonly PlannedUnit[]): Promise<readonly Work[]> {
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

function stampSourceOf(run: Run, { link, item }: Work['unit']): StampSource {
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
  works: readonly Work[],
  retry: Hint[],
): Promise<readonly Made[]> {
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
  return works.flatMap((work, index): readonly Made[] => {
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
      return [{ work, record: outcome, how: outcome.kind, wasOwn: holder !== undefined, marked: 'none' }];
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

/**
 * A create whose answer was lost had made the record, and somebody deleted it since. Whether the item was edited
 * before or after nobody can tell any more, so the deletion is not carried over; and nothing is made a second time.
 */
function rememberDeletion(run: Run, draft: SettlementDraft, work: Work): void {
  letGo(run, draft, work, { ...asFirstMade(run, work), reviewReason: null });
}

/**
 * A create whose answer was lost had made the record, and its user may not see it any more. Should it come into sight,
 * it is this pair's (D5).
 */
function rememberUnseen(run: Run, draft: SettlementDraft, work: Work): void {
  letGo(run, draft, work, { ...asFirstMade(run, work), reviewReason: RECORD_OUT_OF_SIGHT });
}

/** The pair with what was sent as its base, and without its record, whose id nobody knows. */
function asFirstMade(run: Run, { unit, step, link }: Work): Link {
  const bases = { baseCrm: baseOf(run.specs, step.fields), baseExchange: exchangeBase(run, unit.item.fields) };
  return { ...withIdentity(link, null, unit.item), ...bases, crmId: null };
}

function waitedUnder({ unit, link }: Work): boolean {
  return unit.link !== null && unit.link.crmId === null && unit.link.stamp === link.stamp;
}

/**
 * The record that was deleted, or lost by the CRM, was made anew from another mailbox and this user may not see it; or
 * he may make none. The pair takes over the key of that record and keeps its bases: should it come into sight, it is
 * this pair's, and this user's edit with it (D5). Until then only a further edit is worth another attempt (D2).
 */
function rememberOutOfSight(run: Run, draft: SettlementDraft, work: Work): void {
  const { exchange, item } = work.unit;
  const leftAlone =
    exchange.kind === 'live' ? editLeftAlone(work.link, { side: 'exchange', item: exchange }, run.plan) : null;
  const link = withSuppressed(withIdentity(work.link, null, item), leftAlone);
  letGo(run, draft, work, { ...link, reviewReason: RECORD_OUT_OF_SIGHT });
}

function letGo(run: Run, draft: SettlementDraft, { planned, unit }: Work, link: Link): void {
  draft.putLink({ ...link, state: 'DET_E', crmVersion: null, changeKey: null, pending: false });
  draft.journal(journalEntry(run, planned, { side: 'exchange', op: 'detach', linkId: link.id }));
  draft.removeUnlinked('exchange', unit.item.id);
  draft.removeHints(unit.hints);
  release(run, draft, unit);
  run.tally.count('detached');
}

async function mark(run: Run, made: readonly Made[]): Promise<void> {
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

async function settle(run: Run, draft: SettlementDraft, made: readonly Made[]): Promise<void> {
  const records = await readBackCrm(
    run,
    made.map(({ record }) => record),
  );
  const items = await readBackExchange(
    run,
    made.flatMap(({ marked }) => (typeof marked === 'string' ? [] : [marked])),
  );
  const again: { side: Side; itemId: string }[] = [];
  for (const one of made) {
    const { unit, intent } = one.work;
    const found = records.get(one.record.id) ?? null;
    // Of an earlier attempt: looked at again, for it may be as that one made it, or edited since.
    const record = one.how === 'duplicate' ? null : found;
    const item = typeof one.marked === 'string' ? (one.marked === 'none' ? unit.item : null) : items.get(one.marked.id);
    if (record === null) again.push({ side: 'crm', itemId: one.record.id });
    if (isOrganizers(one, record)) again.push({ side: 'crm', itemId: one.record.id });
    // Without its marks the item is looked at again; somebody was editing it.
    if (item === null || item === undefined) again.push({ side: 'exchange', itemId: unit.item.id });
    const settled = linkOf(run, one, record, item ?? null);
    draft.putLink({ ...settled, ...basesOf(run, one, settled, found) });
    const { link, step } = one.work;
    const write = { linkId: link.id, side: 'crm', sent: step.fields, found: record?.fields ?? null } as const;
    noteKept(run, draft, write, Object.keys(run.specs));
    draft.removeIntent(intent.id);
    draft.removeUnlinked('exchange', unit.item.id);
    draft.removeHints(unit.hints);
    release(run, draft, unit);
    await undecidedMayBeClear(run);
  }
  if (again.length > 0) {
    await run.ports.store.addHints(run.keeper.lease, again);
    run.lookAgain = true;
  }
  await draft.commit(run.ports.store, run.keeper.lease);
}

function isThereAlready(
  outcome: CrmWriteOutcome | { readonly kind: 'unknown' },
): outcome is Extract<CrmWriteOutcome, { kind: 'duplicate' | 'joined' }> {
  return outcome.kind === 'duplicate' || outcome.kind === 'joined';
}

/** A record of the same meeting that is the organizer's from now on. It is not settled: the organizer has news for it. */
function isOrganizers({ how }: Made, record: CrmRecord | null): boolean {
  return how === 'joined' && record?.mayChange === true;
}

function basesOf(run: Run, made: Made, settled: Link, found: CrmRecord | null): Pick<Link, 'baseCrm' | 'baseExchange'> {
  switch (made.how) {
    case 'done':
      return settled;
    case 'duplicate':
      return basesOfDuplicate(run, made, settled, found);
    case 'joined':
      return found === null ? withoutWhatDiffers(run, settled, null) : basesOfJoined(run, settled, found, made.wasOwn);
  }
}

/**
 * A record that was made anew from another mailbox meets the pair that it was made for: what was agreed before still is.
 * Any other was made by an attempt of this mailbox, and meets its item as for the first time.
 */
function basesOfDuplicate(
  run: Run,
  { work: { unit } }: Made,
  settled: Link,
  found: CrmRecord | null,
): Pick<Link, 'baseCrm' | 'baseExchange'> {
  if (unit.link === null || unit.link.crmId === null || found === null) return withoutWhatDiffers(run, settled, found);
  return withAgreed(run, settled, unit.link, found);
}

function linkOf(run: Run, made: Made, record: CrmRecord | null, item: ExchangeItem | null): Link {
  const { work, marked } = made;
  const { unit, step, link } = work;
  const identified = withIdentity({ ...link, crmId: made.record.id }, record, item ?? unit.item);
  return {
    ...identified,
    crmId: made.record.id,
    state: 'LINKED',
    baseCrm: baseOf(run.specs, record?.fields ?? step.fields),
    // The marks are no content: what the create was made from is what Exchange has.
    baseExchange: exchangeBase(run, unit.item.fields),
    crmVersion: isOrganizers(made, record) ? null : (record?.version ?? null),
    changeKey: item?.changeKey ?? null,
    ambiguous: false,
    notCompared: false,
    pending: false,
    reviewReason: marked === 'failed' ? MARKS_DUE : null,
    suppressed: [],
    givenCategories: marked === 'failed' ? link.givenCategories : givenTo(run, unit.item, link, step.marking),
  };
}
