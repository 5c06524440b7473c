import type { FieldValue, Meeting } from '../../../../model/index.ts';
import { isAtLeast } from '../../soap/channel.ts';
import { fieldPath } from '../../wire/paths.ts';
import type { XmlElement } from '../../xml/element.ts';
import { childText } from '../../xml/element.ts';
import type { PropertyMapping } from '../property-mapping.ts';
import { readAttendees, readOrganizer } from './attendees.ts';
import { readBoolean } from './read-boolean.ts';

const ANSWERS_OF_AN_ATTENDEE: readonly string[] = ['tentative', 'accept', 'decline', 'noresponsereceived'];

/** Who is invited. Told to the CRM, never written. */
export const ATTENDEES: PropertyMapping = {
  fields: ['attendees'],
  paths: () => ['RequiredAttendees', 'OptionalAttendees', 'Resources'].map((name) => fieldPath(`calendar:${name}`)),
  read: (item) => {
    const attendees = readAttendees(item);
    return { attendees: (attendees.length === 0 ? null : attendees) as FieldValue };
  },
  create: () => [],
  update: () => [],
};

/** Every item names its owner as organizer, which says something of meetings only. */
export const ORGANIZER: PropertyMapping = {
  fields: ['organizer'],
  paths: () => [fieldPath('calendar:Organizer')],
  read: (item) => ({ organizer: (meetingOf(item) === null ? null : readOrganizer(item)) as FieldValue }),
  create: () => [],
  update: () => [],
};

/** What tells a meeting, and whose it is. */
export const MEETING_STATE: PropertyMapping = {
  fields: [],
  paths: (version) =>
    [
      'IsMeeting',
      'IsCancelled',
      'MeetingRequestWasSent',
      'MyResponseType',
      // Before 2013 the answer of the owner has to do.
      ...(isAtLeast(version, 'Exchange2013') ? ['IsOrganizer'] : []),
    ].map((name) => fieldPath(`calendar:${name}`)),
  read: () => ({}),
  create: () => [],
  update: () => [],
};

/** `null` for an appointment to which nobody was ever invited. In doubt it is a meeting. */
export function meetingOf(item: XmlElement): Meeting | null {
  if (!isMeeting(item)) return null;
  return {
    role: isOrganizer(item) ? 'organizer' : 'attendee',
    isCancelled: readBoolean(item, 'IsCancelled') === true,
    recipients: recipientsOf(item),
  };
}

function isMeeting(item: XmlElement): boolean {
  const isMeeting = readBoolean(item, 'IsMeeting');
  return (
    isMeeting === true ||
    readBoolean(item, 'IsCancelled') === true ||
    readBoolean(item, 'MeetingRequestWasSent') === true ||
    readAttendees(item).length > 0 ||
    ANSWERS_OF_AN_ATTENDEE.includes(answerOf(item)) ||
    // Plain items that came from an import have been seen with IsOrganizer=false.
    (readBoolean(item, 'IsOrganizer') === false && isMeeting !== false)
  );
}

/** Both say so, where both are told: an answer of one's own proves an invitation. */
function isOrganizer(item: XmlElement): boolean {
  if (ANSWERS_OF_AN_ATTENDEE.includes(answerOf(item))) return false;
  return readBoolean(item, 'IsOrganizer') ?? answerOf(item) === 'organizer';
}

/** Some servers list the organizer among those who have to come. */
function recipientsOf(item: XmlElement): number {
  const organizer = readOrganizer(item)?.address.toLowerCase() ?? '';
  return readAttendees(item).filter(({ address }) => address === '' || address.toLowerCase() !== organizer).length;
}

function answerOf(item: XmlElement): string {
  return childText(item, 'MyResponseType')?.trim().toLowerCase() ?? '';
}
