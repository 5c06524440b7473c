import type { CrmRecord, CrmWriteOutcome } from '../../crm/port.ts';
import type { ExchangeItem, ExchangeWriteOutcome } from '../../exchange/port.ts';
import type { Fields, Side } from '../../model/index.ts';
import { valueOf } from '../../model/index.ts';
import type { JournalEntry, NewHint, NewIntent } from '../../store/port.ts';
import type { Link } from '../../sync/index.ts';
import { basesAfterUndo } from '../../sync/index.ts';
import { exchangeUpdate } from '../apply/exchange-update.ts';
import { intentFor, journalEntry } from '../apply/intents.ts';
import { noteKept } from '../apply/kept-values.ts';
import { readBackCrm, readBackExchange } from '../apply/read-back.ts';
import type { Run } from '../run.ts';
import { forgetAsNew, mayTellMore, withIdentity } from '../settle/links.ts';
import type { SettlementDraft } from '../settle/settlement-draft.ts';
import type { StepOf, Undo, UndoWork } from './undo-case.ts';
import type { Outcome } from './write-batch.ts';
import { writeInBatches } from './write-batch.ts';

type Work = UndoWork<StepOf<'merge'>>;
type CrmDone = Extract<CrmWriteOutcome, { kind: 'done' }>;
type ExchangeDone = Extract<ExchangeWriteOutcome, { kind: 'done' }>;

/** X2: values from before, written back where the item still shows those of the run. */
export function revertInCrm(undo: Undo, works: readonly Work[]): Promise<readonly string[]> {
  const { run } = undo;
  return writeInBatches<Work, CrmDone>(undo, works, {
    side: 'crm',
    prepare: (work) => prepare(run, work, 'crm'),
    send: (batch) =>
      run.ports.crm.update(
        run.itemType,
        batch.map(({ unit, step }) => ({
          id: unit.record?.id ?? '',
          expectedVersion: unit.record?.version ?? '',
          changes: step.merge.toCrm,
        })),
      ),
    isDone: (outcome: CrmDone | Outcome): outcome is CrmDone => outcome.kind === 'done',
    settle: async (draft, done) => {
      const records = await readBackCrm(
        run,
        done.map(({ outcome }) => outcome),
      );
      for (const { work, outcome } of done) settleCrm(run, draft, work, records.get(outcome.id) ?? null);
      await compareLearned(run, draft, done);
    },
  });
}

export function revertInExchange(undo: Undo, works: readonly Work[]): Promise<readonly string[]> {
  const { run } = undo;
  return writeInBatches<Work, ExchangeDone>(undo, works, {
    side: 'exchange',
    prepare: (work) => prepare(run, work, 'exchange'),
    send: (batch) =>
      run.ports.exchange.update(
        run.itemType,
        batch.flatMap(({ unit, step }) => {
          const { toExchange } = step.merge;
          const ref = { id: unit.item?.id ?? '', changeKey: unit.item?.changeKey ?? null };
          // Where only the marks of the profile stand between before and after, the write changes nothing, and counts.
          const nothing = { ref, changes: {}, categories: null, stamp: null };
          return [exchangeUpdate(run, unit, toExchange, null, unit.link.stamp) ?? nothing];
        }),
        // A conflict is looked at again, whatever the profile says of its own writes: nothing is undone unseen.
        'neverOverwrite',
      ),
    isDone: (outcome: ExchangeDone | Outcome): outcome is ExchangeDone => outcome.kind === 'done',
    settle: async (draft, done) => {
      const items = await readBackExchange(
        run,
        done.map(({ outcome }) => outcome.ref),
      );
      for (const { work, outcome } of done) settleExchange(run, draft, work, items.get(outcome.ref.id) ?? null);
      await compareLearned(run, draft, done);
    },
  });
}

/**
 * Pairs that have another item than before: one that came back, or a copy in the place of what was thrown away. An undo
 * writes back no more than what a run wrote; in what that item differs otherwise the next run compares the two.
 */
async function compareLearned(
  run: Run,
  draft: SettlementDraft,
  done: readonly { readonly work: Work }[],
): Promise<void> {
  const learned = done.flatMap(({ work }) => (work.unit.linkLearned ? work.unit : []));
  for (const unit of learned) forgetAsNew(draft, unit);
  const hints: readonly NewHint[] = learned.flatMap(({ item }) =>
    item === null ? [] : [{ side: 'exchange', itemId: item.id } as const],
  );
  if (hints.length > 0) await run.ports.store.addHints(run.keeper.lease, hints);
}

function prepare(run: Run, work: Work, side: Side): { readonly intent: NewIntent; readonly entry: JournalEntry } {
  const { unit, step } = work;
  const { link } = unit;
  const written = side === 'crm' ? step.merge.toCrm : step.merge.toExchange;
  const { toCrm, toExchange } = step.merge;
  const sent = { linkId: link.id, stamp: link.stamp, payload: toExchange, sourceFields: toCrm };
  const now = valuesOn(unit, side);
  const before = Object.fromEntries(Object.keys(written).map((name) => [name, valueOf(now, name)]));
  return {
    intent: { ...intentFor(run, work, sent), leaves: link.state },
    entry: journalEntry(run, work, { side, op: 'update', linkId: link.id, before, after: written }),
  };
}

function settleCrm(run: Run, draft: SettlementDraft, work: Work, record: CrmRecord | null): void {
  const { unit, step } = work;
  const written = step.merge.toCrm;
  const bases = settledBases(run, work, 'crm', record?.fields ?? null);
  draft.putLink({
    ...withIdentity(unit.link, record ?? unit.record, unit.item),
    ...bases,
    // An edit that waits was in the version before, and is in this one: it must be found by looking.
    crmVersion: unit.link.crmVersion === unit.record?.version && !mayTellMore(unit) ? (record?.version ?? null) : null,
  });
  noteKept(run, draft, { linkId: work.linkId, side: 'crm', sent: written, found: record?.fields ?? null });
  run.tally.count('updatedInCrm');
}

function settleExchange(run: Run, draft: SettlementDraft, work: Work, item: ExchangeItem | null): void {
  const { unit, step } = work;
  const written = step.merge.toExchange;
  const bases = settledBases(run, work, 'exchange', item?.fields ?? null);
  draft.putLink({
    ...withIdentity(unit.link, unit.record, item ?? unit.item),
    ...bases,
    changeKey: unit.link.changeKey === unit.item?.changeKey && !mayTellMore(unit) ? (item?.changeKey ?? null) : null,
  });
  noteKept(run, draft, { linkId: work.linkId, side: 'exchange', sent: written, found: item?.fields ?? null });
  run.tally.count('updatedInExchange');
}

function settledBases(
  run: Run,
  { unit, step }: Work,
  side: Side,
  found: Fields | null,
): Pick<Link, 'baseCrm' | 'baseExchange'> {
  const written = side === 'crm' ? step.merge.toCrm : step.merge.toExchange;
  const before = valuesOn(unit, side);
  return basesAfterUndo(run.specs, unit.link, [{ side, written, before, now: found ?? { ...before, ...written } }]);
}

function valuesOn(unit: Work['unit'], side: Side): Fields {
  const end = side === 'crm' ? unit.crm : unit.exchange;
  return 'fields' in end ? end.fields : {};
}
