import type { Fields, Side } from '../../model/index.ts';
import type { Hint, NewIntent } from '../../store/port.ts';
import type { Link } from '../../sync/index.ts';
import { mailsOf } from '../../sync/index.ts';
import type { PlannedUnit, Unit } from '../load/unit.ts';
import { recordEditLeftAlone } from '../plan/shared-records.ts';
import type { Run } from '../run.ts';
import { withSuppressed } from '../settle/links.ts';
import { noteFailure, release } from '../settle/quarantine.ts';
import type { SettlementDraft } from '../settle/settlement-draft.ts';
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
import { notifying } from './notifying.ts';
import { removeOwnDuplicates } from './own-duplicates.ts';

interface Work {
  readonly planned: PlannedUnit;
  readonly unit: Unit;
  readonly link: Link;
  readonly intent: NewIntent;
}

/**
 * Removes items of Exchange whose record was deleted, or is a series that has no occurrence any more: that one is there, and
 * without a link from now on.
 * @returns hints of items that changed since they were read
 */
export async function applyDeletesInExchange(run: Run, planned: readonly PlannedUnit[]): Promise<readonly Hint[]> {
  const retry: Hint[] = [...(await removeOwnDuplicates(run, planned))];
  for (const batch of inBatches(planned)) {
    const works = worksOf(run, batch, 'exchange');
    if (works.length === 0) continue;
    const intents = works.map((work) => work.intent);
    await open(run, works, 'exchange');
    const outcomes = await sendBatch(run, intents, () =>
      run.ports.exchange.delete(
        run.itemType,
        works.flatMap(({ unit, planned: { step } }) =>
          unit.item === null ? [] : [{ id: unit.item.id, changeKey: unit.item.changeKey, ...notifying(step) }],
        ),
        run.input.rules.exchangeDeleteMode,
      ),
    );
    noteRefusal(run, outcomes);
    const draft = createSettlementDraft();
    for (const [index, work] of works.entries()) {
      const outcome = outcomeAt(outcomes, index);
      switch (outcome.kind) {
        case 'done':
          if (work.unit.crm.kind === 'live') draft.addHint({ side: 'crm', itemId: work.unit.crm.id });
          run.tally.count('deletedInExchange');
          run.tally.count('mails', mailsOf(work.planned.step));
          // Where ids survive a move it still answers, and what hints of it are left in this run would take it for new.
          if (work.unit.item !== null) run.sightings.reportedDeleted(work.unit.item.id);
          close(run, draft, work);
          break;
        case 'unknown':
          leaveInFlight(run, draft, work.intent);
          break;
        // It left under our hands: where to, and whether that was a deletion, is a question (O1, O4).
        case 'missing':
        case 'conflict':
          draft.withdrawIntent(work.intent.id);
          retry.push(...work.unit.hints);
          break;
        case 'failed':
          draft.withdrawIntent(work.intent.id);
          noteFailure(run, draft, { hints: work.unit.hints, error: outcome.error });
      }
    }
    await draft.commit(run.ports.store, run.keeper.lease);
    stopIfRefused(run);
  }
  return retry;
}

/** Removes records of the CRM whose Exchange item was deleted. What others share is planned as none of them. */
export async function applyDeletesInCrm(run: Run, planned: readonly PlannedUnit[]): Promise<readonly Hint[]> {
  const retry: Hint[] = [];
  for (const batch of inBatches(planned)) {
    const works = worksOf(run, batch, 'crm');
    const intents = works.map((work) => work.intent);
    await open(run, works, 'crm');
    const outcomes = await sendBatch(run, intents, () =>
      run.ports.crm.delete(
        run.itemType,
        works.flatMap(({ unit }) =>
          unit.record === null ? [] : [{ id: unit.record.id, expectedVersion: unit.record.version }],
        ),
      ),
    );
    noteRefusal(run, outcomes);
    const draft = createSettlementDraft();
    for (const [index, work] of works.entries()) {
      const outcome = outcomeAt(outcomes, index);
      switch (outcome.kind) {
        case 'done':
        case 'gone':
          run.tally.count('deletedInCrm');
          close(run, draft, work);
          break;
        case 'unknown':
          leaveInFlight(run, draft, work.intent);
          break;
        case 'forbidden':
          draft.withdrawIntent(work.intent.id);
          letGo(run, draft, work.planned, work.link);
          break;
        case 'failed':
          draft.withdrawIntent(work.intent.id);
          noteFailure(run, draft, { hints: work.unit.hints, error: outcome.error });
          break;
        case 'conflict':
        case 'duplicate':
        case 'joined':
          draft.withdrawIntent(work.intent.id);
          retry.push(...work.unit.hints);
      }
    }
    await draft.commit(run.ports.store, run.keeper.lease);
    stopIfRefused(run);
  }
  return retry;
}

/** A record that the user may not delete after all: this mailbox lets go, the record stays. */
function letGo(run: Run, draft: SettlementDraft, planned: PlannedUnit, link: Link): void {
  const known = withSuppressed(link, recordEditLeftAlone(run, planned.unit));
  draft.putLink({ ...known, state: 'DET_C', reviewReason: 'crm_delete_forbidden', pending: false });
  draft.journal(journalEntry(run, planned, { side: 'crm', op: 'detach', linkId: link.id }));
  draft.removeHints(planned.unit.hints);
  run.tally.count('detached');
}

function worksOf(run: Run, batch: readonly PlannedUnit[], side: Side): readonly Work[] {
  return batch.flatMap((planned) => {
    const { unit } = planned;
    const { link } = unit;
    if (link === null) return [];
    const sent = { linkId: link.id, stamp: link.stamp, payload: {}, sourceFields: valuesOn(unit, side) };
    return [{ planned, unit, link, intent: intentFor(run, planned, sent) }];
  });
}

/** Before-images first: what is deleted can be made again from the journal. */
async function open(run: Run, works: readonly Work[], side: Side): Promise<void> {
  await run.ports.store.openIntents(
    run.keeper.lease,
    works.map((work) => work.intent),
    works.map(({ planned, link, unit, intent }) =>
      journalEntry(run, planned, {
        side,
        op: 'delete',
        linkId: link.id,
        intentId: intent.id,
        before: valuesOn(unit, side),
      }),
    ),
  );
}

function close(run: Run, draft: SettlementDraft, { unit, link, intent }: Work): void {
  draft.putLink({ ...link, state: 'CLOSED', pending: false });
  draft.removeIntent(intent.id);
  draft.removeHints(unit.hints);
  release(run, draft, unit);
  run.writes += 1;
}

function valuesOn(unit: Unit, side: Side): Fields {
  const end = side === 'crm' ? unit.crm : unit.exchange;
  return 'fields' in end ? end.fields : {};
}
