import type { FieldSpec, FieldValue, Side } from '../../model/index.ts';
import { valueOf } from '../../model/index.ts';
import type { DayChange } from './day-change.ts';
import type { DayValues } from './day-values.ts';
import { daysOfChange } from './day-values.ts';
import type { Day } from './days.ts';
import type { FieldChange } from './field-change.ts';
import { sideOfWhole } from './whole-text.ts';

/** Sides that have the whole of a text of one occurrence, and what is left of the changes without the beginnings. */
export interface WholeDayTexts {
  readonly sides: readonly Side[];
  readonly ours: DayChange | null;
  readonly theirs: DayChange | null;
}

/** A text of an occurrence whose beginning the other side has is taken from its change: `sideOfWhole`, part by part. */
export function wholeDayTexts(spec: FieldSpec, { base, now, ours, theirs }: DayValues): WholeDayTexts {
  if (ours?.now?.kind !== 'changed' || theirs?.now?.kind !== 'changed') return { sides: [], ours, theirs };
  const wholes = new Map(
    ours.parts.flatMap((name) => {
      const partSpec = spec.parts?.[name];
      const values = {
        baseCrm: partOf(base.crm, name),
        baseExchange: partOf(base.exchange, name),
        crm: partOf(now.crm, name),
        exchange: partOf(now.exchange, name),
      };
      const side = partSpec === undefined ? null : sideOfWhole(partSpec, values);
      return side === null ? [] : [[name, side] as const];
    }),
  );
  const without = (change: DayChange, side: Side): DayChange => ({
    ...change,
    parts: change.parts.filter((name) => wholes.get(name) !== side),
  });
  return { sides: [...new Set(wholes.values())], ours: without(ours, 'exchange'), theirs: without(theirs, 'crm') };
}

/** Whether a side has the whole of a text of which the other one has the beginning, in an occurrence too. */
export function standsInPart(change: FieldChange): boolean {
  if (change.spec.kind !== 'keyed') return sideOfWhole(change.spec, change) !== null;
  return daysOfChange(change).some((values) => wholeDayTexts(change.spec, values).sides.length > 0);
}

function partOf(day: Day, name: string): FieldValue {
  return day?.kind === 'changed' ? valueOf(day.fields, name) : null;
}
