import { occurrenceItem } from '../recurrence/occurrence-item.ts';
import { occurrencesBetween, seriesOf, touches } from '../recurrence/series.ts';
import type { StoredItem } from '../state/item.ts';
import { textOf } from '../state/item.ts';
import { readCivilDay } from '../time-zones/civil-day.ts';
import { instantOf } from '../time-zones/zone.ts';
import type { ReceivedElement } from '../xml/read.ts';
import { attributeOf, childOf } from '../xml/read.ts';
import type { Opened } from './access.ts';
import { ItemError } from './item-error.ts';

/** Two years, of which one may be a leap year. */
const MAX_RANGE_MS = (2 * 365 + 1) * 86_400_000;

export interface CalendarPage {
  readonly items: readonly StoredItem[];
  /** Attributes of the answer: a view has no pages, so it gives no offset. */
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * A folder as a calendar shows it: single appointments and the occurrences of series in a span of time, by start.
 * @throws ItemError
 */
export function calendarPage(request: ReceivedElement, view: ReceivedElement, opened: Opened): CalendarPage {
  const { folder, mailbox, rights, within } = opened;
  if (!folder.folderClass.startsWith('IPF.Appointment')) {
    throw new ItemError('ErrorCalendarFolderIsInvalidForCalendarView', 'A calendar view needs a calendar folder.');
  }
  if (childOf(request, 'm:Restriction') !== undefined || childOf(request, 'm:SortOrder') !== undefined) {
    throw new ItemError(
      'ErrorInvalidOperation',
      'Restrictions and sort order may not be specified for a CalendarView.',
    );
  }
  const [from, to] = (['StartDate', 'EndDate'] as const).map((name) =>
    Date.parse(instantOf(attributeOf(view, name), within.zoneId)),
  ) as [number, number];
  if (to < from) {
    throw new ItemError('ErrorCalendarEndDateIsEarlierThanStartDate', 'EndDate is earlier than StartDate.');
  }
  if (to - from > MAX_RANGE_MS) {
    throw new ItemError(
      'ErrorCalendarViewRangeTooBig',
      'The specified view range exceeds the maximum range of two years.',
    );
  }
  const found = mailbox
    .itemsIn(folder.number)
    .filter((item) => item.kind === 'CalendarItem' && rights.sees(item, folder))
    .flatMap((item) => inSpan(item, from, to))
    .sort((a, b) => startOf(a).localeCompare(startOf(b)) || a.number - b.number);
  const limit = Number(attributeOf(view, 'MaxEntriesReturned') || Number.POSITIVE_INFINITY);
  if (limit < 1) throw new ItemError('ErrorInvalidPagingMaxRows', 'MaxEntriesReturned must be greater than zero.');
  const items = found.slice(0, limit);
  return {
    items,
    attributes: {
      TotalItemsInView: String(found.length),
      IncludesLastItemInRange: String(items.length === found.length),
    },
  };
}

function inSpan(item: StoredItem, from: number, to: number): readonly StoredItem[] {
  const series = seriesOf(item);
  if (series === undefined)
    return touches({ start: startOf(item), end: textOf(item, 'End') ?? '' }, from, to) ? [item] : [];
  return occurrencesBetween(series, from, to).map(({ day }) => occurrenceItem(series, readCivilDay(day) ?? 0));
}

function startOf(item: StoredItem): string {
  return textOf(item, 'Start') ?? '';
}
