import type { Fields, ItemType } from '../../../model/index.ts';
import { normaliseText, valueOf } from '../../../model/index.ts';
import { fieldPath } from '../wire/paths.ts';
import { findChild } from '../xml/element.ts';
import { xml } from '../xml/write.ts';
import { plainTextOfHtml } from './plain-text-of-html.ts';
import type { PropertyMapping } from './property-mapping.ts';
import { setOrDelete, wholeElement } from './property-mapping.ts';

/**
 * The body as plain text: the notes of a contact, the text of an appointment. An empty `t:Body` is
 * invalid, so emptying deletes the property. A body with formatting keeps it (`rich-text/`).
 */
export function bodyProperty(field: string): PropertyMapping {
  const path = fieldPath('item:Body');
  const render = (fields: Fields) => {
    const text = normaliseText(valueOf(fields, field));
    return text === null ? null : xml`<t:Body BodyType="Text">${text}</t:Body>`;
  };
  return {
    fields: [field],
    paths: () => [path],
    read: (item) => {
      const body = findChild(item, 'Body');
      if (body === undefined) return { [field]: null };
      // Text is asked for; some servers answer HTML all the same, or call their empty page a text.
      const isHtml = body.attributes.BodyType?.toUpperCase() === 'HTML' || /^\s*<html[\s>]/i.test(body.text);
      return { [field]: isHtml ? plainTextOfHtml(body.text) : body.text };
    },
    create: (fields) => {
      const markup = render(fields);
      return markup === null ? [] : [wholeElement('Body', markup)];
    },
    update: (changes, { richBody }) => {
      const plain = render(changes);
      if (plain === null || richBody === undefined) return [setOrDelete(path, plain)];
      if (richBody.kind === 'unchanged') return [];
      return [{ kind: 'set', path, markup: xml`<t:Body BodyType="HTML">${richBody.html}</t:Body>` }];
    },
  };
}

/** The field that is the body of an item. */
export function bodyFieldOf(itemType: ItemType): 'notes' | 'body' {
  return itemType === 'contacts' ? 'notes' : 'body';
}
