import type { MailboxLookup } from '../../diagnosis.ts';
import type { DirectoryEntry } from '../operations/search-directory.ts';
import { searchDirectory } from '../operations/search-directory.ts';
import type { SoapChannel } from '../soap/index.ts';

/**
 * Whose primary address a typed name or address leads to. The server finds by beginnings; who bears exactly this
 * address or alias is meant even when others begin with it.
 * @throws ConnectorError for what concerns the whole request
 */
export async function findInDirectory(channel: SoapChannel, typed: string): Promise<MailboxLookup> {
  const text = wantedText(typed);
  if (text === '') return { kind: 'unknown' };
  const search = await searchDirectory(channel, text);
  if (search.kind === 'refused') return { kind: 'notTold', code: search.code };
  const mailboxes = search.entries.filter(isMailbox);
  const exact = mailboxes.filter((entry) => bears(entry, text));
  const [first] = exact;
  if (first !== undefined) return exact.length === 1 ? meant(first) : ambiguous(exact.length);
  const possible = text.includes('@') ? mailboxes.filter(mayBear) : mailboxes;
  const [only] = possible;
  if (only === undefined) return { kind: 'unknown' };
  return possible.length === 1 && search.isWhole ? meant(only) : ambiguous(possible.length);
}

function meant({ smtp }: DirectoryEntry): MailboxLookup {
  return smtp === null ? { kind: 'notTold', code: 'address_not_told' } : { kind: 'found', smtp };
}

function ambiguous(candidates: number): MailboxLookup {
  return { kind: 'ambiguous', candidates };
}

/** `DOMAIN\name` signs in, but the directory is searched by the name alone. */
function wantedText(typed: string): string {
  const text = typed.trim().toLowerCase();
  return text.includes('@') ? text.replace(/^(smtp|mailto):/, '') : (text.split('\\').at(-1) ?? text);
}

/** Lists, rooms' public folders and people outside have addresses too, but nothing to synchronise. */
function isMailbox({ mailboxType }: DirectoryEntry): boolean {
  return mailboxType === null || mailboxType === 'Mailbox' || mailboxType === 'Unknown';
}

function bears({ addresses, alias, displayName }: DirectoryEntry, text: string): boolean {
  if (text.includes('@')) return addresses.includes(text);
  return alias === text || displayName?.toLowerCase() === text || addresses.some((each) => each.startsWith(`${text}@`));
}

const MOST_ADDRESSES_SHOWN = 3;

/** Somebody whose address only begins like the typed one is not meant, if all addresses were shown. */
function mayBear({ addresses }: DirectoryEntry): boolean {
  return addresses.length === 0 || addresses.length >= MOST_ADDRESSES_SHOWN;
}
