import type { Bases, Link } from '../../sync/index.ts';
import { baseOf } from '../../sync/index.ts';
import { overFor } from '../identify/record-holders.ts';
import { withCutTexts } from '../load/cut-texts.ts';
import { basesOfJoined, isInvited, withAgreed } from '../load/kept-of.ts';
import type { Run } from '../run.ts';
import { exchangeBase, MARKS_DUE } from '../settle/links.ts';
import { restoredBases } from './created-link.ts';
import type { FoundCreate, FoundCreates } from './found-creates.ts';
import type { Recovery } from './recovery.ts';

/** The record is that of the create's pair, also if another pair has it so far. */
export function settleFoundCreate(run: Run, { draft }: Recovery, found: FoundCreates, create: FoundCreate): void {
  const { intent, record, link, holder } = create;
  if (holder !== undefined) draft.putLink(overFor(holder));
  found.holders.set(record.id, link);
  if (intent.exchangeId !== null) found.itemHolders.set(intent.exchangeId, link);
  draft.putLink({
    ...link,
    ...stampOnItem(create),
    reviewReason: intent.leaves === null ? MARKS_DUE : null,
    crmId: record.id,
    searchKey: intent.searchKey ?? link.searchKey,
    ...restoredBases(run, intent, link, basesNow(run, found, create)),
  });
  if (intent.exchangeId !== null) draft.removeUnlinked('exchange', intent.exchangeId);
  // Sighted before anybody knew whose it is.
  draft.removeUnlinked('crm', record.id);
}

/** What an undo makes anew has another key than the stamp that its item carries. */
function stampOnItem({ intent, existing }: FoundCreate): Partial<Link> {
  if (intent.leaves === null || existing === undefined) return {};
  const { stamp, stamped, formerStamps } = existing;
  return { stamp, stamped, formerStamps };
}

function basesNow(run: Run, found: FoundCreates, { intent, record, existing, holder }: FoundCreate): Bases {
  const sent = {
    baseCrm: baseOf(run.specs, withCutTexts(run, intent.payload, record.fields)),
    baseExchange: exchangeBase(run, intent.sourceFields),
  };
  if (record.isJoined === true) {
    // Another item of this mailbox had it: that makes room, or its pair was over before.
    const wasOwn = holder !== undefined || found.ownBefore.has(record.id);
    const item = found.itemsOfColleagues.get(intent.exchangeId ?? '') ?? null;
    return basesOfJoined(run, sent, record, { wasOwn, isInvited: isInvited(item) });
  }
  // Made anew: it may be the record of another mailbox, that holds the same one and was quicker.
  return intent.leaves === null && existing !== undefined ? withAgreed(run, sent, existing, record) : sent;
}
