import type { FieldSpecs, Fields } from '../../model/index.ts';
import { isEndedSeries } from '../ended-series.ts';
import { baseOf } from '../merge/base.ts';
import type { PlanContext } from '../plan-context.ts';

/**
 * The base of a record beside an item that is made anew. Of a series that its record says is over, that is the deletion which
 * stands (X3): carried once more, it would take the item away again.
 */
export function withStandingEnd(specs: FieldSpecs, base: Fields, record: Fields, { zone }: PlanContext): Fields {
  if (!isEndedSeries(record, zone)) return base;
  const { time, occurrences } = baseOf(specs, record);
  return { ...base, ...(time === undefined ? {} : { time }), ...(occurrences === undefined ? {} : { occurrences }) };
}
