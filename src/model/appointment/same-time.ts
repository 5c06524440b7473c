import type { FieldValue } from '../field.ts';
import { canonicalText } from '../field.ts';
import { sameRecurrence } from '../recurrence/normal-form.ts';
import type { CalendarDate } from '../time/calendar-date.ts';
import { parseCalendarDate } from '../time/calendar-date.ts';
import { ianaToWindowsZone } from '../time/windows-zones.ts';
import type { TimeZoneId } from '../time/zoned-wall-time.ts';
import { wallTimeAt } from '../time/zoned-wall-time.ts';
import type { AppointmentTime } from './appointment.ts';

/**
 * An unknown zone equals every zone: the instants decide. Exchange has one zone where IANA has several,
 * so Rome comes back as Berlin from a mailbox whose home nobody told: these are equal too. Two rules are equal when
 * they give the same days.
 */
export function sameTime(left: FieldValue, right: FieldValue): boolean {
  const [a, b] = [left as AppointmentTime | null, right as AppointmentTime | null];
  if (a === null || b === null) return a === b;
  const { zone: zoneOfA, recurrence: ruleOfA = null, ...whenA } = { zone: null, ...a };
  const { zone: zoneOfB, recurrence: ruleOfB = null, ...whenB } = { zone: null, ...b };
  if (!sameZone(zoneOfA, zoneOfB) || canonicalText(whenA) !== canonicalText(whenB)) return false;
  if (ruleOfA === null || ruleOfB === null) return ruleOfA === ruleOfB;
  return sameRecurrence(ruleOfA, ruleOfB, firstDateOf(a, zoneOfA ?? zoneOfB));
}

function sameZone(left: TimeZoneId | null, right: TimeZoneId | null): boolean {
  if (left === null || right === null || left === right) return true;
  const name = ianaToWindowsZone(left);
  return name !== null && name === ianaToWindowsZone(right);
}

/**
 * The day on which an appointment first takes place. Of a series whose zone nobody knows it is the day in UTC: two of them
 * are compared there alike.
 */
export function firstDateOf(time: AppointmentTime, zone: TimeZoneId | null = zoneOf(time)): CalendarDate {
  if (time.kind === 'allDay') return time.startDate;
  return parseCalendarDate(zone === null ? time.start : wallTimeAt(time.start, zone).local);
}

function zoneOf(time: AppointmentTime): TimeZoneId | null {
  return time.kind === 'timed' ? time.zone : null;
}
