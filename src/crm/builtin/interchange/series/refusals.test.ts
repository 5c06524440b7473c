import { expect, it } from 'vitest';
import { en } from '../../../../messages/en/index.ts';
import { it as italian } from '../../../../messages/it/index.ts';
import type { NotExpressible, NotExpressibleCode } from '../../../../model/index.ts';
import { limitOfExchange, parseTimeZoneId } from '../../../../model/index.ts';
import { readCalendarFile } from '../calendar-file.ts';
import { ImportTally } from '../import-report.ts';
import { seriesOfEvents } from './series-of-events.ts';

const START = 'DTSTART;TZID=Europe/Rome:20261126T090000';
const END = 'DTEND;TZID=Europe/Rome:20261126T100000';
const changed = (line: string, day: string) => [
  'END:VEVENT',
  'BEGIN:VEVENT',
  line,
  `DTSTART;TZID=Europe/Rome:${day}T090000`,
  `DTEND;TZID=Europe/Rome:${day}T100000`,
];

/** No zone has gone by half past eleven since 1937. */
const OWN_ZONE = [
  'TZID:Dockyard',
  'BEGIN:STANDARD',
  'DTSTART:16010101T000000',
  'TZOFFSETFROM:+1130',
  'TZOFFSETTO:+1130',
];

/** A number of occurrences that Exchange cannot count to is read as the date of the last one. */
type CodeOfFile = Exclude<NotExpressibleCode, 'too_many_occurrences'>;

const REFUSALS: Readonly<Record<CodeOfFile, readonly [lines: readonly string[], zone?: readonly string[]]>> = {
  rule_malformed: [[START, END, 'RRULE:FREQ=WEEKLY;BYDAY=XX']],
  several_rules: [[START, END, 'RRULE:FREQ=WEEKLY', 'RRULE:FREQ=MONTHLY']],
  no_rule: [[START, END, 'RECURRENCE-ID;TZID=Europe/Rome:20261126T090000']],
  exclusion_rule: [[START, END, 'RRULE:FREQ=WEEKLY', 'EXRULE:FREQ=MONTHLY']],
  extra_dates: [[START, END, 'RRULE:FREQ=WEEKLY', 'RDATE;TZID=Europe/Rome:20261127T090000,20261128T090000']],
  frequency: [[START, END, 'RRULE:FREQ=HOURLY']],
  rule_part: [[START, END, 'RRULE:FREQ=YEARLY;BYWEEKNO=48']],
  calendar_system: [[START, END, 'RRULE:RSCALE=HEBREW;FREQ=YEARLY']],
  time_of_day: [[START, END, 'RRULE:FREQ=DAILY;BYHOUR=9,15']],
  months: [[START, END, 'RRULE:FREQ=MONTHLY;BYMONTH=10,11;BYMONTHDAY=26']],
  several_days: [[START, END, 'RRULE:FREQ=MONTHLY;BYMONTHDAY=12,26']],
  day_before_month_end: [[START, END, 'RRULE:FREQ=MONTHLY;BYMONTHDAY=-5']],
  short_months_skipped: [
    ['DTSTART;TZID=Europe/Rome:20261031T090000', 'DTEND;TZID=Europe/Rome:20261031T100000', 'RRULE:FREQ=MONTHLY'],
  ],
  position: [[START, END, 'RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-3']],
  start_outside_rule: [[START, END, 'RRULE:FREQ=WEEKLY;BYDAY=MO']],
  no_occurrence: [[START, END, 'RRULE:FREQ=WEEKLY;COUNT=1', 'EXDATE;TZID=Europe/Rome:20261126T090000']],
  exception_without_occurrence: [
    [START, END, 'RRULE:FREQ=WEEKLY', ...changed('RECURRENCE-ID;TZID=Europe/Rome:20261127T090000', '20261127')],
  ],
  this_and_future: [
    [
      START,
      END,
      'RRULE:FREQ=WEEKLY',
      ...changed('RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Rome:20261203T090000', '20261203'),
    ],
  ],
  part_unreadable: [[START, END, 'RRULE:FREQ=WEEKLY', 'EXDATE;TZID=Hauptsitz:20261203T090000']],
  own_time_zone: [['DTSTART;TZID=Dockyard:20261126T090000', 'RRULE:FREQ=WEEKLY'], OWN_ZONE],
  interval_too_large: [[START, END, 'RRULE:FREQ=WEEKLY;INTERVAL=100']],
  occurrences_overlap: [[START, 'DURATION:P2D', 'RRULE:FREQ=DAILY']],
  exception_meets_neighbour: [
    [START, END, 'RRULE:FREQ=WEEKLY', ...changed('RECURRENCE-ID;TZID=Europe/Rome:20261203T090000', '20261210')],
  ],
};

it.each(Object.keys(REFUSALS) as CodeOfFile[])('%s', (code) => {
  const [lines, zone] = REFUSALS[code];
  const reason = reasonOf(lines, zone);
  expect(reason?.code).toBe(code);
  for (const { recurrence } of [en, italian]) {
    const named = [...recurrence.notExpressible[code].matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name);
    expect(Object.keys(reason?.parameters ?? {})).toEqual(expect.arrayContaining(named));
  }
});

function reasonOf(lines: readonly string[], zone: readonly string[] = []): NotExpressible | null {
  const definition = zone.length === 0 ? [] : ['BEGIN:VTIMEZONE', ...zone, 'END:STANDARD', 'END:VTIMEZONE'];
  const file = ['BEGIN:VCALENDAR', ...definition, 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR'];
  const { events, timeZones } = readCalendarFile(file.join('\r\n'), new ImportTally());
  const read = seriesOfEvents(events, { definitions: timeZones, floatingZone: parseTimeZoneId('Europe/Rome') });
  if (read.kind === 'refused') throw new Error(read.code);
  return read.kind === 'series' ? limitOfExchange(read.series) : read.reason;
}
