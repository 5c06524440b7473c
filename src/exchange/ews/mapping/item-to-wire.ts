import type { Fields } from '../../../model/index.ts';
import { valueOf } from '../../../model/index.ts';
import type { ExchangeCreate, ExchangeUpdate } from '../../port.ts';
import { extendedElement, extendedPath, STAMP } from '../wire/extended-property.ts';
import { typesElement } from '../wire/paths.ts';
import type { Xml } from '../xml/write.ts';
import { xml } from '../xml/write.ts';
import type { ItemKind } from './item-kind.ts';
import type {
  FieldUpdate,
  MappingContext,
  PropertyElement,
  PropertyMapping,
  UpdateContext,
} from './property-mapping.ts';
import { plainElement, wholeElement } from './property-mapping.ts';
import { RECURRENCE_PATH, recurrenceElement } from './recurrence/recurrence-element.ts';

/** The item element of CreateItem, children in the order of the schema. */
export function newItem(create: ExchangeCreate, kind: ItemKind, context: MappingContext): Xml {
  const own = valueOf(create.fields, 'categories');
  // Not spread: V8 gave each record that comes about so a shape of its own, which lasts until the next full collection.
  const fields: Fields = Object.assign({}, create.fields, {
    categories: [...(Array.isArray(own) ? own : []), ...create.addCategories],
  });
  const elements: PropertyElement[] = [];
  filledFields(fields, kind).forEach((filled, mapping) => elements.push(...mapping.create(fields, context, filled)));
  if (create.stamp !== null) elements.push(wholeElement('ExtendedProperty', extendedElement(STAMP, create.stamp)));
  if (create.uid !== null && kind.itemType === 'appointments') elements.push(plainElement('UID', create.uid));
  return typesElement(kind.element, inOrder(withoutRefused(elements, context.refusedPaths), kind));
}

function inOrder(elements: readonly PropertyElement[], { placeOf }: ItemKind): Xml {
  const children = Array.from({ length: placeOf.size + 1 }, () => '');
  for (const { name, content, markup } of elements)
    children[placeOf.get(name) ?? placeOf.size] += (markup ?? typesElement(name, content)).markup;
  return { markup: children.join('') };
}

/** Of the sixty fields that a contact may have few are filled: only those mappings are asked that have something to say. */
function filledFields(fields: Fields, kind: ItemKind): ReadonlyMap<PropertyMapping, readonly string[]> {
  const filled = new Map<PropertyMapping, string[]>();
  for (const mapping of kind.alwaysCreated) filled.set(mapping, []);
  for (const field in fields) {
    const mapping = fields[field] === null ? undefined : kind.mappingOf.get(field);
    if (mapping === undefined) continue;
    const others = filled.get(mapping);
    if (others === undefined) filled.set(mapping, [field]);
    else others.push(field);
  }
  return filled;
}

/**
 * The children of `t:Updates`, applied by the server in this order; empty when nothing is to be written.
 * Categories come from `update.categories` alone: only there stands the whole list.
 */
export function itemUpdates(update: ExchangeUpdate, kind: ItemKind, context: UpdateContext): readonly Xml[] {
  const { categories: _ofTheUserOnly, ...rest } = update.changes;
  const changes: Fields = update.categories === null ? rest : { ...rest, categories: update.categories };
  const { rule } = context;
  const updates: readonly FieldUpdate[] = [
    ...(rule?.kind === 'remove' ? [{ kind: 'delete', path: RECURRENCE_PATH } as const] : []),
    ...kind.mappings
      .filter((mapping) => mapping.fields.some((field) => Object.hasOwn(changes, field)))
      .flatMap((mapping) => mapping.update(changes, context)),
    // Behind the times, from which it counts.
    ...(rule?.kind === 'write'
      ? [{ kind: 'set', path: RECURRENCE_PATH, markup: recurrenceElement(rule.time, context) } as const]
      : []),
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

/** A schema path names the element after its colon; an extended property repeats its path inside. */
function withoutRefused(
  elements: readonly PropertyElement[],
  refusedPaths: MappingContext['refusedPaths'],
): readonly PropertyElement[] {
  if (refusedPaths === undefined || refusedPaths.size === 0) return elements;
  const paths = [...refusedPaths.keys()];
  return elements.filter(
    ({ name, markup }) =>
      !paths.some((path) =>
        name === 'ExtendedProperty' ? markup?.markup.includes(path) : path.endsWith(`:${name}"/>`),
      ),
  );
}
