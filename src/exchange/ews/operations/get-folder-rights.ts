import type { SoapChannel } from '../soap/channel.ts';
import type { FolderRef } from '../wire/folder-ref.ts';
import type { XmlElement } from '../xml/element.ts';
import { childrenOf, childText, findChild, findDescendant } from '../xml/element.ts';
import { xml } from '../xml/write.ts';
import { folderMessages } from './folder-messages.ts';

/** What whoever asks may do with a folder, as far as the server tells; `null` where it does not. */
export interface FolderRights {
  readonly read: boolean | null;
  readonly create: boolean | null;
  /** Change and delete what others put there. */
  readonly change: boolean | null;
  readonly delete: boolean | null;
  /** Change the folder itself: only its owner may, and who has full access to the mailbox. */
  readonly own: boolean | null;
  /** For all folders of the mailbox at once; not told before Exchange 2010. */
  readonly viewPrivateItems: boolean | null;
}

export type ToldRights =
  | { readonly kind: 'told'; readonly rights: FolderRights }
  | { readonly kind: 'failed'; readonly code: string };

/** PidTagRights (MS-OXCFOLD): `EffectiveRights` of a folder is about the folder itself and not about what lies in it. */
const MASK_TAG = 0x6639;
const EDIT_ANY = 0x20;
const DELETE_ANY = 0x40;

/**
 * Rights on folders, in the order asked.
 * @param withContents asks for the rights on what lies in them too, by a property that not every server knows
 */
export async function getFolderRights(
  channel: SoapChannel,
  folders: readonly FolderRef[],
  withContents: boolean,
): Promise<readonly ToldRights[]> {
  const mask = withContents ? xml`<t:ExtendedFieldURI PropertyTag="0x6639" PropertyType="Integer"/>` : null;
  const messages = await folderMessages(
    channel,
    folders,
    xml`<t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI="folder:EffectiveRights"/>${mask}</t:AdditionalProperties>`,
  );
  return folders.map((_folder, index): ToldRights => {
    const message = messages[index];
    if (message === undefined) return { kind: 'failed', code: 'response_incomplete' };
    if (message.class === 'error') return { kind: 'failed', code: message.code };
    return { kind: 'told', rights: readRights(message.element) };
  });
}

function readRights(message: XmlElement): FolderRights {
  const effective = findDescendant(message, 'EffectiveRights');
  const flag = (name: string) => readFlag(effective === undefined ? undefined : childText(effective, name));
  const mask = readMask(findDescendant(message, 'Folders')?.children[0]);
  return {
    read: flag('Read'),
    create: flag('CreateContents'),
    change: mask === null ? null : (mask & EDIT_ANY) !== 0,
    delete: mask === null ? null : (mask & DELETE_ANY) !== 0,
    own: flag('Modify'),
    viewPrivateItems: flag('ViewPrivateItems'),
  };
}

function readFlag(text: string | null | undefined): boolean | null {
  const value = text?.trim().toLowerCase() ?? '';
  if (value === 'true' || value === '1') return true;
  return value === 'false' || value === '0' ? false : null;
}

function readMask(folder: XmlElement | undefined): number | null {
  const property = childrenOf(folder, 'ExtendedProperty').find(
    (candidate) => Number(findChild(candidate, 'ExtendedFieldURI')?.attributes['PropertyTag']) === MASK_TAG,
  );
  const text = childText(property, 'Value')?.trim() ?? '';
  return /^-?\d{1,10}$/.test(text) ? Number(text) : null;
}
