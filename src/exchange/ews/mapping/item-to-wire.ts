import type { Fields } from '../../../model/index.ts';
import { valueOf } from '../../../model/index.ts';
import type { ExchangeCreate, ExchangeUpdate } from '../../port.ts';
import { extendedElement, extendedPath, STAMP } from '../wire/extended-property.ts';
import { typesElement } from '../wire/paths.ts';
import type { Xml } from '../xml/write.ts';
import { xml } from '../xml/write.ts';
import type { ItemKind } from './item-kind.ts';
import type { FieldUpdate, MappingContext, PropertyElement, UpdateContext } from './property-mapping.ts';
import { textsOf } from './strings-property.ts';

/** The item element of CreateItem, children in the order of the schema. */
export function newItem(create: ExchangeCreate, kind: ItemKind, context: MappingContext): Xml {
  const own = textsOf(valueOf(create.fields, 'categories'));
  // Without a prototype: sixty fields are looked up and most are not there, which V8 then sees at once.
  const fields: Fields = Object.assign(Object.create(null) as object, create.fields, {
    categories: textsOf([...own, ...create.addCategories]),
  });
  const elements: PropertyElement[] = [];
  for (const mapping of kind.mappings) elements.push(...mapping.create(fields, context));
  if (create.stamp !== null) elements.push({ name: 'ExtendedProperty', markup: extendedElement(STAMP, create.stamp) });
  if (create.uid !== null && kind.itemType === 'appointments')
    elements.push({ name: 'UID', markup: typesElement('UID', create.uid) });
  const known = elements.filter((element) => !isRefused(element, context.refusedPaths));
  // Looked up once each: a comparison would look two of them up.
  const placed = known.map(({ name, markup }) => ({ place: kind.elementOrder.indexOf(name), markup }));
  return typesElement(
    kind.element,
    placed.sort((a, b) => a.place - b.place).map(({ markup }) => markup),
  );
}

/**
 * The children of `t:Updates`, applied by the server in this order; empty when nothing is to be written.
 * Categories come from `update.categories` alone: only there stands the whole list.
 */
export function itemUpdates(update: ExchangeUpdate, kind: ItemKind, context: UpdateContext): readonly Xml[] {
  const { categories: _ofTheUserOnly, ...rest } = update.changes;
  const changes: Fields = update.categories === null ? rest : { ...rest, categories: update.categories };
  const updates: readonly FieldUpdate[] = [
    ...kind.mappings
      .filter((mapping) => mapping.fields.some((field) => Object.hasOwn(changes, field)))
      .flatMap((mapping) => mapping.update(changes, context)),
    ...(update.stamp === null
      ? []
      : [{ kind: 'set', path: extendedPath(STAMP), markup: extendedElement(STAMP, update.stamp) } as const]),
  ];
  const known = updates.filter(({ path }) => !context.refusedPaths?.has(path.markup));
  return known.map((step) =>
    step.kind === 'delete'
      ? xml`<t:DeleteItemField>${step.path}</t:DeleteItemField>`
      : xml`<t:SetItemField>${step.path}${typesElement(kind.element, step.markup)}</t:SetItemField>`,
  );
}

const NONE_REFUSED: ReadonlyMap<string, string> = new Map();

/** A schema path names the element after its colon; an extended property repeats its path inside. */
function isRefused(
  { name, markup }: PropertyElement,
  refusedPaths: ReadonlyMap<string, string> = NONE_REFUSED,
): boolean {
  if (refusedPaths.size === 0) return false;
  return [...refusedPaths.keys()].some((path) =>
    name === 'ExtendedProperty' ? markup.markup.includes(path) : path.endsWith(`:${name}"/>`),
  );
}
