import type { CrmRecord } from '../../crm/port.ts';
import type { ExchangeItem, ExchangeItemRef } from '../../exchange/port.ts';
import type { Side } from '../../model/index.ts';
import type { Hint, NewIntent } from '../../store/port.ts';
import type { Link, Step } from '../../sync/index.ts';
import { baseOf, editLeftAlone } from '../../sync/index.ts';
import { withAgreed, withoutWhatDiffers } from '../kept-of.ts';
import type { StampSource } from '../links.ts';
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
} from '../links.ts';
import { noteFailure, release } from '../quarantine.ts';
import type { Run } from '../run.ts';
import type { SettlementDraft } from '../settlement-draft.ts';
import { createSettlementDraft } from '../settlement-draft.ts';
import type { PlannedUnit, Unit } from '../unit.ts';
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
}

interface Made {
  readonly work: Work;
  readonly record: { readonly id: string; readonly version: string };
  /** Another attempt of ours made it before: what it looks like now may be somebody's edit. */
  readonly duplicate: boolean;
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
    units.map(({ unit }) => stampSourceOf(unit)),
  );
  return units.flatMap(({ planned, unit, step }, index) => {
    const stamp = stamps[index];
    if (stamp === undefined) return [];
    const link = restamped(unit.link ?? blankLink(run, run.ports.newId(), stamp), stamp);
    const sourceFields = unit.exchange.kind === 'live' ? unit.exchange.fields : unit.item.fields;
    const sent = { linkId: link.id, stamp: stamp.stamp, payload: step.fields, sourceFields };
    const intent = { ...intentFor(run, planned, sent), crmId: null };
    return [{ planned, unit, step, link, intent }];
  });
}

function stampSourceOf({ link, item }: Work['unit']): StampSource {
  const generation = link === null ? 0 : link.generation + 1;
  return link !== null && link.crmId !== null
    ? { itemId: link.crmId, generation, isLost: true }
    : { itemId: item.id, generation };
}

async function createBatch(
  run: Run,
  draft: SettlementDraft,
  works: readonly Work[],
  retry: Hint[],
): Promise<readonly Made[]> {
  const { store, crm } = run.ports;
  const intents = works.map((work) => work.intent);
  const journal = works.map(({ planned, link, step }) =>
    journalEntry(run, planned, { side: 'crm', op: 'create', linkId: link.id, after: step.fields }),
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
      })),
    ),
  );
  noteRefusal(run, outcomes);
  const duplicates = outcomes.flatMap((outcome) => (outcome.kind === 'duplicate' ? [outcome.id] : []));
  const taken = new Set(
    (duplicates.length === 0 ? [] : await store.findLinksByCrmIds(run.scope.id, duplicates)).map((link) => link.crmId),
  );
  return works.flatMap((work, index): readonly Made[] => {
    const outcome = outcomeAt(outcomes, index);
    if (outcome.kind === 'duplicate' && taken.has(outcome.id)) {
      // Made from this very id, before it was deleted and brought back: the record has got another item since.
      draft.removeIntent(work.intent.id);
      run.takenStamps.add(work.link.stamp);
      retry.push(...work.unit.hints);
      return [];
    }
    if (outcome.kind === 'done' || outcome.kind === 'duplicate') {
      run.tally.count('createdInCrm');
      run.writes += 1;
      return [{ work, record: outcome, duplicate: outcome.kind === 'duplicate', marked: 'none' }];
    }
    if (outcome.kind === 'unknown') leaveInFlight(run, draft, work.intent);
    else draft.removeIntent(work.intent.id);
    if (outcome.kind === 'gone') {
      rememberDeletion(run, draft, work);
      return [];
    }
    if (outcome.kind === 'forbidden' && work.unit.link !== null && work.unit.link.crmId !== null) {
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
  const { unit, step, link } = work;
  const bases = { baseCrm: baseOf(run.specs, step.fields), baseExchange: exchangeBase(run, unit.item.fields) };
  letGo(run, draft, work, { ...withIdentity(link, null, unit.item), ...bases, crmId: null, reviewReason: null });
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
  letGo(run, draft, work, { ...link, reviewReason: 'crm_write_forbidden' });
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
    const record = one.duplicate ? null : found;
    const item = typeof one.marked === 'string' ? (one.marked === 'none' ? unit.item : null) : items.get(one.marked.id);
    if (record === null) again.push({ side: 'crm', itemId: one.record.id });
    // Without its marks the item is looked at again; somebody was editing it.
    if (item === null || item === undefined) again.push({ side: 'exchange', itemId: unit.item.id });
    const settled = linkOf(run, one, record, item ?? null);
    draft.putLink(one.duplicate ? { ...settled, ...basesOfDuplicate(run, one, settled, found) } : settled);
    const { link, step } = one.work;
    const write = { linkId: link.id, side: 'crm', sent: step.fields, found: record?.fields ?? null } as const;
    noteKept(run, draft, write, Object.keys(run.specs));
    draft.removeIntent(intent.id);
    draft.removeUnlinked('exchange', unit.item.id);
    draft.removeHints(unit.hints);
    release(run, draft, unit);
    run.matchesMayHaveCleared = true;
  }
  if (again.length > 0) {
    await run.ports.store.addHints(run.keeper.lease, again);
    run.lookAgain = true;
  }
  await draft.commit(run.ports.store, run.keeper.lease);
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
  if (unit.link === null || found === null) return withoutWhatDiffers(run, settled, found);
  return withAgreed(run, settled, unit.link, found);
}

function linkOf(
  run: Run,
  { work, record: made, marked }: Made,
  record: CrmRecord | null,
  item: ExchangeItem | null,
): Link {
  const { unit, step, link } = work;
  const identified = withIdentity({ ...link, crmId: made.id }, record, item ?? unit.item);
  return {
    ...identified,
    crmId: made.id,
    state: 'LINKED',
    baseCrm: baseOf(run.specs, record?.fields ?? step.fields),
    // The marks are no content: what the create was made from is what Exchange has.
    baseExchange: exchangeBase(run, unit.item.fields),
    crmVersion: record?.version ?? null,
    changeKey: item?.changeKey ?? null,
    ambiguous: false,
    pending: false,
    reviewReason: marked === 'failed' ? MARKS_DUE : null,
    suppressed: [],
    givenCategories: marked === 'failed' ? link.givenCategories : givenTo(run, unit.item, link, step.marking),
  };
}
