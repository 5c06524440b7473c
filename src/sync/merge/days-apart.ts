import type { FieldSpec, FieldValue } from '../../model/index.ts';
import type { Day } from './days.ts';
import { dayIn, daysOf } from './days.ts';

/** Whether a day is known to be deleted in the CRM alone: Exchange kept it when it was settled. */
export function isDayApart(base: { readonly crm: Day; readonly exchange: Day }): boolean {
  return base.crm?.kind === 'deleted' && base.exchange?.kind !== 'deleted';
}

/** Whether that is so of any day of a `keyed` field. */
export function hasDayApart(
  spec: FieldSpec,
  { baseCrm, baseExchange }: { readonly baseCrm: FieldValue; readonly baseExchange: FieldValue },
): boolean {
  if (spec.kind !== 'keyed') return false;
  const kept = daysOf(spec, baseExchange);
  return [...daysOf(spec, baseCrm)].some(([day, crm]) => isDayApart({ crm, exchange: dayIn(kept, day) }));
}
