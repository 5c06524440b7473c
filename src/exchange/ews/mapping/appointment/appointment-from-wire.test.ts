import { describe, expect, it } from 'vitest';
import type { TimeZoneId } from '../../../../model/index.ts';
import { parseTimeZoneId } from '../../../../model/index.ts';
import { parseBody } from '../../testing/canned-channel.ts';
import { itemFromWire } from '../item-from-wire.ts';
import { ITEM_KINDS } from '../item-kind.ts';

const ROME = parseTimeZoneId('Europe/Rome');
const itemOf = (children: string, homeZone: TimeZoneId | null = null) => {
  const item = itemFromWire(parseBody(`<t:CalendarItem>${children}</t:CalendarItem>`), ITEM_KINDS.appointments, {
    version: 'Exchange2013_SP1',
    homeZone,
  });
  if (item === 'foreign') throw new Error('foreign');
  return item;
};
const TIMED = '<t:Start>2026-12-03T08:00:00Z</t:Start><t:End>2026-12-03T09:30:00Z</t:End>';
const timeOf = (children: string, homeZone: TimeZoneId | null = null) => itemOf(children, homeZone).fields.time;

describe('a timed appointment', () => {
  it.each([
    ['2026-12-03T08:00:00Z', '2026-12-03T08:00:00Z'],
    ['2026-12-03T09:00:00+01:00', '2026-12-03T08:00:00Z'],
    ['2026-12-03T08:00:00.1234567890123Z', '2026-12-03T08:00:00Z'],
    ['2026-12-03T08:00:00', '2026-12-03T08:00:00Z'],
    ['2026-12-03T08:00:00.5', '2026-12-03T08:00:00Z'],
  ])('starting at %s', (written, start) => {
    expect(timeOf(`<t:Start>${written}</t:Start><t:End>2026-12-03T10:00:00Z</t:End>`)).toEqual({
      kind: 'timed',
      start,
      end: '2026-12-03T10:00:00Z',
      zone: null,
    });
  });

  it('without an end lasts as long as its duration says', () => {
    expect(timeOf('<t:Start>2026-12-03T08:00:00Z</t:Start><t:Duration>PT1H30M</t:Duration>')).toMatchObject({
      end: '2026-12-03T09:30:00Z',
    });
    expect(timeOf('<t:Start>2026-12-03T08:00:00Z</t:Start>')).toMatchObject({ end: '2026-12-03T08:00:00Z' });
  });

  it.each(['', '<t:Start>tomorrow</t:Start>', '<t:Start>2026-02-31T08:00:00Z</t:Start>'])(
    'without a start is an error of that item: %s',
    (children) => {
      expect(() => itemOf(children)).toThrow(
        expect.objectContaining({ code: 'appointment_without_start', disposition: 'quarantine' }),
      );
    },
  );

  it.each([
    ['<t:StartTimeZone Id="W. Europe Standard Time" Name="(UTC+01:00) Amsterdam"/>', 'Europe/Berlin'],
    ['<t:StartTimeZone/><t:EndTimeZone Id="GMT Standard Time"/>', 'Europe/London'],
    ['<t:StartTimeZone Id="" Name="Tokyo Standard Time"/>', 'Asia/Tokyo'],
    ['<t:StartTimeZoneId>W. Europe Standard Time</t:StartTimeZoneId>', 'Europe/Berlin'],
    ['<t:MeetingTimeZone TimeZoneName="w. europe standard time"/>', 'Europe/Berlin'],
    ['<t:StartTimeZone Id="America/New_York"/>', 'America/New_York'],
    ['<t:StartTimeZone Id="tzone://Microsoft/Utc"/>', 'Etc/UTC'],
    ['<t:StartTimeZone Id="tzone://Microsoft/Custom"/>', null],
    ['<t:StartTimeZone Id="Customized Time Zone"/>', null],
    ['<t:StartTimeZone Name="Mitteleuropäische Zeit"/>', null],
    ['<t:StartTimeZone Id="CEST"/><t:EndTimeZone Id="EST"/>', null],
    ['<t:TimeZone>(GMT+01:00) Amsterdam, Berlin, Bern, Rome</t:TimeZone>', null],
  ])('in the zone of %s', (zone, expected) => {
    expect((timeOf(TIMED + zone) as { zone: string | null }).zone).toBe(expected);
  });

  it('in the home zone where the Windows zone is the same', () => {
    expect(timeOf(`${TIMED}<t:StartTimeZone Id="W. Europe Standard Time"/>`, ROME)).toMatchObject({
      zone: 'Europe/Rome',
    });
    expect(timeOf(`${TIMED}<t:StartTimeZone Id="Tokyo Standard Time"/>`, ROME)).toMatchObject({ zone: 'Asia/Tokyo' });
  });
});

describe('an all-day appointment', () => {
  const days = (start: string, end: string, zone = '') =>
    timeOf(`<t:Start>${start}</t:Start><t:End>${end}</t:End><t:IsAllDayEvent>true</t:IsAllDayEvent>${zone}`);
  const W_EUROPE = '<t:StartTimeZone Id="W. Europe Standard Time"/>';

  it.each([
    ['in its own zone', '2026-12-09T23:00:00Z', '2026-12-11T23:00:00Z', W_EUROPE],
    ['in UTC', '2026-12-10T00:00:00Z', '2026-12-12T00:00:00Z', ''],
    ['in UTC although its zone is another', '2026-12-10T00:00:00Z', '2026-12-12T00:00:00Z', W_EUROPE],
    ['with the offset of some zone', '2026-12-10T00:00:00-05:00', '2026-12-12T00:00:00-05:00', ''],
    ['without any offset', '2026-12-10T00:00:00', '2026-12-12T00:00:00', ''],
    [
      'in no zone that we know',
      '2026-12-09T23:00:00Z',
      '2026-12-11T23:00:00Z',
      '<t:StartTimeZone Id="Customized Time Zone"/>',
    ],
    ['with an end a second early', '2026-12-10T00:00:00Z', '2026-12-11T23:59:59Z', ''],
    ['as bare days', '2026-12-10', '2026-12-12', ''],
  ])('written %s spans the 10th and the 11th', (_, start, end, zone) => {
    expect(days(start, end, zone)).toEqual({ kind: 'allDay', startDate: '2026-12-10', endDate: '2026-12-12' });
  });

  it.each([
    ['Hawaii', '2026-12-10T10:00:00Z', '2026-12-12T10:00:00Z'],
    ['the Marquesas', '2026-12-10T09:30:00Z', '2026-12-12T09:30:00Z'],
    ['Auckland', '2026-12-09T11:00:00Z', '2026-12-11T11:00:00Z'],
    ['Auckland in winter', '2026-12-09T12:00:00Z', '2026-12-11T12:00:00Z'],
    ['the Chatham Islands', '2026-12-09T10:15:00Z', '2026-12-11T10:15:00Z'],
  ])('written at a midnight of %s, in no zone that we know, spans the 10th and the 11th', (_, start, end) => {
    const zone = '<t:StartTimeZone Id="Customized Time Zone"/>';
    expect(days(start, end, zone)).toEqual({ kind: 'allDay', startDate: '2026-12-10', endDate: '2026-12-12' });
  });

  it('lasts a day at least', () => {
    expect(days('2026-12-10T00:00:00Z', '2026-12-10T00:00:00Z')).toEqual({
      kind: 'allDay',
      startDate: '2026-12-10',
      endDate: '2026-12-11',
    });
  });

  it('begins at the first moment of a day whose midnight daylight saving skips', () => {
    const chile = '<t:StartTimeZone Id="Pacific SA Standard Time"/>';
    expect(days('2026-09-06T04:00:00Z', '2026-09-07T03:00:00Z', chile)).toEqual({
      kind: 'allDay',
      startDate: '2026-09-06',
      endDate: '2026-09-07',
    });
  });
});

describe('what else an appointment has', () => {
  it.each([
    ['<t:ReminderIsSet>true</t:ReminderIsSet><t:ReminderMinutesBeforeStart>15</t:ReminderMinutesBeforeStart>', 15],
    ['<t:ReminderIsSet>1</t:ReminderIsSet><t:ReminderMinutesBeforeStart>0</t:ReminderMinutesBeforeStart>', 0],
    [
      '<t:ReminderIsSet>true</t:ReminderIsSet><t:ReminderMinutesBeforeStart>1525252321</t:ReminderMinutesBeforeStart>',
      15,
    ],
    ['<t:ReminderIsSet>false</t:ReminderIsSet><t:ReminderMinutesBeforeStart>15</t:ReminderMinutesBeforeStart>', null],
    ['<t:ReminderMinutesBeforeStart>15</t:ReminderMinutesBeforeStart>', null],
  ])('reminder %s', (children, minutes) => {
    expect(itemOf(TIMED + children).fields.reminderMinutes).toBe(minutes);
  });

  it.each([
    ['OOF', 'outOfOffice'],
    ['WorkingElsewhere', 'workingElsewhere'],
    ['NoData', 'busy'],
    ['SomethingNew', 'busy'],
  ])('status %s', (written, status) => {
    expect(itemOf(`${TIMED}<t:LegacyFreeBusyStatus>${written}</t:LegacyFreeBusyStatus>`).fields.busyStatus).toBe(
      status,
    );
  });
});

const ONE = '<t:Attendee><t:Mailbox><t:EmailAddress>luca@verdi.example</t:EmailAddress></t:Mailbox></t:Attendee>';
const required = (attendees: string) => `<t:RequiredAttendees>${attendees}</t:RequiredAttendees>`;

describe('an appointment with people in it', () => {
  const meetingOf = (children: string) => itemOf(TIMED + children).meeting;
  const attendee = { role: 'attendee', isCancelled: false, recipients: 0 };
  const organizer = { ...attendee, role: 'organizer' };

  it.each([
    [
      'a plain appointment',
      '<t:CalendarItemType>Single</t:CalendarItemType><t:IsMeeting>false</t:IsMeeting><t:MyResponseType>Organizer</t:MyResponseType><t:IsOrganizer>true</t:IsOrganizer>',
      null,
    ],
    ['one that says nothing of it', '', null],
    [
      'one that was imported',
      '<t:IsMeeting>false</t:IsMeeting><t:MyResponseType>Unknown</t:MyResponseType><t:IsOrganizer>false</t:IsOrganizer>',
      null,
    ],
    ['a meeting of which nobody says whose it is', '<t:IsMeeting>true</t:IsMeeting>', attendee],
    ['an invitation that was sent', '<t:MeetingRequestWasSent>true</t:MeetingRequestWasSent>', attendee],
    ["a colleague's meeting", '<t:MyResponseType>NoResponseReceived</t:MyResponseType>', attendee],
    ['one that is not ours', '<t:IsOrganizer>false</t:IsOrganizer>', attendee],
    ['one of our own', '<t:IsMeeting>true</t:IsMeeting><t:IsOrganizer>true</t:IsOrganizer>', organizer],
    [
      'one of our own, before 2013',
      '<t:IsMeeting>true</t:IsMeeting><t:MyResponseType>Organizer</t:MyResponseType>',
      organizer,
    ],
    [
      'one that contradicts itself',
      '<t:IsMeeting>true</t:IsMeeting><t:IsOrganizer>true</t:IsOrganizer><t:MyResponseType>Accept</t:MyResponseType>',
      attendee,
    ],
    [
      'one that contradicts itself the other way round',
      '<t:IsMeeting>true</t:IsMeeting><t:IsOrganizer>false</t:IsOrganizer><t:MyResponseType>Organizer</t:MyResponseType>',
      attendee,
    ],
    [
      'one with a room',
      '<t:Resources><t:Attendee><t:Mailbox><t:Name>Sala 1</t:Name></t:Mailbox></t:Attendee></t:Resources>',
      { ...attendee, recipients: 1 },
    ],
    [
      'one that lists its organizer among those who have to come',
      `<t:IsOrganizer>true</t:IsOrganizer><t:Organizer><t:Mailbox><t:EmailAddress>LUCA@verdi.example</t:EmailAddress></t:Mailbox></t:Organizer>${required(ONE + ONE.replace('luca', 'anna'))}`,
      { ...organizer, recipients: 1 },
    ],
    ['a cancelled meeting', '<t:IsCancelled>true</t:IsCancelled>', { ...attendee, isCancelled: true }],
  ])('%s', (_, children, meeting) => {
    expect(meetingOf(children)).toEqual(meeting);
  });

  it.each(['Occurrence', 'Exception'])('an %s is part of something else', (type) => {
    const element = parseBody(
      `<t:CalendarItem>${TIMED}<t:CalendarItemType>${type}</t:CalendarItemType></t:CalendarItem>`,
    );
    expect(itemFromWire(element, ITEM_KINDS.appointments, { version: 'Exchange2013_SP1', homeZone: null })).toBe(
      'foreign',
    );
  });

  it('a meeting comes with who organises it and who takes part', () => {
    const item = itemOf(
      `${TIMED}<t:IsMeeting>true</t:IsMeeting>
       <t:Organizer><t:Mailbox><t:Name>Anna</t:Name><t:EmailAddress>anna@acme.example</t:EmailAddress></t:Mailbox></t:Organizer>
       <t:RequiredAttendees><t:Attendee><t:Mailbox><t:EmailAddress>luca@verdi.example</t:EmailAddress></t:Mailbox><t:ResponseType>Accept</t:ResponseType><t:LastResponseTime>2026-11-20T09:12:00Z</t:LastResponseTime></t:Attendee><t:Attendee><t:Mailbox/></t:Attendee></t:RequiredAttendees>
       <t:OptionalAttendees><t:Attendee><t:Mailbox><t:EmailAddress>b@verdi.example</t:EmailAddress></t:Mailbox><t:ResponseType>Unknown</t:ResponseType><t:LastResponseTime>0001-01-01T00:00:00Z</t:LastResponseTime></t:Attendee></t:OptionalAttendees>`,
    );
    expect(item.fields.organizer).toEqual({ address: 'anna@acme.example', name: 'Anna' });
    expect(item.fields.attendees).toEqual([
      {
        address: 'luca@verdi.example',
        name: null,
        role: 'required',
        response: 'accepted',
        respondedAt: '2026-11-20T09:12:00Z',
      },
      { address: 'b@verdi.example', name: null, role: 'optional', response: 'none', respondedAt: null },
    ]);
  });

  it('the owner of a plain appointment is not its organiser', () => {
    const organizer =
      '<t:Organizer><t:Mailbox><t:EmailAddress>anna@acme.example</t:EmailAddress></t:Mailbox></t:Organizer>';
    expect(itemOf(TIMED + organizer).fields.organizer).toBeNull();
  });
});
