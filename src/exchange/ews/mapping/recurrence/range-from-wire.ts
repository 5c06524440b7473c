import type { CalendarDate, RecurrenceRange } from '../../../../model/index.ts';
import type { XmlElement } from '../../xml/element.ts';
import type { NotReadable } from './not-readable.ts';
import { allReadable, notReadable } from './not-readable.ts';
import { readDate, readNumber } from './read-part.ts';

const LARGEST_NUMBER = 2_147_483_647;

export interface ToldRange {
  readonly range: RecurrenceRange;
  readonly startDate: CalendarDate;
}

const RANGE_READERS: Readonly<Record<string, (element: XmlElement) => RecurrenceRange | NotReadable>> = {
  NoEndRecurrence: () => ({ kind: 'noEnd' }),
  EndDateRecurrence: (element) => allReadable({ kind: 'endDate' as const, endDate: readDate(element, 'EndDate') }),
  NumberedRecurrence: (element) =>
    allReadable({
      kind: 'numbered' as const,
      occurrences: readNumber(element, 'NumberOfOccurrences', LARGEST_NUMBER),
    }),
};

/** The range among the children of a `Recurrence`. */
export function readRange({ children }: XmlElement): ToldRange | NotReadable {
  const ranges = children.filter(({ name }) => isRange(name));
  const [element] = ranges;
  const read = RANGE_READERS[element?.name ?? ''];
  if (element === undefined || read === undefined) return notReadable('range_missing');
  if (ranges.length > 1) return notReadable('several_ranges');
  return allReadable({ startDate: readDate(element, 'StartDate'), range: read(element) });
}

export function isRange(name: string): boolean {
  return Object.hasOwn(RANGE_READERS, name);
}
