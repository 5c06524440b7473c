import { perSpecs } from './per-specs.ts';

/** A value as it is compared, stored in a base and shown in a conflict. `null` is "empty", whatever the side calls it. */
export type FieldValue =
  | string
  | number
  | boolean
  | null
  | readonly FieldValue[]
  | { readonly [key: string]: FieldValue };

/** Field name → value. A field is the unit of the merge: what makes no sense to split is one field. */
export type Fields = Readonly<Record<string, FieldValue>>;

/**
 * How one field is compared and merged.
 * `set`: an unordered list of texts, merged element by element against the base.
 * `keyed`: a record of records, merged key by key against the base, and where both sides changed one of them, part by part
 * as `parts` says.
 * `normalise` gives the form that is compared and kept in bases; it must be idempotent.
 * `optionalParts` of a record may be unknown to a side: it then neither keeps nor empties them.
 * `equals` replaces comparison of the normal forms where "unknown" equals everything (a missing time zone).
 * `isAttached`: the value hangs on its item and is written after it. An item lands without it, and it is settled by itself
 * also where the whole item of the winner overwrites the other.
 * `counted`: what of the value says something beside the other fields of its item.
 * `rewrites`: the fields that Exchange forgets when this one is written there, so that they are written again with it.
 * `toldBy`: the side that the value comes from. It is carried to the other side, and never written where it comes from.
 */
export interface FieldSpec {
  readonly kind: 'value' | 'set' | 'keyed';
  readonly parts?: FieldSpecs;
  readonly optionalParts?: 'all' | readonly string[];
  readonly normalise: (value: FieldValue) => FieldValue;
  readonly equals?: (left: FieldValue, right: FieldValue) => boolean;
  readonly isAttached?: true;
  readonly counted?: (value: FieldValue, item: Fields) => FieldValue;
  readonly rewrites?: readonly string[];
  readonly toldBy?: 'exchange';
}

export type FieldSpecs = Readonly<Record<string, FieldSpec>>;

/** Text that is equal exactly when the values are, whatever the order of their keys. */
export function canonicalText(value: FieldValue): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  const entries = Object.entries(value as Record<string, FieldValue>).filter(([, v]) => v !== null);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonicalText(v)}`).join(',')}}`;
}

export function sameValue(spec: FieldSpec, left: FieldValue, right: FieldValue): boolean {
  const a = spec.normalise(left);
  const b = spec.normalise(right);
  return spec.equals ? spec.equals(a, b) : canonicalText(a) === canonicalText(b);
}

/** Missing fields read as `null`, so a base written before a field existed still compares. */
export function valueOf(fields: Fields, name: string): FieldValue {
  return fields[name] ?? null;
}

/** The fields of an item as far as they say something beside each other. */
export function countedFields(specs: FieldSpecs, fields: Fields): Fields {
  let counted = fields;
  for (const [name, countIn] of countingFields(specs)) {
    const value = fields[name] ?? null;
    if (value === null) continue;
    const saying = countIn(value, fields);
    if (saying !== value) counted = { ...counted, [name]: saying };
  }
  return counted;
}

/** Names of the fields that have something to count, with how. */
export const countingFields = perSpecs((specs) =>
  Object.entries(specs).flatMap(([name, { counted }]) => (counted === undefined ? [] : [[name, counted] as const])),
);

/** The fields by name, in their order. */
export const specEntries = perSpecs((specs) => Object.entries(specs));
