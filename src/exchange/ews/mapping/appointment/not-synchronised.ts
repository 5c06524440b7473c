import type { NotSynchronisedReason } from '../../../port.ts';
import type { XmlElement } from '../../xml/element.ts';
import { childText, findChild } from '../../xml/element.ts';
import { readAttendees } from './attendees.ts';
import { readBoolean } from './read-boolean.ts';

const ANSWERS_OF_AN_ATTENDEE = ['tentative', 'accept', 'decline', 'noresponsereceived'];

/**
 * Why a calendar item is shown and not written. Writing to any of these could mail people or destroy
 * exceptions, so in doubt an item is a meeting or a series.
 */
export function notSynchronisedReason(item: XmlElement): NotSynchronisedReason | null {
  if (readBoolean(item, 'IsCancelled') === true) return 'cancelled_meeting';
  if (isSeries(item)) return 'series';
  return isMeeting(item) ? 'meeting' : null;
}

function isSeries(item: XmlElement): boolean {
  return (
    calendarItemType(item) === 'recurringmaster' ||
    readBoolean(item, 'IsRecurring') === true ||
    findChild(item, 'Recurrence') !== undefined
  );
}

export function isMeeting(item: XmlElement): boolean {
  const isMeeting = readBoolean(item, 'IsMeeting');
  return (
    isMeeting === true ||
    readBoolean(item, 'MeetingRequestWasSent') === true ||
    readAttendees(item).length > 0 ||
    ANSWERS_OF_AN_ATTENDEE.includes(childText(item, 'MyResponseType')?.trim().toLowerCase() ?? '') ||
    // Plain items that came from an import have been seen with IsOrganizer=false.
    (readBoolean(item, 'IsOrganizer') === false && isMeeting !== false)
  );
}

/** Occurrences and exceptions are parts of a series that reach us through their master. */
export function isPartOfSeries(item: XmlElement): boolean {
  return ['occurrence', 'exception'].includes(calendarItemType(item));
}

function calendarItemType(item: XmlElement): string {
  return childText(item, 'CalendarItemType')?.trim().toLowerCase() ?? '';
}
