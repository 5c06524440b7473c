import { ItemError } from '../operations/item-error.ts';
import type { ItemKind, StoredValue } from '../state/item.ts';
import { readMeetingTimeZone, readZoneDefinition } from '../time-zones/read-zone.ts';
import { instantOf } from '../time-zones/zone.ts';
import type { XmlNode } from '../xml/node.ts';
import { element } from '../xml/node.ts';
import type { ReceivedElement } from '../xml/read.ts';
import { attributeOf, childOf, localName } from '../xml/read.ts';
import { findRow } from './element-rows.ts';
import { readExtendedPath } from './extended-path.ts';

const MAX_SUBJECT = 255;

/** What one element of an item sets: usually one value, several for a dictionary. */
export type TakenValues = readonly (readonly [key: string, value: StoredValue])[];

/**
 * Reads an element of an item into the values that it sets, as Exchange keeps them: booleans as words,
 * times in UTC and whole seconds, subjects cut, categories without repetition.
 * @param zoneId Windows zone of times without offset
 */
export function takeValues(kind: ItemKind, source: ReceivedElement, zoneId: string): TakenValues {
  const name = localName(source.name);
  if (name === 'EmailAddresses') return source.children.map((entry) => [keyOf(name, entry), emailEntry(entry)]);
  if (name === 'PhoneNumbers' || name === 'ImAddresses')
    return source.children.map((entry) => [keyOf(name, entry), entry.text]);
  if (name === 'PhysicalAddresses') return source.children.flatMap(addressParts);
  if (name === 'ExtendedProperty') return [extendedValue(source, zoneId)];
  if (name === 'MeetingTimeZone') return zoneValues(readMeetingTimeZone(source), ['StartTimeZone', 'EndTimeZone']);
  if (name === 'StartTimeZone' || name === 'EndTimeZone') return zoneValues(readZoneDefinition(source), [name]);
  if (name === 'Categories') return [[name, distinct(source.children.map((child) => child.text.trim()))]];
  if (name === 'Body') return [[name, element('t:Body', { BodyType: attributeOf(source, 'BodyType') }, source.text)]];
  const type = findRow(kind, name)?.[1];
  if (type?.kind !== 'value') {
    const strings = source.children.every((child) => child.name === 't:String');
    return [[name, strings ? source.children.map((child) => child.text) : asNode(source)]];
  }
  if (name === 'Subject') return [[name, source.text.replace(/[\r\n\t]+/g, ' ').slice(0, MAX_SUBJECT)]];
  return [[name, simpleValue(type.value.kind, source.text, zoneId)]];
}

function simpleValue(kind: string, text: string, zoneId: string): string {
  if (kind === 'boolean') return /^\s*(true|1)\s*$/.test(text) ? 'true' : 'false';
  if (kind === 'integer') return String(Number(text));
  if (kind !== 'dateTime') return text;
  try {
    return instantOf(text, zoneId);
  } catch {
    // Well-formed but no date, such as the 31st of June.
    throw new ItemError('ErrorInvalidValueForProperty', 'The specified value is invalid for property.');
  }
}

function keyOf(dictionary: string, entry: ReceivedElement): string {
  return `${dictionary}/${attributeOf(entry, 'Key')}`;
}

function emailEntry(entry: ReceivedElement): XmlNode {
  const { Name: name, RoutingType: routing, MailboxType: type } = entry.attributes;
  return element('t:Entry', { Name: name, RoutingType: routing, MailboxType: type }, entry.text.trim());
}

function addressParts(entry: ReceivedElement): TakenValues {
  return entry.children.map((part) => [`${keyOf('PhysicalAddresses', entry)}/${localName(part.name)}`, part.text]);
}

function extendedValue(source: ReceivedElement, zoneId: string): readonly [string, StoredValue] {
  const uri = childOf(source, 't:ExtendedFieldURI');
  const path = readExtendedPath(uri?.attributes ?? {});
  const values = childOf(source, 't:Values');
  if (path.type.endsWith('Array') !== (values !== undefined)) {
    throw new ItemError(
      'ErrorInvalidExtendedPropertyValue',
      'The value does not fit the type of the extended property.',
    );
  }
  if (values !== undefined) return [path.key, values.children.map((child) => child.text)];
  return [path.key, mapiValue(path.type, childOf(source, 't:Value')?.text ?? '', zoneId)];
}

function mapiValue(type: string, text: string, zoneId: string): string {
  const invalid = () =>
    new ItemError('ErrorInvalidExtendedPropertyValue', 'The value does not fit the type of the extended property.');
  if (type === 'Boolean') {
    if (!/^\s*(true|false|1|0)\s*$/i.test(text)) throw invalid();
    return simpleValue('boolean', text.toLowerCase(), zoneId);
  }
  if (type === 'Integer' || type === 'Short' || type === 'Long') {
    if (!/^\s*-?\d+\s*$/.test(text)) throw invalid();
    return String(Number(text));
  }
  if (type !== 'SystemTime') return text;
  try {
    return instantOf(text, zoneId);
  } catch {
    throw invalid();
  }
}

function zoneValues(zone: string | undefined, keys: readonly string[]): TakenValues {
  if (zone === undefined) throw new ItemError('ErrorCalendarInvalidTimeZone', 'The specified time zone is not valid.');
  return keys.map((key) => [key, zone]);
}

function distinct(texts: readonly string[]): readonly string[] {
  const seen = new Map<string, string>();
  for (const text of texts) if (text !== '' && !seen.has(text.toLowerCase())) seen.set(text.toLowerCase(), text);
  return [...seen.values()];
}

/** The element as it came, with everything in it. */
export function asNode(source: ReceivedElement): XmlNode {
  if (source.children.length > 0) return element(source.name, source.attributes, source.children.map(asNode));
  return element(source.name, source.attributes, source.text);
}
