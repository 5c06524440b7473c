import type { XmlElement } from '../xml/element.ts';
import { childrenOf, childText, findChild } from '../xml/element.ts';
import type { Xml } from '../xml/write.ts';
import { xml } from '../xml/write.ts';

/** A MAPI property outside of the EWS schema: a named one of our own set, or a fixed tag. */
export type ExtendedProperty =
  | { readonly kind: 'named'; readonly setId: string; readonly name: string; readonly type: 'String' }
  | { readonly kind: 'tag'; readonly tag: number; readonly type: 'String' | 'Binary' };

/**
 * Marks the items that a synchronisation made or linked. The set id and the name are fixed for ever:
 * items in mailboxes carry them. There is one name only, because names fill a table of the mailbox.
 */
export const STAMP: ExtendedProperty = {
  kind: 'named',
  setId: '01e76f1f-6a00-4b53-a328-a45490f161dc',
  name: 'RaccordoStamp',
  type: 'String',
};

/** PR_SEARCH_KEY: survives moves and is copied with copies. */
export const SEARCH_KEY: ExtendedProperty = { kind: 'tag', tag: 0x300b, type: 'Binary' };

/** PR_DISPLAY_NAME_PREFIX. The schema shows a contact's title only inside the read-only CompleteName. */
export const TITLE: ExtendedProperty = { kind: 'tag', tag: 0x3a45, type: 'String' };

export function extendedPath(property: ExtendedProperty): Xml {
  return property.kind === 'named'
    ? xml`<t:ExtendedFieldURI PropertySetId="${property.setId}" PropertyName="${property.name}" PropertyType="${property.type}"/>`
    : xml`<t:ExtendedFieldURI PropertyTag="${hexTag(property.tag)}" PropertyType="${property.type}"/>`;
}

export function extendedElement(property: ExtendedProperty, value: string): Xml {
  return xml`<t:ExtendedProperty>${extendedPath(property)}<t:Value>${value}</t:Value></t:ExtendedProperty>`;
}

/** @returns `null` when the item does not carry the property or its value is empty */
export function readExtendedProperty(item: XmlElement, property: ExtendedProperty): string | null {
  for (const candidate of childrenOf(item, 'ExtendedProperty')) {
    const path = findChild(candidate, 'ExtendedFieldURI');
    if (path === undefined || !isPathOf(path, property)) continue;
    const value = childText(candidate, 'Value')?.trim() ?? '';
    return value === '' ? null : value;
  }
  return null;
}

/** @returns our stamp in lower case */
export function readStamp(item: XmlElement): string | null {
  return readExtendedProperty(item, STAMP)?.toLowerCase() ?? null;
}

/** Servers answer with the tag in decimal or in another case than it was asked for. */
function isPathOf(path: XmlElement, property: ExtendedProperty): boolean {
  const { PropertyTag: tag, PropertySetId: setId, PropertyName: name } = path.attributes;
  if (property.kind === 'tag') return tag !== undefined && Number(tag.toLowerCase()) === property.tag;
  return setId?.replace(/[{}]/g, '').toLowerCase() === property.setId && name === property.name;
}

function hexTag(tag: number): string {
  return `0x${tag.toString(16).toUpperCase().padStart(4, '0')}`;
}
