import { normaliseText, valueOf } from '../../../../model/index.ts';
import { elementNameOf, fieldPath, indexedPath, typesElement } from '../../wire/paths.ts';
import type { XmlElement } from '../../xml/element.ts';
import type { Xml } from '../../xml/write.ts';
import { xml } from '../../xml/write.ts';
import type { PropertyMapping } from '../property-mapping.ts';
import { setOrDelete, wholeElement } from '../property-mapping.ts';

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
  const keys = Object.entries(options.keys).map(([field, key]) => ({ field, key }));
  return {
    fields: Object.keys(options.keys),
    paths: () => [fieldPath(options.uri)],
    read: (item) => {
      const entries = readEntries(item, name);
      const fields: Record<string, string | null> = {};
      for (const { field, key } of keys) fields[field] = entries.get(key)?.text ?? null;
      return fields;
    },
    create: (fields, _context, filled) => {
      const entries: Xml[] = [];
      for (const field of filled) {
        const key = options.keys[field];
        const text = normaliseText(valueOf(fields, field));
        if (key !== undefined && text !== null) entries.push(textEntry(key, text));
      }
      return entries.length === 0 ? [] : [wholeElement(name, typesElement(name, entries))];
    },
    update: (changes) =>
      keys
        .filter(({ field }) => Object.hasOwn(changes, field))
        .map(({ field, key }) => {
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

/**
 * Entries of a dictionary by key; should a key stand there twice, the first counts. Some servers write the dictionary
 * anew for each entry.
 */
export function readEntries(item: XmlElement, dictionary: string): ReadonlyMap<string, XmlElement> {
  const byKey = new Map<string, XmlElement>();
  for (const child of item.children) {
    if (child.name !== dictionary) continue;
    for (const entry of child.children) {
      if (entry.name !== 'Entry') continue;
      const key = entry.attributes.Key;
      if (key !== undefined && !byKey.has(key)) byKey.set(key, entry);
    }
  }
  return byKey;
}
