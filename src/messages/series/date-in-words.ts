import { localeOf } from '../locale.ts';

/** "06/11/2026". @param date of the calendar, the same in every zone */
export function dateInWords(date: string, language: string): string {
  const parts = { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(localeOf(language), parts).format(new Date(`${date}T00:00:00Z`));
}
