import type { PropertyPath } from '../properties/property-path.ts';
import { pathElementIn, readPath } from '../properties/property-path.ts';
import { takeValues } from '../properties/take-value.ts';
import { isDeletable, isReadOnly } from '../properties/writability.ts';
import type { StoredItem, StoredValue } from '../state/item.ts';
import { ATTENDEE_LISTS } from '../state/item.ts';
import { keepWallClock } from '../time-zones/zone.ts';
import type { XmlNode } from '../xml/node.ts';
import { element } from '../xml/node.ts';
import type { ReceivedElement } from '../xml/read.ts';
import { localName } from '../xml/read.ts';
import { ItemError } from './item-error.ts';

type Values = Record<string, StoredValue>;

/** What an occurrence has from its series and cannot have otherwise. */
const OF_SERIES = new Set(['Recurrence', 'UID']);

const DICTIONARIES = new Set([
  'EmailAddresses',
  'PhoneNumbers',
  'PhysicalAddresses',
  'ImAddresses',
  'ExtendedProperty',
]);

/**
 * Applies one `Updates` element in the order given: a zone that is set before the times moves the old
 * times, one that is set after them moves the new ones.
 * @throws ItemError
 */
export function applyUpdates(
  item: StoredItem,
  updates: readonly ReceivedElement[],
  zoneId: string,
): StoredItem['values'] {
  const values: Values = { ...item.values };
  let zone = zoneId;
  for (const update of updates) {
    const pathElement = pathElementIn(update);
    if (pathElement === undefined) continue;
    const path = readPath(pathElement);
    if (update.name === 't:DeleteItemField') remove(values, path);
    else if (update.name === 't:AppendToItemField') append(values, path, suppliedValue(item, update, path, zone));
    else set(values, path, suppliedValue(item, update, path, zone));
    if (path.key === 'StartTimeZone' || path.key === 'MeetingTimeZone') zone = textIn(values, 'StartTimeZone') ?? zone;
  }
  return values;
}

/** Whether one of the updates writes or removes the recurrence. */
export function setsRecurrence(updates: readonly ReceivedElement[]): boolean {
  return updates.some((update) => pathElementIn(update)?.attributes['FieldURI'] === 'calendar:Recurrence');
}

function suppliedValue(
  item: StoredItem,
  update: ReceivedElement,
  path: PropertyPath,
  zone: string,
): readonly (readonly [string, StoredValue])[] {
  const supplied = update.children.find((child) => !child.name.endsWith('FieldURI'));
  const kind = localName(supplied?.name ?? '');
  if (supplied === undefined || (kind !== item.kind && kind !== 'Item')) {
    throw new ItemError('ErrorObjectTypeChanged', 'Object type was changed.');
  }
  const property = supplied.children[0];
  if (property === undefined || supplied.children.length > 1) {
    throw new ItemError(
      'ErrorIncorrectUpdatePropertyCount',
      'An object within a change description must contain one and only one property to modify.',
    );
  }
  const name = localName(property.name);
  const ofSeries = item.occurrenceDay !== undefined && OF_SERIES.has(name);
  if (isReadOnly(name) || ofSeries || (path.kind === 'field' && DICTIONARIES.has(name))) {
    throw new ItemError('ErrorInvalidPropertySet', 'Set action is invalid for property.', {
      values: { FieldURI: path.key },
    });
  }
  const taken = takeValues(item.kind, property, zone);
  const fits = path.kind === 'field' ? name === path.key : taken.length === 1 && taken[0]?.[0] === path.key;
  if (!fits) {
    throw new ItemError(
      'ErrorUpdatePropertyMismatch',
      'The property does not match the path of the change description.',
    );
  }
  return taken;
}

function set(values: Values, path: PropertyPath, taken: readonly (readonly [string, StoredValue])[]): void {
  for (const [key, value] of taken) {
    // MeetingTimeZone, the form of 2007, says how to read the times but does not move them.
    if (path.key === 'StartTimeZone') shift(values, 'Start', textIn(values, 'StartTimeZone'), value);
    if (path.key === 'EndTimeZone') shift(values, 'End', textIn(values, 'EndTimeZone'), value);
    values[key] = value;
  }
}

function shift(values: Values, key: 'Start' | 'End', from: string | undefined, to: StoredValue): void {
  const instant = textIn(values, key);
  if (instant === undefined || from === undefined || typeof to !== 'string') return;
  values[key] = keepWallClock(instant, from, to);
}

function remove(values: Values, path: PropertyPath): void {
  if (path.kind === 'field' && (!isDeletable(path.key) || DICTIONARIES.has(path.key))) {
    throw new ItemError('ErrorInvalidPropertyDelete', 'Delete action is invalid for property.', {
      values: { FieldURI: path.uri },
    });
  }
  delete values[path.key];
}

function append(values: Values, path: PropertyPath, taken: readonly (readonly [string, StoredValue])[]): void {
  const added = taken[0]?.[1];
  const existing = values[path.key];
  if (added === undefined || typeof added === 'string' || !('name' in added)) throw invalidAppend(path);
  const old = existing !== undefined && typeof existing === 'object' && 'name' in existing ? existing : undefined;
  if (path.key === 'Body') values['Body'] = appendedBody(old, added);
  else if ((ATTENDEE_LISTS as readonly string[]).includes(path.key)) {
    values[path.key] = element(added.name, {}, [...(old?.children ?? []), ...(added.children ?? [])]);
  } else throw invalidAppend(path);
}

function appendedBody(old: XmlNode | undefined, added: XmlNode): XmlNode {
  return old === undefined ? added : { ...old, text: `${old.text ?? ''}${added.text ?? ''}` };
}

function invalidAppend(path: PropertyPath): ItemError {
  return new ItemError('ErrorInvalidPropertyAppend', 'Append action is invalid for property.', {
    values: { FieldURI: path.key },
  });
}

function textIn(values: Values, key: string): string | undefined {
  const value = values[key];
  return typeof value === 'string' ? value : undefined;
}
