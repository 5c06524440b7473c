import type { CalendarDate } from '../../model/index.ts';

/** One occurrence of a series: whatever names the series, and the day on which its rule puts the occurrence. */
export interface OccurrenceRef {
  readonly series: string;
  readonly day: CalendarDate;
}

/** In no id or search key of Exchange, which are base64 and hex. */
const SEPARATOR = '#';
const REF = /^(?<series>.+)#(?<day>\d{4}-\d{2}-\d{2})$/su;

/**
 * Id, search key and UID of an occurrence: those of its series, and the day. The day survives a change of the hour and a
 * move of the occurrence, and no pattern gives two on one.
 */
export function occurrenceKey(series: string, day: CalendarDate): string {
  return `${series}${SEPARATOR}${day}`;
}

/** @returns `null` for the key of anything that is no occurrence */
export function parseOccurrenceKey(key: string): OccurrenceRef | null {
  const { series, day } = REF.exec(key)?.groups ?? {};
  return series === undefined || day === undefined ? null : { series, day: day as CalendarDate };
}
