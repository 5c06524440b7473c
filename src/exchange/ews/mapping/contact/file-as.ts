import { normaliseText, valueOf } from '../../../../model/index.ts';
import { fieldPath } from '../../wire/paths.ts';
import { childText } from '../../xml/element.ts';
import { xml } from '../../xml/write.ts';
import type { PropertyMapping } from '../property-mapping.ts';
import { plainElement, setOrDelete } from '../property-mapping.ts';
import { partOf } from './person-name.ts';

/**
 * The name under which the address book sorts the contact. Where the CRM has none, a new contact names a
 * rule instead: the server derives the text and goes on deriving it when the name changes.
 */
export const FILE_AS: PropertyMapping = {
  fields: ['fileAs'],
  isAlwaysCreated: true,
  paths: () => [fieldPath('contacts:FileAs')],
  read: (item) => ({ fileAs: childText(item, 'FileAs') }),
  create: (fields) => {
    const fileAs = normaliseText(valueOf(fields, 'fileAs'));
    if (fileAs !== null) return [plainElement('FileAs', fileAs)];
    const name = valueOf(fields, 'name');
    const hasName = partOf(name, 'givenName') !== null || partOf(name, 'surname') !== null;
    const rule = hasName ? 'LastCommaFirst' : normaliseText(valueOf(fields, 'companyName')) === null ? null : 'Company';
    return rule === null ? [] : [plainElement('FileAsMapping', rule)];
  },
  update: (changes) => {
    const fileAs = normaliseText(valueOf(changes, 'fileAs'));
    return [setOrDelete(fieldPath('contacts:FileAs'), fileAs === null ? null : xml`<t:FileAs>${fileAs}</t:FileAs>`)];
  },
};
