import { findRow, valueKindOf } from '../properties/element-rows.ts';
import type { ItemKind, StoredItem, StoredValue } from '../state/item.ts';
import { ITEM_CLASSES, isList } from '../state/item.ts';
import { customZoneIn } from '../time-zones/custom-zone.ts';
import { findWindowsZone, instantOf } from '../time-zones/zone.ts';
import type { XmlNode } from '../xml/node.ts';
import { element, serialise, textElement } from '../xml/node.ts';

/** The fields of an item as people and tests see them: texts and lists of texts by the keys of `StoredItem`. */
export type ItemFields = Readonly<Record<string, string | readonly string[]>>;

/** `null` empties a field. */
export type ItemFieldChanges = Readonly<Record<string, string | readonly string[] | null>>;

const DICTIONARY_KEY = /^(EmailAddresses|PhoneNumbers|ImAddresses)\/\w+$|^PhysicalAddresses\/\w+\/\w+$/;
const PEOPLE = new Set(['RequiredAttendees', 'OptionalAttendees', 'Resources']);

/** Elements that no text can stand for (a recurrence) show as their XML. */
export function fieldsOf(item: StoredItem): ItemFields {
  const fields: Record<string, string | readonly string[]> = {};
  for (const [key, value] of Object.entries(item.values)) {
    if (key.startsWith('x:')) continue;
    if (typeof value === 'string' || isList(value)) fields[key] = value;
    else if (PEOPLE.has(key)) fields[key] = addressesIn(value);
    else fields[key] = value.children === undefined ? (value.text ?? '') : serialise(value);
  }
  return fields;
}

/** @throws Error for a field that this kind of item does not have */
export function changedValues(
  kind: ItemKind,
  values: StoredItem['values'],
  changes: ItemFieldChanges,
): StoredItem['values'] {
  const changed: Record<string, StoredValue> = { ...values };
  for (const [key, value] of Object.entries(changes)) {
    const known = key.startsWith('x:') || DICTIONARY_KEY.test(key) || findRow(kind, key) !== undefined;
    if (!known || !(kind in ITEM_CLASSES)) throw new Error(`A ${kind} has no field "${key}"`);
    if (value === null) delete changed[key];
    else changed[key] = storedValue(kind, key, value);
  }
  return changed;
}

function storedValue(kind: ItemKind, key: string, value: string | readonly string[]): StoredValue {
  if (PEOPLE.has(key)) return attendees(key, typeof value === 'string' ? [value] : value);
  if (typeof value !== 'string') return value;
  if (key === 'Body') return element('t:Body', { BodyType: 'Text' }, value);
  if (key === 'Organizer') return element('t:Organizer', {}, [mailbox(value)]);
  if (key.startsWith('EmailAddresses/')) return emailEntry(value);
  if (key === 'StartTimeZone' || key === 'EndTimeZone') {
    const zone = customZoneIn(value) === undefined ? findWindowsZone(value) : value;
    if (zone === undefined) throw new Error(`"${value}" is no Windows time zone`);
    return zone;
  }
  return valueKindOf(kind, key) === 'dateTime' ? instantOf(value, 'UTC') : value;
}

/** An entry from the address list keeps its legacy DN, as Outlook saves it. */
function emailEntry(address: string): XmlNode {
  return element('t:Entry', address.startsWith('/o=') ? { RoutingType: 'EX', MailboxType: 'Mailbox' } : {}, address);
}

function attendees(key: string, addresses: readonly string[]): XmlNode {
  const people = addresses.map((address) =>
    element('t:Attendee', {}, [mailbox(address), textElement('t:ResponseType', 'Unknown')]),
  );
  return element(`t:${key}`, {}, people);
}

function mailbox(address: string): XmlNode {
  const name = address.split('@')[0] ?? address;
  return element('t:Mailbox', {}, [
    textElement('t:Name', name),
    textElement('t:EmailAddress', address),
    textElement('t:RoutingType', 'SMTP'),
  ]);
}

function addressesIn(list: XmlNode): readonly string[] {
  return (list.children ?? []).flatMap((attendee) => {
    const found = attendee.children?.find(({ name }) => name === 't:Mailbox');
    return found?.children?.find(({ name }) => name === 't:EmailAddress')?.text ?? [];
  });
}
