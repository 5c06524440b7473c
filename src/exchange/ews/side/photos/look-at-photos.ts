import { createHash } from 'node:crypto';
import type { ConnectorError } from '../../../../model/index.ts';
import type { PhotoLook } from '../../../contact-photos.ts';
import { readItemId } from '../../wire/item-id.ts';
import { fieldPath } from '../../wire/paths.ts';
import type { XmlElement } from '../../xml/element.ts';
import { childText, findChild } from '../../xml/element.ts';
import { xml } from '../../xml/write.ts';
import { lookAtItems } from '../look-at-items.ts';
import type { SideContext } from '../side-context.ts';

/** The name by which Outlook knows its own photos. */
export const PHOTO_NAME = 'ContactPicture.jpg';

export interface PhotoAttachment {
  readonly id: string;
  readonly size: number | null;
  /** As the server wrote it; `null` where it does not tell. */
  readonly lastModified: string | null;
}

export type PhotosOfContact =
  | {
      readonly kind: 'contact';
      readonly changeKey: string | null;
      /** The oldest first: where two hang, the second is ours, and nobody has agreed on it yet. */
      readonly photos: readonly PhotoAttachment[];
    }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly error: ConnectorError }
  /** The server tells nothing of attachments. */
  | { readonly kind: 'untold' };

const SHAPE = xml`<m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>${fieldPath('item:Attachments')}</t:AdditionalProperties></m:ItemShape>`;

/** What hangs on these contacts as a photo, by their ids. */
export async function lookAtPhotos(
  side: SideContext,
  ids: readonly string[],
): Promise<(id: string) => PhotosOfContact> {
  const { items, outcomes } = await lookAtItems(side, ids, SHAPE);
  return (id) => {
    const outcome = outcomes.get(id);
    if (outcome?.kind === 'missing' || outcome?.kind === 'failed') return outcome;
    const item = items.get(id);
    return item === undefined ? { kind: 'untold' } : photosOf(item);
  };
}

export async function showPhotos(side: SideContext, ids: readonly string[]): Promise<readonly PhotoLook[]> {
  const look = await lookAtPhotos(side, ids);
  return ids.map((contactId): PhotoLook => {
    const seen = look(contactId);
    if (seen.kind === 'untold') return { kind: 'none' };
    if (seen.kind !== 'contact') return seen;
    const [photo] = seen.photos;
    if (photo === undefined) return { kind: 'none' };
    // Where nobody tells when a picture changed, it may have with every change of the contact.
    const state = photo.lastModified ?? seen.changeKey ?? '';
    const mark = createHash('sha256')
      .update(JSON.stringify([photo.id, photo.size, state]))
      .digest('hex');
    return { kind: 'photo', photo: { contactId, attachmentId: photo.id, mark, size: photo.size } };
  });
}

function photosOf(item: XmlElement): PhotosOfContact {
  const files = findChild(item, 'Attachments')?.children.filter(({ name }) => name === 'FileAttachment') ?? [];
  return {
    kind: 'contact',
    changeKey: readItemId(item)?.changeKey ?? null,
    photos: files
      .filter(isPhoto)
      .flatMap((file): readonly PhotoAttachment[] => {
        const id = findChild(file, 'AttachmentId')?.attributes.Id ?? '';
        const size = Number(childText(file, 'Size')?.trim() || Number.NaN);
        const lastModified = childText(file, 'LastModifiedTime')?.trim() || null;
        return id === '' ? [] : [{ id, size: Number.isFinite(size) ? size : null, lastModified }];
      })
      .toSorted(byAge),
  };
}

function byAge(one: PhotoAttachment, other: PhotoAttachment): number {
  const difference = Date.parse(one.lastModified ?? '') - Date.parse(other.lastModified ?? '');
  // Where the server tells no times, its own order stays.
  return Number.isNaN(difference) ? 0 : difference;
}

/** Exchange 2007 has no mark for photos, and shows those of Outlook under their name. */
function isPhoto(file: XmlElement): boolean {
  const mark = childText(file, 'IsContactPhoto')?.trim().toLowerCase();
  if (mark !== undefined) return mark === 'true' || mark === '1';
  return childText(file, 'Name')?.trim().toLowerCase() === PHOTO_NAME.toLowerCase();
}
