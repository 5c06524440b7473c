import type { OccurrenceTime } from '../../model/index.ts';
import { addDays, wallTimeAt } from '../../model/index.ts';
import { dateInWords } from './date-in-words.ts';
import type { Speaker } from './speaker.ts';

/**
 * "06/11/2026, 09:00 – 10:00".
 * @param readerZone for a time whose zone nobody knows
 */
export function timeInWords(time: OccurrenceTime, { t, language }: Speaker, readerZone: string): string {
  if (time.kind === 'allDay') {
    const [first, last] = [time.startDate, addDays(time.endDate, -1)];
    const days = first === last ? dateInWords(first, language) : between(first, last);
    return t('recurrence.words.wholeDays', { days });
  }
  const zone = time.zone ?? (readerZone as NonNullable<typeof time.zone>);
  const [start, end] = [wallTimeAt(time.start, zone).local, wallTimeAt(time.end, zone).local];
  const sameDay = start.slice(0, 10) === end.slice(0, 10);
  return `${moment(start)} – ${sameDay ? end.slice(11, 16) : moment(end)}`;

  function between(one: string, other: string): string {
    return `${dateInWords(one, language)} – ${dateInWords(other, language)}`;
  }

  function moment(local: string): string {
    return `${dateInWords(local.slice(0, 10), language)}, ${local.slice(11, 16)}`;
  }
}
