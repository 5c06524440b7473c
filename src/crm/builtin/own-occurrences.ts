import type { AppointmentTime, Fields, Occurrences } from '../../model/index.ts';
import { occurrencesOf, regularTime, seriesOf } from '../../model/index.ts';
import { UTC } from './utc.ts';

/**
 * Only changes of occurrences that the rule gives stay: what names another day counts for nothing, and would come to
 * life with some later rule.
 * @param fields of an appointment, in their normal form
 */
export function withOwnOccurrences(fields: Fields): Fields {
  const { occurrences, ...others } = fields;
  if (occurrences === undefined) return fields;
  const series = seriesOf(fields['time'] as unknown as AppointmentTime, occurrences as unknown as Occurrences, UTC);
  if (series === null) return others;
  const isOwn = (start: Parameters<typeof regularTime>[1]) => regularTime(series, start) !== null;
  const own = occurrencesOf({
    ...series,
    deleted: series.deleted.filter(isOwn),
    exceptions: series.exceptions.filter(({ originalStart }) => isOwn(originalStart)),
  });
  return own === null ? others : { ...others, occurrences: own as unknown as Fields };
}
