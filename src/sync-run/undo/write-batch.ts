import type { ConnectorError, Side } from '../../model/index.ts';
import type { JournalEntry, NewIntent } from '../../store/port.ts';
import { inBatches, leaveInFlight, noteRefusal, outcomeAt, sendBatch, stopIfRefused } from '../apply/intents.ts';
import type { Run } from '../run.ts';
import type { SettlementDraft } from '../settle/settlement-draft.ts';
import { createSettlementDraft } from '../settle/settlement-draft.ts';
import type { Undo, UndoWork } from './undo-case.ts';
import { seenTo } from './undo-case.ts';

/** What one write of an undo came to, in the words of both sides. */
export type Outcome =
  | { readonly kind: 'conflict' | 'missing' | 'gone' | 'duplicate' | 'joined' | 'forbidden' | 'hidden' }
  | { readonly kind: 'failed' | 'unknown'; readonly error?: ConnectorError };

export interface WriteKind<Work extends UndoWork, Done> {
  readonly side: Side;
  /** Written down, with its journal entry, before it is sent. */
  prepare(work: Work): { readonly intent: NewIntent; readonly entry: JournalEntry };
  send(works: readonly Work[]): Promise<readonly (Done | Outcome)[]>;
  /** Whether the write came to what was wanted. */
  isDone(outcome: Done | Outcome): outcome is Done;
  /** Whose write only led to what another pair has: nothing was made, and it stays with that pair. */
  ofOthers?(draft: SettlementDraft, done: readonly Carried<Work, Done>[]): Promise<ReadonlyMap<Work, OfOther>>;
  /** After the batch: reads back what was written, and remembers it. */
  settle(draft: SettlementDraft, done: readonly Carried<Work, Done>[]): Promise<void>;
}

/** `left`: there is nothing to be made. `again`: it is made in another way. */
export type OfOther = 'left' | 'again';

interface Carried<Work, Done> {
  readonly work: Work;
  readonly outcome: Done;
}

/**
 * Writes of one kind, batch by batch, as every write of a run: intent and before-image, conditional write, read-back,
 * settlement. @returns links that changed under our hands and are to be looked at again
 */
export async function writeInBatches<Work extends UndoWork, Done extends { readonly kind: string }>(
  undo: Undo,
  works: readonly Work[],
  kind: WriteKind<Work, Done>,
): Promise<readonly string[]> {
  const { run } = undo;
  const again: string[] = [];
  for (const batch of inBatches(works)) {
    const prepared = batch.map((work) => ({ work, ...kind.prepare(work) }));
    const intents = prepared.map(({ intent }) => intent);
    await run.ports.store.openIntents(
      run.keeper.lease,
      intents,
      prepared.map(({ intent, entry }) => ({ ...entry, intentId: intent.id })),
    );
    const outcomes = await sendBatch(run, intents, () => kind.send(batch));
    noteRefusal(run, outcomes);
    const draft = createSettlementDraft();
    const done: (Carried<Work, Done> & { readonly intent: NewIntent })[] = [];
    for (const [index, { work, intent }] of prepared.entries()) {
      const outcome = outcomeAt<Done | Outcome>(outcomes, index);
      if (outcome.kind === 'unknown') {
        leaveInFlight(run, draft, intent);
        continue;
      }
      if (kind.isDone(outcome)) done.push({ work, intent, outcome });
      else {
        draft.withdrawIntent(intent.id);
        if (!noteFailure(run, work, kind.side, outcome)) again.push(work.linkId);
      }
    }
    const ofOthers = (await kind.ofOthers?.(draft, done)) ?? new Map<Work, OfOther>();
    for (const { work, intent } of done) {
      const ofOther = ofOthers.get(work);
      if (ofOther === undefined) {
        draft.removeIntent(intent.id);
        run.writes += 1;
      } else draft.withdrawIntent(intent.id);
      if (work.isLast && ofOther !== 'again') seenTo(undo, draft, work.linkId);
      else again.push(work.linkId);
    }
    await kind.settle(
      draft,
      done.filter(({ work }) => !ofOthers.has(work)),
    );
    await draft.commit(run.ports.store, run.keeper.lease);
    stopIfRefused(run);
  }
  return again;
}

/** @returns `false` when another look may help */
function noteFailure(run: Run, { unit }: UndoWork, side: Side, outcome: Outcome): boolean {
  const itemId = (side === 'crm' ? unit.link.crmId : unit.link.exchangeId) ?? '';
  if (outcome.kind === 'forbidden' || outcome.kind === 'hidden')
    run.tally.error({ side, itemId, code: 'crm_write_forbidden', details: {} });
  else if (outcome.kind === 'failed') {
    const { code, details } = outcome.error ?? { code: 'internal_error', details: {} };
    run.tally.error({ side, itemId, code, details });
  } else return false;
  return true;
}
