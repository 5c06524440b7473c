import * as fc from 'fast-check';
import type {
  Fields,
  FieldValue,
  Occurrences,
  OriginalStart,
  Series,
  SeriesException,
  TimeZoneId,
} from '../../../src/model/index.ts';
import {
  addDays,
  epochSeconds,
  expand,
  instantFromEpochSeconds,
  occurrencesOf,
  parseCalendarDate,
  regularTime,
} from '../../../src/model/index.ts';

/** What becomes of one occurrence, counted over those that the rule has. */
export interface OccurrenceEdit {
  readonly nth: number;
  readonly what: 'delete' | 'restore' | 'move' | 'rename' | 'wholeDay';
  readonly hours: number;
}

export const arbitraryChange = editsOf('delete', 'restore', 'move', 'rename');
/** Also that it fills its day. A whole day in a series with times is free in Exchange, whatever the series is. */
export const arbitraryEdit = editsOf('delete', 'restore', 'move', 'rename', 'wholeDay');

function editsOf(...kinds: readonly OccurrenceEdit['what'][]): fc.Arbitrary<OccurrenceEdit> {
  return fc.record({
    nth: fc.integer({ min: 0, max: 12 }),
    what: fc.constantFrom(...kinds),
    hours: fc.integer({ min: -60, max: 60 }),
  });
}

export function changedOccurrences(series: Series, changes: readonly OccurrenceEdit[]): Series {
  const regular = originalStarts({ ...series, deleted: [], exceptions: [] });
  return changes.reduce((before, change) => {
    const originalStart = regular[change.nth];
    return originalStart === undefined ? before : withChange(before, originalStart, change);
  }, series);
}

function withChange(series: Series, originalStart: OriginalStart, change: OccurrenceEdit): Series {
  const isOther = (other: OriginalStart) => JSON.stringify(other) !== JSON.stringify(originalStart);
  const deleted = series.deleted.filter(isOther);
  const exceptions = series.exceptions.filter((each) => isOther(each.originalStart));
  if (change.what === 'restore') return { ...series, deleted, exceptions };
  if (change.what === 'delete') return { ...series, deleted: [...deleted, originalStart], exceptions };
  const old = series.exceptions.find((each) => !isOther(each.originalStart))?.fields;
  const fields = { ...old, ...ownFields(series, originalStart, change) };
  return { ...series, deleted, exceptions: [...exceptions, { originalStart, fields }] };
}

function ownFields(
  series: Series,
  originalStart: OriginalStart,
  { what, hours }: OccurrenceEdit,
): SeriesException['fields'] {
  const time = regularTime(series, originalStart);
  if (what === 'rename' || time === null) return { subject: `Da sola ${hours}`, location: hours < 0 ? null : 'Sala 2' };
  if (time.kind === 'allDay') {
    const startDate = addDays(time.startDate, Math.trunc(hours / 24));
    return { time: { kind: 'allDay', startDate, endDate: addDays(startDate, 1) } };
  }
  if (what === 'wholeDay') {
    const startDate = parseCalendarDate('date' in originalStart ? originalStart.date : originalStart.local);
    return { time: { kind: 'allDay', startDate, endDate: addDays(startDate, 1) } };
  }
  const start = epochSeconds(time.start) + hours * 3600;
  return {
    time: { ...time, start: instantFromEpochSeconds(start), end: instantFromEpochSeconds(start + 1800) },
  };
}

/** A series as the fields of its appointment. */
export function fieldsOfSeries(series: Series): Fields {
  const { time, recurrence } = series;
  const first = regularTime(
    series,
    time.kind === 'timed' ? { local: time.start, zone: time.zone } : { date: time.startDate },
  );
  return { time: { ...first, recurrence }, occurrences: occurrencesAsWritten(series) as FieldValue };
}

/** Without what is as the series has it: that leaves no trace in a calendar. */
export function occurrencesAsWritten(series: Series): Occurrences | null {
  const exceptions = series.exceptions.flatMap(({ originalStart, fields }): SeriesException[] => {
    const regular = regularTime(series, originalStart);
    const { time, ...others } = fields;
    const isMoved =
      time !== undefined && JSON.stringify({ ...time, zone: null }) !== JSON.stringify({ ...regular, zone: null });
    const own = isMoved ? fields : others;
    return Object.keys(own).length === 0 ? [] : [{ originalStart, fields: own }];
  });
  return occurrencesOf({ ...series, exceptions });
}

function originalStarts(series: Series): readonly OriginalStart[] {
  const found: OriginalStart[] = [];
  for (const { originalStart } of expand(series, { from: null, until: null, zone: 'UTC' as TimeZoneId })) {
    found.push(originalStart);
    if (found.length > 12) break;
  }
  return found;
}
