import type { Fields } from '../../../model/index.ts';
import { valueOf } from '../../../model/index.ts';
import type { RequestVersion } from '../soap/channel.ts';
import { elementNameOf, fieldPath, typesElement } from '../wire/paths.ts';
import { childText } from '../xml/element.ts';
import type { PropertyMapping } from './property-mapping.ts';
import { plainElement } from './property-mapping.ts';

/**
 * A field that is one of a few words. The properties concerned cannot all be deleted, so emptying the
 * field writes `emptyWord`. A word that the declared version does not know is not written at all: the
 * item keeps what it has.
 */
export function enumProperty(options: {
  readonly field: string;
  readonly uri: string;
  /** Canonical word → wire word. */
  readonly words: Readonly<Record<string, string>>;
  /** On the wire. */
  readonly emptyWord: string;
  readonly knows?: (word: string, version: RequestVersion) => boolean;
  /** A new item says `emptyWord` where there is no other word, because servers have defaults of their own. */
  readonly isAlwaysCreated?: boolean;
}): PropertyMapping {
  const { field, uri, words, emptyWord, knows = () => true, isAlwaysCreated = false } = options;
  const name = elementNameOf(uri);
  const canonical = new Map(Object.entries(words).map(([word, written]) => [written.toLowerCase(), word]));
  const wordOf = (fields: Fields) => {
    const value = valueOf(fields, field);
    return typeof value === 'string' && Object.hasOwn(words, value) ? value : null;
  };
  return {
    fields: [field],
    isAlwaysCreated,
    paths: () => [fieldPath(uri)],
    read: (item) => ({ [field]: canonical.get(childText(item, name)?.trim().toLowerCase() ?? '') ?? null }),
    create: (fields, { version }) => {
      const word = wordOf(fields);
      const known = word !== null && knows(word, version) ? words[word] : undefined;
      const written = known ?? (isAlwaysCreated ? emptyWord : null);
      return written === null ? [] : [plainElement(name, written)];
    },
    update: (changes, { version }) => {
      const word = wordOf(changes);
      if (word !== null && !knows(word, version)) return [];
      const written = word === null ? emptyWord : (words[word] ?? emptyWord);
      return [{ kind: 'set', path: fieldPath(uri), markup: typesElement(name, written) }];
    },
  };
}
