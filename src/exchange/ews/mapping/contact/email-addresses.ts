import type { Fields, FieldValue } from '../../../../model/index.ts';
import { valueOf } from '../../../../model/index.ts';
import type { RequestVersion } from '../../soap/channel.ts';
import { isAtLeast } from '../../soap/channel.ts';
import { fieldPath, indexedPath, typesElement } from '../../wire/paths.ts';
import type { Xml } from '../../xml/write.ts';
import { xml } from '../../xml/write.ts';
import type { PropertyMapping } from '../property-mapping.ts';
import { setOrDelete, wholeElement } from '../property-mapping.ts';
import { EMAIL_SLOTS, readEmailSlots, usableSlots } from './email-slots.ts';
import { partOf } from './person-name.ts';

const FIELDS = EMAIL_SLOTS.map((number) => `email${number}`);

/** An address for which the foreign slots leave no room is not written: it stays in the CRM alone. */
export const EMAIL_ADDRESSES: PropertyMapping = {
  fields: FIELDS,
  paths: () => [fieldPath('contacts:EmailAddresses')],
  read: (item) => {
    const { foreign, addresses } = readEmailSlots(item);
    const slots = usableSlots(foreign);
    const fields: Record<string, FieldValue> = {};
    FIELDS.forEach((field, index) => {
      const email = addresses.get(slots[index] ?? 0);
      fields[field] = email === undefined ? null : { ...email };
    });
    return fields;
  },
  create: (fields, { version }, filled) => {
    const entries: Xml[] = [];
    for (const field of filled) {
      const entry = emailEntry(FIELDS.indexOf(field) + 1, fields, field, version);
      if (entry !== null) entries.push(entry);
    }
    return entries.length === 0 ? [] : [wholeElement('EmailAddresses', typesElement('EmailAddresses', entries))];
  },
  update: (changes, { version, foreignEmailSlots }) => {
    const slots = usableSlots(foreignEmailSlots);
    return FIELDS.flatMap((field, index) => {
      const slot = slots[index];
      if (slot === undefined || !Object.hasOwn(changes, field)) return [];
      const entry = emailEntry(slot, changes, field, version);
      return [
        setOrDelete(
          indexedPath('contacts:EmailAddress', `EmailAddress${slot}`),
          entry === null ? null : xml`<t:EmailAddresses>${entry}</t:EmailAddresses>`,
        ),
      ];
    });
  },
};

function emailEntry(slot: number, fields: Fields, field: string, version: RequestVersion): Xml | null {
  const email = valueOf(fields, field);
  const address = partOf(email, 'address');
  if (address === null) return null;
  const name = partOf(email, 'name')?.replace(/\s+/g, ' ') ?? null;
  // The schema of 2007 has no attribute but the key.
  return name === null || !isAtLeast(version, 'Exchange2010')
    ? xml`<t:Entry Key="EmailAddress${slot}">${address}</t:Entry>`
    : xml`<t:Entry Key="EmailAddress${slot}" Name="${name}">${address}</t:Entry>`;
}
