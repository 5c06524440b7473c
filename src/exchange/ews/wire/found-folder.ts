import type { XmlElement } from '../xml/element.ts';
import { childText, findChild } from '../xml/element.ts';
import type { Xml } from '../xml/write.ts';
import { xml } from '../xml/write.ts';
import { fieldPath } from './paths.ts';

/** A folder as a listing shows it. */
export interface FoundFolder {
  readonly id: string;
  readonly parentId: string | null;
  /** `IPF.Contact`; `null` where the server does not say. */
  readonly folderClass: string | null;
  /** Name of the element, `ContactsFolder` for instance. */
  readonly element: string;
}

/** `m:FolderShape` that asks for what a `FoundFolder` has. */
export const FOUND_FOLDER_SHAPE: Xml = xml`<m:FolderShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>${['folder:FolderClass', 'folder:ParentFolderId'].map(fieldPath)}</t:AdditionalProperties></m:FolderShape>`;

/** @returns `null` for an element without an id */
export function readFoundFolder(folder: XmlElement): FoundFolder | null {
  const id = findChild(folder, 'FolderId')?.attributes.Id;
  if (id === undefined || id === '') return null;
  return {
    id,
    parentId: findChild(folder, 'ParentFolderId')?.attributes.Id ?? null,
    folderClass: childText(folder, 'FolderClass')?.trim() || null,
    element: folder.name,
  };
}
