import type { ConnectorError } from '../model/index.ts';
import type { ExchangeItemRef, ExchangeWriteOutcome } from './port.ts';

/** The pictures that mail programs show of a contact. */
export const PHOTO_TYPES = ['image/jpeg', 'image/png', 'image/gif', 'image/bmp'] as const;

export interface ContactPhoto {
  /** As the bytes say, whatever the server called them. */
  readonly contentType: (typeof PHOTO_TYPES)[number];
  readonly bytes: Uint8Array;
}

export type ContactPhotoRead =
  | { readonly kind: 'photo'; readonly photo: ContactPhoto }
  | { readonly kind: 'none' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly error: ConnectorError };

/** Photos lie beside an item's fields, because they are large and seldom change: each is fetched and written alone. */
export interface ContactPhotos {
  /** @param id of a contact */
  read(id: string): Promise<ContactPhotoRead>;
  /**
   * Replaces the photo, or with `null` takes it away. Written only while the contact still is as `ref` says. Saying it
   * again does no harm, also after `unknown`.
   */
  write(ref: ExchangeItemRef, photo: ContactPhoto | null): Promise<ExchangeWriteOutcome>;
}
