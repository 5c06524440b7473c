import type { CalendarDate } from '../../../model/index.ts';
import { parseCalendarDate } from '../../../model/index.ts';
import type { ContentLine } from './content-line.ts';

/**
 * `1975-03-08`, `19750308`, either with a time behind it. A date without a year (`--0308`, or Apple's
 * placeholder year) is no date that we can hold.
 */
export function readDate(line: ContentLine): CalendarDate | null {
  if (line.params.has('X-APPLE-OMIT-YEAR')) return null;
  const match = /^(\d{4})-?(\d{2})-?(\d{2})(?:$|T)/.exec(line.value.trim());
  if (match === null) return null;
  try {
    return parseCalendarDate(`${match[1]}-${match[2]}-${match[3]}`);
  } catch {
    return null;
  }
}
