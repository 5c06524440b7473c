import type { FieldValue } from '../../../model/index.ts';
import { normaliseText, valueOf } from '../../../model/index.ts';
import { elementNameOf, fieldPath, typesElement } from '../wire/paths.ts';
import type { XmlElement } from '../xml/element.ts';
import { childrenOf } from '../xml/element.ts';
import type { Xml } from '../xml/write.ts';
import { xml } from '../xml/write.ts';
import type { PropertyMapping } from './property-mapping.ts';
import { setOrDelete, wholeElement } from './property-mapping.ts';

/** A field that is an unordered list of texts. Writing replaces the whole list. */
export function stringsProperty(field: string, uri: string): PropertyMapping {
  const name = elementNameOf(uri);
  const path = fieldPath(uri);
  const render = (value: FieldValue): Xml | null => {
    const texts = textsOf(value);
    return texts.length === 0
      ? null
      : typesElement(
          name,
          texts.map((text) => xml`<t:String>${text}</t:String>`),
        );
  };
  return {
    fields: [field],
    paths: () => [path],
    read: (item) => ({ [field]: readStrings(item, name) }),
    create: (fields) => {
      const markup = render(valueOf(fields, field));
      return markup === null ? [] : [wholeElement(name, markup)];
    },
    update: (changes) => [setOrDelete(path, render(valueOf(changes, field)))],
  };
}

const NO_TEXTS: readonly string[] = [];

/** Some servers write the list anew for each text. */
export function readStrings(item: XmlElement, name: string): readonly string[] {
  return textsOf(childrenOf(item, name).flatMap((list) => childrenOf(list, 'String').map((element) => element.text)));
}

/** Without blanks and repetitions; the first spelling of a name stays. */
export function textsOf(value: FieldValue): readonly string[] {
  if (!Array.isArray(value) || value.length === 0) return NO_TEXTS;
  const byFoldedName = new Map<string, string>();
  for (const element of value) {
    const text = normaliseText(element);
    if (text !== null && !byFoldedName.has(text.toLowerCase())) byFoldedName.set(text.toLowerCase(), text);
  }
  return [...byFoldedName.values()];
}
