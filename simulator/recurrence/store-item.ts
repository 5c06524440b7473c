import { applySaveRules } from '../properties/save-rules.ts';
import type { DeleteType } from '../state/discard.ts';
import { discard } from '../state/discard.ts';
import type { StoredItem } from '../state/item.ts';
import type { Mailbox } from '../state/mailbox.ts';
import { readCivilDay } from '../time-zones/civil-day.ts';
import { endedSeries } from './ended-series.ts';
import { withException, withoutOccurrence } from './exceptions.ts';
import { occurrenceItem } from './occurrence-item.ts';
import type { Series } from './series.ts';
import { seriesOf } from './series.ts';
import { losesOccurrences } from './series-rules.ts';

/**
 * Saves an item, or makes an exception of an occurrence: that is a change of its series.
 * @param recurrenceSet the client wrote the recurrence: Exchange makes a new one of it, even when it is the old one
 * @returns the item or occurrence as it is now, itself when nothing changed
 * @throws ItemError
 */
export function saveItem(
  mailbox: Mailbox,
  item: StoredItem,
  values: StoredItem['values'],
  by: string,
  recurrenceSet = false,
): StoredItem {
  const { occurrenceDay } = item;
  if (occurrenceDay === undefined) {
    const starts = recurrenceSet || losesOccurrences(item.values, values);
    return mailbox.save(item, values, by, starts && item.occurrences !== undefined ? {} : item.occurrences);
  }
  if (JSON.stringify(values) === JSON.stringify(item.values)) return item;
  const series = seriesAround(mailbox, item);
  const saved = mailbox.save(series.master, series.master.values, by, withException(series, item, values));
  const now = seriesOf(saved);
  return now === undefined ? saved : occurrenceItem(now, readCivilDay(occurrenceDay) ?? 0);
}

/**
 * Ends a series before what a person makes another series of.
 * @param lastDay YYYY-MM-DD
 * @throws Error when the item is no series, ItemError when nothing would be left of it
 */
export function endSeries(mailbox: Mailbox, item: StoredItem, lastDay: string, by: string): StoredItem {
  const { values, occurrences } = endedSeries(item, lastDay);
  return mailbox.save(item, applySaveRules(item.kind, item.values, values), by, occurrences);
}

/**
 * Deletes an item, or an occurrence of a series: that one never reaches Deleted Items.
 * @throws ItemError
 */
export function discardItem(mailbox: Mailbox, item: StoredItem, type: DeleteType, by: string): void {
  if (item.occurrenceDay === undefined) return discard(mailbox, item, type, by);
  const series = seriesAround(mailbox, item);
  mailbox.save(series.master, series.master.values, by, withoutOccurrence(series, item.occurrenceDay));
}

/** The series that an occurrence belongs to, as it is stored. */
export function seriesAround(mailbox: Mailbox, occurrence: StoredItem): Series {
  const master = mailbox.item(occurrence.number);
  const series = master === undefined ? undefined : seriesOf(master);
  if (series === undefined) throw new Error(`Item ${occurrence.number} is no series`);
  return series;
}
