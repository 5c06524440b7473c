import type { Side } from '../../model/index.ts';
import { isEndedSeries } from '../ended-series.ts';
import { markingOfCreate, markingOfLinked } from '../marking.ts';
import { concernsOthers } from '../meetings/closed-by-meeting.ts';
import { mailsOfCancellation } from '../meetings/mails.ts';
import { isMeetingRecord } from '../meetings/record-of-meeting.ts';
import { filledFields, withoutTold } from '../merge/base.ts';
import { OLD_DELETION } from '../old-deletions.ts';
import type { PlanContext } from '../plan-context.ts';
import { isExclusion, reason } from '../reasons.ts';
import type { ItemRules } from '../rules.ts';
import type { Link } from '../state.ts';
import type { Reason, RowId, Step } from '../step.ts';
import { fieldsForCounterpart } from './counterpart-fields.ts';
import type { LiveExchange } from './steps.ts';
import { detach, detachedStateOf, exclusion } from './steps.ts';
import type { Survivor } from './survivor-edit.ts';
import { editLeftAlone, isEdited } from './survivor-edit.ts';

/** The same rows seen from either survivor. */
const ROWS = {
  exchange: { unedited: 'L5', edited: 'L8', outside: 'L14' },
  crm: { unedited: 'L6', edited: 'L9', outside: 'L15' },
} as const satisfies Record<Side, Record<'unedited' | 'edited' | 'outside', RowId>>;

/**
 * Rows L5, L6, L8, L9, L14, L15: one item of a linked pair was deleted, proved; the other is still there.
 * Everything that could make the deletion of the survivor a mistake is asked before the rule is.
 */
export function planOneGone(link: Link, survivor: Survivor, context: PlanContext): Step {
  const { rules } = context;
  const rows = ROWS[survivor.side];
  const kept = keptWhateverTheRules(link, survivor, rows.outside, context);
  if (kept !== null) return kept;

  const to = detachedStateOf(survivor.side);
  if (!isEdited(link, survivor, context)) {
    // L5, L6: only an unedited survivor follows. Switched off, no run ever carries the deletion out: a rule that is
    // switched on a year later must not empty an address book. A person may (D1).
    const deleted = survivor.side === 'exchange' ? 'deleted_in_crm' : 'deleted_in_exchange';
    return mayDelete(rules, survivor.side)
      ? deleteSurvivor(link, survivor, reason(rows.unedited, deleted), context)
      : detach(to, reason(rows.unedited, 'delete_rule_off', { deletedOn: otherSide(survivor.side) }), OLD_DELETION);
  }

  // L8, L9: deleted here, edited there. The strategy decides, and the winner's edit is never deleted.
  if (rules.conflictStrategy !== survivor.side) {
    const deletedOn = otherSide(survivor.side);
    return mayDelete(rules, survivor.side)
      ? deleteSurvivor(link, survivor, reason(rows.edited, 'deletion_wins', { deletedOn }), context)
      : letGo(link, survivor, reason(rows.edited, 'delete_rule_off', { deletedOn }), context);
  }
  const notMade = whyNotMadeAnew(link, survivor, rows.edited, context);
  if (notMade !== null) return letGo(link, survivor, notMade, context);
  return mayUpdateFrom(rules, survivor.side)
    ? recreate(link, survivor, rows.edited, context)
    : detach(to, reason(rows.edited, 'edit_kept', { survivor: survivor.side }));
}

/**
 * O2: the CRM appointment went to a colleague, by positive evidence. It leaves the old mailbox as a deletion would,
 * but nothing is ever made anew from the survivor, for the record exists. Contacts stay: an address book
 * is a memory, and who looks after a customer today does not empty yesterday's.
 */
export function planReassigned(link: Link, exchange: LiveExchange, context: PlanContext): Step {
  const why = reason('O2', 'record_reassigned');
  const keep = detach('DET_E', why);
  if (context.itemType === 'contacts') return keep;
  const survivor: Survivor = { side: 'exchange', item: exchange };
  const kept = keptWhateverTheRules(link, survivor, 'O2', context);
  if (kept !== null) return kept;
  if (isEdited(link, survivor, context) && context.rules.conflictStrategy === 'exchange') return keep;
  return mayDelete(context.rules, 'exchange') ? deleteSurvivor(link, survivor, why, context) : keep;
}

/**
 * Why an edited survivor gets no new counterpart; `null` when it does. M1: what was a meeting in Exchange would come back
 * without the people in it; and one that was called off is no appointment that anybody misses in the CRM. Of a series of
 * which no occurrence is left there is nothing to make.
 */
export function whyNotMadeAnew(link: Link, { side, item }: Survivor, row: RowId, { zone }: PlanContext): Reason | null {
  const isMeeting = side === 'crm' ? isMeetingRecord(item, link) : item.meeting?.isCancelled === true;
  if (isMeeting) return reason(row, 'meeting_not_made');
  return isEndedSeries(item.fields, zone) ? reason(row, 'excluded_ended_series', { side }) : null;
}

/** A new counterpart for an edited survivor. Asked only where the old one is proved gone. */
export function recreate(link: Link, survivor: Survivor, row: RowId, { rules, specs }: PlanContext): Step {
  const why = reason(row, 'edited_after_deletion', { survivor: survivor.side });
  const written = survivor.side === 'crm' ? withoutTold(specs) : specs;
  const fields = filledFields(written, fieldsForCounterpart(specs, link, survivor));
  const { uid } = survivor.item;
  if (survivor.side === 'crm')
    return { kind: 'createInExchange', reason: why, fields, uid, marking: markingOfCreate(rules) };
  const marking = markingOfLinked(rules, survivor.item.categories, link.givenCategories);
  return { kind: 'createInCrm', reason: why, fields, uid, marking };
}

/** Whether edits of this side may travel. */
export function mayUpdateFrom(rules: ItemRules, side: Side): boolean {
  return side === 'crm' ? rules.updateCrmToExchange : rules.updateExchangeToCrm;
}

function keptWhateverTheRules(link: Link, survivor: Survivor, outsideRow: RowId, context: PlanContext): Step | null {
  const because = (why: Reason, review: string | null = null): Step => letGo(link, survivor, why, context, review);
  const { takesPart } = survivor.item;
  // A frozen item is not ours to delete: the policy hid it, nobody deleted it here.
  if (takesPart.kind === 'excluded') return because(exclusion('O5', survivor.side, takesPart));
  // Frozen when it was last seen, and deleted in that state: what a filter or a policy had taken out of the
  // synchronisation takes nothing with it. The deleted item itself can no longer be asked.
  if (isExclusion(link.reviewReason))
    return because(reason('O5', link.reviewReason, { side: otherSide(survivor.side) }));
  // L14, L15: archives and retention rules empty the past on one side. That purges no history on the other.
  if (takesPart.kind === 'out') return because(reason(outsideRow, 'outside_window'));
  // Links among copies of one item: which of them is gone cannot be told, and the last one always looks deleted.
  if (link.ambiguous) return because(ambiguousReason(survivor.side), 'identity_ambiguous');
  return null;
}

/** The pair ends here, and so does whatever edit of the survivor was under way. */
function letGo(link: Link, survivor: Survivor, why: Reason, context: PlanContext, review: string | null = null): Step {
  const leftAlone = editLeftAlone(link, survivor, context);
  return { kind: 'detach', reason: why, to: detachedStateOf(survivor.side), review, leftAlone };
}

function ambiguousReason(survivor: Side): Reason {
  return reason(ROWS[survivor].unedited, 'identity_ambiguous');
}

function mayDelete(rules: ItemRules, survivor: Side): boolean {
  return survivor === 'exchange' ? rules.deleteCrmToExchange : rules.deleteExchangeToCrm;
}

/** M4: to delete a meeting is to call it off, which only its organizer does, telling everybody. Else this pair ends here. */
function deleteSurvivor(link: Link, survivor: Survivor, why: Reason, context: PlanContext): Step {
  // L14, L15, O2: the other one was outside when it was last seen, by an edit that could not travel. The past is purged there.
  if (link.reviewReason === 'outside_window') {
    const row = why.row === 'O2' ? why.row : ROWS[survivor.side].outside;
    return letGo(link, survivor, reason(row, 'outside_window'), context);
  }
  if (survivor.side === 'crm') return { kind: 'deleteInCrm', reason: why };
  if (!concernsOthers(survivor.item.meeting)) return { kind: 'deleteInExchange', reason: why };
  const mails = mailsOfCancellation(survivor.item, context);
  if (mails > 0) return { kind: 'deleteInExchange', reason: why, mails };
  return letGo(link, survivor, reason(why.row, 'meeting_kept'), context);
}

function otherSide(side: Side): Side {
  return side === 'crm' ? 'exchange' : 'crm';
}
