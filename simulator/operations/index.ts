import type { Operation } from './context.ts';
import { convertId } from './convert-id.ts';
import { createItem } from './create-item.ts';
import { deleteItem } from './delete-item.ts';
import { findFolder } from './find-folder.ts';
import { findItem } from './find-item.ts';
import { getFolder } from './get-folder.ts';
import { getItem } from './get-item.ts';
import { copyItem, moveItem } from './move-item.ts';
import { resolveNames } from './resolve-names.ts';
import { syncFolderHierarchy } from './sync-folder-hierarchy.ts';
import { syncFolderItems } from './sync-folder-items.ts';
import { updateItem } from './update-item.ts';

/** Every operation that the simulator answers, by the name of its request. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  'm:ConvertId': convertId,
  'm:CopyItem': copyItem,
  'm:CreateItem': createItem,
  'm:DeleteItem': deleteItem,
  'm:FindFolder': findFolder,
  'm:FindItem': findItem,
  'm:GetFolder': getFolder,
  'm:GetItem': getItem,
  'm:MoveItem': moveItem,
  'm:ResolveNames': resolveNames,
  'm:SyncFolderHierarchy': syncFolderHierarchy,
  'm:SyncFolderItems': syncFolderItems,
  'm:UpdateItem': updateItem,
};
