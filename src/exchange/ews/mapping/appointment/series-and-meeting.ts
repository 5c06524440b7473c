import type { FieldValue } from '../../../../model/index.ts';
import { isAtLeast } from '../../soap/channel.ts';
import { zoneOfItem } from '../../time-zones/zone-of-item.ts';
import { fieldPath } from '../../wire/paths.ts';
import type { PropertyMapping } from '../property-mapping.ts';
import { readAttendees, readOrganizer } from './attendees.ts';
import { isMeeting } from './not-synchronised.ts';
import { readRecurrence } from './recurrence.ts';

const PROPERTIES = [
  'CalendarItemType',
  'IsRecurring',
  'Recurrence',
  'DeletedOccurrences',
  'IsMeeting',
  'IsCancelled',
  'MeetingRequestWasSent',
  'MyResponseType',
  'Organizer',
  'RequiredAttendees',
  'OptionalAttendees',
  'Resources',
];

/** Read for showing, never written. Every item names its owner as organizer, which says something of meetings only. */
export const SERIES_AND_MEETING: PropertyMapping = {
  fields: [],
  paths: (version) =>
    [...PROPERTIES, ...(isAtLeast(version, 'Exchange2013') ? ['IsOrganizer'] : [])].map((name) =>
      fieldPath(`calendar:${name}`),
    ),
  read: (item, { homeZone }) => {
    const attendees = readAttendees(item);
    return {
      recurrence: readRecurrence(item, zoneOfItem(item, homeZone)) as FieldValue,
      organizer: (isMeeting(item) ? readOrganizer(item) : null) as FieldValue,
      attendees: (attendees.length === 0 ? null : attendees) as FieldValue,
    };
  },
  create: () => [],
  update: () => [],
};
