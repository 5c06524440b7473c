/**
 * How many cases a property is tried with. Mutation testing runs every property a thousand times over: it asks for
 * fewer cases, and always the same ones, through `PROPERTY_CASES` and `PROPERTY_SEED`.
 */
export function cases(numRuns: number): { readonly numRuns: number; readonly seed?: number } {
  const { PROPERTY_CASES: wanted, PROPERTY_SEED: seed } = process.env;
  return {
    numRuns: wanted === undefined ? numRuns : Math.min(numRuns, Number(wanted)),
    ...(seed === undefined ? {} : { seed: Number(seed) }),
  };
}

/** Whether the same is asked of enumerations: the settings that matter least are left out. */
export function isThinned(): boolean {
  return process.env['PROPERTY_CASES'] !== undefined;
}
