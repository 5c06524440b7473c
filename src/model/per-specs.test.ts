import { expect, it, vi } from 'vitest';
import type { FieldSpecs } from './field.ts';
import { TEXT } from './normalise.ts';
import { perSpecs } from './per-specs.ts';

it('finds out once for each set of fields, and never takes one set for another that looks the same', () => {
  const find = vi.fn((specs: FieldSpecs) => Object.keys(specs));
  const namesOf = perSpecs(find);
  const [one, other]: readonly FieldSpecs[] = [{ subject: TEXT }, { subject: TEXT }];
  expect([namesOf(one ?? {}), namesOf(one ?? {}), namesOf(other ?? {})]).toEqual([
    ['subject'],
    ['subject'],
    ['subject'],
  ]);
  expect(find.mock.calls).toEqual([[one], [other]]);
});
