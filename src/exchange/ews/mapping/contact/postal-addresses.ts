import type { FieldValue } from '../../../../model/index.ts';
import { valueOf } from '../../../../model/index.ts';
import { fieldPath, indexedPath, typesElement } from '../../wire/paths.ts';
import { childText } from '../../xml/element.ts';
import type { Xml } from '../../xml/write.ts';
import { xml } from '../../xml/write.ts';
import type { PropertyMapping } from '../property-mapping.ts';
import { setOrDelete, wholeElement } from '../property-mapping.ts';
import { readEntries } from './dictionary-texts.ts';
import { partOf } from './person-name.ts';

const KEYS: Readonly<Record<string, string>> = {
  businessAddress: 'Business',
  homeAddress: 'Home',
  otherAddress: 'Other',
};

/** In the order of the schema. */
const COMPONENTS: Readonly<Record<string, string>> = {
  street: 'Street',
  city: 'City',
  state: 'State',
  country: 'CountryOrRegion',
  postalCode: 'PostalCode',
};

const FIELD_KEYS = Object.entries(KEYS).map(([field, key]) => ({ field, key }));
const PARTS = Object.entries(COMPONENTS).map(([part, element]) => ({ part, element }));

/** EWS updates an address component by component, so a changed address is five small updates. */
export const POSTAL_ADDRESSES: PropertyMapping = {
  fields: Object.keys(KEYS),
  paths: () => [fieldPath('contacts:PhysicalAddresses')],
  read: (item) => {
    const entries = readEntries(item, 'PhysicalAddresses');
    const fields: Record<string, FieldValue> = {};
    for (const { field, key } of FIELD_KEYS) {
      const entry = entries.get(key);
      const address: Record<string, string | null> = {};
      if (entry !== undefined) for (const { part, element } of PARTS) address[part] = childText(entry, element);
      fields[field] = address;
    }
    return fields;
  },
  create: (fields, _context, filled) => {
    const entries: Xml[] = [];
    for (const field of filled) {
      const address = valueOf(fields, field);
      const components: Xml[] = [];
      for (const { part, element } of PARTS) {
        const text = partOf(address, part);
        if (text !== null) components.push(typesElement(element, text));
      }
      const key = KEYS[field];
      if (key !== undefined && components.length > 0) entries.push(addressEntry(key, components));
    }
    return entries.length === 0 ? [] : [wholeElement('PhysicalAddresses', typesElement('PhysicalAddresses', entries))];
  },
  update: (changes) =>
    FIELD_KEYS.filter(({ field }) => Object.hasOwn(changes, field)).flatMap(({ field, key }) =>
      PARTS.map(({ part, element }) => {
        const text = partOf(valueOf(changes, field), part);
        return setOrDelete(
          indexedPath(`contacts:PhysicalAddress:${element}`, key),
          text === null
            ? null
            : xml`<t:PhysicalAddresses>${addressEntry(key, [typesElement(element, text)])}</t:PhysicalAddresses>`,
        );
      }),
    ),
};

function addressEntry(key: string, components: readonly Xml[]): Xml {
  return xml`<t:Entry Key="${key}">${components}</t:Entry>`;
}
