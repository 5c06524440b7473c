import { fieldPath } from '../../wire/paths.ts';
import type { XmlElement } from '../../xml/element.ts';
import { childText, findChild } from '../../xml/element.ts';
import type { PropertyMapping } from '../property-mapping.ts';
import { readBoolean } from './read-boolean.ts';

/** Without these nobody knows which occurrences a series has. */
export const WHOLE_SERIES_PROPERTIES = ['Recurrence', 'ModifiedOccurrences', 'DeletedOccurrences'] as const;

/**
 * What tells a series and its occurrences. Its rule is read and written with its time, and its occurrences have items of
 * their own (`recurrence/`): of one item alone they are none.
 */
export const SERIES: PropertyMapping = {
  fields: [],
  paths: () =>
    ['CalendarItemType', 'IsRecurring', 'OriginalStart', ...WHOLE_SERIES_PROPERTIES].map((name) =>
      fieldPath(`calendar:${name}`),
    ),
  read: () => ({ occurrences: null }),
  create: () => [],
  update: () => [],
};

/** Whether the item is the master of a series. In doubt it is. */
export function isSeries(item: XmlElement): boolean {
  if (isPartOfSeries(item)) return false;
  return (
    calendarItemType(item) === 'recurringmaster' ||
    readBoolean(item, 'IsRecurring') === true ||
    findChild(item, 'Recurrence') !== undefined
  );
}

/** Occurrences and exceptions are parts of a series that reach us through their master. */
export function isPartOfSeries(item: XmlElement): boolean {
  return ['occurrence', 'exception'].includes(calendarItemType(item));
}

function calendarItemType(item: XmlElement): string {
  return childText(item, 'CalendarItemType')?.trim().toLowerCase() ?? '';
}
