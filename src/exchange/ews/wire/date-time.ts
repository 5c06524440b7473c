import type { Instant, LocalDateTime } from '../../../model/index.ts';
import { parseInstant, parseLocalDateTime } from '../../../model/index.ts';

/**
 * An xs:dateTime as a server wrote it. `local` has neither `Z` nor an offset; what zone it is meant in
 * depends on the property. `writtenLocal` is the reading of the clock in the offset that was written.
 */
export type WireDateTime =
  | { readonly kind: 'instant'; readonly instant: Instant; readonly writtenLocal: LocalDateTime }
  | { readonly kind: 'local'; readonly local: LocalDateTime };

const DATE_TIME =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:[.,]\d*)?)?)?\s*(?:(Z)|([+-]\d{2})(?::?(\d{2}))?)?$/i;

/** Fractions of a second are cut, however long; missing seconds are none. @returns `null` for a text that is no date and time */
export function readDateTime(text: string | null): WireDateTime | null {
  const match = DATE_TIME.exec(text?.trim() ?? '');
  if (match === null) return null;
  const [, date, time, seconds = '00', utc, hours, minutes = '00'] = match;
  const offset = utc === undefined ? hours && `${hours}:${minutes}` : 'Z';
  try {
    const local = parseLocalDateTime(`${date}T${time ?? '00:00'}:${seconds}`);
    // A day with an offset (`2026-03-08+01:00`) still is a day.
    if (offset === undefined || time === undefined) return { kind: 'local', local };
    return { kind: 'instant', instant: parseInstant(`${local}${offset}`), writtenLocal: local };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
