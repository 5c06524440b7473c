import type { StoredItem, StoredValue } from '../state/item.ts';
import { occurrenceKey } from '../state/item.ts';
import type { CivilDay } from '../time-zones/civil-day.ts';
import type { Series } from './series.ts';
import { timesOn } from './series.ts';

/** What only the master of a series has. */
const OF_MASTER = new Set([
  'Recurrence',
  'FirstOccurrence',
  'LastOccurrence',
  'ModifiedOccurrences',
  'DeletedOccurrences',
]);

/** An occurrence as an item of its own: the series' values with what the exception has instead. Nothing stores it. */
export function occurrenceItem(series: Series, day: CivilDay): StoredItem {
  const { master } = series;
  const times = timesOn(series, day);
  const own = master.occurrences?.[times.day];
  const values: Record<string, StoredValue> = {};
  for (const [key, value] of Object.entries(master.values)) if (!OF_MASTER.has(key)) values[key] = value;
  Object.assign(values, {
    Start: times.start,
    End: times.end,
    OriginalStart: times.originalStart,
    RecurrenceId: times.originalStart,
    CalendarItemType: own?.kind === 'exception' ? 'Exception' : 'Occurrence',
  });
  const touched: Record<string, number> = { ...master.touched };
  if (own?.kind === 'exception') {
    for (const key of own.removed) delete values[key];
    Object.assign(values, own.values);
    const changed = master.touched[occurrenceKey(times.day)];
    if (changed !== undefined) for (const key of [...own.removed, ...Object.keys(own.values)]) touched[key] = changed;
  }
  const { occurrences: _, ...rest } = master;
  return { ...rest, values, touched, occurrenceDay: times.day };
}
