/**
 * Ids and change keys in the layout of Exchange 2007 SP1 and later: base64 over the mailbox's UUID and
 * MAPI entry ids. Clients must take them as opaque; the length (152 and 120 characters) and the
 * case-sensitivity are real.
 */
const STORE_PROVIDER = Buffer.from('5a5b2f0e9c4d4f7b8c11d3a0e6b7f921', 'hex');
const ENTRY_BYTES = { item: 70, folder: 46, occurrence: 74 } as const;
const PREFIX_BYTES = 4 + 36 + 3;

export interface ItemIdParts {
  readonly mailbox: string;
  readonly folder: number;
  readonly item: number;
}

/** An occurrence is known by its series and the day on which it began at first. */
export interface OccurrenceIdParts extends ItemIdParts {
  /** `YYYY-MM-DD`. */
  readonly day: string;
}

export interface FolderIdParts {
  readonly mailbox: string;
  readonly folder: number;
}

export function itemIdOf({ mailbox, folder, item }: ItemIdParts): string {
  const entry = entryId(ENTRY_BYTES.item, 7);
  counterInto(entry, 22, mailbox, folder);
  counterInto(entry, 46, mailbox, item);
  return Buffer.concat([prefix(mailbox, entry.length), entry, Buffer.from([0])]).toString('base64');
}

export function folderIdOf({ mailbox, folder }: FolderIdParts): string {
  const entry = entryId(ENTRY_BYTES.folder, 1);
  counterInto(entry, 22, mailbox, folder);
  return Buffer.concat([prefix(mailbox, entry.length), entry, Buffer.from([0])]).toString('base64');
}

/** @returns `undefined` when the text is no item id of any mailbox */
export function parseItemId(id: string): ItemIdParts | undefined {
  const bytes = decode(id, ENTRY_BYTES.item);
  if (bytes === undefined) return undefined;
  const mailbox = bytes.toString('latin1', 4, 40);
  const parts = { mailbox, folder: counterAt(bytes, PREFIX_BYTES + 22), item: counterAt(bytes, PREFIX_BYTES + 46) };
  return itemIdOf(parts) === id ? parts : undefined;
}

export function parseFolderId(id: string): FolderIdParts | undefined {
  const bytes = decode(id, ENTRY_BYTES.folder);
  if (bytes === undefined) return undefined;
  const parts = { mailbox: bytes.toString('latin1', 4, 40), folder: counterAt(bytes, PREFIX_BYTES + 22) };
  return folderIdOf(parts) === id ? parts : undefined;
}

export function occurrenceIdOf({ mailbox, folder, item, day }: OccurrenceIdParts): string {
  const entry = entryId(ENTRY_BYTES.occurrence, 7);
  counterInto(entry, 22, mailbox, folder);
  counterInto(entry, 46, mailbox, item);
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  entry.writeUInt16LE(year, 70);
  entry.writeUInt8(month, 72);
  entry.writeUInt8(date, 73);
  return Buffer.concat([prefix(mailbox, entry.length), entry, Buffer.from([0])]).toString('base64');
}

export function parseOccurrenceId(id: string): OccurrenceIdParts | undefined {
  const bytes = decode(id, ENTRY_BYTES.occurrence);
  if (bytes === undefined) return undefined;
  const [year, month, date] = [
    bytes.readUInt16LE(PREFIX_BYTES + 70),
    bytes.readUInt8(PREFIX_BYTES + 72),
    bytes.readUInt8(PREFIX_BYTES + 73),
  ];
  const two = (value: number) => String(value).padStart(2, '0');
  const parts = {
    mailbox: bytes.toString('latin1', 4, 40),
    folder: counterAt(bytes, PREFIX_BYTES + 22),
    item: counterAt(bytes, PREFIX_BYTES + 46),
    day: `${String(year).padStart(4, '0')}-${two(month)}-${two(date)}`,
  };
  return occurrenceIdOf(parts) === id ? parts : undefined;
}

/** The MAPI entry id inside an item or folder id. */
export function entryIdIn(id: string): Buffer {
  return Buffer.from(id, 'base64').subarray(PREFIX_BYTES, -1);
}

/** Inverse of `entryIdIn`. */
export function idFromEntryId(mailbox: string, entry: Buffer): string {
  return Buffer.concat([prefix(mailbox, entry.length), entry, Buffer.from([0])]).toString('base64');
}

/** @param type 15 for appointments, 17 for contacts, as MAPI numbers them; only decoration here */
export function changeKeyOf(mailbox: string, sequence: number, type: number): string {
  const bytes = Buffer.alloc(30);
  bytes.writeUInt32LE(type, 0);
  bytes.writeUInt32LE(22, 4);
  uuidBytes(mailbox).copy(bytes, 8);
  bytes.writeUIntBE(sequence, 24, 6);
  return bytes.toString('base64');
}

/** @returns the sequence number, `undefined` when this mailbox never gave out such a key */
export function parseChangeKey(mailbox: string, key: string): number | undefined {
  const bytes = Buffer.from(key, 'base64');
  if (bytes.length !== 30 || bytes.toString('base64') !== key) return undefined;
  if (!bytes.subarray(8, 24).equals(uuidBytes(mailbox))) return undefined;
  return bytes.readUIntBE(24, 6);
}

function prefix(mailbox: string, entryLength: number): Buffer {
  const bytes = Buffer.alloc(PREFIX_BYTES);
  bytes.writeUInt8(3, 1);
  bytes.writeUInt16LE(36, 2);
  bytes.write(mailbox, 4, 'latin1');
  bytes.writeUInt16LE(entryLength, 41);
  return bytes;
}

function entryId(length: number, type: number): Buffer {
  const bytes = Buffer.alloc(length);
  STORE_PROVIDER.copy(bytes, 4);
  bytes.writeUInt16LE(type, 20);
  return bytes;
}

function counterInto(entry: Buffer, at: number, mailbox: string, counter: number): void {
  uuidBytes(mailbox).copy(entry, at);
  entry.writeUIntBE(counter, at + 16, 6);
}

function counterAt(bytes: Buffer, at: number): number {
  return bytes.readUIntBE(at + 16, 6);
}

function uuidBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

function decode(id: string, entryBytes: number): Buffer | undefined {
  const bytes = Buffer.from(id, 'base64');
  const wellFormed = bytes.length === PREFIX_BYTES + entryBytes + 1 && bytes.readUInt16LE(41) === entryBytes;
  return wellFormed ? bytes : undefined;
}
