import {
  type FieldSpec,
  type FieldSpecs,
  type Fields,
  type FieldValue,
  sameValue,
  valueOf,
} from '../../model/index.ts';

/**
 * The form in which the values of one side are remembered: normalised, empty fields left out. A pair keeps one base
 * for each side, because what comes back from a side is rarely what was sent to it (cut subjects, rewritten
 * text): compared with a shared base, such a field looks edited for ever and the two sides never come to rest.
 */
export function baseOf(specs: FieldSpecs, fields: Fields): Fields {
  const base: Record<string, FieldValue> = {};
  for (const [name, spec] of Object.entries(specs)) {
    const value = spec.normalise(valueOf(fields, name));
    if (value !== null) base[name] = value;
  }
  return base;
}

/** Most fields of most pairs are untouched; those cost one comparison and no normalising. */
export function same(spec: FieldSpec, left: FieldValue, right: FieldValue): boolean {
  return left === right || sameValue(spec, left, right);
}

/** Names of the fields that differ from the base of the same side. Versions and change keys decide nothing. */
export function changedFields(specs: FieldSpecs, base: Fields, fields: Fields): readonly string[] {
  return Object.entries(specs)
    .filter(([name, spec]) => !same(spec, valueOf(base, name), valueOf(fields, name)))
    .map(([name]) => name);
}

/** The synchronised fields that have a value: what a new item is made of. */
export function filledFields(specs: FieldSpecs, fields: Fields): Fields {
  return Object.fromEntries(
    Object.keys(specs)
      .map((name) => [name, valueOf(fields, name)] as const)
      .filter(([, value]) => value !== null),
  );
}
