import type { XmlNode } from '../xml/node.ts';

export type ItemKind = 'Contact' | 'DistributionList' | 'CalendarItem' | 'Message' | 'Task' | 'Item';

/** A text, a list of texts, or an element that is kept as it came. */
export type StoredValue = string | readonly string[] | XmlNode;

/**
 * One item of a mailbox. Never changed in place: a save puts a new object at its number.
 *
 * Keys of `values` are local names of elements (`GivenName`); entries of dictionaries have a path
 * (`PhoneNumbers/MobilePhone`, `PhysicalAddresses/Home/City`); extended properties start with `x:`.
 */
export interface StoredItem {
  /** Given once and never again, a moved item gets a new one: with the folder it makes the item id. */
  readonly number: number;
  readonly kind: ItemKind;
  readonly folder: number;
  /** Sequence number of the mailbox at the last save: the change key. */
  readonly saved: number;
  /** ISO instant, whole seconds. */
  readonly createdAt: string;
  readonly modifiedAt: string;
  readonly modifiedBy: string;
  /** Primary address of who made it; absent: the owner of the mailbox. */
  readonly createdBy?: string;
  /** PR_SEARCH_KEY, base64: moves and copies keep it. */
  readonly searchKey: string;
  readonly values: Readonly<Record<string, StoredValue>>;
  /** Sequence number at which each value was last changed, for conflicts that the server resolves. */
  readonly touched: Readonly<Record<string, number>>;
  /** What became of single occurrences of a series, by the day on which they began at first (`YYYY-MM-DD`). */
  readonly occurrences?: StoredOccurrences;
  /** Only on what stands for one occurrence of a series and is not kept as such: the day by which it is known. */
  readonly occurrenceDay?: string;
}

export type StoredOccurrences = Readonly<Record<string, StoredOccurrence>>;

/** Exchange keeps both inside the series: an exception holds what it has of its own. */
export type StoredOccurrence = { readonly kind: 'deleted' } | StoredException;

export interface StoredException {
  readonly kind: 'exception';
  /** Values that differ from those of the series. */
  readonly values: StoredItem['values'];
  /** Values that the series has and the exception has not. */
  readonly removed: readonly string[];
}

/** Key under which `touched` tells when an occurrence was last changed. */
export function occurrenceKey(day: string): string {
  return `occurrence:${day}`;
}

export const ITEM_CLASSES: Readonly<Record<ItemKind, string>> = {
  Contact: 'IPM.Contact',
  DistributionList: 'IPM.DistList',
  CalendarItem: 'IPM.Appointment',
  Message: 'IPM.Note',
  Task: 'IPM.Task',
  Item: 'IPM.Note',
};

export function textOf(item: StoredItem, key: string): string | undefined {
  const value = item.values[key];
  if (typeof value === 'string') return value;
  return value === undefined || isList(value) ? undefined : value.text;
}

export function listOf(item: StoredItem, key: string): readonly string[] {
  const value = item.values[key];
  return value !== undefined && isList(value) ? value : [];
}

export function isList(value: StoredValue): value is readonly string[] {
  return Array.isArray(value);
}

export const ATTENDEE_LISTS = ['RequiredAttendees', 'OptionalAttendees', 'Resources'] as const;

export function attendeeAddresses(item: StoredItem): readonly string[] {
  const addresses: string[] = [];
  for (const key of ATTENDEE_LISTS) {
    const list = item.values[key];
    if (list === undefined || typeof list === 'string' || isList(list)) continue;
    for (const attendee of list.children ?? []) {
      const mailbox = attendee.children?.find((child) => child.name === 't:Mailbox');
      const address = mailbox?.children?.find((child) => child.name === 't:EmailAddress')?.text;
      if (address !== undefined) addresses.push(address.toLowerCase());
    }
  }
  return addresses;
}

export function isMeeting(item: Pick<StoredItem, 'values'>): boolean {
  return ATTENDEE_LISTS.some((key) => item.values[key] !== undefined);
}

/** Whether the mailbox's owner organizes the appointment: everything that no one else is named for. */
export function isOrganizedBy(item: StoredItem, owner: string): boolean {
  const address = organizerOf(item);
  return address === undefined || address.toLowerCase() === owner.toLowerCase();
}

/** Address of somebody else who organizes the appointment; `undefined` where no one is named. */
export function organizerOf(item: StoredItem): string | undefined {
  const organizer = item.values['Organizer'];
  if (organizer === undefined || typeof organizer === 'string' || isList(organizer)) return undefined;
  const mailbox = organizer.children?.find((child) => child.name === 't:Mailbox');
  return mailbox?.children?.find((child) => child.name === 't:EmailAddress')?.text;
}
