/** Two people changed the same object: what a form holds after it took over what the other one saved. */
export interface Rebased<Values> {
  /** The other person's values, with one's own changes on top. */
  readonly values: Values;
  /** Changed by the other person only. */
  readonly theirs: readonly (keyof Values)[];
  /** Changed by both, differently: one's own value stands in the form. */
  readonly both: readonly (keyof Values)[];
}

export function changedFields<Values extends object>(before: Values, after: Values): readonly (keyof Values)[] {
  return (Object.keys(before) as (keyof Values)[]).filter((field) => !equal(before[field], after[field]));
}

/**
 * @param base as the form was filled
 * @param mine as the form is now
 * @param stored as it is stored now
 */
export function rebased<Values extends object>(base: Values, mine: Values, stored: Values): Rebased<Values> {
  const own = new Set(changedFields(base, mine));
  const others = changedFields(base, stored);
  const values = { ...stored };
  for (const field of own) values[field] = mine[field];
  return {
    values,
    theirs: others.filter((field) => !own.has(field)),
    both: others.filter((field) => own.has(field) && !equal(mine[field], stored[field])),
  };
}

/** Values of forms are texts, numbers, switches, and flat lists and objects of them. */
function equal(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
