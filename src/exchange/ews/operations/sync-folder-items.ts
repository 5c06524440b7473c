import type { ExchangeChangePage, ExchangeItemRef } from '../../port.ts';
import type { SoapChannel } from '../soap/channel.ts';
import type { FolderRef } from '../wire/folder-ref.ts';
import { folderIdElement, folderName } from '../wire/folder-ref.ts';
import { answerError, errorOf } from '../wire/item-error.ts';
import { readItemId } from '../wire/item-id.ts';
import { ownCopy } from '../wire/own-copy.ts';
import { readResponseMessages } from '../wire/response-message.ts';
import type { XmlElement } from '../xml/element.ts';
import { findDescendant } from '../xml/element.ts';
import { xml } from '../xml/write.ts';

/** The most that Exchange takes. */
const MAX_CHANGES = 512;

/**
 * One page of what changed in a folder, in exactly one request. Only ids are asked for: any further
 * property costs the server a look at each item. The element that wraps an item says little of its type
 * at this point, so all are reported; reading tells what is foreign.
 * @throws ConnectorError `ErrorInvalidSyncStateData` and others with disposition `resync`
 */
export async function syncFolderItems(
  channel: SoapChannel,
  folder: FolderRef,
  syncState: string | null,
): Promise<ExchangeChangePage> {
  const state = syncState === null ? null : xml`<m:SyncState>${syncState}</m:SyncState>`;
  const response = await channel.send({
    operation: 'SyncFolderItems',
    writes: false,
    body: () =>
      xml`<m:SyncFolderItems><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape><m:SyncFolderId>${folderIdElement(folder)}</m:SyncFolderId>${state}<m:MaxChangesReturned>${MAX_CHANGES}</m:MaxChangesReturned></m:SyncFolderItems>`,
  });
  const [message] = readResponseMessages(response);
  if (message === undefined)
    throw answerError('response_incomplete', 'SyncFolderItems was answered without a message.');
  if (message.class === 'error') throw errorOf(message, folderName(folder));

  const cursor = findDescendant(message.element, 'SyncState')?.text.trim() ?? '';
  if (cursor === '') throw answerError('response_incomplete', 'SyncFolderItems was answered without a sync state.');
  const changes = findDescendant(message.element, 'Changes')?.children ?? [];
  const includesLast = findDescendant(message.element, 'IncludesLastItemInRange')?.text.trim().toLowerCase();
  // Who does not say whether this is the end is asked until nothing comes: an end that is none would make every
  // item behind it look new on the other side.
  const more =
    includesLast === undefined
      ? changes.length > 0 && cursor !== syncState
      : includesLast === 'false' || includesLast === '0';
  // Seen in the wild: the same state with "there is more", for ever.
  if (more && cursor === syncState) {
    throw answerError(
      'sync_state_stuck',
      'The server repeats its sync state and says that there is more.',
      folderName(folder),
    );
  }
  return { ...readChanges(changes), cursor, more };
}

function readChanges(changes: readonly XmlElement[]): Pick<ExchangeChangePage, 'upserts' | 'deletes'> {
  const upserts: ExchangeItemRef[] = [];
  const deletes: string[] = [];
  for (const change of changes) {
    if (change.name === 'Create' || change.name === 'Update') {
      const ref = idOfChange(change);
      if (ref !== null)
        upserts.push({ id: ownCopy(ref.id), changeKey: ref.changeKey === null ? null : ownCopy(ref.changeKey) });
    } else if (change.name === 'Delete') {
      const ref = idOfChange(change);
      if (ref !== null) deletes.push(ownCopy(ref.id));
    }
  }
  return { upserts, deletes };
}

/** Inside the item as the schema says, or alone. */
function idOfChange(change: XmlElement): ExchangeItemRef | null {
  return readItemId(change) ?? change.children.map((item) => readItemId(item)).find((found) => found !== null) ?? null;
}
