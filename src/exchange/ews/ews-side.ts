import type { ExchangeSide } from '../port.ts';
import { assertImpersonatedMailbox } from './directory/impersonated-mailbox.ts';
import { assertOwnMailbox } from './directory/own-mailbox.ts';
import { assertOwnerHeeded } from './directory/shared-mailbox.ts';
import { ITEM_KINDS } from './mapping/item-kind.ts';
import { createBatchSize } from './side/batch-size.ts';
import { browseFolder } from './side/browse-folder.ts';
import { deleteAsRead } from './side/delete-as-read.ts';
import { identifyMailbox } from './side/identify-mailbox.ts';
import { listChanges } from './side/list-changes.ts';
import { locateItems } from './side/locate-items.ts';
import { fetchPhotos } from './side/photos/fetch-photos.ts';
import { showPhotos } from './side/photos/look-at-photos.ts';
import { withChangedPhotos, withNewPhotos } from './side/photos/write-photos.ts';
import { readItems } from './side/read-items.ts';
import { createAppointments } from './side/series/create-appointments.ts';
import { updateAppointments } from './side/series/update-appointments.ts';
import type { EwsSideOptions, SideContext } from './side/side-context.ts';
import { nothingLearnt, writingCall } from './side/side-context.ts';
import { translateId } from './side/translate-id.ts';
import { createItems, updateItems } from './side/write-items.ts';
import type { SoapChannel } from './soap/channel.ts';

/** One mailbox over Exchange Web Services. The side owns the channel from now on and closes it. */
export function createEwsSide(channel: SoapChannel, options: EwsSideOptions): ExchangeSide {
  const side: SideContext = {
    channel,
    batches: {
      reading: createBatchSize({ start: 50, most: 100 }),
      writing: createBatchSize({ start: 20, most: 50 }),
    },
    mailbox: options.mailbox,
    owner: options.access === 'delegateFolders' ? options.mailbox : null,
    homeZone: options.homeZone ?? null,
    learnt: nothingLearnt(assertionOf(options) === null),
  };
  return {
    identify: async () => {
      await assertNamedMailbox(side, options);
      return identifyMailbox(side);
    },
    listChanges: (itemType, cursor) => listChanges(side, ITEM_KINDS[itemType], cursor),
    read: async (itemType, ids) => {
      // An id opens an item of whoever is impersonated, and a person may have it from elsewhere.
      if (options.impersonatesByOtherName === true) await assertNamedMailbox(side, options);
      return readItems(side, ITEM_KINDS[itemType], ids);
    },
    create: (itemType, items) =>
      writingCall(side, async (call) => {
        const write = itemType === 'appointments' ? createAppointments : createItems;
        const outcomes = await write(call, ITEM_KINDS[itemType], items);
        return withNewPhotos(call, items, outcomes);
      }),
    update: (itemType, items, resolution) =>
      writingCall(side, async (call) => {
        const write = itemType === 'appointments' ? updateAppointments : updateItems;
        const outcomes = await write(call, ITEM_KINDS[itemType], items, resolution);
        return withChangedPhotos(call, items, outcomes, resolution);
      }),
    delete: (_itemType, items, mode) => writingCall(side, (call) => deleteAsRead(call, items, mode)),
    locate: (itemType, wanted) => locateItems(side, ITEM_KINDS[itemType], wanted),
    browse: async (itemType, page) => {
      await assertNamedMailbox(side, options);
      return browseFolder(side, ITEM_KINDS[itemType], page);
    },
    translateId: async (id) => {
      await assertNamedMailbox(side, options);
      return translateId(side, id);
    },
    photos: {
      look: (ids) => showPhotos(side, ids),
      fetch: (photos) => fetchPhotos(side, photos),
    },
    close: () => channel.close(),
  };
}

/** What a person names is what is worked in: a run begins with `identify`, a look into the mailbox with `browse`. */
async function assertNamedMailbox({ channel, mailbox, learnt }: SideContext, options: EwsSideOptions): Promise<void> {
  if (learnt.isNamedMailbox) return;
  await assertionOf(options)?.(channel, mailbox);
  learnt.isNamedMailbox = true;
}

/** How that is found out; `null` where the name that opens the mailbox is the proof. */
function assertionOf({
  access,
  impersonatesByOtherName = false,
}: EwsSideOptions): ((channel: SoapChannel, mailbox: string) => Promise<void>) | null {
  switch (access) {
    case 'own':
      return assertOwnMailbox;
    case 'delegateFolders':
      return assertOwnerHeeded;
    default:
      return impersonatesByOtherName ? assertImpersonatedMailbox : null;
  }
}
