import type { FieldSpecs, Fields } from '../../model/index.ts';
import { valueOf } from '../../model/index.ts';
import { markingOfLinked } from '../marking.ts';
import { changedFields } from '../merge/base.ts';
import type { PlanContext } from '../plan-context.ts';
import { reason } from '../reasons.ts';
import type { Link, Pair } from '../state.ts';
import type { Step } from '../step.ts';
import { planOlder } from './older-record.ts';
import { concludes, inOtherMailbox } from './other-mailbox.ts';
import type { LiveExchange } from './steps.ts';
import { detach, hold } from './steps.ts';

/**
 * O8: the CRM was restored from a backup and knows less than it once told. Records that are missing were lost, not
 * deleted; values that differ from what was agreed are from before; records that are back were deleted since.
 * @param step what would be done if the CRM were what it was
 */
export function inRestoredCrm(pair: Pair, step: Step, context: PlanContext): Step {
  const { link, crm, exchange } = pair;
  if (link === null) {
    const returned = crm.kind === 'live' && crm.restored === 'returned' && step.kind === 'createInExchange';
    // Asked now: when the mailbox is recognised, nobody knows any more that it is back.
    if (returned) return { ...step, reason: reason('O8', 'record_back') };
    return context.mailboxFollows ? inOtherMailbox(pair, step) : step;
  }
  if (link.state === 'LINKED' && crm.kind !== 'absent' && exchange.kind !== 'absent') {
    if (crm.kind === 'gone' || crm.kind === 'hidden') return planLost(link, exchange, context);
    // Whose it is may be from before, too. Taken for a re-assignment, it would leave the mailbox.
    if (crm.kind === 'left') return hold('review', reason('O8', 'ownership_maybe_older'));
  }
  // Of a detached pair too: a record that is back is from before it was deleted.
  const since = crm.kind === 'live' && exchange.kind === 'live' ? planOlder(link, crm, exchange, step, context) : step;
  return concludes(since) ? waits() : since;
}

/**
 * Nobody could compare the pair before the freeze ended, and so nobody was asked. Where what would win may not be written
 * it is a pair like any other again.
 */
export function sinceRestore({ link, crm, exchange }: Pair, step: Step, context: PlanContext): Step {
  if (link === null || crm.kind !== 'live' || exchange.kind !== 'live' || crm.restored !== 'maybeOlder') return step;
  const { rules } = context;
  const mayWrite = rules.afterCrmRestore === 'crm' || (rules.updateExchangeToCrm && crm.mayChange);
  return mayWrite ? planOlder(link, crm, exchange, step, context) : step;
}

/**
 * The record was made or linked after the backup. Even a deletion that the CRM remembers proves nothing now: it may be
 * from before somebody took it back. Exchange still has everything, so the record can be made anew.
 */
function planLost(link: Link, exchange: Pair['exchange'], { rules, specs }: PlanContext): Step {
  if (exchange.kind !== 'live') return waits();
  const why = reason('O8', 'record_lost');
  if (link.ambiguous) return hold('review', why);
  // Nothing may be written to the CRM, or not of this item: it stays, and is not taken for one whose record was deleted.
  if (!rules.updateExchangeToCrm || exchange.takesPart.kind !== 'yes') return detach('DET_E', why);
  return {
    kind: 'createInCrm',
    reason: why,
    fields: asAgreed(specs, link, exchange),
    uid: exchange.uid,
    marking: markingOfLinked(rules, exchange.categories, link.givenCategories),
  };
}

/** The item as it stands, but where nobody edited it, what the CRM had: Exchange may keep less of that. */
function asAgreed(specs: FieldSpecs, link: Link, { fields }: LiveExchange): Fields {
  const edited = new Set(changedFields(specs, link.baseExchange, fields));
  const agreed = Object.keys(specs).map(
    (name) => [name, valueOf(edited.has(name) ? fields : link.baseCrm, name)] as const,
  );
  return Object.fromEntries(agreed.filter(([, value]) => value !== null));
}

function waits(): Step {
  return hold('wait', reason('O8', 'waits_for_crm'));
}
