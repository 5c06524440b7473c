import type { ConnectorError, PhotoType } from '../model/index.ts';

/** A photo as a side gives and takes it. */
export interface Picture {
  /** As the bytes say, whatever the server called them. */
  readonly mediaType: PhotoType;
  readonly content: Uint8Array;
}

/** A photo as the mailbox shows it before anybody fetches it. */
export interface ShownPhoto {
  readonly contactId: string;
  readonly attachmentId: string;
  /** Opaque, and another one when the picture is another one. */
  readonly mark: string;
  /** In bytes, as the server counts; `null` where it does not tell. */
  readonly size: number | null;
}

export type PhotoLook =
  | { readonly kind: 'photo'; readonly photo: ShownPhoto }
  | { readonly kind: 'none' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly error: ConnectorError };

export type PhotoFetch =
  | { readonly kind: 'picture'; readonly picture: Picture }
  | { readonly kind: 'failed'; readonly error: ConnectorError };

/**
 * Photos lie beside an item's fields, because they are large and seldom change: they are looked at first, and fetched
 * only when they are not known. Results stand in the order of the request. They are written with the item.
 */
export interface ContactPhotos {
  look(contactIds: readonly string[]): Promise<readonly PhotoLook[]>;
  fetch(photos: readonly ShownPhoto[]): Promise<readonly PhotoFetch[]>;
}
