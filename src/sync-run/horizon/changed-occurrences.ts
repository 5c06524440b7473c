import type {
  AppointmentTime,
  CalendarDate,
  ExceptionFields,
  Fields,
  FieldValue,
  Occurrences,
} from '../../model/index.ts';
import { exceptionFields } from '../../model/index.ts';
import type { SeriesItem } from './series-item.ts';
import { occurrenceOf, regularOccurrence } from './series-item.ts';

/**
 * What the changed occurrences of a series become when one of them gets these values.
 * @param categories of the series itself, after the same write
 */
export function withChangedOccurrence(
  of: SeriesItem,
  day: CalendarDate,
  changes: Fields,
  categories: readonly string[],
): Occurrences {
  const regular = regularOccurrence(of, day);
  const now = occurrenceOf(of, day);
  if (regular === null || now === null) return of.changes;
  const { [day]: _former, ...others } = of.changes;
  const then = { ...now, ...withoutRule(changes) };
  const fields = exceptionFields({ ...regular, categories }, then);
  return isEmpty(fields) ? others : { ...others, [day]: { kind: 'changed', fields } };
}

export function withDeletedOccurrence({ changes }: SeriesItem, day: CalendarDate): Occurrences {
  return { ...changes, [day]: { kind: 'deleted' } };
}

function withoutRule(changes: Fields): Fields {
  const time = (changes['time'] ?? null) as AppointmentTime | null;
  if (time === null) return changes;
  const { recurrence: _none, ...once } = time;
  return { ...changes, time: once };
}

function isEmpty(fields: ExceptionFields): boolean {
  return Object.keys(fields).length === 0;
}

/** As a field of the series. */
export function occurrencesField(occurrences: Occurrences): FieldValue {
  return Object.keys(occurrences).length === 0 ? null : (occurrences as FieldValue);
}
