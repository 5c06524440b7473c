import type { Side } from '../../model/index.ts';
import type { DayChange } from './day-change.ts';
import { changeInCrm, dayChange } from './day-change.ts';
import type { Day } from './days.ts';
import { dayIn, daysOf } from './days.ts';
import type { FieldChange } from './field-change.ts';

/** An occurrence on both sides: as it was last agreed, as it is, and what each side did to it. */
export interface DayValues {
  readonly day: string;
  readonly base: Readonly<Record<Side, Day>>;
  readonly now: Readonly<Record<Side, Day>>;
  readonly ours: DayChange | null;
  readonly theirs: DayChange | null;
}

/** Every occurrence that a side changed, or had changed, in the order of their days. */
export function daysOfChange({ spec, baseCrm, baseExchange, crm, exchange }: FieldChange): readonly DayValues[] {
  const base = { crm: daysOf(spec, baseCrm), exchange: daysOf(spec, baseExchange) };
  const now = { crm: daysOf(spec, crm), exchange: daysOf(spec, exchange) };
  const days = new Set([base.crm, base.exchange, now.crm, now.exchange].flatMap((side) => [...side.keys()]));
  return [...days].toSorted().map((day) => {
    const at = { crm: dayIn(base.crm, day), exchange: dayIn(base.exchange, day) };
    const is = { crm: dayIn(now.crm, day), exchange: dayIn(now.exchange, day) };
    const ours = changeInCrm(spec, at, is.crm);
    const theirs = dayChange(spec, at.exchange, is.exchange);
    return { day, base: at, now: is, ours, theirs };
  });
}
