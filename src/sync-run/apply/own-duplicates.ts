import type { ExchangeItem } from '../../exchange/port.ts';
import type { Hint, NewIntent } from '../../store/port.ts';
import type { PlannedUnit, Unit } from '../load/unit.ts';
import type { Run } from '../run.ts';
import { noteFailure, release } from '../settle/quarantine.ts';
import { createSettlementDraft } from '../settle/settlement-draft.ts';
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

interface Work {
  readonly planned: PlannedUnit;
  readonly item: ExchangeItem;
  readonly intent: NewIntent;
}

/**
 * O9: takes away second landings of our own creates. Always to Deleted Items, whatever the profile says about
 * deletions: should the evidence ever be wrong, a person finds the item where deleted things are. No link hangs on it: what
 * recovery finds of it is told by its hint.
 * @returns hints of items that somebody touched meanwhile
 */
export async function removeOwnDuplicates(run: Run, planned: readonly PlannedUnit[]): Promise<readonly Hint[]> {
  const retry: Hint[] = [];
  for (const works of inBatches(planned.flatMap((one) => duplicateOf(run, one)))) {
    const intents = works.map(({ intent }) => intent);
    await run.ports.store.openIntents(
      run.keeper.lease,
      intents,
      works.map(({ planned: one, item, intent }) =>
        journalEntry(run, one, {
          side: 'exchange',
          op: 'delete',
          linkId: null,
          intentId: intent.id,
          before: item.fields,
        }),
      ),
    );
    const refs = works.map(({ item }) => ({ id: item.id, changeKey: item.changeKey }));
    const outcomes = await sendBatch(run, intents, () => run.ports.exchange.delete(run.itemType, refs, 'deletedItems'));
    noteRefusal(run, outcomes);
    const draft = createSettlementDraft();
    for (const [index, { planned: work, item, intent }] of works.entries()) {
      const outcome = outcomeAt(outcomes, index);
      switch (outcome.kind) {
        case 'done':
        case 'missing':
          run.tally.count('deletedInExchange');
          run.writes += 1;
          draft.removeIntent(intent.id);
          draft.removeUnlinked('exchange', item.id);
          draft.removeHints(work.unit.hints);
          release(run, draft, work.unit);
          break;
        case 'unknown':
          leaveInFlight(run, draft, intent);
          break;
        case 'conflict':
          draft.withdrawIntent(intent.id);
          retry.push(...work.unit.hints);
          break;
        case 'failed':
          draft.withdrawIntent(intent.id);
          noteFailure(run, draft, { hints: work.unit.hints, error: outcome.error });
      }
    }
    await draft.commit(run.ports.store, run.keeper.lease);
    stopIfRefused(run);
  }
  return retry;
}

function duplicateOf(run: Run, planned: PlannedUnit): readonly Work[] {
  const { unit, step } = planned;
  const { item } = unit;
  if (!isUnlinked(unit) || step.reason.row !== 'O9' || item === null) return [];
  const sent = { linkId: null, stamp: item.stamp ?? '', payload: {}, sourceFields: item.fields };
  return [{ planned, item, intent: intentFor(run, planned, sent) }];
}

function isUnlinked({ link }: Unit): boolean {
  return link === null;
}
