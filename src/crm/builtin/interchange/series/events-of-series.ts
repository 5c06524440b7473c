import type { AppointmentTime, OriginalStart, Series, SeriesTime } from '../../../../model/index.ts';
import { regularTime, rulesOfSeries } from '../../../../model/index.ts';
import type { Extra } from '../../stored-record.ts';
import { UTC } from '../../utc.ts';
import { formatContentLine } from '../content-line.ts';
import type { EventSource } from '../write-event.ts';
import { eventLines, timeLines } from '../write-event.ts';

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
    const appointment = { ...source.appointment, ...fields, time: inZoneOf(series, time) };
    const when = [wallTimeLine('RECURRENCE-ID', originalStart), ...timeLines(appointment)];
    return eventLines({ ...source, appointment, extra: extraOf(source.extra, originalStart) }, when);
  });
  return [...master, ...exceptions];
}

/** A changed occurrence is written in the zone of its series where nobody names another. */
function inZoneOf(series: Series, time: AppointmentTime): AppointmentTime {
  if (time.kind === 'allDay' || series.time.kind === 'allDay') return time;
  return { ...time, zone: time.zone ?? series.time.zone };
}

/** @param originalStart in the zone of the series, where its day is */
function extraOf(extra: Extra | null, originalStart: OriginalStart): Extra | null {
  if (extra?.kind !== 'icalendar') return null;
  const day = 'date' in originalStart ? originalStart.date : originalStart.local.slice(0, 10);
  const unread = extra.occurrences?.[day];
  return unread === undefined ? null : { kind: 'icalendar', ...unread };
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
