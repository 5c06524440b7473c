import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fields } from '../model/index.ts';
import { packBase, unpackBase } from './base-pair.ts';

const names = fc.constantFrom('subject', 'notes', 'email1', '__proto__', 'constructor');
const values = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.string()),
  fc.dictionary(fc.constantFrom('street', 'city'), fc.string()),
);
const fields: fc.Arbitrary<Fields> = fc
  .uniqueArray(fc.tuple(names, values), { selector: ([name]) => name })
  .map((entries) => Object.fromEntries(entries));

describe('a pair of bases', () => {
  test('packed and unpacked again is the pair, whatever the fields', () => {
    fc.assert(
      fc.property(fields, fields, (crm, exchange) => {
        const stored = JSON.parse(JSON.stringify(packBase(crm, exchange))) as ReturnType<typeof packBase>;
        expect(unpackBase(crm, stored)).toEqual(exchange);
      }),
    );
  });

  test('that agree costs nothing', () => {
    expect(packBase({ a: 1, b: ['x'] }, { b: ['x'], a: 1 })).toEqual({});
  });
});
