import { normaliseText, valueOf } from '../../../../model/index.ts';
import { elementNameOf, fieldPath, indexedPath, typesElement } from '../../wire/paths.ts';
import type { XmlElement } from '../../xml/element.ts';
import { childrenOf, findChild } from '../../xml/element.ts';
import type { Xml } from '../../xml/write.ts';
import { xml } from '../../xml/write.ts';
import type { PropertyMapping } from '../property-mapping.ts';
import { setOrDelete } from '../property-mapping.ts';

/** Fields that are the entries of one dictionary of texts. Each entry is written alone: the others stay as they are. */
export function dictionaryTexts(options: {
  /** The dictionary as a whole, for reading: `contacts:PhoneNumbers`. */
  readonly uri: string;
  /** One entry, for writing: `contacts:PhoneNumber`. */
  readonly entryUri: string;
  /** Canonical field → key of the entry. */
  readonly keys: Readonly<Record<string, string>>;
}): PropertyMapping {
  const name = elementNameOf(options.uri);
  const keys = Object.entries(options.keys);
  return {
    fields: Object.keys(options.keys),
    paths: () => [fieldPath(options.uri)],
    read: (item) => {
      const entries = readEntries(item, name);
      return Object.fromEntries(keys.map(([field, key]) => [field, entries.get(key)?.text ?? null]));
    },
    create: (fields) => {
      const entries = keys.flatMap(([field, key]) => {
        const text = normaliseText(valueOf(fields, field));
        return text === null ? [] : [textEntry(key, text)];
      });
      return entries.length === 0 ? [] : [{ name, markup: typesElement(name, entries) }];
    },
    update: (changes) =>
      keys
        .filter(([field]) => Object.hasOwn(changes, field))
        .map(([field, key]) => {
          const text = normaliseText(valueOf(changes, field));
          return setOrDelete(
            indexedPath(options.entryUri, key),
            text === null ? null : typesElement(name, textEntry(key, text)),
          );
        }),
  };
}

function textEntry(key: string, text: string): Xml {
  return xml`<t:Entry Key="${key}">${text}</t:Entry>`;
}

/** Entries of a dictionary by key; should a key stand there twice, the first counts. */
export function readEntries(item: XmlElement, dictionary: string): ReadonlyMap<string, XmlElement> {
  const byKey = new Map<string, XmlElement>();
  for (const entry of childrenOf(findChild(item, dictionary), 'Entry')) {
    const key = entry.attributes.Key;
    if (key !== undefined && !byKey.has(key)) byKey.set(key, entry);
  }
  return byKey;
}
