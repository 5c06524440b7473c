import type { Fields, FieldValue } from '../field.ts';
import { dayNumberOf } from '../recurrence/days/day-number.ts';
import { daysOfRecurrence, hasDay } from '../recurrence/days/days-of-recurrence.ts';
import type { Recurrence } from '../recurrence/recurrence.ts';
import type { CalendarDate } from '../time/calendar-date.ts';
import type { AppointmentTime } from './appointment.ts';
import { firstDateOf } from './same-time.ts';

/** Whether a time is that of a series. */
export function isSeriesTime(time: FieldValue): boolean {
  return recurrenceOf(time as AppointmentTime | null) !== null;
}

/**
 * Of the changed occurrences of an appointment, those on days that its rule gives. The others say nothing: they are from
 * before somebody changed the rule.
 * @param item the appointment that they belong to
 */
export function countedOccurrences(occurrences: FieldValue, item: Fields): FieldValue {
  if (occurrences === null || typeof occurrences !== 'object' || Array.isArray(occurrences)) return occurrences;
  const time = (item['time'] ?? null) as AppointmentTime | null;
  const recurrence = recurrenceOf(time);
  if (time === null || recurrence === null) return null;
  const isGiven = daysGivenBy(recurrence, firstDateOf(time));
  const entries = Object.entries(occurrences);
  const counted = entries.filter(([day]) => isGiven(day as CalendarDate));
  if (counted.length === entries.length) return occurrences;
  return counted.length === 0 ? null : Object.fromEntries(counted);
}

function recurrenceOf(time: AppointmentTime | null): Recurrence | null {
  return time?.recurrence ?? null;
}

function daysGivenBy(recurrence: Recurrence, startDate: CalendarDate): (day: CalendarDate) => boolean {
  const start = dayNumberOf(startDate);
  // What is counted has to be walked from its start: once is enough.
  if (recurrence.range.kind === 'numbered') {
    const days = new Set(daysOfRecurrence(recurrence, start));
    return (day) => days.has(dayNumberOf(day));
  }
  return (day) => hasDay(recurrence, start, dayNumberOf(day));
}
