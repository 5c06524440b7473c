import type { SoapChannel } from '../soap/channel.ts';
import { readResponseMessages } from '../wire/response-message.ts';
import type { XmlElement } from '../xml/element.ts';
import { childrenOf, childText, findChild, findDescendant } from '../xml/element.ts';
import { xml } from '../xml/write.ts';

/** Somebody of the directory who could be meant. */
export interface DirectoryEntry {
  /** Primary SMTP address, lower case; `null` where the server tells another kind of address only. */
  readonly smtp: string | null;
  /** All SMTP addresses that were told, lower case, the primary one among them. The server shows three at most. */
  readonly addresses: readonly string[];
  /** Name by which Exchange knows the mailbox inside the organisation, lower case. */
  readonly alias: string | null;
  readonly displayName: string | null;
  /** `Mailbox`, `PublicDL`, `Contact` …; `null` before Exchange 2010. */
  readonly mailboxType: string | null;
}

export type DirectorySearch =
  /** `isWhole` is false when there are more than the server shows. */
  | { readonly kind: 'answered'; readonly entries: readonly DirectoryEntry[]; readonly isWhole: boolean }
  | { readonly kind: 'refused'; readonly code: string };

/** Who in the directory has a name or address that begins with `text`. Personal contacts are left out. */
export async function searchDirectory(channel: SoapChannel, text: string): Promise<DirectorySearch> {
  const response = await channel.send({
    operation: 'ResolveNames',
    writes: false,
    body: () =>
      xml`<m:ResolveNames ReturnFullContactData="true" SearchScope="ActiveDirectory"><m:UnresolvedEntry>${text}</m:UnresolvedEntry></m:ResolveNames>`,
  });
  const [message] = readResponseMessages(response);
  if (message === undefined) return { kind: 'refused', code: 'response_incomplete' };
  if (message.code === 'ErrorNameResolutionNoResults' || message.code === 'ErrorNameResolutionNoMailbox')
    return { kind: 'answered', entries: [], isWhole: true };
  const set = findDescendant(message.element, 'ResolutionSet');
  if (message.class === 'error' || set === undefined) return { kind: 'refused', code: message.code };
  return {
    kind: 'answered',
    entries: childrenOf(set, 'Resolution').map(readEntry),
    isWhole: set.attributes['IncludesLastItemInRange']?.trim() !== 'false',
  };
}

function readEntry(resolution: XmlElement): DirectoryEntry {
  const mailbox = findChild(resolution, 'Mailbox');
  const contact = findChild(resolution, 'Contact');
  const listed = childrenOf(findChild(contact, 'EmailAddresses'), 'Entry').map(({ text }) => text.trim());
  const routingType = childText(mailbox, 'RoutingType')?.trim().toUpperCase() ?? 'SMTP';
  const address = childText(mailbox, 'EmailAddress')?.trim() ?? '';
  // A capital prefix marks the primary address, small letters mark the further ones.
  const marked = listed.find((entry) => entry.startsWith('SMTP:'))?.slice('SMTP:'.length);
  const primary = routingType === 'SMTP' && address.includes('@') ? address : marked;
  const further = listed.flatMap((entry) => /^smtp:(.+@.+)$/i.exec(entry)?.[1] ?? []);
  const smtp = primary?.toLowerCase() ?? null;
  return {
    smtp,
    addresses: [...new Set([...(smtp === null ? [] : [smtp]), ...further.map((entry) => entry.toLowerCase())])],
    alias: childText(contact, 'Alias')?.trim().toLowerCase() || null,
    displayName: childText(contact, 'DisplayName')?.trim() || childText(mailbox, 'Name')?.trim() || null,
    mailboxType: childText(mailbox, 'MailboxType')?.trim() || null,
  };
}
