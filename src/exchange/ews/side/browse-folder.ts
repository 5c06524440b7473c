import type { ItemType } from '../../../model/index.ts';
import type { ExchangeItem } from '../../port.ts';
import type { ItemKind } from '../mapping/item-kind.ts';
import { findItem, pageOf } from '../operations/find-item.ts';
import { isUnexplained } from '../soap/bare-fault.ts';
import { answerError, errorOf } from '../wire/item-error.ts';
import { readItemId } from '../wire/item-id.ts';
import { fieldPath } from '../wire/paths.ts';
import type { ResponseMessage } from '../wire/response-message.ts';
import type { Xml } from '../xml/write.ts';
import { xml } from '../xml/write.ts';
import { inFolder } from './in-folder.ts';
import { readItems } from './read-items.ts';
import { isRefusedProperty, refusesProperty } from './refused-property.ts';
import type { SideContext } from './side-context.ts';

const ORDER: Readonly<Record<ItemType, Xml>> = {
  contacts: xml`<t:FieldOrder Order="Ascending">${fieldPath('contacts:FileAs')}</t:FieldOrder>`,
  appointments: xml`<t:FieldOrder Order="Descending">${fieldPath('calendar:Start')}</t:FieldOrder>`,
};

/** Contact lists and what else lies in the folder count in `total`, and are left out of `items`. */
export async function browseFolder(
  side: SideContext,
  kind: ItemKind,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<{ readonly items: readonly ExchangeItem[]; readonly total: number }> {
  const message = await listSorted(side, kind, offset, limit);
  const page = pageOf(message, offset);
  const ids = page.entries.flatMap((item) => readItemId(item)?.id ?? []).slice(0, limit);
  const reads = await readItems(side, kind, ids);
  return {
    items: reads.flatMap((read) => (read.kind === 'found' ? [read.item] : [])),
    total: page.total ?? offset + ids.length,
  };
}

/** Not every server sorts by what we ask for; an unsorted list is better than none. */
async function listSorted(side: SideContext, kind: ItemKind, offset: number, limit: number): Promise<ResponseMessage> {
  try {
    const message = await list(side, kind, offset, limit, ORDER[kind.itemType]);
    if (message.class !== 'error') return message;
    if (!refusesProperty(message.code)) throw errorOf(message);
  } catch (error) {
    if (!isRefusedProperty(error) && !isUnexplained(error)) throw error;
  }
  const message = await list(side, kind, offset, limit, null);
  if (message.class === 'error') throw errorOf(message);
  return message;
}

async function list(
  side: SideContext,
  kind: ItemKind,
  offset: number,
  limit: number,
  sortOrder: Xml | null,
): Promise<ResponseMessage> {
  return inFolder(side, kind.folder, async (folder) => {
    const request = { folders: [folder], paths: [], restriction: null, sortOrder, offset, limit };
    const [message] = await findItem(side.channel, request);
    if (message === undefined) throw answerError('response_incomplete', 'FindItem was answered without a message.');
    if (message.code === 'ErrorFolderNotFound') throw errorOf(message);
    return message;
  });
}
