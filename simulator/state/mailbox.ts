import { randomBytes } from 'node:crypto';
import type { Folder } from './folder.ts';
import { DEFAULT_FOLDERS } from './folder.ts';
import { changeKeyOf, folderIdOf, itemIdOf, occurrenceIdOf } from './identifiers.ts';
import type { ItemKind, StoredItem, StoredOccurrences } from './item.ts';
import { ITEM_CLASSES, occurrenceKey } from './item.ts';
import type { MailboxEvent, MailboxListener } from './mailbox-event.ts';

export interface MailboxOwner {
  readonly smtp: string;
  readonly displayName: string;
}

/** Everything that is kept of a mailbox. */
export interface MailboxContent {
  readonly uuid: string;
  readonly sequence: number;
  readonly folders: readonly Folder[];
  readonly items: readonly StoredItem[];
  /** Sequence numbers that were given out but lost with a crash of the simulator: states in there are invalid. */
  readonly lost: readonly (readonly [low: number, high: number])[];
}

/** What of an item its caller decides; the rest is the mailbox's. */
export interface NewItem {
  readonly kind: ItemKind;
  readonly folder: number;
  readonly values: StoredItem['values'];
  readonly by: string;
  /** Primary address of who makes it, when that is not the owner. */
  readonly createdBy?: string;
  /** Of the original, when this is its copy. */
  readonly searchKey?: string;
  readonly createdAt?: string;
  readonly occurrences?: StoredOccurrences | undefined;
}

/** The store of one mailbox: numbers, keys and folders. It knows nothing about the meaning of values. */
export class Mailbox {
  readonly uuid: string;
  readonly owner: MailboxOwner;
  readonly #onChange: () => void;
  readonly #listeners = new Set<MailboxListener>();
  readonly #folders = new Map<number, Folder>();
  readonly #items = new Map<number, StoredItem>();
  #sequence: number;
  #lost: MailboxContent['lost'];

  constructor(owner: MailboxOwner, content: MailboxContent, onChange: () => void) {
    this.owner = owner;
    this.uuid = content.uuid;
    this.#lost = content.lost;
    this.#sequence = content.sequence;
    this.#onChange = onChange;
    for (const folder of content.folders) this.#folders.set(folder.number, folder);
    for (const item of content.items) this.#items.set(item.number, item);
  }

  get sequence(): number {
    return this.#sequence;
  }

  content(): MailboxContent {
    return {
      uuid: this.uuid,
      sequence: this.#sequence,
      folders: [...this.folders()],
      items: [...this.#items.values()],
      lost: this.#lost,
    };
  }

  /** @returns how to stop listening */
  listen(listener: MailboxListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Whether a sync state that was given at this number still means something. */
  knowsSequence(issued: number): boolean {
    return issued <= this.#sequence && !this.#lost.some(([low, high]) => issued >= low && issued <= high);
  }

  /** As after a restore or a move of the mailbox: every sync state given so far is refused from now on. */
  invalidateSyncStates(): void {
    this.#lost = [[1, this.#sequence]];
    this.#next();
    this.#onChange();
  }

  folders(): Iterable<Folder> {
    return this.#folders.values();
  }

  folder(number: number): Folder | undefined {
    return this.#folders.get(number);
  }

  distinguished(name: string): Folder | undefined {
    for (const folder of this.#folders.values()) if (folder.distinguished === name) return folder;
    return undefined;
  }

  item(number: number): StoredItem | undefined {
    return this.#items.get(number);
  }

  itemsIn(folder: number): StoredItem[] {
    const items: StoredItem[] = [];
    for (const item of this.#items.values()) if (item.folder === folder) items.push(item);
    return items;
  }

  itemId({ folder, number, occurrenceDay }: Pick<StoredItem, 'folder' | 'number' | 'occurrenceDay'>): string {
    const parts = { mailbox: this.uuid, folder, item: number };
    return occurrenceDay === undefined ? itemIdOf(parts) : occurrenceIdOf({ ...parts, day: occurrenceDay });
  }

  changeKey(item: Pick<StoredItem, 'saved' | 'kind'>): string {
    return changeKeyOf(this.uuid, item.saved, item.kind === 'CalendarItem' ? 15 : 17);
  }

  folderId(folder: Folder): string {
    return folderIdOf({ mailbox: this.uuid, folder: folder.number });
  }

  folderChangeKey(folder: Folder): string {
    return changeKeyOf(this.uuid, folder.saved, 1);
  }

  addFolder(parent: number, displayName: string, folderClass: string): Folder {
    const number = Math.max(...this.#folders.keys()) + 1;
    const saved = this.#next();
    const contentChangedAt = secondsNow();
    const folder = {
      number,
      parent,
      distinguished: null,
      displayName,
      folderClass,
      saved,
      contentChangedAt,
      deletedTotal: 0,
    };
    this.#folders.set(number, folder);
    this.#onChange();
    return folder;
  }

  add(item: NewItem): StoredItem {
    const stored = this.#put(item);
    this.#tell({ kind: 'created', item: stored });
    return stored;
  }

  #put(item: NewItem): StoredItem {
    const sequence = this.#next();
    const now = secondsNow();
    const stored: StoredItem = {
      number: sequence,
      kind: item.kind,
      folder: item.folder,
      saved: sequence,
      createdAt: item.createdAt ?? now,
      modifiedAt: now,
      modifiedBy: item.by,
      ...(item.createdBy === undefined ? {} : { createdBy: item.createdBy }),
      searchKey: item.searchKey ?? randomBytes(16).toString('base64'),
      values: { ItemClass: ITEM_CLASSES[item.kind], ...item.values },
      touched: Object.fromEntries(Object.keys(item.values).map((key) => [key, sequence])),
      ...(item.occurrences === undefined ? {} : { occurrences: item.occurrences }),
    };
    this.#items.set(stored.number, stored);
    this.#folderChanged(item.folder, 0);
    return stored;
  }

  /** @returns the item as it was when nothing changes: such a save gives no new change key */
  save(item: StoredItem, values: StoredItem['values'], by: string, occurrences = item.occurrences): StoredItem {
    const changed = [
      ...changedKeys(item.values, values),
      ...changedKeys(item.occurrences ?? {}, occurrences ?? {}).map(occurrenceKey),
    ];
    if (changed.length === 0) return item;
    const saved = this.#next();
    const touched = { ...item.touched, ...Object.fromEntries(changed.map((key) => [key, saved])) };
    const stored: StoredItem = {
      ...item,
      saved,
      modifiedAt: secondsNow(),
      modifiedBy: by,
      values,
      touched,
      ...(occurrences === undefined ? {} : { occurrences }),
    };
    this.#items.set(item.number, stored);
    this.#folderChanged(item.folder, 0);
    this.#tell({ kind: 'modified', item: stored });
    return stored;
  }

  remove(item: StoredItem): void {
    this.#takeOut(item);
    this.#tell({ kind: 'deleted', item });
  }

  #takeOut(item: StoredItem): void {
    this.#next();
    this.#items.delete(item.number);
    this.#folderChanged(item.folder, 1);
  }

  /** The item gets a new id; its search key and values stay. */
  move(item: StoredItem, folder: number, by: string): StoredItem {
    this.#takeOut(item);
    const moved = this.#putCopy(item, folder, by);
    this.#tell({ kind: 'moved', item: moved, from: item });
    return moved;
  }

  copy(item: StoredItem, folder: number, by: string): StoredItem {
    const copied = this.#putCopy(item, folder, by);
    this.#tell({ kind: 'copied', item: copied, from: item });
    return copied;
  }

  #putCopy(item: StoredItem, folder: number, by: string): StoredItem {
    const { kind, values, searchKey, createdAt, createdBy, occurrences } = item;
    return this.#put({
      kind,
      folder,
      values,
      by,
      searchKey,
      createdAt,
      occurrences,
      ...(createdBy === undefined ? {} : { createdBy }),
    });
  }

  #tell(event: MailboxEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #next(): number {
    this.#sequence += 1;
    return this.#sequence;
  }

  #folderChanged(number: number, removed: number): void {
    const folder = this.#folders.get(number);
    if (folder !== undefined) {
      const contentChangedAt = new Date().toISOString();
      this.#folders.set(number, { ...folder, contentChangedAt, deletedTotal: folder.deletedTotal + removed });
    }
    this.#onChange();
  }
}

function changedKeys(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
}

/** A mailbox as it is on its first day. */
export function emptyMailbox(uuid: string): MailboxContent {
  const numbers = new Map(DEFAULT_FOLDERS.map(([distinguished], index) => [distinguished, index + 1]));
  const folders = DEFAULT_FOLDERS.map(([distinguished, displayName, folderClass, parent], index): Folder => {
    return {
      number: index + 1,
      parent: parent === null ? null : (numbers.get(parent) ?? null),
      distinguished,
      displayName,
      folderClass,
      saved: 1,
      contentChangedAt: secondsNow(),
      deletedTotal: 0,
    };
  });
  return { uuid, sequence: 1, folders, items: [], lost: [] };
}

/** EWS times carry no fractions. */
export function secondsNow(): string {
  return `${new Date().toISOString().slice(0, 19)}Z`;
}
