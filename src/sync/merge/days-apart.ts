import type { FieldSpec, FieldValue } from '../../model/index.ts';
import { daysOf } from './days.ts';

/** Whether a day of a `keyed` field is known to be deleted in the CRM alone: Exchange kept it when it was settled. */
export function hasDayApart(
  spec: FieldSpec,
  { baseCrm, baseExchange }: { readonly baseCrm: FieldValue; readonly baseExchange: FieldValue },
): boolean {
  if (spec.kind !== 'keyed') return false;
  const kept = daysOf(spec, baseExchange);
  return [...daysOf(spec, baseCrm)].some(([day, { kind }]) => kind === 'deleted' && kept.get(day)?.kind !== 'deleted');
}
