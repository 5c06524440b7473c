import type { StoredItem } from '../state/item.ts';
import { element, textElement } from '../xml/node.ts';

type Ended = Required<Pick<StoredItem, 'values' | 'occurrences'>>;

/**
 * A series as Outlook leaves it behind when a person changes "this and all following": another last day, and what became
 * of the occurrences until there.
 * @param lastDay YYYY-MM-DD
 * @throws Error when the item is no series
 */
export function endedSeries({ values, occurrences }: StoredItem, lastDay: string): Ended {
  const recurrence = values['Recurrence'];
  if (recurrence === undefined || typeof recurrence === 'string' || !('name' in recurrence)) {
    throw new Error('The item is no series');
  }
  const [pattern, range] = recurrence.children ?? [];
  const start = range?.children?.find(({ name }) => name === 't:StartDate');
  const end = element('t:EndDateRecurrence', {}, [start, textElement('t:EndDate', lastDay)]);
  return {
    values: { ...values, Recurrence: element('t:Recurrence', {}, [pattern, end]) },
    occurrences: Object.fromEntries(Object.entries(occurrences ?? {}).filter(([day]) => day <= lastDay)),
  };
}
