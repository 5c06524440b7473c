import type { FieldSpecs } from './field.ts';

/**
 * What depends on the specifications of the fields alone is found out once for each set of them: there are a handful in a
 * program, and every pair asks again.
 */
export function perSpecs<T extends object>(find: (specs: FieldSpecs) => T): (specs: FieldSpecs) => T {
  const found = new WeakMap<FieldSpecs, T>();
  return (specs) => {
    const known = found.get(specs);
    if (known !== undefined) return known;
    const now = find(specs);
    found.set(specs, now);
    return now;
  };
}
