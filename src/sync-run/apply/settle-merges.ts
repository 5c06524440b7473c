import type { CrmRecord } from '../../crm/port.ts';
import type { ConflictResolution, ExchangeItem } from '../../exchange/port.ts';
import type { Fields, Side } from '../../model/index.ts';
import type { Link } from '../../sync/index.ts';
import { settledBases, withoutManagedCategories } from '../../sync/index.ts';
import { mayHaveComeRound } from '../load/came-round.ts';
import { awaitListingOfFound } from '../pull/unlisted.ts';
import type { Run } from '../run.ts';
import { forgetAsNew, givenTo, mayTellMore, outsideAsSeen, SENT_ONLY, withIdentity } from '../settle/links.ts';
import { release } from '../settle/quarantine.ts';
import type { SettlementDraft } from '../settle/settlement-draft.ts';
import { undecidedMayBeClear } from '../settle/undecided.ts';
import { journalEntry } from './intents.ts';
import { noteKept } from './kept-values.ts';
import type { MergeWork } from './merge-work.ts';
import { readBackCrm, readBackExchange } from './read-back.ts';

/** Reads back what was written, and remembers what is agreed now. */
export async function settleMerges(
  run: Run,
  draft: SettlementDraft,
  works: readonly MergeWork[],
  resolution: ConflictResolution,
): Promise<void> {
  const records = await readBackCrm(
    run,
    works.flatMap((work) => (typeof work.crm === 'string' ? [] : [work.crm])),
  );
  // A write that was let through over a newer version stands on edits that nobody has seen: what is read back is not
  // what was agreed. What was sent is the base, and the edits are found by looking again.
  const seen = resolution === 'neverOverwrite';
  const items = await readBackExchange(
    run,
    works.flatMap((work) => (typeof work.exchange === 'string' || !seen ? [] : [work.exchange])),
  );
  const overtaken: { side: Side; itemId: string }[] = [];
  for (const work of works) {
    const { unit, step } = work;
    const record = typeof work.crm === 'string' ? unit.record : records.get(work.crm.id);
    const item = typeof work.exchange === 'string' ? unit.item : items.get(work.exchange.id);
    if (record === undefined) overtaken.push({ side: 'crm', itemId: unit.record.id });
    if (item === undefined) overtaken.push({ side: 'exchange', itemId: unit.item.id });
    if (work.intent !== null) draft.removeIntent(work.intent.id);
    // A new pair begins when both sides are as agreed; half of one would have an empty base.
    if (work.exchange === 'failed' && unit.link === null) continue;
    const complete = record !== undefined && item !== undefined && work.exchange !== 'failed';
    const link = settledLink(run, work, record ?? null, item ?? null, complete);
    draft.putLink(link);
    awaitListingOfFound(run, draft, unit);
    if (step.link || step.reopen) lookAgainAtArrived(run, draft, unit, link);
    const { toCrm, toExchange } = step.merge;
    if (typeof work.crm !== 'string')
      noteKept(run, draft, { linkId: work.link.id, side: 'crm', sent: toCrm, found: record?.fields ?? null });
    if (typeof work.exchange !== 'string')
      noteKept(run, draft, { linkId: work.link.id, side: 'exchange', sent: toExchange, found: item?.fields ?? null });
    if (complete) noteWritten(run, work, record, item);
    if (unit.linkLearned) forgetAsNew(draft, unit);
    if (step.link) {
      run.tally.count('linked');
      draft.removeUnlinked('crm', unit.record.id);
      draft.removeUnlinked('exchange', unit.item.id);
      draft.journal(journalEntry(run, work.planned, { side: 'crm', op: 'link', linkId: work.link.id }));
      await undecidedMayBeClear(run);
    }
    if (work.exchange === 'failed') continue;
    run.tally.count('conflicts', step.merge.conflicts.length);
    if (step.merge.pendingFields.length > 0) run.tally.countOnce('pending', work.link.id);
    draft.removeHints(unit.hints);
    release(run, draft, unit);
  }
  if (overtaken.length > 0) {
    await run.ports.store.addHints(run.keeper.lease, overtaken);
    run.lookAgain = true;
  }
  await draft.commit(run.ports.store, run.keeper.lease);
}

/**
 * What came round by the organizer's mailbox before the two were a pair is agreed as soon as they are one. Where nothing was
 * written no list names either of them again.
 */
function lookAgainAtArrived(run: Run, draft: SettlementDraft, unit: MergeWork['unit'], link: Link): void {
  if (mayHaveComeRound(run, [{ ...unit, link }]).size === 0) return;
  draft.addHint({ side: 'exchange', itemId: unit.item.id });
  run.lookAgain = true;
}

/**
 * The hint of an end that we wrote, in a later chunk of this round, is an echo. Of the other end the list may have named
 * a newer version than the one that was read: forgetting that would take a person's edit for an echo.
 */
function noteWritten(run: Run, { crm, exchange }: MergeWork, record: CrmRecord, item: ExchangeItem): void {
  if (typeof crm !== 'string') run.sightings.seen('crm', record.id, record.version);
  // Where ids survive a move we may have written to what its user just threw away: that is still to be noticed. So is what
  // becomes of an item before a list names it.
  const { leftFolder, isUnlisted } = run.sightings;
  if (typeof exchange !== 'string' && !leftFolder(item.id) && !isUnlisted(item.id))
    run.sightings.seen('exchange', item.id, item.changeKey);
}

function settledLink(
  run: Run,
  work: MergeWork,
  record: CrmRecord | null,
  item: ExchangeItem | null,
  complete: boolean,
): Link {
  const { unit, step } = work;
  const managed = run.input.rules.exchangeCategories;
  const sentCrm: Fields = { ...unit.record.fields, ...step.merge.toCrm };
  const seenExchange = withoutManagedCategories(unit.item.fields, managed);
  const sentExchange: Fields = { ...seenExchange, ...step.merge.toExchange };
  const bases = settledBases({
    specs: run.specs,
    merge: step.merge,
    link: work.link,
    finalCrm: record?.fields ?? sentCrm,
    finalExchange: item === null ? sentExchange : withoutManagedCategories(item.fields, managed),
    applied: { toCrm: work.crm !== 'failed', toExchange: work.exchange !== 'failed' },
  });
  const identified = withIdentity(work.link, record ?? unit.record, item ?? unit.item);
  const isPending = step.merge.pendingFields.length > 0;
  const outside = isPending ? outsideAsSeen(unit) : null;
  const stamped = item === null && work.toExchange?.stamp ? work.exchange !== 'failed' : identified.stamped;
  return {
    ...identified,
    ...bases,
    stamped,
    state: 'LINKED',
    crmVersion: complete && !mayTellMore(unit) ? (record?.version ?? null) : null,
    changeKey: complete && !mayTellMore(unit) ? (item?.changeKey ?? null) : null,
    pending: isPending,
    notCompared: work.link.notCompared && (isPending || [work.crm, work.exchange].includes('failed')),
    reviewReason: work.exchange === 'failed' ? work.link.reviewReason : complete ? outside : SENT_ONLY,
    suppressed: [],
    givenCategories:
      work.exchange === 'failed' ? work.link.givenCategories : givenTo(run, unit.item, work.link, step.marking),
  };
}
