import { z } from 'zod';
import { parseCalendarDate, parseInstant, parseTimeZoneId } from '../../model/index.ts';

/** Longest single-line value. Exchange cuts many fields at 255 itself; that is the mapping's business. */
const LINE_LIMIT = 1_000;
/** Longest note or body, in UTF-16 units. */
const BODY_LIMIT = 1_000_000;

export const line = z.string().max(LINE_LIMIT).nullish();
export const body = z.string().max(BODY_LIMIT).nullish();
export const textSet = z.array(z.string().min(1).max(LINE_LIMIT)).max(500).nullish();

export const calendarDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date, YYYY-MM-DD')
  .refine((text) => accepts(parseCalendarDate, text), 'is no day of the calendar');

export const instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/, 'must be an instant in UTC, YYYY-MM-DDTHH:mm:ssZ')
  .refine((text) => accepts(parseInstant, text), 'is no instant');

export const timeZone = z
  .string()
  .max(100)
  .refine((text) => accepts(parseTimeZoneId, text), 'must be an IANA time zone such as Europe/Rome');

export const sensitivity = z.enum(['normal', 'personal', 'private', 'confidential']).nullish();
export const importance = z.enum(['low', 'normal', 'high']).nullish();

function accepts(parse: (text: string) => unknown, text: string): boolean {
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
}
