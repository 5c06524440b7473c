import type { FieldSpec, FieldValue } from '../../model/index.ts';

/** A set of texts by folded name: "VIP" and "vip" are one element, and the first spelling stays. */
export type TextSet = ReadonlyMap<string, string>;

export function textSet(spec: FieldSpec, value: FieldValue): TextSet {
  const normal = spec.normalise(value);
  if (!Array.isArray(normal)) return new Map();
  const elements = normal as readonly FieldValue[];
  return new Map(elements.map((element) => [String(element).toLowerCase(), String(element)]));
}

export function union(left: TextSet, right: TextSet): TextSet {
  return new Map([...right, ...left]);
}

export function without(left: TextSet, right: TextSet): TextSet {
  return new Map([...left].filter(([key]) => !right.has(key)));
}

export function common(left: TextSet, right: TextSet): TextSet {
  return new Map([...left].filter(([key]) => right.has(key)));
}

export function sameElements(left: TextSet, right: TextSet): boolean {
  return left.size === right.size && [...left.keys()].every((key) => right.has(key));
}

/** Back to a field value in the normal order; an empty set is `null`. */
export function setValue(spec: FieldSpec, set: TextSet): FieldValue {
  return spec.normalise([...set.values()]);
}
