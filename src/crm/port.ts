import type { ConnectorError, Fields, ItemType } from '../model/index.ts';

/** A CRM user, as far as a synchronisation cares. */
export interface CrmUser {
  readonly id: string;
  /** Login name, unique. */
  readonly name: string;
  readonly displayName: string;
  readonly email: string;
  /** IANA zone in which the user reads dates. */
  readonly timeZone: string;
  readonly active: boolean;
}

/** One record as it stands in the CRM now. */
export interface CrmRecord {
  /** For ever: no other record ever has it, and this one has it again when it was deleted and is brought back. */
  readonly id: string;
  readonly itemType: ItemType;
  /** Opaque, compared for equality only, unless the side says that versions ascend. */
  readonly version: string;
  readonly fields: Fields;
  readonly ownerId: string;
  /** Contacts: visible to all colleagues. */
  readonly shared: boolean;
  /** Names of the CRM's lists (groups) that hold the record. */
  readonly lists: readonly string[];
  /** Appointments: users who take part, the owner not included. */
  readonly participantIds: readonly string[];
  /** Appointments: identity across mailboxes and iCalendar files. */
  readonly uid: string | null;
  /** Stamp of the create that made the record from an Exchange item, for recovery after a crash. */
  readonly externalKey: string | null;
  /** In answers of `findByExternalKeys`: the create with this key made none, but joined this one. */
  readonly isJoined?: true;
  /** Whether the user of the side may change its fields. `true` where the CRM does not tell before it is tried. */
  readonly mayChange: boolean;
  /** Fields that are not told because the record is private. In `fields` they are empty, which says nothing of it. */
  readonly withheld?: readonly string[];
  /** Of a record whose attendees are withheld: there are some. */
  readonly isMeeting?: true;
  /** Kept and shown, never written to: a series that Exchange cannot have as it is. */
  readonly notSynchronised: 'series' | null;
}

export type CrmRead =
  | { readonly kind: 'found'; readonly record: CrmRecord }
  /** A remembered deletion: proof that somebody deleted it. */
  | { readonly kind: 'gone' }
  /** Not visible to this user any more. Never a deletion. */
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'failed'; readonly error: ConnectorError };

export interface CrmChangePage {
  readonly upserts: readonly { readonly id: string; readonly version: string }[];
  readonly deletes: readonly string[];
  /** Opaque; to be stored together with the hints of this page. */
  readonly cursor: string;
  readonly more: boolean;
}

export type CrmWriteOutcome =
  | { readonly kind: 'done'; readonly id: string; readonly version: string }
  /** The record changed since it was read; nothing was written. Of a create: the record that it `replaces` stands. */
  | { readonly kind: 'conflict' }
  /** Deleted meanwhile. Of a create: it was done once, and its record was deleted since. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'forbidden' }
  /** A create whose external key exists already, of a record that this user may not see. */
  | { readonly kind: 'hidden' }
  /** A create whose external key exists already: the record that carries it. */
  | { readonly kind: 'duplicate'; readonly id: string; readonly version: string }
  /**
   * A create of a meeting that the CRM has already, mostly from a colleague's calendar: the user takes part in that
   * record now, or did before.
   */
  | { readonly kind: 'joined'; readonly id: string; readonly version: string }
  | { readonly kind: 'failed'; readonly error: ConnectorError };

export interface CrmCreate {
  readonly fields: Fields;
  readonly uid: string | null;
  /** Unique: a repeated create with the same key makes no second record, and joins none a second time. */
  readonly externalKey: string;
  /**
   * The deleted record that this one stands in for; if it is back, nothing is made. Where the CRM still knows that it was
   * shared with all colleagues, the new one is: to them it is the same contact.
   */
  readonly replaces?: string;
  /** Makes a record of its own in any case: the one of the same meeting belongs to another item of this mailbox. */
  readonly isApart?: true;
  /** Only where `CrmSide.recurrence` is `rows`: the same text for all occurrences of one series. */
  readonly series?: string;
}

/** Of a position that this CRM has been at and has not reached any more: a backup came back. */
export const CRM_WENT_BACK = 'crm_position_ahead';

/** Which CRM it is and how far it has come: what tells one that was restored from a backup. */
export interface CrmMark {
  /** Another value is another database: moved, rebuilt, a copy. */
  readonly instance: string;
  /** A whole number that never becomes smaller while the CRM only goes on: position of its feed, newest change. */
  readonly highWater: number;
}

/** One CRM on behalf of one user: every call uses that user's rights and no more. */
export interface CrmSide {
  readonly user: CrmUser;
  /**
   * `ascending`: the version of a record is a whole number in decimal digits that grows with each of its changes, so a
   * smaller one is an older state. `none`: versions are equal or different, and that is all.
   */
  readonly versionOrder: 'ascending' | 'none';
  /**
   * How the CRM keeps a series. `full`: as one record, with its rule and its changed occurrences. `rows`: as records that
   * take place once, which it shows together. `none`: likewise, and nothing joins them. Of the last two no record has
   * `time.recurrence` or `occurrences`, and none is given one.
   */
  readonly recurrence: 'full' | 'rows' | 'none';
  /**
   * What the CRM keeps of the time of an appointment that is no whole day. `zoned`: instants and the zone. `utc`: instants
   * alone. `floating`: what the clock on its user's wall shows; `time` is then `{ kind: 'floating', start, end }` with
   * readings (`YYYY-MM-DDTHH:mm:ss`) in both directions. A CRM that keeps series whole is `zoned`.
   */
  readonly times: 'zoned' | 'utc' | 'floating';
  /** Asked before each look at the changes. */
  mark(): Promise<CrmMark>;
  /**
   * All records that the user may see, from the cursor on. `null` starts from the beginning (an enumeration
   * without tombstones). At least once: repeats are allowed, omissions are not. A record that the user has
   * lost sight of is reported once more. Throws disposition `resync` when the cursor is no longer valid,
   * with the code `CRM_WENT_BACK` when it lies beyond the newest change.
   */
  listChanges(itemType: ItemType, cursor: string | null): Promise<CrmChangePage>;
  read(itemType: ItemType, ids: readonly string[]): Promise<readonly CrmRead[]>;
  /** Finds records by the external keys of creates whose outcome is unknown. Each is told with the key that was asked for. */
  findByExternalKeys(itemType: ItemType, keys: readonly string[]): Promise<readonly CrmRecord[]>;
  create(itemType: ItemType, items: readonly CrmCreate[]): Promise<readonly CrmWriteOutcome[]>;
  update(
    itemType: ItemType,
    items: readonly { readonly id: string; readonly expectedVersion: string; readonly changes: Fields }[],
  ): Promise<readonly CrmWriteOutcome[]>;
  /** `gone` when it was deleted before, `forbidden` when the user may not. */
  delete(
    itemType: ItemType,
    items: readonly { readonly id: string; readonly expectedVersion: string }[],
  ): Promise<readonly CrmWriteOutcome[]>;
}
