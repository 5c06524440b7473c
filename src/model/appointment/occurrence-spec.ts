import type { FieldSpec, FieldSpecs, FieldValue } from '../field.ts';
import { sameValue } from '../field.ts';
import { countedOccurrences } from './counted-occurrences.ts';

type FieldRecord = Readonly<Record<string, FieldValue>>;

/** The instants decide: an exception stands in the zone of its series, whatever zone a side names for it. */
export const OCCURRENCE_TIME: FieldSpec = {
  kind: 'value',
  normalise: (value) => (isRecord(value) && value['kind'] === 'timed' ? { ...value, zone: null } : value),
};

/**
 * The changed occurrences of a series (`Occurrences`), day by day.
 * @param parts the fields that one occurrence may have of its own
 */
export function occurrencesSpec(parts: FieldSpecs): FieldSpec {
  return {
    kind: 'keyed',
    parts,
    counted: countedOccurrences,
    normalise: (value) => {
      if (!isRecord(value)) return null;
      const days = Object.keys(value).toSorted();
      const changes = days.flatMap((day) => {
        const change = normalChange(parts, value[day] ?? null);
        return change === null ? [] : [[day, change] as const];
      });
      return changes.length === 0 ? null : Object.fromEntries(changes);
    },
    equals: (left, right) => sameRecords(left, right, (one, other) => sameChange(parts, one, other)),
  };
}

function sameChange(parts: FieldSpecs, left: FieldValue, right: FieldValue): boolean {
  if (!isRecord(left) || !isRecord(right) || left['kind'] !== right['kind']) return false;
  return sameRecords(left['fields'] ?? null, right['fields'] ?? null, (one, other, name) => {
    const spec = parts[name];
    return spec !== undefined && sameValue(spec, one, other);
  });
}

/** Key by key: one that is missing is not one that is `null`. */
function sameRecords(
  left: FieldValue,
  right: FieldValue,
  same: (one: FieldValue, other: FieldValue, key: string) => boolean,
): boolean {
  if (!isRecord(left) || !isRecord(right)) return left === right;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => key in right && same(left[key] ?? null, right[key] ?? null, key))
  );
}

/** An emptied field of an exception is `null`, and says something: that of the series is not empty. */
function normalChange(parts: FieldSpecs, change: FieldValue): FieldValue {
  if (!isRecord(change) || change['kind'] === 'deleted') return change;
  const fields = change['fields'] ?? null;
  if (!isRecord(fields)) return null;
  const own = Object.entries(fields).flatMap(([name, value]) => {
    const spec = parts[name];
    return spec === undefined ? [] : [[name, spec.normalise(value)] as const];
  });
  return own.length === 0 ? null : { kind: 'changed', fields: Object.fromEntries(own) };
}

function isRecord(value: FieldValue): value is FieldRecord {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
