import type { FieldSpec, FieldValue } from '../../model/index.ts';
import type { StoredConflict } from '../../store/index.ts';
import type { Day } from '../../sync/index.ts';
import { daysOf, daysValue } from '../../sync/index.ts';

type Values = Pick<StoredConflict, 'base' | 'crm' | 'exchange'>;

/** Of a value what the conflict is about: of the changed occurrences of a series those days, of anything else all of it. */
export function disputedPart(conflict: Values, spec: FieldSpec, value: FieldValue): FieldValue {
  if (spec.kind !== 'keyed') return value;
  const days = disputedDays(conflict, spec);
  return daysValue([...daysOf(spec, value)].filter(([day]) => days.has(day)));
}

/** The value with what was decided put in its place. Days that are not in dispute stay as they are now. */
export function withDisputedPart(
  conflict: Values,
  spec: FieldSpec,
  { now, decided }: { readonly now: FieldValue; readonly decided: FieldValue },
): FieldValue {
  if (spec.kind !== 'keyed') return decided;
  const days = disputedDays(conflict, spec);
  const others = [...daysOf(spec, now)].filter(([day]) => !days.has(day));
  const chosen = [...daysOf(spec, decided)].filter(([day]) => days.has(day));
  return daysValue([...others, ...chosen] as readonly (readonly [string, Day])[]);
}

function disputedDays({ base, crm, exchange }: Values, spec: FieldSpec): ReadonlySet<string> {
  return new Set([base, crm, exchange].flatMap((value) => [...daysOf(spec, value).keys()]));
}
