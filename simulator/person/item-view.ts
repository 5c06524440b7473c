import { attachmentsOf, isContactPhoto } from '../attachments/attachment.ts';
import { displayNameOfContact } from '../properties/derived.ts';
import type { ItemKind, StoredItem } from '../state/item.ts';
import { isList, isMeeting, listOf, textOf } from '../state/item.ts';
import type { Mailbox } from '../state/mailbox.ts';
import type { ItemFields } from './fields.ts';
import { fieldsOf } from './fields.ts';

/** An item as a person sees it, with what Outlook would hide. */
export interface ItemView {
  readonly id: string;
  readonly changeKey: string;
  readonly kind: ItemKind;
  /** Distinguished name of the folder, or its id when a person made it. */
  readonly folder: string;
  /** Display name or subject. */
  readonly label: string;
  readonly fields: ItemFields;
  readonly categories: readonly string[];
  /** Extended properties by `x:{set}:name:{name}:{type}` and similar keys; a connector's stamp is among them. */
  readonly extended: Readonly<Record<string, string | readonly string[]>>;
  readonly searchKey: string;
  readonly hasPhoto: boolean;
  readonly isMeeting: boolean;
  readonly isSeries: boolean;
  readonly createdAt: string;
  readonly modifiedAt: string;
  readonly modifiedBy: string;
}

export function itemView(item: StoredItem, mailbox: Mailbox): ItemView {
  const folder = mailbox.folder(item.folder);
  const extended = Object.entries(item.values).flatMap(([key, value]) =>
    key.startsWith('x:') && (typeof value === 'string' || isList(value)) ? [[key, value] as const] : [],
  );
  return {
    id: mailbox.itemId(item),
    changeKey: mailbox.changeKey(item),
    kind: item.kind,
    folder: folder?.distinguished ?? (folder === undefined ? '' : mailbox.folderId(folder)),
    label:
      item.kind === 'Contact'
        ? displayNameOfContact(item)
        : (textOf(item, 'Subject') ?? textOf(item, 'DisplayName') ?? ''),
    fields: fieldsOf(item),
    categories: listOf(item, 'Categories'),
    extended: Object.fromEntries(extended),
    searchKey: item.searchKey,
    hasPhoto: attachmentsOf(item).some(isContactPhoto),
    isMeeting: isMeeting(item),
    isSeries: item.values['Recurrence'] !== undefined,
    createdAt: item.createdAt,
    modifiedAt: item.modifiedAt,
    modifiedBy: item.modifiedBy,
  };
}
