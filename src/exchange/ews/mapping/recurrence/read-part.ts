import type { CalendarDate } from '../../../../model/index.ts';
import { parseCalendarDate } from '../../../../model/index.ts';
import { readDateTime } from '../../wire/date-time.ts';
import type { XmlElement } from '../../xml/element.ts';
import { childText } from '../../xml/element.ts';
import type { NotReadable } from './not-readable.ts';
import { isNotReadable, notReadable } from './not-readable.ts';

/** @param most the least is 1 */
export function readNumber(element: XmlElement, part: string, most: number): number | NotReadable {
  const text = readText(element, part);
  if (isNotReadable(text)) return text;
  if (!/^[+-]?\d{1,10}$/.test(text)) return notReadable('part_malformed', { part });
  const value = Number(text);
  return value >= 1 && value <= most ? value : notReadable('part_out_of_range', { part, value });
}

/** One of the words of a table, whatever its case. */
export function readWord<T>(element: XmlElement, part: string, words: Readonly<Record<string, T>>): T | NotReadable {
  const text = readText(element, part);
  if (isNotReadable(text)) return text;
  return wordIn(words, text) ?? notReadable('part_malformed', { part });
}

/** Words of a table in any number, at least one. */
export function readWords<T>(
  element: XmlElement,
  part: string,
  words: Readonly<Record<string, T>>,
): readonly T[] | NotReadable {
  const text = readText(element, part);
  if (isNotReadable(text)) return text;
  const values: T[] = [];
  for (const word of text.split(/\s+/)) {
    const value = wordIn(words, word);
    if (value === undefined) return notReadable('part_malformed', { part });
    values.push(value);
  }
  return values;
}

/**
 * The day as it was written. Servers write it with the offset of the series' zone (`2026-12-01+01:00`), with `Z`, or
 * with none, and it is the same day each time. Who converts it by its offset ends a series a day early; Microsoft's own
 * library does so with EndDate and not with StartDate.
 */
export function readDate(element: XmlElement, part: string): CalendarDate | NotReadable {
  const text = readText(element, part);
  if (isNotReadable(text)) return text;
  const value = readDateTime(text);
  if (value === null) return notReadable('part_malformed', { part });
  return parseCalendarDate(value.kind === 'local' ? value.local : value.writtenLocal);
}

/** What a server writes may be the name of a property that every object has. */
function wordIn<T>(words: Readonly<Record<string, T>>, word: string): T | undefined {
  return Object.hasOwn(words, word) ? words[word] : undefined;
}

function readText(element: XmlElement, part: string): string | NotReadable {
  const text = childText(element, part)?.trim().toLowerCase() ?? '';
  return text === '' ? notReadable('part_missing', { part }) : text;
}
