import type { AppointmentTime, Fields, TimeZoneId } from '../../../../model/index.ts';
import {
  ianaToWindowsZone,
  parseCalendarDate,
  parseInstant,
  startOfDay,
  valueOf,
  windowsZoneToIana,
} from '../../../../model/index.ts';
import { isAtLeast } from '../../soap/channel.ts';
import { answerError } from '../../wire/item-error.ts';
import { fieldPath, typesElement } from '../../wire/paths.ts';
import type { Xml } from '../../xml/write.ts';
import { xml } from '../../xml/write.ts';
import type { FieldUpdate, MappingContext, PropertyMapping } from '../property-mapping.ts';
import { plainElement, wholeElement } from '../property-mapping.ts';
import { recurrenceElement } from '../recurrence/recurrence-element.ts';
import { readAppointmentTime } from './read-appointment-time.ts';

const UTC = 'UTC' as TimeZoneId;

/**
 * Start, end, all-day flag and zone. Instants are written with `Z`, so the zone changes no instant; it
 * only tells clients what clock the appointment was made by. An all-day appointment spans from midnight
 * to midnight of that zone. Of a series these are the times of its first occurrence. Its rule goes with a new item; an
 * update says apart what becomes of the rule (`UpdateContext.rule`).
 */
export const APPOINTMENT_TIME: PropertyMapping = {
  fields: ['time'],
  paths: (version) =>
    [
      'calendar:Start',
      'calendar:End',
      'calendar:IsAllDayEvent',
      ...(isAtLeast(version, 'Exchange2010')
        ? ['calendar:StartTimeZone', 'calendar:EndTimeZone']
        : ['calendar:MeetingTimeZone', 'calendar:TimeZone']),
      // The bare names, for items whose definitions are broken.
      ...(isAtLeast(version, 'Exchange2013') ? ['calendar:StartTimeZoneId', 'calendar:EndTimeZoneId'] : []),
    ].map(fieldPath),
  read: (item, { homeZone }) => ({ time: readAppointmentTime(item, homeZone) }),
  create: (fields, context) => {
    const written = writtenTime(fields, context);
    if (written === null) return [];
    return [
      plainElement('Start', written.start),
      plainElement('End', written.end),
      plainElement('IsAllDayEvent', written.isAllDay),
      ...(written.recurs
        ? [wholeElement('Recurrence', recurrenceElement(valueOf(fields, 'time') as AppointmentTime, context))]
        : []),
      ...writtenZone(written, written.createZone, context).map(({ name, markup }) => wholeElement(name, markup)),
    ];
  },
  // Zones before times: Exchange applies updates in order, and a zone that comes later shifts the instants
  // so that the wall clock stays. The flag before the times, so that 09:00 is not snapped to midnight.
  // Start and end always both: a start beyond the old end is refused.
  update: (changes, context) => {
    const written = writtenTime(changes, context);
    if (written === null) return [];
    return [
      ...writtenZone(written, written.updateZone, context),
      { name: 'IsAllDayEvent', markup: typesElement('IsAllDayEvent', written.isAllDay) },
      { name: 'Start', markup: typesElement('Start', written.start) },
      { name: 'End', markup: typesElement('End', written.end) },
    ].map(({ name, markup }): FieldUpdate => ({ kind: 'set', path: fieldPath(`calendar:${name}`), markup }));
  },
};

interface WrittenTime {
  readonly start: string;
  readonly end: string;
  readonly isAllDay: 'true' | 'false';
  readonly createZone: TimeZoneId | null;
  /** `null` leaves the zone that the item has. */
  readonly updateZone: TimeZoneId | null;
  readonly recurs: boolean;
}

function writtenTime(fields: Fields, context: MappingContext): WrittenTime | null {
  const time = valueOf(fields, 'time') as AppointmentTime | null;
  if (time === null) return null;
  const recurs = (time.recurrence ?? null) !== null;
  if (time.kind === 'timed') {
    return {
      recurs,
      start: parseInstant(time.start),
      end: parseInstant(time.end),
      isAllDay: 'false',
      createZone: time.zone ?? context.homeZone,
      // A series lives on a clock: it is never left to the one that the item happens to have.
      updateZone: time.zone ?? (recurs ? context.homeZone : null),
    };
  }
  const zone = zoneByTheServersClock(context);
  return {
    recurs,
    start: startOfDay(parseCalendarDate(time.startDate), zone),
    end: startOfDay(parseCalendarDate(time.endDate), zone),
    isAllDay: 'true',
    createZone: zone,
    updateZone: zone,
  };
}

/**
 * A server stretches an all-day appointment to the midnights of the Windows zone, which it knows by the
 * rules of one of the zones that stand for it. Midnights of another one would make it a day longer. Where
 * no zone is named, it is UTC.
 */
function zoneByTheServersClock(context: MappingContext): TimeZoneId {
  const name = wireZone(context.homeZone, context);
  return (name === null ? null : windowsZoneToIana(name)) ?? UTC;
}

interface NamedMarkup {
  readonly name: string;
  readonly markup: Xml;
}

/** Nothing for a zone that Windows has no name for, or the server no zone: the instants are right all the same. */
function wireZone(zone: TimeZoneId | null, { isZoneKnown = () => true }: MappingContext): string | null {
  const name = zone === null ? null : ianaToWindowsZone(zone);
  return name !== null && isZoneKnown(name) ? name : null;
}

/** @throws ConnectorError `series_zone_unknown`: on another clock a series would be wrong for half of the year */
function writtenZone(
  { recurs, isAllDay }: WrittenTime,
  zone: TimeZoneId | null,
  context: MappingContext,
): readonly NamedMarkup[] {
  const elements = zoneElements(zone, context);
  const isTaken = elements.every(({ name }) => !context.refusedPaths?.has(fieldPath(`calendar:${name}`).markup));
  if (!recurs || isAllDay === 'true' || (elements.length > 0 && isTaken)) return elements;
  throw answerError('series_zone_unknown', 'The server does not have the time zone of the series.');
}

function zoneElements(zone: TimeZoneId | null, context: MappingContext): readonly NamedMarkup[] {
  const name = wireZone(zone, context);
  if (name === null) return [];
  return isAtLeast(context.version, 'Exchange2010')
    ? [
        { name: 'StartTimeZone', markup: xml`<t:StartTimeZone Id="${name}"/>` },
        { name: 'EndTimeZone', markup: xml`<t:EndTimeZone Id="${name}"/>` },
      ]
    : [{ name: 'MeetingTimeZone', markup: xml`<t:MeetingTimeZone TimeZoneName="${name}"/>` }];
}
