import type { CrmWriteOutcome } from '../../crm/port.ts';
import type { ExchangeWriteOutcome } from '../../exchange/port.ts';
import type { Fields } from '../../model/index.ts';
import type { JournalEntry, NewHint, NewIntent } from '../../store/port.ts';
import type { Link, LinkState } from '../../sync/index.ts';
import { intentFor, journalEntry } from '../apply/intents.ts';
import type { Run } from '../run.ts';
import type { StepOf, Undo, UndoWork } from './undo-case.ts';
import type { Outcome } from './write-batch.ts';
import { writeInBatches } from './write-batch.ts';

type Work = UndoWork<StepOf<'deleteInCrm' | 'deleteInExchange'>>;
type CrmDone = Extract<CrmWriteOutcome, { kind: 'done' | 'gone' }>;
type ExchangeDone = Extract<ExchangeWriteOutcome, { kind: 'done' | 'missing' }>;

/**
 * X1: what the run made goes to Deleted Items, whatever the profile says of its own deletions: an undo is no reason to
 * lose anything for good. What it was made from stays, in a detached pair, so that no run makes it once more.
 */
export function removeInExchange(undo: Undo, works: readonly Work[]): Promise<readonly string[]> {
  const { run } = undo;
  return writeInBatches<Work, ExchangeDone>(undo, works, {
    side: 'exchange',
    prepare: (work) => prepare(run, work),
    send: (batch) =>
      run.ports.exchange.delete(
        run.itemType,
        batch.map(({ unit }) => ({ id: unit.item?.id ?? '', changeKey: unit.item?.changeKey ?? null })),
        'deletedItems',
      ),
    isDone: (outcome: ExchangeDone | Outcome): outcome is ExchangeDone =>
      outcome.kind === 'done' || outcome.kind === 'missing',
    settle: async (draft, done) => {
      for (const { work } of done) {
        draft.putLink(letGo(work));
        run.tally.count('deletedInExchange');
      }
      await lookAtTheRest(run, done);
    },
  });
}

export function removeInCrm(undo: Undo, works: readonly Work[]): Promise<readonly string[]> {
  const { run } = undo;
  return writeInBatches<Work, CrmDone>(undo, works, {
    side: 'crm',
    prepare: (work) => prepare(run, work),
    send: (batch) =>
      run.ports.crm.delete(
        run.itemType,
        batch.map(({ unit }) => ({ id: unit.record?.id ?? '', expectedVersion: unit.record?.version ?? '' })),
      ),
    isDone: (outcome: CrmDone | Outcome): outcome is CrmDone => outcome.kind === 'done' || outcome.kind === 'gone',
    settle: async (draft, done) => {
      for (const { work } of done) {
        draft.putLink(letGo(work));
        run.tally.count('deletedInCrm');
      }
      await lookAtTheRest(run, done);
    },
  });
}

function prepare(run: Run, work: Work): { readonly intent: NewIntent; readonly entry: JournalEntry } {
  const { unit, step } = work;
  const { link } = unit;
  const side = step.kind === 'deleteInCrm' ? 'crm' : 'exchange';
  const end = unit[side];
  const before: Fields = 'fields' in end ? end.fields : {};
  const sent = { linkId: link.id, stamp: link.stamp, payload: {}, sourceFields: before };
  return {
    intent: { ...intentFor(run, work, sent), leaves: stateAfter(work) },
    entry: journalEntry(run, work, { side, op: 'delete', linkId: link.id, before }),
  };
}

/** Only what is left keeps the pair. */
function stateAfter({ unit, step, heldElsewhere }: Work): LinkState {
  const rest = step.kind === 'deleteInCrm' ? 'exchange' : 'crm';
  const { kind } = unit[rest];
  if (kind === 'gone' || kind === 'absent' || heldElsewhere.has(rest)) return 'CLOSED';
  return rest === 'exchange' ? 'DET_E' : 'DET_C';
}

/**
 * What is left of the pairs is another user's or out of sight, maybe; and of what was taken away its user may have made
 * a copy, which then is the item of the pair. No list names any of them again.
 */
async function lookAtTheRest(run: Run, done: readonly { readonly work: Work }[]): Promise<void> {
  const { store, exchange } = run.ports;
  const links = done.map(({ work }) => work.unit.link);
  const stamps = links.flatMap(({ stamp, stamped }) => (stamped ? stamp : []));
  const { found } =
    stamps.length === 0 ? { found: [] } : await exchange.locate(run.itemType, { stamps, searchKeys: [] });
  const hints: readonly NewHint[] = [
    ...links.flatMap(({ crmId }) => (crmId === null ? [] : [{ side: 'crm', itemId: crmId } as const])),
    ...found.flatMap(({ id, place }) => (place === 'synchronised' ? [{ side: 'exchange', itemId: id } as const] : [])),
  ];
  if (hints.length > 0) await store.addHints(run.keeper.lease, hints);
}

function letGo(work: Work): Link {
  const { link } = work.unit;
  // Where ids survive a move, the item would answer from Deleted Items as if it were live; without one it is searched.
  const gone = work.step.kind === 'deleteInExchange' ? { exchangeId: null, changeKey: null } : { crmVersion: null };
  return { ...link, ...gone, state: stateAfter(work), pending: false, reviewReason: null };
}
