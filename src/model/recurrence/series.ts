import type { Appointment, OccurrenceTime } from '../appointment/appointment.ts';
import type { OriginalStart } from './original-start.ts';
import type { Recurrence } from './recurrence.ts';
import type { SeriesTime } from './series-time.ts';

/** What one occurrence can have of its own. Who organizes it and how it recurs is a matter of the series. */
export type ExceptionFields = Partial<Omit<Appointment, 'time' | 'occurrences' | 'organizer'>> & {
  readonly time?: OccurrenceTime;
};

/** An occurrence that differs from its series. */
export interface SeriesException {
  readonly originalStart: OriginalStart;
  /** Only what differs: `null` is emptied, absent is as in the series. */
  readonly fields: ExceptionFields;
}

/**
 * The part of an appointment that makes it a series. `time` is that of the first occurrence by the rule, also when
 * that one was deleted or moved. What names no occurrence of the rule counts for nothing; an exception counts also
 * where its occurrence is told to be deleted, because some writers list the old place of a moved one there.
 */
export interface Series {
  readonly time: SeriesTime;
  readonly recurrence: Recurrence;
  readonly deleted: readonly OriginalStart[];
  readonly exceptions: readonly SeriesException[];
}
