import type { Xml } from '../xml/write.ts';
import { xml, xmlElement } from '../xml/write.ts';

/** @param uri for instance `contacts:GivenName` */
export function fieldPath(uri: string): Xml {
  return xml`<t:FieldURI FieldURI="${uri}"/>`;
}

/** One entry of a dictionary property, for instance `contacts:PhoneNumber` and `MobilePhone`. */
export function indexedPath(uri: string, index: string): Xml {
  return xml`<t:IndexedFieldURI FieldURI="${uri}" FieldIndex="${index}"/>`;
}

/** `contacts:GivenName` is set by and read from the element `GivenName`. */
export function elementNameOf(uri: string): string {
  return uri.slice(uri.indexOf(':') + 1);
}

/** An element in the types namespace whose name is not known when the template is written. */
export function typesElement(name: string, content: Xml | readonly Xml[] | string): Xml {
  return xmlElement(`t:${name}`, content);
}
