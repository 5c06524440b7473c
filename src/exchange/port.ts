import type { CalendarDate, ConnectorError, Fields, ItemType, Meeting } from '../model/index.ts';
import type { ContactPhotos, Picture } from './contact-photos.ts';
import type { WatchMailbox } from './mailbox-watch.ts';

/** Identity and version of an item in Exchange. Opaque, compared for equality only. */
export interface ExchangeItemRef {
  readonly id: string;
  readonly changeKey: string | null;
}

/** Why an item is shown but never written: a series of which the model cannot express the rule. */
export type NotSynchronisedReason = 'series';

/** One item as it stands in the mailbox now. */
export interface ExchangeItem extends ExchangeItemRef {
  readonly itemType: ItemType;
  /** Canonical values of every field that this server carries; `null` is empty. */
  readonly fields: Fields;
  /** All categories, the user's and the profile's. `fields.categories` equals this list; the engine subtracts the profile's own. */
  readonly categories: readonly string[];
  /** Our stamp, lower case, when the item carries one. */
  readonly stamp: string | null;
  /** Identity of an appointment across mailboxes. */
  readonly uid: string | null;
  /** PR_SEARCH_KEY in hex: survives moves, is copied with copies. `null` where the server has none. */
  readonly searchKey: string | null;
  readonly parentFolderId: string | null;
  readonly notSynchronised: NotSynchronisedReason | null;
  /** `null` for contacts, and for appointments to which nobody was ever invited. */
  readonly meeting: Meeting | null;
  /**
   * Of a series in an attendee's calendar: days of `occurrences` that are deleted because the organizer called them off.
   * Absent: none.
   */
  readonly calledOffDays?: readonly CalendarDate[];
  /**
   * Of a series: changed occurrences have attachments, guests or formatted text of their own, which are not synchronised and
   * which Exchange forgets when time or rule are written, or when a deleted occurrence comes back.
   */
  readonly occurrencesHoldMore?: true;
  /** Fields that the server refuses to tell. In `fields` they are empty, which says nothing of the item. */
  readonly unread?: readonly string[];
  /** Fields that are not told because the item is private. Likewise. */
  readonly withheld?: readonly string[];
  /** Contacts: whether there is a photo to look at (`ExchangeSide.photos`). Absent where the server does not tell. */
  readonly hasPhoto?: boolean;
}

export type ExchangeRead =
  | { readonly kind: 'found'; readonly item: ExchangeItem }
  /** The server says that no such item exists (or that it may not be seen). A question, not yet a deletion. */
  | { readonly kind: 'missing' }
  /** A contact list, a task, a message in the folder: not of this item type. Left alone. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'failed'; readonly error: ConnectorError };

export interface ExchangeChangePage {
  /** `changeKey` is null where the server did not say. Order means nothing; ids may repeat. */
  readonly upserts: readonly ExchangeItemRef[];
  readonly deletes: readonly string[];
  /** To be stored together with the hints of this page. */
  readonly cursor: string;
  readonly more: boolean;
}

export interface Located extends ExchangeItemRef {
  readonly stamp: string | null;
  readonly searchKey: string | null;
  /** `synchronised` is the folder of the scope, `other` any other folder of the same class. */
  readonly place: 'synchronised' | 'deletedItems' | 'other';
}

export interface LocateResult {
  readonly found: readonly Located[];
  /**
   * Places that could not be read with the rights at hand; `private`: private items, wherever they lie. While there is
   * one, absence proves nothing.
   */
  readonly unreadable: readonly { readonly place: 'deletedItems' | 'other' | 'private'; readonly code: string }[];
}

/** What one write did. `unknown`: the request may or may not have been applied (time-out, reset after sending). */
export type ExchangeWriteOutcome =
  | { readonly kind: 'done'; readonly ref: ExchangeItemRef }
  /** The change key was stale; nothing was written. */
  | { readonly kind: 'conflict'; readonly error: ConnectorError }
  | { readonly kind: 'missing' }
  /** Certainly not applied. */
  | { readonly kind: 'failed'; readonly error: ConnectorError }
  | { readonly kind: 'unknown'; readonly error: ConnectorError };

export interface ExchangeCreate {
  readonly fields: Fields;
  /** Written with the item in the same request; `null` writes none. */
  readonly stamp: string | null;
  /** The profile's categories, added to `fields.categories`. */
  readonly addCategories: readonly string[];
  readonly uid: string | null;
  /** Contacts: hung on after the item was made; see `ExchangeUpdate.photo`. */
  readonly photo?: Picture | null;
}

export interface ExchangeUpdate {
  readonly ref: ExchangeItemRef;
  /** Only the fields that change. `null` empties the field. */
  readonly changes: Fields;
  /** The whole list that the item shall have, when categories change; `null` leaves them alone. */
  readonly categories: readonly string[] | null;
  /** A stamp to write; `null` leaves the property alone. */
  readonly stamp: string | null;
  /** Contacts: written after the fields; `null` takes the photo away. A server that takes none leaves it out. */
  readonly photo?: Picture | null;
  /**
   * Of a meeting: Exchange mails what changed to those who are invited, once. Of a series that is the item itself; its
   * occurrences are mailed by themselves. Absent: nobody is mailed.
   */
  readonly notifies?: true;
  /** Of a meeting that is a series: the days on which its rule puts the occurrences that are mailed, each once. */
  readonly notifiesOfDays?: readonly CalendarDate[];
}

export interface ExchangeDelete extends ExchangeItemRef {
  /** Of a meeting: Exchange mails a cancellation to those who are invited. Absent: nobody is mailed. */
  readonly notifies?: true;
}

export type ConflictResolution = 'neverOverwrite' | 'autoResolve' | 'alwaysOverwrite';
export type ExchangeDeleteMode = 'permanent' | 'deletedItems';

/** Facts about the mailbox behind a side, for the scope's identity and for people. */
export interface MailboxIdentity {
  /** Normalised primary SMTP address. */
  readonly smtp: string;
  /** Stable while the mailbox is the same: made from the ids of its folders. */
  readonly fingerprint: string;
  /** For instance `15.2.1544.4`; `null` when the server does not tell. */
  readonly serverBuild: string | null;
  /** The version that requests declare, for instance `Exchange2013_SP1`. */
  readonly requestVersion: string;
}

/**
 * One mailbox, seen from the engine. Item results are data; what fails a whole call is thrown as a
 * `ConnectorError`. Every call that writes ends within the deadline that the side was made with, all its
 * requests together; of the others each request does. Results of
 * batches stand in the order of the request and have its length; the side splits large batches itself.
 * Nobody is mailed, but for writes that say `notifies` or `notifiesOfDays`.
 */
export interface ExchangeSide {
  identify(): Promise<MailboxIdentity>;
  /**
   * Net: what came into the folder and left it again since is not named.
   * @param cursor `null` lists the whole folder. Throws disposition `resync` when the cursor is no longer valid.
   */
  listChanges(itemType: ItemType, cursor: string | null): Promise<ExchangeChangePage>;
  read(itemType: ItemType, ids: readonly string[]): Promise<readonly ExchangeRead[]>;
  create(itemType: ItemType, items: readonly ExchangeCreate[]): Promise<readonly ExchangeWriteOutcome[]>;
  update(
    itemType: ItemType,
    items: readonly ExchangeUpdate[],
    resolution: ConflictResolution,
  ): Promise<readonly ExchangeWriteOutcome[]>;
  /** An item that is not there any more counts as `missing`, which the caller may take for done. */
  delete(
    itemType: ItemType,
    items: readonly ExchangeDelete[],
    mode: ExchangeDeleteMode,
  ): Promise<readonly ExchangeWriteOutcome[]>;
  /** Searches the synchronised folder, all other folders of the class and Deleted Items for any of the stamps or search keys. */
  locate(
    itemType: ItemType,
    wanted: { readonly stamps: readonly string[]; readonly searchKeys: readonly string[] },
  ): Promise<LocateResult>;
  /** Lists part of the folder for a person to look at, newest first for appointments, by name for contacts. */
  browse(
    itemType: ItemType,
    page: { readonly offset: number; readonly limit: number },
  ): Promise<{ readonly items: readonly ExchangeItem[]; readonly total: number }>;
  /**
   * The id by which this side calls an item whose id another program shows in a format of its own; `null` for what is
   * no id at all. That there is one does not say that the item exists. Absent where nothing can be asked.
   */
  readonly translateId?: (id: string) => Promise<string | null>;
  /** Absent where the way to the mailbox carries none. */
  readonly photos?: ContactPhotos;
  /** Absent where nobody tells of changes. No run needs it. */
  readonly watch?: WatchMailbox;
  close(): Promise<void>;
}
