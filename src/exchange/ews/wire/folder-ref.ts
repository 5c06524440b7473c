import type { Xml } from '../xml/write.ts';
import { xml } from '../xml/write.ts';

/** Folders whose name every mailbox understands, whatever its language. */
export type DistinguishedFolder = 'contacts' | 'calendar' | 'deleteditems' | 'msgfolderroot';

export type FolderRef =
  | { readonly kind: 'distinguished'; readonly name: DistinguishedFolder }
  | { readonly kind: 'id'; readonly id: string };

export function distinguished(name: DistinguishedFolder): FolderRef {
  return { kind: 'distinguished', name };
}

/** For errors. */
export function folderName(ref: FolderRef): string {
  return ref.kind === 'distinguished' ? ref.name : ref.id;
}

export function folderIdElement(ref: FolderRef): Xml {
  return ref.kind === 'distinguished'
    ? xml`<t:DistinguishedFolderId Id="${ref.name}"/>`
    : xml`<t:FolderId Id="${ref.id}"/>`;
}
