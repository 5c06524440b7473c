import type { FieldSpec, FieldValue } from '../../model/index.ts';

/** One side of a field: its last settled value, and its value now. */
export interface FieldSide {
  readonly base: FieldValue;
  readonly now: FieldValue;
}

/**
 * The value that goes from one side to the other, with the parts of a record that the source never held left as the
 * target has them. Not every server keeps initials, or the state of an address: what was lost when the record was
 * written there must not come home as if a person had emptied it.
 */
export function withKeptParts(spec: FieldSpec, source: FieldSide, target: FieldSide): FieldValue {
  const { optionalParts } = spec;
  if (optionalParts === undefined) return source.now;
  const [now, sourceBase] = [recordOf(spec, source.now), recordOf(spec, source.base)];
  const [targetNow, targetBase] = [recordOf(spec, target.now), recordOf(spec, target.base)];
  // An emptied field is emptied as a whole: a lonely part of what it was would be nobody's value. And a timed
  // appointment that became a whole day has other parts altogether.
  if (Object.keys(now).length === 0 || now['kind'] !== targetNow['kind']) return source.now;
  const kept = Object.entries(targetNow).filter(
    ([part]) =>
      (optionalParts === 'all' || optionalParts.includes(part)) &&
      now[part] === undefined &&
      sourceBase[part] === undefined &&
      targetBase[part] !== undefined,
  );
  return kept.length === 0 ? source.now : { ...now, ...Object.fromEntries(kept) };
}

function recordOf(spec: FieldSpec, value: FieldValue): Readonly<Record<string, FieldValue>> {
  const normal = spec.normalise(value);
  if (normal === null || typeof normal !== 'object' || Array.isArray(normal)) return {};
  return Object.fromEntries(Object.entries(normal).filter(([, part]) => part !== null));
}
