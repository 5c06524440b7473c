import type { CrmRecord, CrmWriteOutcome } from '../../crm/port.ts';
import type { ExchangeWriteOutcome } from '../../exchange/port.ts';
import type { Fields } from '../../model/index.ts';
import type { NewHint } from '../../store/port.ts';
import type { Link, LinkState, RestoredEnd, Step } from '../../sync/index.ts';
import { restoredEnd, withMarkedOccurrences, withStandingEnd } from '../../sync/index.ts';
import { intentFor, journalEntry } from '../apply/intents.ts';
import { noteKept } from '../apply/kept-values.ts';
import { readBackCrm, readBackExchange } from '../apply/read-back.ts';
import { hadBefore, holdersOf, makesRoom, overFor, stoodBefore } from '../identify/record-holders.ts';
import { basesOfJoined, isInvited } from '../load/kept-of.ts';
import { unitKey } from '../load/unit.ts';
import { awaitListing } from '../pull/unlisted.ts';
import type { Run } from '../run.ts';
import type { FreshStamp } from '../settle/links.ts';
import { exchangeBase, freshStamps, replacing, restamped } from '../settle/links.ts';
import type { SettlementDraft } from '../settle/settlement-draft.ts';
import { undecidedMayBeClear } from '../settle/undecided.ts';
import type { StepOf, Undo, UndoWork } from './undo-case.ts';
import type { OfOther, Outcome, WriteKind } from './write-batch.ts';
import { writeInBatches } from './write-batch.ts';

type Restored<S extends Step> = UndoWork<S> & { readonly fresh: FreshStamp };
type InExchange = Restored<StepOf<'createInExchange'>>;
type InCrm = Restored<StepOf<'createInCrm'>>;
type CrmDone = Extract<CrmWriteOutcome, { kind: 'done' | 'duplicate' | 'joined' }>;
type ExchangeDone = Extract<ExchangeWriteOutcome, { kind: 'done' }>;

/**
 * X3: what the run deleted is made anew from its before-image. The deletion by a person on the other side stands: the
 * pair is detached, so that no run deletes it again. Where the other side is there, the two are a pair once more. An
 * edit that had not travelled before the deletion travels as soon as there is another side.
 */
export async function restoreInExchange(
  undo: Undo,
  works: readonly UndoWork<StepOf<'createInExchange'>>[],
): Promise<readonly string[]> {
  const { run } = undo;
  const due = works.map((work) => besideStandingEnd(run, work));
  return writeInBatches<InExchange, ExchangeDone>(undo, await withStamps(run, due, 'crmId'), {
    side: 'exchange',
    prepare: (work) => prepare(run, work),
    send: (batch) =>
      run.ports.exchange.create(
        run.itemType,
        batch.map(({ step, fresh }) => ({
          fields: withMarkedOccurrences(step.fields, step.marking.categories, step.marking.categories),
          // It names the item to whoever looks for it after a crash, also where the rules write nothing to Exchange.
          stamp: fresh.stamp,
          addCategories: step.marking.categories,
          uid: step.uid,
        })),
      ),
    isDone: (outcome: ExchangeDone | Outcome): outcome is ExchangeDone => outcome.kind === 'done',
    settle: async (draft, done) => {
      const items = await readBackExchange(
        run,
        done.map(({ outcome }) => outcome.ref),
      );
      await othersMayBeClear(run, done);
      for (const { work, outcome } of done) {
        const item = items.get(outcome.ref.id) ?? null;
        const now = exchangeBase(run, item?.fields ?? work.step.fields);
        const { base, suppressed } = endAfter(run, work, work.unit.link.baseExchange, now);
        draft.putLink({
          ...restamped(restoredLink(work), work.fresh),
          crmVersion: null,
          exchangeId: outcome.ref.id,
          changeKey: item?.changeKey ?? null,
          uid: item?.uid ?? work.unit.link.uid,
          searchKey: item?.searchKey ?? null,
          stamped: true,
          givenCategories: work.step.marking.categories,
          baseExchange: base,
          suppressed,
        });
        awaitListing(run, draft, outcome.ref.id);
        const write = { side: 'exchange', sent: work.step.fields, found: item?.fields ?? null } as const;
        noteKept(run, draft, { ...write, linkId: work.linkId }, Object.keys(run.specs));
        run.tally.count('createdInExchange');
      }
      await lookAtOthers(run, done);
    },
  });
}

export async function restoreInCrm(
  undo: Undo,
  works: readonly UndoWork<StepOf<'createInCrm'>>[],
): Promise<readonly string[]> {
  const { run } = undo;
  return writeInBatches<InCrm, CrmDone>(undo, await withStamps(run, works, 'exchangeId'), {
    side: 'crm',
    prepare: (work) => prepare(run, work),
    send: (batch) =>
      run.ports.crm.create(
        run.itemType,
        batch.map(({ unit, step, fresh }) => ({
          fields: step.fields,
          uid: step.uid,
          externalKey: fresh.stamp,
          ...replacing(unit.link),
          ...(undo.apart.has(unit.link.id) ? { isApart: true as const } : {}),
        })),
      ),
    isDone: (outcome: CrmDone | Outcome): outcome is CrmDone =>
      outcome.kind === 'done' || ((outcome.kind === 'duplicate' || outcome.kind === 'joined') && 'id' in outcome),
    ofOthers: (draft, done) => recordsOfOthers(undo, draft, done),
    settle: async (draft, done) => {
      const records = await readBackCrm(
        run,
        done.map(({ outcome }) => outcome),
      );
      const joined = done.flatMap(({ outcome }) => (outcome.kind === 'joined' ? [outcome.id] : []));
      const own = new Set([...(await holdersOf(run, joined)).keys(), ...(await hadBefore(run, joined))]);
      await othersMayBeClear(run, done);
      for (const { work, outcome } of done) {
        const record = records.get(outcome.id) ?? null;
        const now = record?.fields ?? work.step.fields;
        const { base, suppressed } = endAfter(run, work, work.unit.link.baseCrm, now);
        draft.putLink({
          ...restoredLink(work),
          crmId: outcome.id,
          crmVersion: record?.version ?? null,
          changeKey: null,
          baseCrm: base,
          suppressed,
          ...(outcome.kind === 'joined' && record !== null ? asJoined(run, work, record, own) : {}),
        });
        const write = { side: 'crm', sent: work.step.fields, found: record?.fields ?? null } as const;
        noteKept(run, draft, { ...write, linkId: work.linkId }, Object.keys(run.specs));
        run.tally.count('createdInCrm');
      }
      await lookAtOthers(run, done);
    },
  });
}

/**
 * I3: the CRM has a record of the same meeting, for another live pair of this mailbox. One that came since the deletion is the
 * deleted one come back: it stays with that pair, unless the item of that one is gone and another comes in its place. Beside
 * any other the deleted one is made anew for itself (M5).
 */
async function recordsOfOthers(
  { run, thereAgain, apart }: Undo,
  draft: SettlementDraft,
  done: readonly { readonly work: InCrm; readonly outcome: CrmDone }[],
): Promise<ReadonlyMap<InCrm, OfOther>> {
  const holders = await holdersOf(
    run,
    done.flatMap(({ outcome }) => (outcome.kind === 'done' ? [] : [outcome.id])),
  );
  const takenNow = new Set<string>();
  const ofOthers = new Map<InCrm, OfOther>();
  for (const { work, outcome } of done) {
    const holder = holders.get(outcome.id);
    if (takenNow.has(outcome.id) || (holder !== undefined && (await stoodBefore(run, outcome.id, work.linkId)))) {
      run.takenStamps.add(work.fresh.stamp);
      apart.add(work.linkId);
      ofOthers.set(work, 'again');
      continue;
    }
    const isInItsPlace = outcome.kind === 'joined' && stateAfter(work) === 'LINKED';
    if (holder === undefined || makesRoom(holder, isInItsPlace)) {
      if (holder !== undefined) draft.putLink(overFor(holder));
      takenNow.add(outcome.id);
      continue;
    }
    thereAgain.add(work.linkId);
    run.tally.countOnce('review', unitKey(work.unit));
    ofOthers.set(work, 'left');
  }
  return ofOthers;
}

/** There is a record of the same meeting since, from another calendar or this one: the two meet as they do outside of an undo. */
function asJoined(run: Run, { unit }: InCrm, record: CrmRecord, own: ReadonlySet<string>): Partial<Link> {
  const bases = basesOfJoined(run, unit.link, record, { wasOwn: own.has(record.id), isInvited: isInvited(unit.item) });
  return { ...bases, crmVersion: null, suppressed: [] };
}

/** A record that stands may be what said that its series is over. */
function besideStandingEnd<S extends Step>(run: Run, work: UndoWork<S>): UndoWork<S> {
  const { link, crm } = work.unit;
  if (crm.kind !== 'live') return work;
  const baseCrm = withStandingEnd(run.specs, link.baseCrm, crm.fields, run.plan);
  return { ...work, unit: { ...work.unit, link: { ...link, baseCrm } } };
}

/** One generation on: an item with the old stamp may still lie in Deleted Items. */
async function withStamps<S extends Step>(
  run: Run,
  works: readonly UndoWork<S>[],
  source: 'crmId' | 'exchangeId',
): Promise<readonly Restored<S>[]> {
  const from = works.map(({ unit: { link } }) => ({
    itemId: link[source] ?? link.id,
    generation: link.generation + 1,
  }));
  const stamps = await freshStamps(run, from);
  return works.flatMap((work, index) => {
    const fresh = stamps[index];
    return fresh === undefined ? [] : [{ ...work, fresh }];
  });
}

function prepare(run: Run, work: InCrm | InExchange): ReturnType<WriteKind<InCrm, CrmDone>['prepare']> {
  const { step, unit, fresh } = work;
  const { link } = unit;
  const side = step.kind === 'createInCrm' ? 'crm' : 'exchange';
  const sent = {
    linkId: link.id,
    stamp: fresh.stamp,
    payload: step.fields,
    sourceFields: side === 'crm' ? link.baseExchange : link.baseCrm,
  };
  const target = side === 'crm' ? { crmId: null } : { exchangeId: null, searchKey: null };
  return {
    intent: { ...intentFor(run, work, sent), ...target, leaves: stateAfter(work) },
    entry: journalEntry(run, work, { side, op: 'create', linkId: link.id, after: step.fields }),
  };
}

interface Carried {
  readonly work: InCrm | InExchange;
  readonly outcome: CrmDone | ExchangeDone;
}

/** The end that stands was in no pair, or the other one was there already: others may have waited for it. */
async function othersMayBeClear(run: Run, done: readonly Carried[]): Promise<void> {
  const wasOfNobody = ({ work, outcome }: Carried): boolean =>
    outcome.kind !== 'done' || (work.unit.link.state === 'CLOSED' && stateAfter(work) === 'LINKED');
  if (done.some(wasOfNobody)) await undecidedMayBeClear(run);
}

/** What was edited on the other side while this one was away was left alone then, and no list names it again. */
async function lookAtOthers(run: Run, done: readonly { readonly work: InCrm | InExchange }[]): Promise<void> {
  const others = done.flatMap(({ work }): readonly NewHint[] => {
    const side = work.step.kind === 'createInCrm' ? 'exchange' : 'crm';
    const { link } = work.unit;
    const itemId = side === 'crm' ? link.crmId : link.exchangeId;
    return itemId === null || stateAfter(work) !== 'LINKED' ? [] : [{ side, itemId }];
  });
  if (others.length > 0) await run.ports.store.addHints(run.keeper.lease, others);
}

function stateAfter({ step, unit }: InCrm | InExchange): LinkState {
  if (step.kind === 'createInExchange') return unit.crm.kind === 'live' ? 'LINKED' : 'DET_E';
  return unit.exchange.kind === 'live' ? 'LINKED' : 'DET_C';
}

function endAfter(run: Run, work: InCrm | InExchange, base: Fields, now: Fields): RestoredEnd {
  return restoredEnd(run.specs, { base, sent: work.step.fields, now }, stateAfter(work));
}

/** Under its own stamp still: an item of Exchange, where there is one, is known by that wherever it goes. */
function restoredLink(work: InCrm | InExchange): Link {
  const { link } = work.unit;
  return {
    ...link,
    generation: work.fresh.generation,
    state: stateAfter(work),
    pending: false,
    reviewReason: null,
  };
}
