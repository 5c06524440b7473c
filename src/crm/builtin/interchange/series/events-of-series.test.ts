import * as fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import type { Appointment, Fields, Occurrence, Series } from '../../../../model/index.ts';
import {
  APPOINTMENT_FIELDS,
  appointmentOf,
  expand,
  parseCalendarDate,
  parseInstant,
  parseLocalDateTime,
  parseTimeZoneId,
  sameRecurrence,
  sameValue,
  valueOf,
  wallTimeAt,
} from '../../../../model/index.ts';
import { arbitrarySeries } from '../../../../model/recurrence/testing/arbitrary-series.ts';
import { arbitraryAppointment } from '../../../testing/arbitrary-appointment.ts';
import { acceptFields } from '../../accept-fields.ts';
import { readCalendarFile } from '../calendar-file.ts';
import { foldLine } from '../content-line.ts';
import { ImportTally } from '../import-report.ts';
import { eventsOfSeries } from './events-of-series.ts';
import type { SeriesOfEvents } from './series-of-events.ts';
import { seriesOfEvents } from './series-of-events.ts';

const ROME = parseTimeZoneId('Europe/Rome');
const RUNS = Number(process.env['RACCORDO_CASES'] ?? 100);
const at = (local: string) => ({ local: parseLocalDateTime(local), zone: ROME });

const WEEKLY: Series = {
  time: {
    kind: 'timed',
    start: parseLocalDateTime('2026-11-26T09:00:00'),
    end: parseLocalDateTime('2026-11-26T10:00:00'),
    zone: ROME,
  },
  recurrence: {
    pattern: { kind: 'weekly', interval: 1, days: ['thursday'], firstDayOfWeek: 'monday' },
    range: { kind: 'endDate', endDate: parseCalendarDate('2027-04-01') },
  },
  deleted: [at('2026-12-24T09:00:00'), at('2026-12-31T09:00:00')],
  exceptions: [
    { originalStart: at('2026-12-03T09:00:00'), fields: { subject: 'Riunione con Lecco', location: null } },
    {
      originalStart: at('2026-12-10T09:00:00'),
      fields: {
        time: {
          kind: 'timed',
          start: parseInstant('2026-12-11T13:00:00Z'),
          end: parseInstant('2026-12-11T13:30:00Z'),
          zone: ROME,
        },
      },
    },
  ],
};

const APPOINTMENT: Appointment = {
  time: {
    kind: 'timed',
    start: parseInstant('2026-11-26T08:00:00Z'),
    end: parseInstant('2026-11-26T09:00:00Z'),
    zone: ROME,
  },
  subject: 'Riunione',
  location: 'Sala 1',
  organizer: { address: 'p.ferrari@meccanica-brenta.example', name: 'Paolo Ferrari' },
  attendees: [
    { address: 'j.weiss@kuehltechnik-sued.example', name: 'Jürgen Weiß', role: 'required', response: 'accepted' },
    { address: 'info@kuehltechnik-sued.example', role: 'optional', response: 'none' },
    { address: 'sala@meccanica-brenta.example', name: 'Sala; grande', role: 'resource', response: 'declined' },
  ],
};

function linesOf(appointment: Appointment, series: Series): readonly string[] {
  return eventsOfSeries({ uid: 'a-1', appointment, extra: null, revision: '2026-11-01T09:30:00Z' }, series);
}

function readBack(lines: readonly string[]): SeriesOfEvents & { kind: 'series' } {
  const { events, timeZones } = readCalendarFile(lines.map(foldLine).join(''), new ImportTally());
  const read = seriesOfEvents(events, { definitions: timeZones, floatingZone: parseTimeZoneId('Asia/Tokyo') });
  if (read.kind !== 'series') throw new Error(JSON.stringify(read));
  return read;
}

describe('a series goes out as iCalendar', () => {
  it('as a master with its rule and its deleted occurrences, and a whole VEVENT for each that differs', () => {
    const own = linesOf(APPOINTMENT, WEEKLY).filter((line) => /^(BEGIN|DT[SE]|RR|EX|RECU|SUMM|LOC)/.test(line));
    expect(own.filter((line) => !line.startsWith('DTSTAMP'))).toEqual([
      'BEGIN:VEVENT',
      'DTSTART;TZID=Europe/Rome:20261126T090000',
      'DTEND;TZID=Europe/Rome:20261126T100000',
      'RRULE:FREQ=WEEKLY;BYDAY=TH;WKST=MO;UNTIL=20270401T070000Z',
      'EXDATE;TZID=Europe/Rome:20261224T090000',
      'EXDATE;TZID=Europe/Rome:20261231T090000',
      'SUMMARY:Riunione',
      'LOCATION:Sala 1',
      'BEGIN:VEVENT',
      'RECURRENCE-ID;TZID=Europe/Rome:20261203T090000',
      'DTSTART;TZID=Europe/Rome:20261203T090000',
      'DTEND;TZID=Europe/Rome:20261203T100000',
      'SUMMARY:Riunione con Lecco',
      'BEGIN:VEVENT',
      'RECURRENCE-ID;TZID=Europe/Rome:20261210T090000',
      'DTSTART;TZID=Europe/Rome:20261211T140000',
      'DTEND;TZID=Europe/Rome:20261211T143000',
      'SUMMARY:Riunione',
      'LOCATION:Sala 1',
    ]);
  });

  it('with the people, who come back as they were', () => {
    const { appointment, series } = readBack(linesOf(APPOINTMENT, WEEKLY));
    expect(appointment).toMatchObject(APPOINTMENT);
    expect(series).toEqual(WEEKLY);
  });

  it('with the lines that no field holds in the event that had them', () => {
    const extra = { kind: 'icalendar', lines: ['X-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT20M'], alarms: [] } as const;
    const source = { uid: 'a-1', appointment: APPOINTMENT, extra, revision: '2026-11-01T09:30:00Z' };
    const kept = eventsOfSeries(source, WEEKLY).filter((line) => line.startsWith('X-APPLE'));
    expect(kept).toEqual(extra.lines);
  });

  it('that another reader expands in the same way', () => {
    // ical.js compares UNTIL with a start whose zone it does not know.
    const counted: Series = {
      ...WEEKLY,
      recurrence: { ...WEEKLY.recurrence, range: { kind: 'numbered', occurrences: 19 } },
    };
    const lines = ['BEGIN:VCALENDAR', ...linesOf(APPOINTMENT, counted), 'END:VCALENDAR'];
    const [master, ...exceptions] = new ICAL.Component(ICAL.parse(lines.join('\r\n'))).getAllSubcomponents('vevent');
    if (master === undefined) throw new Error('no master');
    const event = new ICAL.Event(master, { exceptions });
    const starts: string[] = [];
    const iterator = event.iterator();
    for (let next = iterator.next(); next; next = iterator.next())
      starts.push(event.getOccurrenceDetails(next).startDate.toString());
    const ours = [...expand(counted, { from: null, until: null, zone: ROME })];
    expect(starts).toHaveLength(17);
    expect(starts).toEqual(ours.map(({ start }) => wallTimeAt(start, ROME).local));
  });
});

describe('random series', () => {
  it('come back from a file with the same recurrence, the same occurrences and the same fields of each', () => {
    fc.assert(
      fc.property(arbitraryAppointment, arbitrarySeries, (raw, series) => {
        const acceptance = acceptFields('appointments', raw);
        if (acceptance.kind === 'refused') throw acceptance.error;
        const appointment = acceptance.fields as unknown as Appointment;
        const back = readBack(linesOf(appointment, series));
        expect(sameRecurrence(back.series.recurrence, series.recurrence, startDateOf(series))).toBe(true);
        expect(back.series.time).toEqual(series.time);
        const [ours, theirs] = [some(series), some(back.series)];
        expect(theirs.map(({ originalStart }) => originalStart)).toEqual(
          ours.map(({ originalStart }) => originalStart),
        );
        const differing = ours.flatMap((occurrence, index) => {
          const other = theirs[index];
          if (other === undefined) return ['missing'];
          return differences(appointmentOf(appointment, occurrence), appointmentOf(back.appointment, other));
        });
        expect(differing).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });
});

function startDateOf({ time }: Series) {
  return time.kind === 'timed' ? parseCalendarDate(time.start) : time.startDate;
}

/** The first forty. */
function some(series: Series): readonly Occurrence[] {
  const found: Occurrence[] = [];
  for (const occurrence of expand(series, { from: null, until: null, zone: ROME })) {
    found.push(occurrence);
    if (found.length === 40) break;
  }
  return found;
}

function differences(left: Appointment, right: Appointment): readonly string[] {
  const [one, other] = [left, right] as unknown as readonly [Fields, Fields];
  return Object.entries(APPOINTMENT_FIELDS)
    .filter(([name, spec]) => !sameValue(spec, valueOf(one, name), valueOf(other, name)))
    .map(([name]) => name);
}
