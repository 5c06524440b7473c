import { expect, test } from 'vitest';
import { ITEM_TYPES } from '../../../model/index.ts';
import { ITEM_KINDS } from './item-kind.ts';
import type { MappingContext } from './property-mapping.ts';

const CONTEXT: MappingContext = { version: 'Exchange2013_SP1', homeZone: null };

test.each(ITEM_TYPES)('of new %s only those mappings speak unasked that say so', (itemType) => {
  const { mappings } = ITEM_KINDS[itemType];
  const unasked = mappings.filter(({ create }) => create({ name: { surname: 'Rossi' } }, CONTEXT, []).length > 0);
  const silent = mappings.filter(({ isAlwaysCreated, fields }) => !isAlwaysCreated && !fields.includes('name'));
  expect(silent.filter((mapping) => unasked.includes(mapping))).toEqual([]);
  expect(mappings.filter(({ isAlwaysCreated }) => isAlwaysCreated).every((mapping) => unasked.includes(mapping))).toBe(
    true,
  );
});

test.each(ITEM_TYPES)('each field of %s is written through one mapping', (itemType) => {
  const { mappings, mappingOf } = ITEM_KINDS[itemType];
  const fields = mappings.flatMap((mapping) => mapping.fields);
  expect(new Set(fields).size).toBe(fields.length);
  expect(mappings.every((mapping) => mapping.fields.every((field) => mappingOf.get(field) === mapping))).toBe(true);
});
