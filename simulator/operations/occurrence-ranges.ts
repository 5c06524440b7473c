import { occurrenceItem } from '../recurrence/occurrence-item.ts';
import { occurrencesBetween, seriesOf } from '../recurrence/series.ts';
import type { StoredItem } from '../state/item.ts';
import { readCivilDay } from '../time-zones/civil-day.ts';
import { instantOf } from '../time-zones/zone.ts';
import type { ReceivedElement } from '../xml/read.ts';
import { attributeOf, childOf } from '../xml/read.ts';
import { ItemError } from './item-error.ts';

const FIRST_MS = Date.UTC(1601, 0, 1);
const LAST_MS = Date.UTC(4500, 8, 1);

/**
 * The occurrences that a `RecurringMasterItemIdRanges` names, range by range.
 * @throws ItemError when the item is no master
 */
export function occurrencesInRanges(source: ReceivedElement, master: StoredItem): readonly StoredItem[] {
  const series = seriesOf(master);
  if (series === undefined) {
    throw new ItemError('ErrorCalendarCannotUseIdForOccurrenceId', 'The id is not that of a recurring master.');
  }
  return (childOf(source, 't:Ranges')?.children ?? []).flatMap((range) => {
    const instant = (name: string, missing: number) => {
      const text = attributeOf(range, name);
      return text === '' ? missing : Date.parse(instantOf(text, 'UTC'));
    };
    const [from, to] = [instant('Start', FIRST_MS), instant('End', LAST_MS)];
    const count = Number(attributeOf(range, 'Count') || Number.POSITIVE_INFINITY);
    const byOriginal = /^\s*(true|1)\s*$/.test(attributeOf(range, 'CompareOriginalStartTime'));
    // An exception may lie outside the range in which it began: neighbours keep it within a year of it.
    const margin = byOriginal ? 366 * 86_400_000 : 0;
    return occurrencesBetween(series, from - margin, to + margin)
      .filter(({ start, originalStart }) => {
        const ms = Date.parse(byOriginal ? originalStart : start);
        return ms >= from && ms < to;
      })
      .slice(0, count)
      .map(({ day }) => occurrenceItem(series, readCivilDay(day) ?? 0));
  });
}
