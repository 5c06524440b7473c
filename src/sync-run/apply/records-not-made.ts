import type { Link } from '../../sync/index.ts';
import { baseOf, editLeftAlone, RECORD_OUT_OF_SIGHT } from '../../sync/index.ts';
import type { Run } from '../run.ts';
import { exchangeBase, withIdentity, withSuppressed } from '../settle/links.ts';
import { release } from '../settle/quarantine.ts';
import type { SettlementDraft } from '../settle/settlement-draft.ts';
import type { CreateWork } from './create-work.ts';
import { journalEntry } from './intents.ts';

/**
 * A create whose answer was lost had made the record, and somebody deleted it since. Whether the item was edited
 * before or after nobody can tell any more, so the deletion is not carried over; and nothing is made a second time.
 */
export function rememberDeletion(run: Run, draft: SettlementDraft, work: CreateWork): void {
  letGo(run, draft, work, { ...asFirstMade(run, work), reviewReason: null });
}

/**
 * A create whose answer was lost had made the record, and its user may not see it any more. Should it come into sight,
 * it is this pair's (D5).
 */
export function rememberUnseen(run: Run, draft: SettlementDraft, work: CreateWork): void {
  letGo(run, draft, work, { ...asFirstMade(run, work), reviewReason: RECORD_OUT_OF_SIGHT });
}

/** The pair with what was sent as its base, and without its record, whose id nobody knows. */
function asFirstMade(run: Run, { unit, step, link }: CreateWork): Link {
  const bases = { baseCrm: baseOf(run.specs, step.fields), baseExchange: exchangeBase(run, unit.item.fields) };
  return { ...withIdentity(link, null, unit.item), ...bases, crmId: null };
}

/**
 * The record that was deleted, or lost by the CRM, was made anew from another mailbox and this user may not see it; or
 * he may make none. The pair takes over the key of that record and keeps its bases: should it come into sight, it is
 * this pair's, and this user's edit with it (D5). Until then only a further edit is worth another attempt (D2).
 */
export function rememberOutOfSight(run: Run, draft: SettlementDraft, work: CreateWork): void {
  const { exchange, item } = work.unit;
  const leftAlone =
    exchange.kind === 'live' ? editLeftAlone(work.link, { side: 'exchange', item: exchange }, run.plan) : null;
  const link = withSuppressed(withIdentity(work.link, null, item), leftAlone);
  letGo(run, draft, work, { ...link, reviewReason: RECORD_OUT_OF_SIGHT });
}

function letGo(run: Run, draft: SettlementDraft, { planned, unit }: CreateWork, link: Link): void {
  draft.putLink({ ...link, state: 'DET_E', crmVersion: null, changeKey: null, pending: false });
  draft.journal(journalEntry(run, planned, { side: 'exchange', op: 'detach', linkId: link.id }));
  draft.removeUnlinked('exchange', unit.item.id);
  draft.removeHints(unit.hints);
  release(run, draft, unit);
  run.tally.count('detached');
}
