import { ItemError } from '../operations/item-error.ts';
import type { ReceivedElement } from '../xml/read.ts';
import { attributeOf } from '../xml/read.ts';
import type { ExtendedPath } from './extended-path.ts';
import { readExtendedPath } from './extended-path.ts';

/** How a request names a property. `key` is where an item keeps it. */
export type PropertyPath =
  | { readonly kind: 'field'; readonly uri: string; readonly key: string }
  | { readonly kind: 'indexed'; readonly uri: string; readonly index: string; readonly key: string }
  | { readonly kind: 'extended'; readonly key: string; readonly path: ExtendedPath };

const DICTIONARIES: Readonly<Record<string, string>> = {
  'contacts:EmailAddress': 'EmailAddresses',
  'contacts:PhoneNumber': 'PhoneNumbers',
  'contacts:ImAddress': 'ImAddresses',
};

/** @throws ItemError when an extended path mixes what does not go together */
export function readPath(source: ReceivedElement): PropertyPath {
  const uri = attributeOf(source, 'FieldURI');
  if (source.name === 't:FieldURI') return { kind: 'field', uri, key: uri.slice(uri.indexOf(':') + 1) };
  if (source.name === 't:ExtendedFieldURI') {
    const path = readExtendedPath(source.attributes);
    return { kind: 'extended', key: path.key, path };
  }
  const index = attributeOf(source, 'FieldIndex');
  return { kind: 'indexed', uri, index, key: indexedKey(uri, index) };
}

function indexedKey(uri: string, index: string): string {
  const address = /^contacts:PhysicalAddress:(\w+)$/.exec(uri);
  if (address !== null) return `PhysicalAddresses/${index}/${address[1]}`;
  const dictionary = DICTIONARIES[uri];
  if (dictionary === undefined) throw new ItemError('ErrorInvalidPropertyRequest', `${uri} is not supported here.`);
  return `${dictionary}/${index}`;
}

/** The path among the request's elements. */
export function pathElementIn(source: ReceivedElement): ReceivedElement | undefined {
  return source.children.find(
    ({ name }) => name === 't:FieldURI' || name === 't:IndexedFieldURI' || name === 't:ExtendedFieldURI',
  );
}
