import { ConnectorError } from '../../../model/index.ts';
import type { ExchangeDelete, ExchangeDeleteMode, ExchangeItemRef, ExchangeWriteOutcome } from '../../port.ts';
import { cancelCalendarItem } from '../operations/cancel-calendar-item.ts';
import { deleteItem } from '../operations/delete-item.ts';
import { getFolderRights } from '../operations/get-folder-rights.ts';
import { moveItem } from '../operations/move-item.ts';
import type { MailTo } from '../wire/mail-to.ts';
import { apartByMail } from './apart-by-mail.ts';
import { folderRef } from './in-folder.ts';
import type { SideContext } from './side-context.ts';
import { writeInBatches } from './write-batches.ts';

export function deleteItems(
  side: SideContext,
  items: readonly ExchangeDelete[],
  mode: ExchangeDeleteMode,
): Promise<readonly ExchangeWriteOutcome[]> {
  return apartByMail(side, items, (alike, mailTo) =>
    mailTo === 'nobody' ? deleteSilently(side, alike, mode) : callOff(side, alike, { mode, mailTo }),
  );
}

/** Of a delegate Exchange takes no deletion into Deleted Items, and a move would tell nobody: a cancellation does both. */
function callOff(
  side: SideContext,
  items: readonly ExchangeItemRef[],
  { mode, mailTo }: { readonly mode: ExchangeDeleteMode; readonly mailTo: MailTo },
): Promise<readonly ExchangeWriteOutcome[]> {
  const asDelegate = side.owner !== null && mode === 'deletedItems';
  return writeInBatches(items, {
    size: side.batches.writing,
    send: (batch) =>
      asDelegate ? cancelCalendarItem(side.channel, batch) : deleteItem(side.channel, batch, mode, mailTo),
    refOf: ({ id }) => id,
    done: (ref) => ({ kind: 'done', ref }),
  });
}

async function deleteSilently(
  side: SideContext,
  items: readonly ExchangeItemRef[],
  mode: ExchangeDeleteMode,
): Promise<readonly ExchangeWriteOutcome[]> {
  const moves = side.owner !== null && mode === 'deletedItems';
  const outcomes = await writeInBatches(items, {
    size: side.batches.writing,
    // Of a delegate Exchange takes no deletion into Deleted Items, and elsewhere it is not said into whose the item
    // would go. A move names the folder: the owner's.
    send: (batch) =>
      moves ? moveItem(side.channel, batch, folderRef(side, 'deleteditems')) : deleteItem(side.channel, batch, mode),
    refOf: ({ id }) => id,
    done: (ref) => ({ kind: 'done', ref }),
  });
  return moves && outcomes.some(mayBeAboutTarget) && !(await takesItems(side))
    ? outcomes.map((outcome) => (mayBeAboutTarget(outcome) ? { kind: 'failed', error: notShared(side) } : outcome))
    : outcomes;
}

const ABOUT_ITEM_OR_TARGET: ReadonlySet<string> = new Set([
  'ErrorAccessDenied',
  'ErrorCreateItemAccessDenied',
  'ErrorFolderNotFound',
  'ErrorMoveCopyFailed',
  'ErrorToFolderNotFound',
]);

function mayBeAboutTarget(outcome: ExchangeWriteOutcome): boolean {
  return outcome.kind === 'failed' && ABOUT_ITEM_OR_TARGET.has(outcome.error.code);
}

async function takesItems(side: SideContext): Promise<boolean> {
  try {
    const [told] = await getFolderRights(side.channel, [folderRef(side, 'deleteditems')], false);
    return told?.kind === 'told' && told.rights.create !== false;
  } catch (error) {
    // What became of the items is known, and must not be lost over this.
    if (error instanceof ConnectorError) return true;
    throw error;
  }
}

function notShared({ mailbox }: SideContext): ConnectorError {
  return new ConnectorError({
    code: 'deleted_items_not_shared',
    disposition: 'reauth',
    message: 'The account may not put anything into Deleted Items of the mailbox.',
    details: { mailbox },
  });
}
