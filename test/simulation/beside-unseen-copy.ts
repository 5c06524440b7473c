import type { ExchangeCreate } from '../../src/exchange/port.ts';
import { carriesIdentity } from '../../src/sync-run/identify/marks.ts';
import type { StoredItem } from '../../src/sync-run/testing/memory-exchange.ts';
import type { Doubt } from './history.ts';
import { originOf } from './mailbox.ts';
import type { RunContext } from './run-context.ts';

const WHY: Doubt = 'made beside an unseen copy';

/**
 * Who has the record of a meeting may be invited to it as well. The invitation and the item that we make of the record meet
 * where a run sees both. The copy that its user filed away before, or that comes while the item is made, no run can have
 * seen: the two stand beside each other. To be called when the creates are sent.
 * @returns to be called when one of them lands
 */
export function doubtBesideUnseenCopy({
  history,
  mailbox,
}: Pick<RunContext, 'history' | 'mailbox'>): (create: Pick<ExchangeCreate, 'fields' | 'uid'>) => void {
  const { exchange, itemType } = mailbox;
  // A copy keeps its search key when it is filed away meanwhile.
  const seen = new Set([...exchange.items.values()].filter(isSeen(mailbox)).map(({ searchKey }) => searchKey));
  return ({ fields, uid }) => {
    const origin = originOf(itemType, fields);
    if (uid === null || history.doubts.some((doubt) => doubt.origin === origin && doubt.why === WHY)) return;
    const isUnseenCopy = (item: StoredItem): boolean =>
      item.uid === uid && isCopy(item) && item.folder !== 'deletedItems' && !seen.has(item.searchKey);
    if ([...exchange.items.values()].some(isUnseenCopy)) history.doubt(origin, WHY);
  };
}

/** Of a meeting that somebody else organizes. */
function isCopy({ meeting }: StoredItem): boolean {
  return meeting?.role === 'attendee';
}

/** Whether what is remembered of the mailbox names it: because a list did, or as the item of a pair or of an open write. */
function isSeen({ memory }: RunContext['mailbox']): (item: StoredItem) => boolean {
  const rows = [...memory.hints.values(), ...memory.unlinked.values()];
  const listed = new Set(rows.flatMap(({ side, itemId }) => (side === 'exchange' ? itemId : [])));
  const links = [...memory.links.values()];
  const sent = [...memory.intents.values()];
  return (item) =>
    listed.has(item.id) ||
    links.some((link) => carriesIdentity(item, link)) ||
    [...links, ...sent].some(({ exchangeId, searchKey }) => exchangeId === item.id || searchKey === item.searchKey);
}
