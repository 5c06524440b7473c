import type { CalendarDate, FieldValue, TimeZoneId } from '../../src/model/index.ts';

/** The day on which every simulated history plays, and the zone of its mailboxes. */
export const TODAY = '2026-11-25' as CalendarDate;
export const ZONE = 'Europe/Rome' as TimeZoneId;
export const START_MS = Date.parse('2026-11-25T08:00:00Z');

/** Days on which appointments lie; windows begin between them. */
export const DAYS = ['2026-10-05', '2026-11-05', '2026-12-05'] as const;
/** Where people are mailed about what is to come. */
export const MEETING_DAYS = ['2026-11-05', '2026-12-05', '2027-01-15', '2027-01-20'] as const;
/** Where a CRM without series gets rows: ahead, so that none becomes history when the horizon moves. */
export const ROW_DAYS = ['2026-12-05', '2026-12-07', '2027-01-15'] as const;
/** The days on which such histories go on, and the end of the last horizon. */
export const MONTHS: readonly CalendarDate[] = [TODAY, '2026-12-25' as CalendarDate, '2027-01-25' as CalendarDate];
export const LAST_ROWS = '2027-08-01' as CalendarDate;
export const WINDOWS = ['2026-09-01', '2026-10-20', '2026-11-20'] as const;

/** An appointment time that nobody used before: its minute is its number. */
export function timeOn(day: string, number: number): FieldValue {
  const hour = 6 + (Math.floor(number / 60) % 16);
  const clock = `${String(hour).padStart(2, '0')}:${String(number % 60).padStart(2, '0')}`;
  const end = `${String(hour + 1).padStart(2, '0')}:${String(number % 60).padStart(2, '0')}`;
  return { kind: 'timed', start: `${day}T${clock}:00Z`, end: `${day}T${end}:00Z`, zone: null };
}

/** The same hour of a day, and a length that nothing had before. @param minutes beyond an hour */
export function atSameHour(time: FieldValue, day: string, minutes: number): FieldValue {
  const { start, ...more } = timeOn(day, numberOf(time)) as { readonly start: string };
  const end = new Date(Date.parse(start) + (60 + minutes) * 60_000).toISOString().replace('.000Z', 'Z');
  return { ...more, start, end };
}

/** The number that the minute of a time stands for. */
export function numberOf(time: FieldValue): number {
  const { start } = time as { readonly start: string };
  return (Number(start.slice(11, 13)) - 6) * 60 + Number(start.slice(14, 16));
}
