import { contactPhoto, withContactPhoto } from '../attachments/contact-photo.ts';
import { ItemError } from '../operations/item-error.ts';
import { referenceById } from '../operations/item-reference.ts';
import { applySaveRules } from '../properties/save-rules.ts';
import { takeValues } from '../properties/take-value.ts';
import { occurrenceItem } from '../recurrence/occurrence-item.ts';
import { firstOccurrence, lastOccurrence, occurrencesBetween, seriesOf } from '../recurrence/series.ts';
import { discardItem, endSeries, saveItem, seriesAround } from '../recurrence/store-item.ts';
import { toldOccurrences } from '../recurrence/told-occurrences.ts';
import type { DeleteType } from '../state/discard.ts';
import type { Folder } from '../state/folder.ts';
import { parseFolderId } from '../state/identifiers.ts';
import type { ItemKind, StoredItem, StoredOccurrences, StoredValue } from '../state/item.ts';
import { ITEM_CLASSES } from '../state/item.ts';
import type { Mailbox } from '../state/mailbox.ts';
import { readCivilDay } from '../time-zones/civil-day.ts';
import { localName, NAMESPACES, readXml } from '../xml/read.ts';
import type { ItemFieldChanges } from './fields.ts';
import { changedValues } from './fields.ts';
import type { ItemView } from './item-view.ts';
import { itemView } from './item-view.ts';

export interface FolderView {
  readonly id: string;
  readonly distinguished: string | null;
  readonly displayName: string;
  readonly folderClass: string;
  readonly count: number;
}

/** What a person does with the mailbox in Outlook, for tests and for the page. Folders go by distinguished name or id. */
export class SimulatedMailbox {
  readonly #mailbox: Mailbox;

  constructor(mailbox: Mailbox) {
    this.#mailbox = mailbox;
  }

  get smtp(): string {
    return this.#mailbox.owner.smtp;
  }

  get displayName(): string {
    return this.#mailbox.owner.displayName;
  }

  folders(): readonly FolderView[] {
    return [...this.#mailbox.folders()].map((folder) => this.#folderView(folder));
  }

  /** @throws Error when there is no such folder */
  items(folder: string): readonly ItemView[] {
    return this.#mailbox.itemsIn(this.#folder(folder).number).map((item) => itemView(item, this.#mailbox));
  }

  /** @returns `undefined` when no such item exists (any more) */
  findItem(id: string): ItemView | undefined {
    const item = this.#find(id);
    return item === undefined ? undefined : itemView(item, this.#mailbox);
  }

  add(folder: string, kind: ItemKind, fields: ItemFieldChanges): ItemView {
    const values = applySaveRules(kind, null, changedValues(kind, {}, fields));
    return this.#added(folder, kind, values);
  }

  /**
   * Adds an item from its element as EWS would show it (`<t:CalendarItem>…`, the prefix is known). What
   * only the server may set is taken as it stands: series, meetings of others, foreign kinds of item.
   */
  addXml(folder: string, xml: string): ItemView {
    const root = readXml(`<x xmlns:t="${NAMESPACES.t}">${xml}</x>`).children[0];
    const kind = localName(root?.name ?? '') as ItemKind;
    if (root === undefined || !(kind in ITEM_CLASSES)) throw new Error('The XML must be one item');
    const zone = root.children.find(({ name }) => name === 't:StartTimeZone')?.attributes['Id'] ?? 'UTC';
    const values: Record<string, StoredValue> = {};
    for (const child of root.children) {
      if (child.name === 't:ItemId' || child.name === 't:ParentFolderId') continue;
      for (const [key, value] of takeValues(kind, child, zone)) values[key] = value;
    }
    for (const key of ['DeletedOccurrences', 'ModifiedOccurrences']) delete values[key];
    const saved = applySaveRules(kind, null, values);
    return this.#added(folder, kind, saved, toldOccurrences(root, saved));
  }

  /**
   * The occurrences of a series that touch the time between two ISO instants. Their ids find, change and delete them.
   * @throws Error when the item does not exist
   */
  occurrences(masterId: string, from: string, to: string): readonly ItemView[] {
    const series = seriesOf(this.#getOrThrow(masterId));
    if (series === undefined) return [];
    return occurrencesBetween(series, Date.parse(from), Date.parse(to)).map(({ day }) =>
      itemView(occurrenceItem(series, readCivilDay(day) ?? 0), this.#mailbox),
    );
  }

  /** @throws Error when the item or a field does not exist, ItemError when Exchange would refuse the values */
  change(id: string, fields: ItemFieldChanges): ItemView {
    const item = this.#getOrThrow(id);
    const values = applySaveRules(item.kind, item.values, changedValues(item.kind, item.values, fields));
    return itemView(saveItem(this.#mailbox, item, values, this.displayName), this.#mailbox);
  }

  /**
   * Ends a series as Outlook does for "this and all following": earlier occurrences stay as they were changed.
   * @param lastDay YYYY-MM-DD
   * @throws Error when there is no such series, ItemError when nothing would be left of it
   */
  endSeries(id: string, lastDay: string): ItemView {
    return itemView(endSeries(this.#mailbox, this.#getOrThrow(id), lastDay, this.displayName), this.#mailbox);
  }

  /** The photo of a contact, as it was hung on; `undefined` without one. @throws Error when the item does not exist */
  photo(id: string): Buffer | undefined {
    return contactPhoto(this.#getOrThrow(id));
  }

  /** @param photo `null` takes it away. @throws Error when the item does not exist */
  changePhoto(id: string, photo: Uint8Array | null): ItemView {
    const item = this.#getOrThrow(id);
    const values = withContactPhoto(item, this.#mailbox.sequence + 1, photo);
    return itemView(saveItem(this.#mailbox, item, values, this.displayName), this.#mailbox);
  }

  /** The only occurrence that is left of a series takes the series along: Outlook leaves none without any. */
  delete(id: string, type: DeleteType = 'MoveToDeletedItems'): void {
    const item = this.#getOrThrow(id);
    const series = item.occurrenceDay === undefined ? undefined : seriesAround(this.#mailbox, item);
    const isOnly = series !== undefined && firstOccurrence(series)?.day === lastOccurrence(series)?.day;
    discardItem(this.#mailbox, isOnly ? series.master : item, type, this.displayName);
  }

  /** @returns the item under its new id */
  move(id: string, folder: string): ItemView {
    const moved = this.#mailbox.move(this.#wholeOrThrow(id), this.#folder(folder).number, this.displayName);
    return itemView(moved, this.#mailbox);
  }

  /** Stamps and search key are copied along, as Outlook does. */
  copy(id: string, folder: string): ItemView {
    const copied = this.#mailbox.copy(this.#wholeOrThrow(id), this.#folder(folder).number, this.displayName);
    return itemView(copied, this.#mailbox);
  }

  /** @param folderClass `IPF.Contact`, `IPF.Appointment` … */
  addFolder(displayName: string, folderClass: string, parent = 'msgfolderroot'): FolderView {
    return this.#folderView(this.#mailbox.addFolder(this.#folder(parent).number, displayName, folderClass));
  }

  /** As after a restore: clients have to list everything again. */
  invalidateSyncStates(): void {
    this.#mailbox.invalidateSyncStates();
  }

  #added(folder: string, kind: ItemKind, values: StoredItem['values'], occurrences?: StoredOccurrences): ItemView {
    const by = this.displayName;
    const item = this.#mailbox.add({ kind, folder: this.#folder(folder).number, values, by, occurrences });
    return itemView(item, this.#mailbox);
  }

  #folderView(folder: Folder): FolderView {
    const { distinguished, displayName, folderClass, number } = folder;
    const count = this.#mailbox.itemsIn(number).length;
    return { id: this.#mailbox.folderId(folder), distinguished, displayName, folderClass, count };
  }

  #folder(name: string): Folder {
    const number = parseFolderId(name)?.folder;
    const folder = number === undefined ? this.#mailbox.distinguished(name) : this.#mailbox.folder(number);
    if (folder === undefined) throw new Error(`The mailbox ${this.smtp} has no folder "${name}"`);
    return folder;
  }

  #find(id: string): StoredItem | undefined {
    try {
      const { parts, pick } = referenceById(id);
      const item = parts.mailbox === this.#mailbox.uuid ? this.#mailbox.item(parts.item) : undefined;
      return item?.folder === parts.folder ? pick(item) : undefined;
    } catch (error) {
      if (error instanceof ItemError) return undefined;
      throw error;
    }
  }

  #wholeOrThrow(id: string): StoredItem {
    const item = this.#getOrThrow(id);
    if (item.occurrenceDay !== undefined) throw new Error('An occurrence cannot be moved or copied');
    return item;
  }

  #getOrThrow(id: string): StoredItem {
    const item = this.#find(id);
    if (item === undefined) throw new Error(`The mailbox ${this.smtp} has no such item`);
    return item;
  }
}
