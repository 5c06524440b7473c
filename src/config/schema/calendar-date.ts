import { z } from 'zod';
import { parseCalendarDate } from '../../model/index.ts';
import { says } from '../problem.ts';

function isCalendarDate(text: string): boolean {
  try {
    return parseCalendarDate(text) === text;
  } catch {
    return false;
  }
}

export const calendarDateSchema = z
  .string()
  .refine(isCalendarDate, { error: says('calendar_date') })
  .meta({ format: 'date' });
