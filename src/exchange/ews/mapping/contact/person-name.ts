import type { FieldValue } from '../../../../model/index.ts';
import { normaliseText, valueOf } from '../../../../model/index.ts';
import { extendedElement, extendedPath, readExtendedProperty, TITLE } from '../../wire/extended-property.ts';
import { elementNameOf, fieldPath, typesElement } from '../../wire/paths.ts';
import type { XmlElement } from '../../xml/element.ts';
import { childText, findChild } from '../../xml/element.ts';
import type { PropertyElement, PropertyMapping } from '../property-mapping.ts';
import { plainElement, setOrDelete, wholeElement } from '../property-mapping.ts';

const PARTS: Readonly<Record<string, string>> = {
  givenName: 'contacts:GivenName',
  middleName: 'contacts:MiddleName',
  surname: 'contacts:Surname',
  suffix: 'contacts:Generation',
  initials: 'contacts:Initials',
};

const ELEMENTS = Object.entries(PARTS).map(([part, uri]) => ({ part, element: elementNameOf(uri) }));

/** The parts of the name are one field and are always written together, so that no half of an old name stays. */
export const PERSON_NAME: PropertyMapping = {
  fields: ['name'],
  paths: () => [...Object.values(PARTS).map(fieldPath), extendedPath(TITLE), fieldPath('contacts:CompleteName')],
  read: (item) => {
    const name: Record<string, string | null> = {};
    for (const { part, element } of ELEMENTS) name[part] = childText(item, element);
    name['title'] = readTitle(item);
    return { name };
  },
  create: (fields) => {
    const name = valueOf(fields, 'name');
    const title = partOf(name, 'title');
    const elements: PropertyElement[] = [];
    for (const { part, element } of ELEMENTS) {
      const text = partOf(name, part);
      if (text !== null) elements.push(plainElement(element, text));
    }
    if (title !== null) elements.push(wholeElement('ExtendedProperty', extendedElement(TITLE, title)));
    return elements;
  },
  update: (changes) => {
    const name = valueOf(changes, 'name');
    const title = partOf(name, 'title');
    return [
      ...Object.entries(PARTS).map(([part, uri]) => {
        const text = partOf(name, part);
        return setOrDelete(fieldPath(uri), text === null ? null : typesElement(elementNameOf(uri), text));
      }),
      setOrDelete(extendedPath(TITLE), title === null ? null : extendedElement(TITLE, title)),
    ];
  },
};

/** The MAPI property is what gets written, so it wins; servers without it may still fill the read-only name. */
function readTitle(item: XmlElement): string | null {
  return readExtendedProperty(item, TITLE) ?? childText(findChild(item, 'CompleteName'), 'Title');
}

/** @returns the part as it is written, `null` when the name lacks it */
export function partOf(record: FieldValue, part: string): string | null {
  if (record === null || typeof record !== 'object' || Array.isArray(record)) return null;
  return normaliseText((record as Readonly<Record<string, FieldValue>>)[part] ?? null);
}
