import { describe, expect, it } from 'vitest';
import type { Series, SeriesException } from '../../../../model/index.ts';
import { parseTimeZoneId } from '../../../../model/index.ts';
import { parseBody } from '../../testing/canned-channel.ts';
import type { MappingContext } from '../property-mapping.ts';
import { exceptionFromWire } from './exception-from-wire.ts';
import { isNotReadable } from './not-readable.ts';
import { seriesFromWire } from './series-from-wire.ts';

const context: MappingContext = { version: 'Exchange2013_SP1', homeZone: parseTimeZoneId('Europe/Rome') };
const ZONE = '<t:StartTimeZone Id="W. Europe Standard Time"/>';
const VALUES =
  '<t:Subject>Riunione</t:Subject><t:Body BodyType="Text">Ordine del giorno</t:Body><t:ReminderIsSet>true</t:ReminderIsSet><t:ReminderMinutesBeforeStart>15</t:ReminderMinutesBeforeStart><t:Location>Sala 1</t:Location>';
const RECURRENCE =
  '<t:Recurrence><t:DailyRecurrence><t:Interval>1</t:Interval></t:DailyRecurrence><t:NoEndRecurrence><t:StartDate>2026-10-23</t:StartDate></t:NoEndRecurrence></t:Recurrence>';
const element = calendarItem(
  `${VALUES}<t:Start>2026-10-23T07:00:00Z</t:Start><t:End>2026-10-23T08:00:00Z</t:End>${RECURRENCE}${ZONE}`,
);
/** The day after the clock was put back. */
const REGULAR = '<t:Start>2026-10-26T08:00:00Z</t:Start><t:End>2026-10-26T09:00:00Z</t:End>';
const ORIGINAL = '<t:OriginalStart>2026-10-26T08:00:00Z</t:OriginalStart>';

function calendarItem(children: string) {
  return parseBody(`<t:CalendarItem>${children}</t:CalendarItem>`);
}

function series(): Series {
  const told = seriesFromWire(element, context);
  if (isNotReadable(told)) throw new Error(told.code);
  return told.series;
}

const read = (children: string, own: MappingContext = context) =>
  exceptionFromWire(calendarItem(children), { element, series: series() }, own);
const ownFields = (children: string, own: MappingContext = context) => (read(children, own) as SeriesException).fields;

describe('an exception', () => {
  it('is named by its original start and has what differs', () => {
    const values = VALUES.replace('Sala 1', 'Sala 2').replace('true', 'false');
    expect(read(`${values}${REGULAR}${ORIGINAL}${ZONE}`)).toEqual({
      originalStart: { local: '2026-10-26T09:00:00', zone: 'Europe/Rome' },
      fields: { location: 'Sala 2', reminderMinutes: null },
    });
  });

  it('at its regular time has none of its own, though the clock was put back since the first', () => {
    expect(ownFields(`${VALUES}${REGULAR}${ORIGINAL}${ZONE}`)).toEqual({});
    expect(ownFields(`${VALUES}${REGULAR}${ORIGINAL}`)).toEqual({});
  });

  it('has the whole of another time', () => {
    const later = REGULAR.replace('09:00:00Z', '09:30:00Z');
    expect(ownFields(`${VALUES}${later}${ORIGINAL}${ZONE}`)).toEqual({
      time: { kind: 'timed', start: '2026-10-26T08:00:00Z', end: '2026-10-26T09:30:00Z', zone: 'Europe/Rome' },
    });
    const wholeDay =
      '<t:Start>2026-10-26T23:00:00Z</t:Start><t:End>2026-10-27T23:00:00Z</t:End><t:IsAllDayEvent>true</t:IsAllDayEvent>';
    expect(ownFields(`${VALUES}${wholeDay}${ORIGINAL}${ZONE}`)).toEqual({
      time: { kind: 'allDay', startDate: '2026-10-27', endDate: '2026-10-28' },
    });
  });

  it('has emptied what it does not tell', () => {
    const withoutBody = VALUES.replace(/<t:Body.*<\/t:Body>/, '');
    expect(ownFields(`${withoutBody}${REGULAR}${ORIGINAL}${ZONE}`)).toEqual({ body: null });
  });

  it('may be named by its recurrence id alone', () => {
    expect(read(`${VALUES}${REGULAR}<t:RecurrenceId>2026-10-26T08:00:00Z</t:RecurrenceId>`)).toMatchObject({
      originalStart: { local: '2026-10-26T09:00:00' },
    });
  });
});

it.each([
  ['nothing names', '', 'part_missing'],
  ['is none of the rule', '<t:OriginalStart>2026-10-22T07:00:00Z</t:OriginalStart>', 'occurrence_outside_rule'],
])('an exception that %s is refused', (_, original, code) => {
  expect(read(`${VALUES}${REGULAR}${original}`)).toMatchObject({ code });
});

it('an exception without a readable start is an error of that item', () => {
  expect(() => read(`${VALUES}${ORIGINAL}`)).toThrow(expect.objectContaining({ code: 'appointment_without_start' }));
});
