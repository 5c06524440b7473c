import type { FieldSpec, FieldValue } from '../../model/index.ts';
import type { Day } from './days.ts';
import { dayIn, daysOf } from './days.ts';

interface KeyedBases {
  readonly baseCrm: FieldValue;
  readonly baseExchange: FieldValue;
}

/** Whether a day is known to be deleted in the CRM alone: Exchange kept it when it was settled. */
export function isDayApart(base: { readonly crm: Day; readonly exchange: Day }): boolean {
  return base.crm?.kind === 'deleted' && base.exchange?.kind !== 'deleted';
}

/** Whether that is so of any day of a `keyed` field. */
export function hasDayApart(spec: FieldSpec, { baseCrm, baseExchange }: KeyedBases): boolean {
  if (spec.kind !== 'keyed') return false;
  const kept = daysOf(spec, baseExchange);
  return [...daysOf(spec, baseCrm)].some(([day, crm]) => isDayApart({ crm, exchange: dayIn(kept, day) }));
}

/** Whether the two sides say something else of any day and it was settled like that, as by an undo. */
export function hasDayUnlike(spec: FieldSpec, { baseCrm, baseExchange }: KeyedBases): boolean {
  if (spec.kind !== 'keyed') return false;
  const [crm, exchange] = [daysOf(spec, baseCrm), daysOf(spec, baseExchange)];
  const days = new Set([...crm.keys(), ...exchange.keys()]);
  return [...days].some((day) => crm.get(day)?.kind !== exchange.get(day)?.kind);
}
