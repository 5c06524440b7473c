import type { Fields } from '../../model/index.ts';
import { ConnectorError } from '../../model/index.ts';
import type { JournalEntry, NewIntent, WithdrawnHalf } from '../../store/port.ts';
import type { Reason } from '../../sync/index.ts';
import type { PlannedUnit } from '../load/unit.ts';
import type { Run } from '../run.ts';
import type { SettlementDraft } from '../settle/settlement-draft.ts';
import { createSettlementDraft } from '../settle/settlement-draft.ts';
import { noteErrorsInARow } from '../settle/systemic.ts';

/** Writes of one transaction, one remote batch, one read-back and one settlement. Exchange executes 20 at most well. */
export const BATCH_SIZE = 20;

export function intentFor(
  run: Run,
  { unit, step }: PlannedUnit,
  sent: {
    readonly linkId: string | null;
    readonly stamp: string;
    readonly payload: Fields;
    readonly sourceFields: Fields;
  },
): NewIntent {
  return {
    id: run.ports.newId(),
    kind: step.kind,
    linkId: sent.linkId,
    crmId: unit.record?.id ?? unit.link?.crmId ?? null,
    exchangeId: unit.item?.id ?? unit.link?.exchangeId ?? null,
    searchKey: unit.item?.searchKey ?? unit.link?.searchKey ?? null,
    stamp: sent.stamp,
    payload: sent.payload,
    sourceFields: sent.sourceFields,
  };
}

/** Dispositions that say that the server refused before it did anything. */
const REFUSED: readonly ConnectorError['disposition'][] = ['reauth', 'backoff', 'halt'];

/**
 * Sends a batch whose intents are open. When the call as a whole fails and the server certainly did nothing, the
 * intents are withdrawn; otherwise they stay, and recovery finds out what became of them.
 * @param halves of writes that are on the other side already, and whose intents stay
 */
export async function sendBatch<T>(
  run: Run,
  intents: readonly NewIntent[],
  send: () => Promise<T>,
  halves: readonly WithdrawnHalf[] = [],
): Promise<T> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof ConnectorError && REFUSED.includes(error.disposition)) {
      const draft = createSettlementDraft();
      for (const intent of intents) draft.withdrawIntent(intent.id);
      for (const half of halves) draft.withdrawHalf(half);
      await draft.commit(run.ports.store, run.keeper.lease);
    }
    throw error;
  }
}

/**
 * Notices answers after which going on is useless or harmful: the server refused everybody, asked for a pause, left a whole
 * batch without an answer, or fails with one item after the other. The batch is settled first, then `stopIfRefused` ends the run.
 */
export function noteRefusal(
  run: Run,
  outcomes: readonly { readonly kind: string; readonly error?: ConnectorError }[],
): void {
  const errors = outcomes.flatMap(({ kind, error }) =>
    (kind === 'failed' || kind === 'unknown') && error !== undefined ? [error] : [],
  );
  const refused = errors.find((error) => REFUSED.includes(error.disposition));
  const wholeBatch = errors.length === outcomes.length;
  const unreachable = wholeBatch ? errors.find(({ disposition }) => disposition === 'retry') : undefined;
  run.refusal ??= refused ?? unreachable ?? null;
  noteErrorsInARow(run, outcomes);
}

/** @throws ConnectorError the refusal that was noticed */
export function stopIfRefused(run: Run): void {
  if (run.refusal !== null) throw run.refusal;
}

/** The outcome is unknown: the item is in flight from here on, in this run too. */
export function leaveInFlight(run: Run, draft: SettlementDraft, intent: NewIntent): void {
  draft.markUnknown(intent.id);
  run.inFlight.add(intent);
}

export function journalEntry(
  run: Run,
  { unit, step }: PlannedUnit,
  entry: Pick<JournalEntry, 'side' | 'op'> & { readonly linkId: string | null } & Partial<
      Pick<JournalEntry, 'before' | 'after' | 'conflict' | 'intentId'>
    > & { readonly reason?: Reason },
): JournalEntry {
  return {
    runId: run.id,
    reason: step.reason,
    crmId: unit.record?.id ?? unit.link?.crmId ?? null,
    exchangeId: unit.item?.id ?? unit.link?.exchangeId ?? null,
    before: null,
    after: null,
    conflict: null,
    ...(run.approved === null ? {} : { approved: true }),
    ...entry,
  };
}

export function inBatches<T>(items: readonly T[]): readonly (readonly T[])[] {
  const batches: T[][] = [];
  for (let start = 0; start < items.length; start += BATCH_SIZE) batches.push(items.slice(start, start + BATCH_SIZE));
  return batches;
}

/** Outcomes stand in the order of the request; one that is missing counts as unknown, never as done. */
export function outcomeAt<T>(
  outcomes: readonly T[],
  index: number,
): T | { readonly kind: 'unknown'; readonly error: ConnectorError } {
  return (
    outcomes[index] ?? {
      kind: 'unknown',
      error: new ConnectorError({
        code: 'answer_incomplete',
        disposition: 'retry',
        message: 'The answer to a batch has fewer entries than the request',
      }),
    }
  );
}
