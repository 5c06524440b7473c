interface Cases {
  readonly numRuns: number;
  readonly seed?: number;
  readonly endOnFailure?: boolean;
}

/**
 * How many cases a property is tried with. Mutation testing runs every property a thousand times over: it asks for
 * fewer cases, always the same ones, and only wants to know whether one fails, not which is the smallest.
 */
export function cases(numRuns: number): Cases {
  const { PROPERTY_CASES: wanted, PROPERTY_SEED: seed } = process.env;
  if (wanted === undefined) return { numRuns };
  return { numRuns: Math.min(numRuns, Number(wanted)), seed: Number(seed ?? 0), endOnFailure: true };
}

/** Whether the same is asked of enumerations: the settings that matter least are left out, and nobody reads what differs. */
export function isThinned(): boolean {
  return process.env['PROPERTY_CASES'] !== undefined;
}
