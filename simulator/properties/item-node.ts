import { ADDRESS_KEYS, ADDRESS_PARTS, EMAIL_KEYS, IM_KEYS, PHONE_KEYS } from '../schema/contact-elements.ts';
import type { ItemKind, StoredItem, StoredValue } from '../state/item.ts';
import { isList } from '../state/item.ts';
import type { XmlNode } from '../xml/node.ts';
import { element, textElement } from '../xml/node.ts';
import { bodyNode } from './body.ts';
import type { ReadContext } from './derived.ts';
import { emailEntryNode, findDerivation } from './derived.ts';
import { isKnownTo, rowsOf } from './element-rows.ts';
import { extendedPropertyNode } from './extended-path.ts';
import { extendedValueOf } from './extended-value.ts';
import type { ItemShape } from './shape.ts';

const DEFAULT_SHAPES: Readonly<Partial<Record<ItemKind, ReadonlySet<string>>>> = {
  Contact: new Set(
    'ItemId Subject HasAttachments FileAs CompleteName CompanyName EmailAddresses PhysicalAddresses PhoneNumbers ImAddresses JobTitle'.split(
      ' ',
    ),
  ),
  CalendarItem: new Set(
    'ItemId Subject HasAttachments Start End LegacyFreeBusyStatus Location CalendarItemType Organizer RequiredAttendees OptionalAttendees Resources IsRecurring IsMeeting'.split(
      ' ',
    ),
  ),
};
const MINIMAL_SHAPE: ReadonlySet<string> = new Set(['ItemId', 'Subject', 'HasAttachments']);
/** Shown only when they are asked for by name. */
const NEVER_IN_ALL = new Set(['MimeContent', 'TextBody', 'UniqueBody', 'NormalizedBody', 'ExtendedProperty']);

/** An item as an answer shows it, its elements in the order of the schema. */
export function itemNode(item: StoredItem, shape: ItemShape, context: ReadContext): XmlNode {
  const children: XmlNode[] = [];
  for (const [name, row] of rowsOf(item.kind)) {
    if (name === 'ExtendedProperty') children.push(...extendedNodes(item, shape, context));
    else if (shape.elements.has(name) || (isInBase(item.kind, name, shape) && isKnownTo(context.version, row))) {
      const node = propertyNode(item, name, shape, context);
      if (node !== undefined) children.push(node);
    } else {
      const node = dictionaryNode(item, name, shape.entries, context);
      if (node !== undefined) children.push(node);
    }
  }
  return element(`t:${item.kind}`, {}, children);
}

function isInBase(kind: ItemKind, name: string, { base, withBody }: ItemShape): boolean {
  if (base === 'IdOnly') return name === 'ItemId';
  if (base === 'Default') return (DEFAULT_SHAPES[kind] ?? MINIMAL_SHAPE).has(name);
  return !NEVER_IN_ALL.has(name) && (withBody || name !== 'Body');
}

function propertyNode(item: StoredItem, name: string, shape: ItemShape, context: ReadContext): XmlNode | undefined {
  if (name === 'Body') return bodyNode('t:Body', item, shape.bodyType);
  if (name === 'TextBody') return bodyNode('t:TextBody', item, 'Text');
  const derive = findDerivation(item, name);
  const value: StoredValue | undefined = derive === undefined ? item.values[name] : derive(item, context);
  return value === undefined ? dictionaryNode(item, name, null, context) : valueNode(name, value);
}

function valueNode(name: string, value: StoredValue): XmlNode | undefined {
  if (typeof value === 'string') return textElement(`t:${name}`, value);
  if (!isList(value)) return value;
  if (value.length === 0) return undefined;
  return element(
    `t:${name}`,
    {},
    value.map((text) => textElement('t:String', text)),
  );
}

/** @param wanted `null` for every entry */
function dictionaryNode(
  item: StoredItem,
  name: string,
  wanted: ReadonlySet<string> | null,
  context: ReadContext,
): XmlNode | undefined {
  const has = (key: string) => wanted === null || wanted.has(`${name}/${key}`);
  const text = (key: string) => {
    const value = item.values[`${name}/${key}`];
    return typeof value === 'string' ? value : undefined;
  };
  let entries: readonly (XmlNode | undefined)[];
  if (name === 'EmailAddresses')
    entries = EMAIL_KEYS.map((key) => (has(key) ? emailEntryNode(item, key, context) : undefined));
  else if (name === 'PhoneNumbers' || name === 'ImAddresses') {
    entries = (name === 'PhoneNumbers' ? PHONE_KEYS : IM_KEYS).map((key) => {
      const value = has(key) ? text(key) : undefined;
      return value === undefined ? undefined : element('t:Entry', { Key: key }, value);
    });
  } else if (name === 'PhysicalAddresses') {
    entries = ADDRESS_KEYS.map((key) => {
      const parts = ADDRESS_PARTS.flatMap((part) => {
        const value = has(`${key}/${part}`) ? text(`${key}/${part}`) : undefined;
        return value === undefined ? [] : [textElement(`t:${part}`, value)];
      });
      return parts.length === 0 ? undefined : element('t:Entry', { Key: key }, parts);
    });
  } else return undefined;
  const present = entries.filter((entry) => entry !== undefined);
  return present.length === 0 ? undefined : element(`t:${name}`, {}, present);
}

function extendedNodes(item: StoredItem, shape: ItemShape, context: ReadContext): readonly XmlNode[] {
  return shape.extended.flatMap((path) => {
    const value = extendedValueOf(item, path, context);
    return value === undefined ? [] : [extendedPropertyNode(path, value)];
  });
}
