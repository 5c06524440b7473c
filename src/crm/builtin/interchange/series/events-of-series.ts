import type { OriginalStart, Series, SeriesTime } from '../../../../model/index.ts';
import { regularTime, rulesOfSeries } from '../../../../model/index.ts';
import { formatContentLine } from '../content-line.ts';
import type { EventSource } from '../write-event.ts';
import { eventLines, timeLines } from '../write-event.ts';
import { UTC } from './wall-time.ts';

/**
 * The VEVENTs of a series, unfolded: its master, then the occurrences that differ. `seriesOfEvents` makes the same
 * series of them. The VTIMEZONE of its zone stands elsewhere in the file.
 * @param source what all occurrences have; its time is taken from the series
 */
export function eventsOfSeries(source: EventSource, series: Series): readonly string[] {
  const rules = rulesOfSeries(series);
  const master = eventLines(source, [
    ...boundsOf(series.time),
    ...rules.rules.map((rule) => `RRULE:${rule}`),
    ...rules.excludedStarts.map((start) => wallTimeLine('EXDATE', start)),
  ]);
  const exceptions = rules.exceptions.flatMap(({ originalStart, fields }) => {
    const time = fields.time ?? regularTime(series, originalStart);
    if (time === null) return [];
    const appointment = { ...source.appointment, ...fields, time };
    const when = [wallTimeLine('RECURRENCE-ID', originalStart), ...timeLines(appointment)];
    return eventLines({ ...source, appointment, extra: null }, when);
  });
  return [...master, ...exceptions];
}

function boundsOf(time: SeriesTime): readonly string[] {
  const [start, end]: readonly [OriginalStart, OriginalStart] =
    time.kind === 'allDay'
      ? [{ date: time.startDate }, { date: time.endDate }]
      : [
          { local: time.start, zone: time.zone },
          { local: time.end, zone: time.zone },
        ];
  return [wallTimeLine('DTSTART', start), wallTimeLine('DTEND', end)];
}

/** Also where the clock shows the reading twice: in UTC it would be another reading on all other days. */
function wallTimeLine(name: string, start: OriginalStart): string {
  if ('date' in start) return formatContentLine(name, [['VALUE', 'DATE']], basic(start.date));
  if (start.zone === UTC) return `${name}:${basic(start.local)}Z`;
  return formatContentLine(name, [['TZID', start.zone]], basic(start.local));
}

/** The form of ISO 8601 without separators. */
function basic(text: string): string {
  return text.replace(/[-:]/g, '');
}
