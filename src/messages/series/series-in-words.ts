import type { AppointmentTime, CalendarDate, Occurrences, RecurrenceRange, SeriesTime } from '../../model/index.ts';
import { daysBetween, parseCalendarDate, parseTimeZoneId, seriesTimeOf } from '../../model/index.ts';
import { dateInWords } from './date-in-words.ts';
import { patternInWords } from './pattern-in-words.ts';
import type { Speaker } from './speaker.ts';

/**
 * "every Friday from 09:00 to 10:00, from 06/11/2026 until 31/12/2026".
 * @param readerZone where the reader is: the zone of the series is named where it is another
 * @returns `null` when it takes place once
 */
export function recurrenceInWords(time: AppointmentTime, speaker: Speaker, readerZone?: string): string | null {
  const { recurrence } = time;
  if (recurrence === undefined || recurrence === null) return null;
  const own = seriesTimeOf(time, parseTimeZoneId(readerZone ?? 'UTC'));
  const pattern = patternInWords(recurrence.pattern, speaker);
  const range = rangeInWords(recurrence.range, firstDate(own), speaker);
  return `${pattern} ${timeInWords(own, speaker, readerZone)}, ${range}`;
}

/** The rule, and how many occurrences are not as it says: "…; 2 changed occurrences, 1 cancelled". */
export function seriesInWords(
  time: AppointmentTime,
  occurrences: Occurrences | null,
  speaker: Speaker,
  readerZone?: string,
): string | null {
  const rule = recurrenceInWords(time, speaker, readerZone);
  if (rule === null) return null;
  const changes = Object.values(occurrences ?? {});
  const counted = (['changed', 'deleted'] as const).flatMap((kind) => {
    const count = changes.filter((change) => change.kind === kind).length;
    return count === 0 ? [] : [speaker.t(`recurrence.words.${kind}`, { count })];
  });
  return counted.length === 0 ? rule : `${rule}; ${counted.join(', ')}`;
}

function timeInWords(time: SeriesTime, { t }: Speaker, readerZone: string | undefined): string {
  if (time.kind === 'allDay') {
    return t('recurrence.words.allDay', { count: daysBetween(time.startDate, time.endDate) });
  }
  const [start, end] = [time.start.slice(11, 16), time.end.slice(11, 16)];
  const days = daysBetween(parseCalendarDate(time.start), parseCalendarDate(time.end));
  const words =
    time.start === time.end
      ? t('recurrence.words.at', { start })
      : days === 0
        ? t('recurrence.words.fromTo', { start, end })
        : t('recurrence.words.fromToDays', { start, end, count: days });
  return readerZone === undefined || time.zone === readerZone ? words : `${words} (${time.zone})`;
}

function rangeInWords(range: RecurrenceRange, startDate: CalendarDate, { t, language }: Speaker): string {
  const start = dateInWords(startDate, language);
  switch (range.kind) {
    case 'noEnd':
      return t('recurrence.words.noEnd', { start });
    case 'endDate':
      return t('recurrence.words.endDate', { start, end: dateInWords(range.endDate, language) });
    case 'numbered':
      return t('recurrence.words.numbered', { start, count: range.occurrences });
  }
}

function firstDate(time: SeriesTime): CalendarDate {
  return time.kind === 'allDay' ? time.startDate : parseCalendarDate(time.start);
}
