import { findItem, pageOf } from '../operations/find-item.ts';
import type { FolderRef } from '../wire/folder-ref.ts';
import { answerError, errorOf } from '../wire/item-error.ts';
import type { XmlElement } from '../xml/element.ts';
import type { Xml } from '../xml/write.ts';
import type { SideContext } from './side-context.ts';

/** Exchange 2013 and later give no more than 250 hits of a restricted search at a time. */
const PAGE_SIZE = 250;
/** Fifty thousand items: what a server without searches may have to list. */
const MAX_PAGES = 200;

/** All items of a folder that the restriction selects; `null` selects all. @throws ConnectorError when the folder cannot be searched */
export async function findAllItems(
  side: SideContext,
  folder: FolderRef,
  paths: readonly Xml[],
  restriction: Xml | null,
): Promise<readonly XmlElement[]> {
  const items: XmlElement[] = [];
  let offset: number | null = 0;
  for (let page = 0; offset !== null; page += 1) {
    if (page === MAX_PAGES) throw answerError('response_incomplete', 'The search does not end.');
    const request = { folders: [folder], paths, restriction, sortOrder: null, offset, limit: PAGE_SIZE };
    const [message] = await findItem(side.channel, request);
    if (message === undefined) throw answerError('response_incomplete', 'FindItem was answered without a message.');
    if (message.class === 'error') throw errorOf(message);
    const found = pageOf(message, offset);
    items.push(...found.entries);
    offset = found.nextOffset;
  }
  return items;
}
