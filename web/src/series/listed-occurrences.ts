import type { Instant, Occurrence, Series } from '../../../src/model/index.ts';
import { expand, parseInstant } from '../../../src/model/index.ts';
import { zoneOfSeries } from './series-of-record.ts';

export interface ListedOccurrence {
  /** On which the rule has it, in the zone of the series. */
  readonly day: string;
  readonly occurrence: Occurrence;
  readonly state: 'regular' | 'changed' | 'cancelled';
}

/**
 * Occurrences in order, the cancelled ones among them.
 * @param from `null`: from the first one on
 */
export function listOccurrences(
  series: Series,
  from: Instant | null,
  readerZone: string,
  most: number,
): readonly ListedOccurrence[] {
  const zone = zoneOfSeries(series, readerZone);
  const cancelled = new Set(series.deleted.map(dayOf));
  const listed: ListedOccurrence[] = [];
  for (const occurrence of expand({ ...series, deleted: [] }, { from, until: null, zone })) {
    if (listed.length === most) break;
    const day = dayOf(occurrence.originalStart);
    const changed = occurrence.exception !== null;
    listed.push({ day, occurrence, state: changed ? 'changed' : cancelled.has(day) ? 'cancelled' : 'regular' });
  }
  return listed;
}

/** The occurrences that take place next. */
export function nextOccurrences(series: Series, readerZone: string, most: number): readonly Occurrence[] {
  const next: Occurrence[] = [];
  for (const occurrence of expand(series, { from: now(), until: null, zone: zoneOfSeries(series, readerZone) })) {
    if (next.length === most) break;
    next.push(occurrence);
  }
  return next;
}

export function now(): Instant {
  return parseInstant(new Date().toISOString());
}

function dayOf(start: Occurrence['originalStart']): string {
  return 'date' in start ? start.date : start.local.slice(0, 10);
}
