import type { ExchangeItem } from '../../exchange/port.ts';
import type { Hint } from '../../store/port.ts';
import { noteFailure, release } from '../quarantine.ts';
import type { Run } from '../run.ts';
import { createSettlementDraft } from '../settlement-draft.ts';
import type { PlannedUnit, Unit } from '../unit.ts';
import { inBatches, journalEntry, noteRefusal, outcomeAt, stopIfRefused } from './intents.ts';

/**
 * O9: takes away second landings of our own creates. Always to Deleted Items, whatever the profile says about
 * deletions: should the evidence ever be wrong, a person finds the item where deleted things are. Without an intent:
 * no link hangs on it, and one that is still there is found again by its hint.
 * @returns hints of items that somebody touched meanwhile
 */
export async function removeOwnDuplicates(run: Run, planned: readonly PlannedUnit[]): Promise<readonly Hint[]> {
  const retry: Hint[] = [];
  for (const works of inBatches(planned.flatMap(duplicateOf))) {
    const journal = works.map(({ planned: { unit, step }, item }) =>
      journalEntry(run, { unit, step }, { side: 'exchange', op: 'delete', linkId: null, before: item.fields }),
    );
    await run.ports.store.openIntents(run.keeper.lease, [], journal);
    const refs = works.map(({ item }) => ({ id: item.id, changeKey: item.changeKey }));
    const outcomes = await run.ports.exchange.delete(run.itemType, refs, 'deletedItems');
    noteRefusal(run, outcomes);
    const draft = createSettlementDraft();
    for (const [index, { planned: work, item }] of works.entries()) {
      const outcome = outcomeAt(outcomes, index);
      if (outcome.kind === 'conflict') retry.push(...work.unit.hints);
      if (outcome.kind === 'failed') noteFailure(run, draft, { hints: work.unit.hints, error: outcome.error });
      if (outcome.kind !== 'done' && outcome.kind !== 'missing') continue;
      run.tally.count('deletedInExchange');
      run.writes += 1;
      draft.removeUnlinked('exchange', item.id);
      draft.removeHints(work.unit.hints);
      release(run, draft, work.unit);
    }
    await draft.commit(run.ports.store, run.keeper.lease);
    stopIfRefused(run);
  }
  return retry;
}

function duplicateOf(planned: PlannedUnit): readonly { readonly planned: PlannedUnit; readonly item: ExchangeItem }[] {
  const { unit, step } = planned;
  return isUnlinked(unit) && step.reason.row === 'O9' && unit.item !== null ? [{ planned, item: unit.item }] : [];
}

function isUnlinked({ link }: Unit): boolean {
  return link === null;
}
