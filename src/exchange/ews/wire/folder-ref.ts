import type { Xml } from '../xml/write.ts';
import { xml } from '../xml/write.ts';

/** Folders whose name every mailbox understands, whatever its language. */
export type DistinguishedFolder = 'contacts' | 'calendar' | 'deleteditems' | 'msgfolderroot';

export type FolderRef =
  /** `owner`: address of the mailbox that is meant; `null` means the mailbox of whom the request is made as. */
  | { readonly kind: 'distinguished'; readonly name: DistinguishedFolder; readonly owner: string | null }
  /** Ids hold the mailbox that they belong to. */
  | { readonly kind: 'id'; readonly id: string };

export function distinguished(name: DistinguishedFolder, owner: string | null): FolderRef {
  return { kind: 'distinguished', name, owner };
}

/** For errors. */
export function folderName(ref: FolderRef): string {
  return ref.kind === 'distinguished' ? ref.name : ref.id;
}

export function folderIdElement(ref: FolderRef): Xml {
  if (ref.kind === 'id') return xml`<t:FolderId Id="${ref.id}"/>`;
  return ref.owner === null
    ? xml`<t:DistinguishedFolderId Id="${ref.name}"/>`
    : xml`<t:DistinguishedFolderId Id="${ref.name}"><t:Mailbox><t:EmailAddress>${ref.owner}</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId>`;
}
