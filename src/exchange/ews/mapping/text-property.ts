import type { Fields } from '../../../model/index.ts';
import { normaliseText, valueOf } from '../../../model/index.ts';
import { elementNameOf, fieldPath, typesElement } from '../wire/paths.ts';
import { childText } from '../xml/element.ts';
import type { PropertyMapping } from './property-mapping.ts';
import { plainElement, setOrDelete } from './property-mapping.ts';

/** A field that is one text on both sides. `toWire` may refuse a value that the schema has no room for. */
export function textProperty(
  field: string,
  uri: string,
  toWire: (text: string) => string | null = (text) => text,
): PropertyMapping {
  const name = elementNameOf(uri);
  const path = fieldPath(uri);
  const written = (fields: Fields) => {
    const text = normaliseText(valueOf(fields, field));
    return text === null ? null : toWire(text);
  };
  return {
    fields: [field],
    paths: () => [path],
    read: (item) => ({ [field]: childText(item, name) }),
    create: (fields) => {
      const text = written(fields);
      return text === null ? [] : [plainElement(name, text)];
    },
    update: (changes) => {
      const text = written(changes);
      return [setOrDelete(path, text === null ? null : typesElement(name, text))];
    },
  };
}
