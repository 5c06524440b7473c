import type { ContactPhoto } from './contact-photo.ts';

/**
 * Where the bytes of photos lie, by their digest. Whoever reads a photo on a side puts it there, whoever writes it to the
 * other fetches it. What nothing names any more is removed after a while.
 */
export interface PhotoStore {
  /**
   * Stores it, or finds that it is there.
   * @throws ConnectorError `photo_unreadable` for what is no picture that we know, `photo_too_large`
   */
  put(bytes: Uint8Array): Promise<ContactPhoto>;
  /** @returns `null` when it is not there, or not any more */
  get(digest: string): Promise<StoredPhoto | null>;
}

export interface StoredPhoto extends ContactPhoto {
  readonly content: Uint8Array;
}

/** The same for a side that has to be asked for each picture: which it knows already, by a mark of the side's own. */
export interface SeenPhotos extends PhotoStore {
  recall(marks: readonly string[]): Promise<ReadonlyMap<string, ContactPhoto>>;
  remember(seen: readonly { readonly mark: string; readonly digest: string }[]): Promise<void>;
}
