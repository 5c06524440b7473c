import type { ExchangeSide } from '../port.ts';
import { assertOwnMailbox } from './directory/own-mailbox.ts';
import { ITEM_KINDS } from './mapping/item-kind.ts';
import { syncFolderItems } from './operations/sync-folder-items.ts';
import { browseFolder } from './side/browse-folder.ts';
import { identifyMailbox } from './side/identify-mailbox.ts';
import { inFolder } from './side/in-folder.ts';
import { locateItems } from './side/locate-items.ts';
import { readItems } from './side/read-items.ts';
import type { EwsSideOptions, SideContext } from './side/side-context.ts';
import { createItems, deleteItems, updateItems } from './side/write-items.ts';
import type { SoapChannel } from './soap/channel.ts';

/** One mailbox over Exchange Web Services. The side owns the channel from now on and closes it. */
export function createEwsSide(channel: SoapChannel, options: EwsSideOptions): ExchangeSide {
  const side: SideContext = {
    channel,
    mailbox: options.mailbox,
    homeZone: options.homeZone ?? null,
    isNamedMailbox: options.access !== 'own',
    searchKeysKnown: true,
    folderIds: new Map(),
    refusedPaths: new Map(),
    searches: true,
  };
  return {
    identify: async () => {
      await assertNamedMailbox(side);
      return identifyMailbox(side);
    },
    listChanges: (itemType, cursor) =>
      inFolder(side, ITEM_KINDS[itemType].folder, (folder) => syncFolderItems(channel, folder, cursor)),
    read: (itemType, ids) => readItems(side, ITEM_KINDS[itemType], ids),
    create: (itemType, items) => createItems(side, ITEM_KINDS[itemType], items),
    update: (itemType, items, resolution) => updateItems(side, ITEM_KINDS[itemType], items, resolution),
    delete: (_itemType, items, mode) => deleteItems(side, items, mode),
    locate: (itemType, wanted) => locateItems(side, ITEM_KINDS[itemType], wanted),
    browse: async (itemType, page) => {
      await assertNamedMailbox(side);
      return browseFolder(side, ITEM_KINDS[itemType], page);
    },
    close: () => channel.close(),
  };
}

/** What a person names is what is worked in: a run begins with `identify`, a look into the mailbox with `browse`. */
async function assertNamedMailbox(side: SideContext): Promise<void> {
  if (side.isNamedMailbox) return;
  await assertOwnMailbox(side.channel, side.mailbox);
  side.isNamedMailbox = true;
}
