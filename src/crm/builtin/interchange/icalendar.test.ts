import * as fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import type { Appointment, Fields } from '../../../model/index.ts';
import { APPOINTMENT_FIELDS, parseTimeZoneId, sameValue, valueOf } from '../../../model/index.ts';
import { arbitraryAppointment } from '../../testing/arbitrary-appointment.ts';
import { acceptFields } from '../accept-fields.ts';
import { readCalendarFile } from './calendar-file.ts';
import { foldLine } from './content-line.ts';
import { ImportTally } from './import-report.ts';
import type { EventRead } from './read-event.ts';
import { readEvent } from './read-event.ts';
import { writeAppointment } from './write-appointment.ts';
import { writeTimeZone } from './write-time-zone.ts';

const ROME = parseTimeZoneId('Europe/Rome');
const REVISION = '2026-03-08T09:30:00Z';

function calendar(...lines: readonly string[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR'].map(foldLine).join('');
}

function readOne(text: string): EventRead {
  const { events, timeZones } = readCalendarFile(text, new ImportTally());
  const [event] = events;
  if (event === undefined) throw new Error('no event');
  return readEvent(event, { definitions: timeZones, floatingZone: ROME });
}

function accepted(read: EventRead): Fields {
  if (read.kind === 'refused') throw new Error(read.code);
  const acceptance = acceptFields('appointments', read.fields, 'imported');
  if (acceptance.kind === 'refused') throw acceptance.error;
  return acceptance.fields;
}

const timeOf = (...lines: readonly string[]) => {
  const read = readOne(calendar('BEGIN:VEVENT', ...lines, 'END:VEVENT'));
  return read.kind === 'refused' ? read.code : read.fields['time'];
};

describe('An appointment goes out as iCalendar and comes back', () => {
  it('every field survives, in every zone, on every day', () => {
    fc.assert(
      fc.property(arbitraryAppointment, (raw) => {
        const acceptance = acceptFields('appointments', raw);
        if (acceptance.kind === 'refused') throw acceptance.error;
        const appointment = acceptance.fields as unknown as Appointment;
        const lines = writeAppointment({ uid: 'a-1', appointment, extra: null, revision: REVISION });
        const back = accepted(readOne(calendar(...lines)));
        const differing = Object.entries(APPOINTMENT_FIELDS).filter(
          ([name, spec]) => !sameValue(spec, valueOf(back, name), valueOf(acceptance.fields, name)),
        );
        expect(differing.map(([name]) => name)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'],
    ['2026-10-25T01:15:00Z', '2026-10-25T01:45:00Z'],
    ['2026-03-29T00:30:00Z', '2026-03-29T01:00:00Z'],
  ])('from %s to %s, around the change of the clock in Rome, nothing moves by an hour', (start, end) => {
    const time = { kind: 'timed', start, end, zone: ROME } as Appointment['time'] & { kind: 'timed' };
    const lines = writeAppointment({ uid: 'a-1', appointment: { time }, extra: null, revision: REVISION });
    expect(accepted(readOne(calendar(...lines)))['time']).toMatchObject({ start, end });
  });

  describe('the zones that go with it give another reader the same instants', () => {
    it('through every change of the clock', () => {
      const zones = ['Europe/Rome', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Africa/Casablanca'];
      fc.assert(
        fc.property(
          fc.constantFrom(...zones),
          fc.integer({ min: 1_600_000_000, max: 1_900_000_000 }),
          (zone, seconds) => {
            expect(secondsForAnotherReader(zone, seconds)).toBe(seconds);
          },
        ),
        { numRuns: 200 },
      );
    });

    it('in the hour that the clock shows twice, of which readers take either', () => {
      const backAtTwo = Date.parse('2020-11-01T06:00:00Z') / 1000;
      const quarters = [-5, -4, -2, -1, 0, 1, 3, 4].map((quarter) => backAtTwo + quarter * 900);
      expect(quarters.map((seconds) => secondsForAnotherReader('America/New_York', seconds))).toEqual(quarters);
    });
  });
});

/** The start of an appointment as ical.js, a reader of other people, understands our file. */
function secondsForAnotherReader(zoneName: string, seconds: number): number {
  const zone = parseTimeZoneId(zoneName);
  const start = new Date(seconds * 1000).toISOString().replace('.000', '');
  const time = { kind: 'timed', start, end: start, zone } as Appointment['time'] & { kind: 'timed' };
  const event = writeAppointment({ uid: 'a-1', appointment: { time }, extra: null, revision: REVISION });
  const parsed = new ICAL.Component(ICAL.parse(calendar(...writeTimeZone(zone, time.start, time.end), ...event)));
  const definition = parsed.getFirstSubcomponent('vtimezone');
  const moment = parsed.getFirstSubcomponent('vevent')?.getFirstPropertyValue('dtstart');
  if (!(moment instanceof ICAL.Time) || definition === null) throw new Error('unreadable');
  if (moment.zone?.tzid !== 'UTC') moment.zone = new ICAL.Timezone({ component: definition });
  return moment.toUnixTime();
}

describe('Times in all the spellings that files use', () => {
  const nine = { start: '2026-07-06T07:00:00Z', end: '2026-07-06T08:30:00Z' };

  it('an IANA zone, also behind a prefix or in quotes', () => {
    const expected = { kind: 'timed', ...nine, zone: 'Europe/Rome' };
    for (const tzid of ['Europe/Rome', '"Europe/Rome"', '/freeassociation.sourceforge.net/Europe/Rome'])
      expect(timeOf(`DTSTART;TZID=${tzid}:20260706T090000`, `DTEND;TZID=${tzid}:20260706T103000`)).toEqual(expected);
  });

  it('a Windows zone, quoted or not', () => {
    const expected = { kind: 'timed', ...nine, zone: 'Europe/Berlin' };
    for (const tzid of ['"W. Europe Standard Time"', 'W. Europe Standard Time'])
      expect(timeOf(`DTSTART;TZID=${tzid}:20260706T090000`, `DTEND;TZID=${tzid}:20260706T103000`)).toEqual(expected);
  });

  it('a name with commas, escaped or not, that only the file defines', () => {
    const standard = ['BEGIN:STANDARD', 'DTSTART:19700101T000000', 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+0100'];
    const zone = ['BEGIN:VTIMEZONE', 'TZID:(UTC+01:00) Roma\\, Berlino', ...standard, 'END:STANDARD', 'END:VTIMEZONE'];
    for (const tzid of ['(UTC+01:00) Roma, Berlino', '(UTC+01:00) Roma\\, Berlino']) {
      const event = ['BEGIN:VEVENT', `DTSTART;TZID="${tzid}":20260706T090000`, 'END:VEVENT'];
      const read = readOne(calendar(...zone, ...event));
      expect(read).toMatchObject({ fields: { time: { start: '2026-07-06T08:00:00Z', zone: null } } });
    }
  });

  it('UTC says nothing of a zone', () => {
    expect(timeOf('DTSTART:20260706T070000Z', 'DTEND:20260706T083000Z')).toEqual({
      kind: 'timed',
      ...nine,
      zone: null,
    });
  });

  it('a floating time means the zone of the user', () => {
    expect(timeOf('DTSTART:20260706T090000', 'DTEND:20260706T103000')).toEqual({
      kind: 'timed',
      ...nine,
      zone: 'Europe/Rome',
    });
  });

  it('a zone that only the file defines is computed by its rules', () => {
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:Customized Time Zone',
      'BEGIN:STANDARD',
      'DTSTART:16011028T030000',
      'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10',
      'TZOFFSETFROM:+0200',
      'TZOFFSETTO:+0100',
      'END:STANDARD',
      'BEGIN:DAYLIGHT',
      'DTSTART:16010325T020000',
      'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3',
      'TZOFFSETFROM:+0100',
      'TZOFFSETTO:+0200',
      'END:DAYLIGHT',
      'END:VTIMEZONE',
    ];
    const event = (day: string) => [
      'BEGIN:VEVENT',
      `DTSTART;TZID=Customized Time Zone:${day}T090000`,
      `DTEND;TZID=Customized Time Zone:${day}T103000`,
      'END:VEVENT',
    ];
    expect(accepted(readOne(calendar(...zone, ...event('20260706'))))['time']).toEqual({
      kind: 'timed',
      ...nine,
      zone: null,
    });
    expect(accepted(readOne(calendar(...zone, ...event('20261208'))))['time']).toMatchObject({
      start: '2026-12-08T08:00:00Z',
    });
  });

  it('an abbreviation means what the file says of it, where it says anything', () => {
    const newYork = [
      'BEGIN:VTIMEZONE',
      'TZID:EST',
      'BEGIN:STANDARD',
      'DTSTART:20071104T020000',
      'RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11',
      'TZOFFSETFROM:-0400',
      'TZOFFSETTO:-0500',
      'END:STANDARD',
      'BEGIN:DAYLIGHT',
      'DTSTART:20070311T020000',
      'RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3',
      'TZOFFSETFROM:-0500',
      'TZOFFSETTO:-0400',
      'END:DAYLIGHT',
      'END:VTIMEZONE',
    ];
    const event = (tzid: string) => ['BEGIN:VEVENT', `DTSTART;TZID=${tzid}:20260706T090000`, 'END:VEVENT'];
    const withLocation = newYork.toSpliced(2, 0, 'X-LIC-LOCATION:America/New_York');
    const standard = ['BEGIN:STANDARD', 'DTSTART:19700101T000000', 'TZOFFSETFROM:-0500', 'TZOFFSETTO:-0500'];
    const always = ['BEGIN:VTIMEZONE', 'TZID:EST', ...standard, 'END:STANDARD', 'END:VTIMEZONE'];
    expect(accepted(readOne(calendar(...newYork, ...event('EST'))))['time']).toMatchObject({
      start: '2026-07-06T13:00:00Z',
      zone: null,
    });
    expect(accepted(readOne(calendar(...withLocation, ...event('EST'))))['time']).toMatchObject({
      start: '2026-07-06T13:00:00Z',
      zone: 'America/New_York',
    });
    expect(accepted(readOne(calendar(...always, ...event('EST'))))['time']).toMatchObject({
      start: '2026-07-06T14:00:00Z',
      zone: 'EST',
    });
    expect(timeOf('DTSTART;TZID=EST:20260706T090000')).toMatchObject({ start: '2026-07-06T14:00:00Z', zone: 'EST' });
  });

  it('a zone that nobody knows is refused, not guessed', () => {
    expect(timeOf('DTSTART;TZID=Hauptsitz:20260706T090000')).toBe('time_zone_unknown');
  });

  it('a day is a day: with an exclusive end, without an end, with a duration, with its own day as the end', () => {
    const one = { kind: 'allDay', startDate: '2026-03-29', endDate: '2026-03-30' };
    const start = 'DTSTART;VALUE=DATE:20260329';
    expect(timeOf(start, 'DTEND;VALUE=DATE:20260330')).toEqual(one);
    expect(timeOf(start)).toEqual(one);
    expect(timeOf(start, 'DURATION:P1D')).toEqual(one);
    expect(timeOf(start, 'DTEND;VALUE=DATE:20260329')).toEqual(one);
    expect(timeOf(start, 'DURATION:P1W')).toEqual({ ...one, endDate: '2026-04-05' });
  });

  it('from midnight to midnight is a whole day where Outlook says so, and an appointment where it does not', () => {
    const times = ['DTSTART;TZID=Europe/Rome:20260329T000000', 'DTEND;TZID=Europe/Rome:20260330T000000'];
    expect(timeOf(...times, 'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE')).toEqual({
      kind: 'allDay',
      startDate: '2026-03-29',
      endDate: '2026-03-30',
    });
    expect(timeOf(...times)).toMatchObject({ kind: 'timed' });
  });

  it('so it is in a zone that only the file defines, east or west of UTC', () => {
    for (const offset of ['+0330', '-0930']) {
      const rule = ['BEGIN:STANDARD', 'DTSTART:16010101T000000', `TZOFFSETFROM:${offset}`, `TZOFFSETTO:${offset}`];
      const zone = ['BEGIN:VTIMEZONE', 'TZID:Customized Time Zone', ...rule, 'END:STANDARD', 'END:VTIMEZONE'];
      const start = 'DTSTART;TZID=Customized Time Zone:20260329T000000';
      for (const end of ['DTEND;TZID=Customized Time Zone:20260330T000000', 'DURATION:P1D']) {
        const event = ['BEGIN:VEVENT', start, end, 'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE', 'END:VEVENT'];
        expect(accepted(readOne(calendar(...zone, ...event)))['time']).toEqual({
          kind: 'allDay',
          startDate: '2026-03-29',
          endDate: '2026-03-30',
        });
      }
    }
  });

  it('durations run on the wall clock in days and on the time line in hours', () => {
    // 29 March 2026 has 23 hours in Rome.
    const start = 'DTSTART;TZID=Europe/Rome:20260328T120000';
    expect(timeOf(start, 'DURATION:P1D')).toMatchObject({ end: '2026-03-29T10:00:00Z' });
    expect(timeOf(start, 'DURATION:PT24H')).toMatchObject({ end: '2026-03-29T11:00:00Z' });
    expect(timeOf(start)).toMatchObject({ start: '2026-03-28T11:00:00Z', end: '2026-03-28T11:00:00Z' });
  });

  it('what is no time is refused with the reason', () => {
    expect(timeOf('SUMMARY:Senza data')).toBe('start_missing');
    expect(timeOf('DTSTART:domani')).toBe('time_unreadable');
    expect(timeOf('DTSTART;VALUE=DATE:20260231')).toBe('time_unreadable');
    expect(timeOf('DTSTART:20260706T090000Z', 'DTEND:20260706T080000Z')).toBe('end_before_start');
    for (const duration of ['DURATION:P9999999D', 'DURATION:P99999999D', 'DURATION:P999999999999D']) {
      expect(timeOf('DTSTART:20260706T090000Z', duration)).toBe('time_unreadable');
      expect(timeOf('DTSTART;VALUE=DATE:20260706', duration)).toBe('time_unreadable');
    }
  });
});

describe('Reminders', () => {
  const times = ['DTSTART:20260706T070000Z', 'DTEND:20260706T083000Z'];
  const reminder = (...alarm: readonly string[]) => {
    const read = readOne(calendar('BEGIN:VEVENT', ...times, 'BEGIN:VALARM', ...alarm, 'END:VALARM', 'END:VEVENT'));
    return read.kind === 'refused' ? read.code : { minutes: read.fields['reminderMinutes'], kept: read.alarms.length };
  };

  it.each([
    ['TRIGGER:-PT15M', 15],
    ['TRIGGER;RELATED=START:-P1DT2H', 1560],
    ['TRIGGER;RELATED=END:-PT2H', 30],
    ['TRIGGER;VALUE=DATE-TIME:20260706T060000Z', 60],
    ['TRIGGER:PT0S', 0],
  ])('%s reminds %i minutes before the start', (trigger, minutes) => {
    expect(reminder('ACTION:DISPLAY', trigger)).toEqual({ minutes, kept: 0 });
  });

  it('an alarm that mails, or that comes after the start, is kept and is no reminder', () => {
    expect(reminder('ACTION:EMAIL', 'TRIGGER:-PT15M')).toEqual({ minutes: null, kept: 1 });
    expect(reminder('ACTION:DISPLAY', 'TRIGGER:PT15M')).toEqual({ minutes: null, kept: 1 });
  });
});

describe('Events as other programs write them', () => {
  it('Outlook: busy status, importance, private, categories; HTML is not kept beside the text', () => {
    const read = readOne(
      calendar(
        'BEGIN:VEVENT',
        'UID:040000008200E00074C5B7101A82E00800000000',
        'CLASS:PRIVATE',
        'CATEGORIES:Clienti,Visite',
        'DESCRIPTION:Portare il campione\\; parcheggio P3\\n',
        'DTSTART;TZID="W. Europe Standard Time":20260911T143000',
        'DTEND;TZID="W. Europe Standard Time":20260911T160000',
        'LOCATION:Stabilimento di Lecco\\, sala 2',
        'PRIORITY:1',
        'SEQUENCE:0',
        'SUMMARY;LANGUAGE=it:Collaudo pressa',
        'TRANSP:OPAQUE',
        'X-ALT-DESC;FMTTYPE=text/html:<p>Portare il campione</p>',
        'X-MICROSOFT-CDO-BUSYSTATUS:OOF',
        'X-MICROSOFT-CDO-IMPORTANCE:2',
        'X-MICROSOFT-DISALLOW-COUNTER:FALSE',
        'BEGIN:VALARM',
        'TRIGGER:-PT30M',
        'ACTION:DISPLAY',
        'DESCRIPTION:Reminder',
        'END:VALARM',
        'END:VEVENT',
      ),
    );
    expect(accepted(read)).toEqual({
      subject: 'Collaudo pressa',
      location: 'Stabilimento di Lecco, sala 2',
      body: 'Portare il campione; parcheggio P3',
      time: { kind: 'timed', start: '2026-09-11T12:30:00Z', end: '2026-09-11T14:00:00Z', zone: 'Europe/Berlin' },
      busyStatus: 'outOfOffice',
      importance: 'high',
      sensitivity: 'private',
      reminderMinutes: 30,
      categories: ['Clienti', 'Visite'],
    });
    expect(read).toMatchObject({ lines: ['SEQUENCE:0', 'X-MICROSOFT-DISALLOW-COUNTER:FALSE'], alarms: [] });
  });

  it('Google: organiser and guests make a meeting', () => {
    const fields = accepted(
      readOne(
        calendar(
          'BEGIN:VEVENT',
          'DTSTART:20260706T070000Z',
          'DTEND:20260706T080000Z',
          'ORGANIZER;CN=Paolo Ferrari:mailto:p.ferrari@meccanica-brenta.example',
          'ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=TRUE;CN=Jürgen Weiß:mailto:j.weiss@',
          ' kuehltechnik-sued.example',
          'ATTENDEE;ROLE=OPT-PARTICIPANT;PARTSTAT=NEEDS-ACTION:MAILTO:info@kuehltechnik-sued.example',
          'ATTENDEE;CUTYPE=ROOM;PARTSTAT=DECLINED;CN=Sala grande:mailto:sala@meccanica-brenta.example',
          'SUMMARY:Offerta impianto',
          'END:VEVENT',
        ).replace('weiss@\r\n  kuehl', 'weiss@\r\n kuehl'),
      ),
    );
    expect(fields).toMatchObject({
      organizer: { address: 'p.ferrari@meccanica-brenta.example', name: 'Paolo Ferrari' },
      attendees: [
        { address: 'j.weiss@kuehltechnik-sued.example', name: 'Jürgen Weiß', role: 'required', response: 'accepted' },
        { address: 'info@kuehltechnik-sued.example', role: 'optional', response: 'none' },
        { address: 'sala@meccanica-brenta.example', name: 'Sala grande', role: 'resource', response: 'declined' },
      ],
    });
  });

  it('Apple: free time, an alarm of its own kind, a travel time that no field holds', () => {
    const read = readOne(
      calendar(
        'BEGIN:VEVENT',
        'DTSTART;TZID=Europe/Rome:20260706T090000',
        'DURATION:PT45M',
        'TRANSP:TRANSPARENT',
        'SUMMARY:Colazione',
        'X-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT20M',
        'BEGIN:VALARM',
        'ACTION:NONE',
        'TRIGGER;VALUE=DATE-TIME:19760401T005545Z',
        'END:VALARM',
        'END:VEVENT',
      ),
    );
    expect(accepted(read)).toMatchObject({ busyStatus: 'free', subject: 'Colazione' });
    expect(read).toMatchObject({ lines: ['X-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT20M'] });
    expect(read.kind === 'appointment' && read.alarms[0]).toContain('ACTION:NONE');
  });
});
