import type { MergeResult } from '../../sync/index.ts';
import { markingOfLinked, plan } from '../../sync/index.ts';
import { stopIfRefused } from '../apply/intents.ts';
import { planNewcomers } from '../identify/match-newcomers.ts';
import { itemKey } from '../item-key.ts';
import type { Chunk } from '../load/load-chunk.ts';
import type { PlannedUnit } from '../load/unit.ts';
import { exchangeNewcomer } from '../load/units-of-ends.ts';
import { confirmMailbox } from '../pull/pull-changes.ts';
import type { Run } from '../run.ts';
import { MARKS_DUE } from '../settle/links.ts';
import { noteFailure } from '../settle/quarantine.ts';
import { createSettlementDraft } from '../settle/settlement-draft.ts';
import { noteUnreadInARow } from '../settle/systemic.ts';
import { undecidedMayBeClear } from '../settle/undecided.ts';
import { giveWayToInvited } from './invited-again.ts';

/**
 * Pairs that are linked need no look at other items: what they become depends on nothing but themselves, until one of their
 * items is to be made anew.
 * @param paired keys of unlinked items that are planned already, or left to the next look; grows
 */
export function planLinked(run: Run, chunk: Chunk, paired: Set<string>): Promise<readonly PlannedUnit[]> {
  const planned = chunk.linked.map((unit) => withMarks(run, { unit, step: plan(unit, { kind: 'none' }, run.plan) }));
  return giveWayToInvited(run, chunk.reader, planned, paired);
}

const NOTHING_TO_MERGE: MergeResult = { outcomes: {}, toCrm: {}, toExchange: {}, conflicts: [], pendingFields: [] };

/** A create that recovery completed had no time to mark its Exchange item: the first look at the pair makes up for it. */
function withMarks(run: Run, planned: PlannedUnit): PlannedUnit {
  const { unit, step } = planned;
  if (unit.link === null || unit.link.reviewReason !== MARKS_DUE) return planned;
  const { rules } = run.input;
  const marking = markingOfLinked(rules, unit.item?.categories ?? [], unit.link.givenCategories);
  if (marking === null) return planned;
  if (step.kind === 'merge') return { unit, step: { ...step, marking } };
  if (step.kind !== 'noop' || step.reason.row !== 'L1') return planned;
  const { reason } = step;
  return { unit, step: { kind: 'merge', reason, merge: NOTHING_TO_MERGE, marking, link: false, reopen: false } };
}

/** Items without a link: all of the run must be registered before the first of them is planned. */
export async function planUnlinked(run: Run, chunk: Chunk, paired: Set<string>): Promise<readonly PlannedUnit[]> {
  // Found again just now, under an id that was taken for a new item before: it is nobody's counterpart.
  for (const { linkLearned, record, item } of chunk.linked) {
    if (linkLearned && record !== null) paired.add(itemKey('crm', record.id));
    if (linkLearned && item !== null) paired.add(itemKey('exchange', item.id));
  }
  const { planned, outdated } = await planNewcomers(run, chunk.reader, chunk.newcomers, paired);
  if (outdated.length > 0) {
    const draft = createSettlementDraft();
    for (const { side, itemId } of outdated) draft.removeUnlinked(side, itemId);
    await run.ports.store.addHints(run.keeper.lease, outdated);
    await draft.commit(run.ports.store, run.keeper.lease);
    run.lookAgain = true;
  }
  const copies = chunk.copies.map(
    ({ item, hint, step }): PlannedUnit => ({ unit: exchangeNewcomer(run, item, [hint]), step }),
  );
  return [...planned, ...copies];
}

/**
 * What the load itself settled: echoes and vanished items leave, unreadable ones are parked.
 * @throws ConnectorError when one item after the other could not be read
 */
export async function settleLoad(run: Run, chunk: Chunk): Promise<void> {
  if (chunk.signs.traceless > 0) await confirmMailbox(run);
  noteUnreadInARow(run, chunk);
  for (const failure of chunk.failures) noteFailure(run, chunk.finished, failure);
  await settleFinished(run, chunk);
  stopIfRefused(run);
}

/** The same for a second look in one pass, which has told of its failures: what is unparked here is so for good. */
export async function settleFinished(run: Run, chunk: Chunk): Promise<void> {
  if (chunk.mayClearOthers) await undecidedMayBeClear(run);
  if (chunk.displaced.length > 0) await run.ports.store.addHints(run.keeper.lease, chunk.displaced);
  await chunk.finished.commit(run.ports.store, run.keeper.lease);
}
