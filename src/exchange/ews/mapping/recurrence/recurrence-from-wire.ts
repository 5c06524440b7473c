import type { CalendarDate, Recurrence } from '../../../../model/index.ts';
import type { XmlElement } from '../../xml/element.ts';
import type { NotReadable } from './not-readable.ts';
import { allReadable, isNotReadable, notReadable } from './not-readable.ts';
import { readPattern } from './pattern-from-wire.ts';
import { readRange } from './range-from-wire.ts';
import { dependsOnWeekStart } from './week-start.ts';

/** A recurrence as it is told: with the day from which its intervals count. */
export interface ToldRecurrence {
  readonly recurrence: Recurrence;
  readonly startDate: CalendarDate;
}

/**
 * What a `Recurrence` says. Prefixes, order and elements that nobody knows make no difference; what is missing, there
 * twice or ambiguous is refused.
 */
export function recurrenceFromWire(element: XmlElement): ToldRecurrence | NotReadable {
  const told = allReadable({ ofPattern: readPattern(element), ofRange: readRange(element) });
  if (isNotReadable(told)) return told;
  const { pattern, hasWeekStart } = told.ofPattern;
  const { range, startDate } = told.ofRange;
  if (!hasWeekStart && dependsOnWeekStart(pattern, startDate)) return notReadable('week_start_unknown');
  return { recurrence: { pattern, range }, startDate };
}
