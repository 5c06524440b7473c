import { findItem, pageOf } from '../operations/find-item.ts';
import type { FolderRef } from '../wire/folder-ref.ts';
import { answerError, errorOf } from '../wire/item-error.ts';
import { readItemId } from '../wire/item-id.ts';
import type { XmlElement } from '../xml/element.ts';
import type { Xml } from '../xml/write.ts';
import type { SideContext } from './side-context.ts';

/** Exchange 2013 and later give no more than 250 hits of a restricted search at a time. */
const PAGE_SIZE = 250;
/** Administrators may set the limit of a search anywhere. */
const SMALLEST_PAGE = 10;
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
  const seen = new Set<string>();
  let limit = PAGE_SIZE;
  let offset: number | null = 0;
  for (let page = 0; offset !== null; page += 1) {
    if (page === MAX_PAGES) throw answerError('response_incomplete', 'The search does not end.');
    const request = { folders: [folder], paths, restriction, sortOrder: null, offset, limit };
    const [message] = await findItem(side.channel, request);
    if (message === undefined) throw answerError('response_incomplete', 'FindItem was answered without a message.');
    // Up to 2010 a page above the server's limit is an error, later it comes cut.
    if (message.code === 'ErrorExceededFindCountLimit' && limit > SMALLEST_PAGE) {
      limit = Math.max(SMALLEST_PAGE, Math.floor(limit / 5));
      continue;
    }
    if (message.class === 'error') throw errorOf(message);
    const found = pageOf(message, offset);
    const news = found.entries.filter((item) => {
      const id = readItemId(item)?.id;
      return id === undefined || !seen.has(id);
    });
    for (const item of news) seen.add(readItemId(item)?.id ?? '');
    items.push(...news);
    offset = found.nextOffset;
    if (news.length > 0 || offset === null) continue;
    // The same again, whatever place is asked for: that was all, unless it was a full page or there is said to be more.
    if (found.isGuess && found.entries.length < limit) return items;
    throw answerError('response_incomplete', 'The search repeats itself.');
  }
  return items;
}
