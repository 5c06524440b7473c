import type { Fields } from '../../../model/index.ts';
import { normaliseText, valueOf } from '../../../model/index.ts';
import { elementNameOf, fieldPath, typesElement } from '../wire/paths.ts';
import { childText } from '../xml/element.ts';
import type { PropertyMapping } from './property-mapping.ts';
import { setOrDelete } from './property-mapping.ts';

/** A field that is one text on both sides. `toWire` may refuse a value that the schema has no room for. */
export function textProperty(
  field: string,
  uri: string,
  toWire: (text: string) => string | null = (text) => text,
): PropertyMapping {
  const name = elementNameOf(uri);
  const path = fieldPath(uri);
  const render = (fields: Fields) => {
    const text = normaliseText(valueOf(fields, field));
    const written = text === null ? null : toWire(text);
    return written === null ? null : typesElement(name, written);
  };
  return {
    fields: [field],
    paths: () => [path],
    read: (item) => ({ [field]: childText(item, name) }),
    create: (fields) => {
      const markup = render(fields);
      return markup === null ? [] : [{ name, markup }];
    },
    update: (changes) => [setOrDelete(path, render(changes))],
  };
}
