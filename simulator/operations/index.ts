import type { Operation } from './context.ts';
import { convertId } from './convert-id.ts';
import { createAttachment } from './create-attachment.ts';
import { createItem } from './create-item.ts';
import { deleteAttachment } from './delete-attachment.ts';
import { deleteItem } from './delete-item.ts';
import { findFolder } from './find-folder.ts';
import { findItem } from './find-item.ts';
import { getAttachment } from './get-attachment.ts';
import { getDelegate } from './get-delegate.ts';
import { getEvents } from './get-events.ts';
import { getFolder } from './get-folder.ts';
import { getItem } from './get-item.ts';
import { getServerTimeZones } from './get-server-time-zones.ts';
import { getStreamingEvents } from './get-streaming-events.ts';
import { getUserAvailability } from './get-user-availability.ts';
import { copyItem, moveItem } from './move-item.ts';
import { resolveNames } from './resolve-names.ts';
import { subscribe } from './subscribe.ts';
import { syncFolderHierarchy } from './sync-folder-hierarchy.ts';
import { syncFolderItems } from './sync-folder-items.ts';
import { unsubscribe } from './unsubscribe.ts';
import { updateItem } from './update-item.ts';

/** Every operation that the simulator answers, by the name of its request. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  'm:ConvertId': convertId,
  'm:CopyItem': copyItem,
  'm:CreateAttachment': createAttachment,
  'm:CreateItem': createItem,
  'm:DeleteAttachment': deleteAttachment,
  'm:DeleteItem': deleteItem,
  'm:FindFolder': findFolder,
  'm:FindItem': findItem,
  'm:GetAttachment': getAttachment,
  'm:GetDelegate': getDelegate,
  'm:GetEvents': getEvents,
  'm:GetFolder': getFolder,
  'm:GetItem': getItem,
  'm:GetServerTimeZones': getServerTimeZones,
  'm:GetStreamingEvents': getStreamingEvents,
  'm:GetUserAvailabilityRequest': getUserAvailability,
  'm:MoveItem': moveItem,
  'm:ResolveNames': resolveNames,
  'm:Subscribe': subscribe,
  'm:SyncFolderHierarchy': syncFolderHierarchy,
  'm:SyncFolderItems': syncFolderItems,
  'm:Unsubscribe': unsubscribe,
  'm:UpdateItem': updateItem,
};
