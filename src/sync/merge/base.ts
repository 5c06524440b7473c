import type { FieldSpec, FieldSpecs, Fields, FieldValue } from '../../model/index.ts';
import { countedFields, perSpecs, sameValue, specEntries, valueOf } from '../../model/index.ts';
import { countedBase } from './counted-base.ts';

/**
 * The form in which the values of one side are remembered: normalised, empty fields left out. A pair keeps one base
 * for each side, because what comes back from a side is rarely what was sent to it (cut subjects, rewritten
 * text): compared with a shared base, such a field looks edited for ever and the two sides never come to rest.
 */
export function baseOf(specs: FieldSpecs, fields: Fields): Fields {
  const base: Record<string, FieldValue> = {};
  const counted = countedFields(specs, fields);
  for (const [name, spec] of specEntries(specs)) {
    const value = spec.normalise(valueOf(counted, name));
    if (value !== null) base[name] = value;
  }
  return base;
}

/** Most fields of most pairs are untouched; those cost one comparison and no normalising. */
export function same(spec: FieldSpec, left: FieldValue, right: FieldValue): boolean {
  return identical(left, right) || sameValue(spec, left, right);
}

/** Letter for letter. What is identical is equal in every normal form; what is not may still be. */
function identical(left: FieldValue, right: FieldValue): boolean {
  if (left === right) return true;
  if (left === null || right === null || typeof left !== 'object' || typeof right !== 'object') return false;
  const names = Object.keys(left);
  return (
    Array.isArray(left) === Array.isArray(right) &&
    names.length === Object.keys(right).length &&
    names.every((name) => name in right && identical(partOf(left, name), partOf(right, name)))
  );
}

function partOf(value: object, name: string): FieldValue {
  return (value as Record<string, FieldValue>)[name] ?? null;
}

/** Names of the fields that differ from the base of the same side. Versions and change keys decide nothing. */
export function changedFields(specs: FieldSpecs, base: Fields, fields: Fields): readonly string[] {
  return namesOfDifferent(specs, countedBase(specs, base, fields), countedFields(specs, fields));
}

/** Names of the fields in which two states of an item differ. */
export function differingFields(specs: FieldSpecs, left: Fields, right: Fields): readonly string[] {
  return namesOfDifferent(specs, countedFields(specs, left), countedFields(specs, right));
}

function namesOfDifferent(specs: FieldSpecs, left: Fields, right: Fields): readonly string[] {
  return specEntries(specs)
    .filter(([name, spec]) => !same(spec, valueOf(left, name), valueOf(right, name)))
    .map(([name]) => name);
}

/** The fields that are written in Exchange, and in which an edit of an item there shows. An answer to an invitation is none. */
export const withoutTold = perSpecs(
  (specs): FieldSpecs => Object.fromEntries(Object.entries(specs).filter(([, { toldBy }]) => toldBy === undefined)),
);

/** The synchronised fields that have a value: what a new item is made of. */
export function filledFields(specs: FieldSpecs, fields: Fields): Fields {
  const counted = countedFields(specs, fields);
  return Object.fromEntries(
    Object.keys(specs)
      .map((name) => [name, valueOf(counted, name)] as const)
      .filter(([, value]) => value !== null),
  );
}
