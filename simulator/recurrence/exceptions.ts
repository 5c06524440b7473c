import { ItemError } from '../operations/item-error.ts';
import type { StoredItem, StoredOccurrences, StoredValue } from '../state/item.ts';
import { readCivilDay } from '../time-zones/civil-day.ts';
import { wallMsOf } from '../time-zones/zone.ts';
import { occurrenceItem } from './occurrence-item.ts';
import type { OccurrenceTimes, Series } from './series.ts';
import { firstOccurrence, neighboursOf, seriesOf } from './series.ts';

const DAY_MS = 86_400_000;
/** What tells which occurrence it is; the rest of an exception is its own. */
const IDENTITY = new Set(['UID', 'OriginalStart', 'RecurrenceId', 'CalendarItemType']);

/**
 * The series' occurrences when one of them has these values.
 * @throws ItemError ErrorOccurrenceCrossingBoundary when it would meet or pass its neighbour, or share its day
 */
export function withException(series: Series, occurrence: StoredItem, wanted: StoredItem['values']): StoredOccurrences {
  const day = occurrence.occurrenceDay ?? '';
  if (wanted['Start'] !== occurrence.values['Start'] || wanted['End'] !== occurrence.values['End']) {
    assertBetweenNeighbours(series, day, wanted);
  }
  const { [day]: _, ...others } = series.master.occurrences ?? {};
  const regular = occurrenceItem(
    { ...series, master: { ...series.master, occurrences: others } },
    readCivilDay(day) ?? 0,
  );
  const values: Record<string, StoredValue> = {};
  for (const [key, value] of Object.entries(wanted)) {
    const differs = JSON.stringify(value) !== JSON.stringify(regular.values[key]);
    if (differs && !IDENTITY.has(key)) values[key] = value;
  }
  const removed = Object.keys(regular.values).filter((key) => wanted[key] === undefined && !IDENTITY.has(key));
  return { ...others, [day]: { kind: 'exception', values, removed } };
}

/**
 * The series' occurrences without one of them.
 * @throws ItemError when it is the last one left: a series without any cannot be stored
 */
export function withoutOccurrence(series: Series, day: string): StoredOccurrences {
  const occurrences: StoredOccurrences = { ...series.master.occurrences, [day]: { kind: 'deleted' } };
  const left = seriesOf({ ...series.master, occurrences });
  if (left === undefined || firstOccurrence(left) === undefined) {
    throw new ItemError('ErrorRecurrenceHasNoOccurrence', 'The last occurrence of a series cannot be deleted.');
  }
  return occurrences;
}

function assertBetweenNeighbours(series: Series, day: string, wanted: StoredItem['values']): void {
  const { before, after } = neighboursOf(series, day);
  const [start, end] = [String(wanted['Start']), String(wanted['End'])];
  const shares = (other: OccurrenceTimes | undefined) =>
    other !== undefined && dayOf(other.start, series.zoneId) === dayOf(start, series.zoneId);
  const meets = (before !== undefined && start < before.end) || (after !== undefined && end > after.start);
  if (meets || shares(before) || shares(after)) {
    throw new ItemError(
      'ErrorOccurrenceCrossingBoundary',
      'Modified occurrence is crossing or overlapping adjacent occurrence.',
    );
  }
}

function dayOf(instant: string, zoneId: string): number {
  return Math.floor(wallMsOf(instant, zoneId) / DAY_MS);
}
