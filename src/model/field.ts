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
 * `normalise` gives the form that is compared and kept in bases; it must be idempotent.
 * `optionalParts` of a record may be unknown to a side: it then neither keeps nor empties them.
 * `equals` replaces comparison of the normal forms where "unknown" equals everything (a missing time zone).
 * `isAttached`: the value hangs on its item and is written after it. An item lands without it, and it is settled by itself
 * also where the whole item of the winner overwrites the other.
 */
export interface FieldSpec {
  readonly kind: 'value' | 'set';
  readonly optionalParts?: 'all' | readonly string[];
  readonly normalise: (value: FieldValue) => FieldValue;
  readonly equals?: (left: FieldValue, right: FieldValue) => boolean;
  readonly isAttached?: true;
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
