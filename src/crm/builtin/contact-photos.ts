import type { PhotoStore, StoredPhoto } from '../../model/index.ts';
import { readPhoto } from '../../model/index.ts';
import type { Actor } from './actor.ts';
import type { ReadResult } from './record-lookup.ts';
import type { WriteResult } from './record-writes.ts';
import type { Records } from './records.ts';

export type PhotoRead =
  | { readonly kind: 'photo'; readonly photo: StoredPhoto }
  /** The contact is there, and has none. */
  | { readonly kind: 'none' }
  | Exclude<ReadResult, { kind: 'found' }>;

/** The photos of contacts, with the rights that the actor has on the contact. */
export interface ContactPhotos {
  get(actor: Actor, contactId: string): Promise<PhotoRead>;
  /** By its digest, for whoever has a right to what names it. */
  named(digest: string): Promise<StoredPhoto | null>;
  /**
   * @param change `content`: `null` takes the photo away
   * @throws ConnectorError `photo_unreadable`, `photo_too_large`
   */
  set(
    actor: Actor,
    change: { readonly id: string; readonly expectedVersion: string | null; readonly content: Uint8Array | null },
  ): Promise<WriteResult>;
}

export function createContactPhotos(contacts: Records, photos: PhotoStore): ContactPhotos {
  return {
    get: async (actor, contactId) => {
      const read = await contacts.get(actor, contactId);
      if (read.kind !== 'found') return read;
      const named = readPhoto(read.record.fields['photo'] ?? null);
      const photo = named === null ? null : await photos.get(named.digest);
      return photo === null ? { kind: 'none' } : { kind: 'photo', photo };
    },
    named: (digest) => photos.get(digest),
    set: async (actor, { id, expectedVersion, content }) => {
      // Nobody fills the store through contacts that they do not see.
      const before = await contacts.get(actor, id);
      if (before.kind !== 'found') return before;
      const photo = content === null ? null : await photos.put(content);
      return contacts.update(actor, { id, expectedVersion, changes: { photo } });
    },
  };
}
