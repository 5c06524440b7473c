import type { EmailAddress } from '../../../../model/index.ts';
import type { XmlElement } from '../../xml/element.ts';
import { readEntries } from './dictionary-texts.ts';

export const EMAIL_SLOTS = [1, 2, 3] as const;

/**
 * A contact taken from the company's address list keeps entries that are no SMTP addresses: routing type
 * `EX` with a legacy DN, and the like. Such a slot is foreign: it is not shown, not overwritten and not
 * deleted. The canonical addresses are therefore numbered over the slots that are left: with a foreign
 * slot 1, `email1` is slot 2, and an address written there cannot hit what Outlook put in slot 1.
 */
export interface EmailSlots {
  readonly foreign: readonly number[];
  readonly addresses: ReadonlyMap<number, EmailAddress>;
}

export function readEmailSlots(item: XmlElement): EmailSlots {
  const entries = readEntries(item, 'EmailAddresses');
  const foreign: number[] = [];
  const addresses = new Map<number, EmailAddress>();
  for (const slot of EMAIL_SLOTS) {
    const entry = entries.get(`EmailAddress${slot}`);
    if (entry === undefined) continue;
    const email = readAddress(entry);
    if (email === 'foreign') foreign.push(slot);
    else if (email !== null) addresses.set(slot, email);
  }
  return { foreign, addresses };
}

/** Slots for `email1`, `email2`, `email3`, as far as there are any. */
export function usableSlots(foreign: readonly number[]): readonly number[] {
  return EMAIL_SLOTS.filter((slot) => !foreign.includes(slot));
}

function readAddress(entry: XmlElement): EmailAddress | 'foreign' | null {
  const text = entry.text.trim();
  const name = entry.attributes.Name?.replace(/\s+/g, ' ').trim() ?? '';
  const routingType = entry.attributes.RoutingType?.trim().toUpperCase() ?? '';
  // Exchange 2007 has no RoutingType; a legacy DN is told by its first characters.
  if ((routingType !== '' && routingType !== 'SMTP') || /^\/o=/i.test(text)) return 'foreign';
  // Seen in the field: the address stands in the name only.
  if (text === '') return /^[^\s@]+@[^\s@]+$/.test(name) ? { address: name } : null;
  return name === '' || name.toLowerCase() === text.toLowerCase() ? { address: text } : { address: text, name };
}
