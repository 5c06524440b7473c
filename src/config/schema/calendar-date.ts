import { z } from 'zod';
import { parseCalendarDate } from '../../model/index.ts';

function isCalendarDate(text: string): boolean {
  try {
    return parseCalendarDate(text) === text;
  } catch {
    return false;
  }
}

export const calendarDateSchema = z
  .string()
  .refine(isCalendarDate, { error: 'must be a day of the calendar, such as `2026-01-01`' })
  .meta({ format: 'date' });
