import type {
  AppointmentTime,
  ConnectorError,
  Fields,
  Occurrences,
  Series,
  TimeZoneId,
} from '../../../../model/index.ts';
import { limitOfExchange, seriesOf, valueOf } from '../../../../model/index.ts';
import { errorFromResponseCode } from '../../errors/index.ts';
import type { WhenItTakesPlace } from '../../mapping/recurrence/master-write.ts';
import { answerError } from '../../wire/item-error.ts';

/** What Exchange answers to series that it does not take: nothing of them is sent, or half of one would be written. */
const REFUSALS: Readonly<Record<string, string>> = {
  interval_too_large: 'ErrorCalendarInvalidRecurrence',
  too_many_occurrences: 'ErrorCalendarInvalidRecurrence',
  no_occurrence: 'ErrorRecurrenceHasNoOccurrence',
  occurrences_overlap: 'ErrorOccurrenceTimeSpanTooBig',
  exception_meets_neighbour: 'ErrorOccurrenceCrossingBoundary',
};

/**
 * How an appointment shall take place.
 * @param fields all of it as it shall be
 * @param held the series that the server has now
 * @returns the error where it cannot be written
 */
export function wishedSeries(
  fields: Fields,
  homeZone: TimeZoneId | null,
  { held = null, itemRef }: { readonly held?: Series | null; readonly itemRef?: string } = {},
): WhenItTakesPlace | ConnectorError {
  const time = valueOf(fields, 'time') as AppointmentTime | null;
  if (time === null) return answerError('value_not_writable', 'The appointment would take place at no time.', itemRef);
  if ((time.recurrence ?? null) === null) return { time, series: null };
  const zone = time.kind === 'timed' ? (time.zone ?? homeZone) : ('UTC' as TimeZoneId);
  if (zone === null) return answerError('series_zone_unknown', 'Nobody knows the time zone of the series.', itemRef);
  const series = seriesOf(time, valueOf(fields, 'occurrences') as Occurrences | null, zone);
  const limit = series === null ? null : limitOfExchange(series);
  // What a server holds already it does take.
  if (limit === null || (held !== null && limitOfExchange(held) !== null)) return { time, series };
  return errorFromResponseCode(REFUSALS[limit.code] ?? 'ErrorUnsupportedRecurrence', {
    details: { ...limit.parameters },
    ...(itemRef === undefined ? {} : { itemRef }),
  });
}
