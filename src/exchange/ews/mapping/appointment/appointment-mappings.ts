import { bodyProperty } from '../body-property.ts';
import { IMPORTANCE, SENSITIVITY } from '../item-enums.ts';
import type { PropertyMapping } from '../property-mapping.ts';
import { stringsProperty } from '../strings-property.ts';
import { textProperty } from '../text-property.ts';
import { APPOINTMENT_TIME } from './appointment-time.ts';
import { ATTACHMENT_STATE } from './attachment-state.ts';
import { BUSY_STATUS } from './busy-status.ts';
import { ATTENDEES, MEETING_STATE, ORGANIZER } from './meeting.ts';
import { REMINDER } from './reminder.ts';
import { SERIES } from './series-properties.ts';

/** Every field of the canonical appointment and what it is on the wire. */
export const APPOINTMENT_MAPPINGS: readonly PropertyMapping[] = [
  APPOINTMENT_TIME,
  textProperty('subject', 'item:Subject', onOneLine),
  textProperty('location', 'calendar:Location'),
  bodyProperty('body'),
  BUSY_STATUS,
  SENSITIVITY,
  IMPORTANCE,
  REMINDER,
  stringsProperty('categories', 'item:Categories'),
  SERIES,
  MEETING_STATE,
  ORGANIZER,
  ATTENDEES,
  ATTACHMENT_STATE,
];

/** A subject has no lines: Exchange turns each break into a space, and a break never comes back. */
function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

/** The children of `t:CalendarItem` that are written, in the order of the schema. */
export const APPOINTMENT_ELEMENT_ORDER: readonly string[] = [
  'Subject',
  'Sensitivity',
  'Body',
  'Categories',
  'Importance',
  'ReminderIsSet',
  'ReminderMinutesBeforeStart',
  'ExtendedProperty',
  'UID',
  'Start',
  'End',
  'IsAllDayEvent',
  'LegacyFreeBusyStatus',
  'Location',
  'Recurrence',
  'MeetingTimeZone',
  'StartTimeZone',
  'EndTimeZone',
];
