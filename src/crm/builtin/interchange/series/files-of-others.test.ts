import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { translatorFor } from '../../../../messages/index.ts';
import { expand, parseTimeZoneId } from '../../../../model/index.ts';
import { groupedByUid, readCalendarFile } from '../calendar-file.ts';
import { decodeFile } from '../decode-file.ts';
import { ImportTally } from '../import-report.ts';
import type { SeriesOfEvents } from './series-of-events.ts';
import { seriesOfEvents } from './series-of-events.ts';

const ROME = parseTimeZoneId('Europe/Rome');

/** A file as it comes: with the line ends of the standard. */
function readFixture(name: string, edit: (text: string) => string = (text) => text): SeriesOfEvents {
  const path = new URL(`../../../../../test/fixtures/icalendar/${name}.ics`, import.meta.url);
  const content = Buffer.from(edit(readFileSync(path, 'utf8')).replaceAll('\n', '\r\n'));
  const { events, timeZones } = readCalendarFile(decodeFile(content), new ImportTally());
  const [group, ...others] = groupedByUid(events);
  if (group === undefined || others.length > 0) throw new Error('not one series');
  return seriesOfEvents(group.events, { definitions: timeZones, floatingZone: ROME });
}

/** Start and end in UTC, or days, and what an exception has of its own beside its time. */
function occurrencesIn(name: string): readonly unknown[] {
  const read = readFixture(name);
  if (read.kind !== 'series') throw new Error(JSON.stringify(read));
  return [...expand(read.series, { from: null, until: null, zone: ROME })].map(({ time, exception }) => {
    const { time: _moved, ...own } = exception?.fields ?? {};
    const when = time.kind === 'timed' ? `${time.start} ${time.end}` : `${time.startDate} ${time.endDate}`;
    return Object.keys(own).length === 0 ? when : [when, own];
  });
}

describe('Outlook', () => {
  it('every Monday and Wednesday in a quoted Windows zone, two deleted, one moved with a text of its own', () => {
    expect(occurrencesIn('outlook-weekly')).toEqual([
      '2026-10-05T07:00:00Z 2026-10-05T08:30:00Z',
      '2026-10-12T07:00:00Z 2026-10-12T08:30:00Z',
      '2026-10-19T07:00:00Z 2026-10-19T08:30:00Z',
      '2026-10-21T07:00:00Z 2026-10-21T08:30:00Z',
      [
        '2026-10-27T13:00:00Z 2026-10-27T14:00:00Z',
        { subject: 'Riunione vendite, con Lecco', busyStatus: 'tentative' },
      ],
      '2026-10-28T08:00:00Z 2026-10-28T09:30:00Z',
    ]);
  });

  it('its own marks are read: the zone, the busy status, the reminder; the rest stays as it came', () => {
    expect(readFixture('outlook-weekly')).toMatchObject({
      appointment: {
        subject: 'Riunione vendite',
        location: 'Sala 2',
        busyStatus: 'busy',
        importance: 'normal',
        reminderMinutes: 15,
      },
      series: { time: { start: '2026-10-05T09:00:00', end: '2026-10-05T10:30:00', zone: 'Europe/Berlin' } },
      unread: { lines: expect.arrayContaining(['X-MICROSOFT-CDO-INSTTYPE:1']), alarms: [] },
    });
  });

  it('a day each year from midnight to midnight, one deleted at its midnight', () => {
    expect(occurrencesIn('outlook-all-day')).toEqual([
      '2026-06-12 2026-06-13',
      '2028-06-12 2028-06-13',
      '2029-06-12 2029-06-13',
    ]);
  });

  it('the last weekday of the month in a zone that only the file defines, and that is the one of New York', () => {
    expect(readFixture('outlook-customized-zone')).toMatchObject({ series: { time: { zone: 'America/New_York' } } });
    expect(occurrencesIn('outlook-customized-zone')).toEqual([
      '2026-10-30T20:00:00Z 2026-10-30T21:00:00Z',
      '2026-11-30T21:00:00Z 2026-11-30T22:00:00Z',
      '2026-12-31T21:00:00Z 2026-12-31T22:00:00Z',
      '2027-01-29T21:00:00Z 2027-01-29T22:00:00Z',
      '2027-02-26T21:00:00Z 2027-02-26T22:00:00Z',
      '2027-03-31T20:00:00Z 2027-03-31T21:00:00Z',
    ]);
  });

  it('the same under an abbreviation, which elsewhere names a clock without summer time', () => {
    const abbreviated = readFixture('outlook-customized-zone', (text) =>
      text.replaceAll('"Customized Time Zone"', 'EST').replace('Customized Time Zone', 'EST'),
    );
    expect(abbreviated).toMatchObject({ series: { time: { zone: 'America/New_York' } } });
  });
});

describe('Google', () => {
  it('Tuesdays and Thursdays until a day in UTC, each deletion a line, one moved in UTC and declined, one cancelled', () => {
    expect(occurrencesIn('google-weekly')).toEqual([
      '2027-03-16T10:00:00Z 2027-03-16T10:30:00Z',
      '2027-03-23T10:00:00Z 2027-03-23T10:30:00Z',
      [
        '2027-03-30T13:00:00Z 2027-03-30T13:30:00Z',
        {
          attendees: [
            {
              address: 'j.weiss@kuehltechnik-sued.example',
              name: 'Jürgen Weiß',
              role: 'required',
              response: 'declined',
            },
          ],
        },
      ],
      '2027-04-06T09:00:00Z 2027-04-06T09:30:00Z',
      '2027-04-08T09:00:00Z 2027-04-08T09:30:00Z',
    ]);
  });

  it('the last Friday as a whole day, one deleted, one made two days and moved', () => {
    expect(occurrencesIn('google-last-friday')).toEqual([
      '2026-10-30 2026-10-31',
      ['2026-12-23 2026-12-25', { subject: 'Inventario di fine anno' }],
      '2027-01-29 2027-01-30',
    ]);
  });
});

describe('Apple', () => {
  it('every second Monday through the change of clocks, one deleted, one shortened', () => {
    expect(occurrencesIn('apple-fortnightly')).toEqual([
      '2027-03-22T07:30:00Z 2027-03-22T08:30:00Z',
      '2027-04-19T06:30:00Z 2027-04-19T06:45:00Z',
      '2027-05-03T06:30:00Z 2027-05-03T07:30:00Z',
    ]);
  });

  it('every second day without a zone, where its owner is, with a duration in place of an end', () => {
    expect(occurrencesIn('apple-floating')).toEqual([
      '2026-07-06T05:30:00Z 2026-07-06T06:15:00Z',
      '2026-07-10T05:30:00Z 2026-07-10T06:15:00Z',
      '2026-07-12T05:30:00Z 2026-07-12T06:15:00Z',
    ]);
  });
});

describe('Evolution', () => {
  it('every Friday in a zone with a prefix, a rule with a parameter, a time deleted by its day, one with its own text', () => {
    expect(occurrencesIn('evolution-weekly')).toEqual([
      '2026-10-30T08:00:00Z 2026-10-30T09:00:00Z',
      [
        '2026-11-13T08:00:00Z 2026-11-13T09:00:00Z',
        { subject: 'Collaudo con il cliente', body: 'Il cliente arriva alle 8:45.' },
      ],
      '2026-11-20T08:00:00Z 2026-11-20T09:00:00Z',
    ]);
  });
});

describe('what Exchange cannot express is refused with the reason', () => {
  it.each([
    [
      'outlook-31st',
      'The rule leaves out the months that have no day 31; Exchange would take their last day.',
      'La regola salta i mesi che non hanno il giorno 31; Exchange prenderebbe il loro ultimo giorno.',
    ],
    [
      'outlook-hebrew',
      'The rule follows another calendar than the Gregorian one.',
      'La regola segue un calendario diverso da quello gregoriano.',
    ],
    [
      'google-fifth-monday',
      'The rule counts days of the month in a way that Exchange does not know (5): it has the first to the fourth and the last, of one day of the week, of weekdays or of weekend days.',
      'La regola conta i giorni del mese in un modo che Exchange non conosce (5): ha dal primo al quarto e l’ultimo, di un giorno della settimana, dei giorni feriali o del fine settimana.',
    ],
    [
      'apple-two-days-a-month',
      'The rule gives more than one day in a month; Exchange has one.',
      'La regola dà più di un giorno al mese; Exchange ne ha uno.',
    ],
    [
      'evolution-this-and-future',
      'From 2026-11-12 on all occurrences are changed together; in Exchange they would be a series of their own.',
      'Dal 2026-11-12 in poi tutte le occorrenze sono modificate insieme; in Exchange sarebbero una serie a sé.',
    ],
  ])('%s', (name, english, italian) => {
    const read = readFixture(name);
    if (read.kind !== 'notExpressible') throw new Error(read.kind);
    const { code, parameters } = read.reason;
    expect(translatorFor('en')(`recurrence.notExpressible.${code}`, parameters)).toBe(english);
    expect(translatorFor('it')(`recurrence.notExpressible.${code}`, parameters)).toBe(italian);
  });
});
