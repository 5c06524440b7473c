import { describe, expect, it } from 'vitest';
import { readXml } from '../../xml/read.ts';
import { recurrenceFromWire } from './recurrence-from-wire.ts';

const DAILY = '<DailyRecurrence><Interval>1</Interval></DailyRecurrence>';
const NO_END = '<NoEndRecurrence><StartDate>2026-12-01</StartDate></NoEndRecurrence>';

const read = (children: string) => recurrenceFromWire(readXml(`<Recurrence>${children}</Recurrence>`));
const weekly = (parts: string) => read(`<WeeklyRecurrence>${parts}</WeeklyRecurrence>${NO_END}`);

describe('a recurrence is read liberally', () => {
  it('whatever the prefix, the order, the case of words and what else stands there', () => {
    const told = recurrenceFromWire(
      readXml(`<x:Recurrence xmlns:x="http://schemas.microsoft.com/exchange/services/2006/types" xmlns:y="urn:other">
        <y:Remark>since 2019</y:Remark>
        <x:NumberedRecurrence><x:NumberOfOccurrences> 10 </x:NumberOfOccurrences><x:StartDate>2026-12-01Z</x:StartDate></x:NumberedRecurrence>
        <x:RelativeYearlyRecurrence Kind="old"><x:Month>december</x:Month><x:DayOfWeekIndex>FIRST</x:DayOfWeekIndex><x:DaysOfWeek>Tuesday</x:DaysOfWeek></x:RelativeYearlyRecurrence>
      </x:Recurrence>`),
    );
    expect(told).toEqual({
      startDate: '2026-12-01',
      recurrence: {
        pattern: { kind: 'relativeYearly', month: 12, day: 'tuesday', index: 'first' },
        range: { kind: 'numbered', occurrences: 10 },
      },
    });
  });

  it.each(['2027-03-31', '2027-03-31Z', '2027-03-31+01:00', '2027-03-31-08:00', '2027-03-31T00:00:00+13:00'])(
    'the day %s is the one that is written, whatever its offset',
    (end) => {
      const range = `<EndDateRecurrence><StartDate>2026-12-01+01:00</StartDate><EndDate>${end}</EndDate></EndDateRecurrence>`;
      expect(read(DAILY + range)).toMatchObject({
        startDate: '2026-12-01',
        recurrence: { range: { kind: 'endDate', endDate: '2027-03-31' } },
      });
    },
  );

  it.each([
    ['Saturday Sunday', 'weekendDay'],
    ['Monday Tuesday Wednesday Thursday Friday', 'weekday'],
    ['Day', 'day'],
  ])('the days %s of a relative pattern are a %s', (days, day) => {
    const pattern = `<RelativeMonthlyRecurrence><Interval>1</Interval><DaysOfWeek>${days}</DaysOfWeek><DayOfWeekIndex>Last</DayOfWeekIndex></RelativeMonthlyRecurrence>`;
    expect(read(pattern + NO_END)).toMatchObject({ recurrence: { pattern: { day } } });
  });

  it('the word for working days in a weekly pattern is its days', () => {
    expect(weekly('<Interval>1</Interval><DaysOfWeek>Weekday Monday</DaysOfWeek>')).toMatchObject({
      recurrence: { pattern: { days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] } },
    });
  });

  it('where weeks begin may be left out where it makes no difference', () => {
    expect(weekly('<Interval>1</Interval><DaysOfWeek>Tuesday Sunday</DaysOfWeek>')).toMatchObject({
      recurrence: { pattern: { kind: 'weekly', firstDayOfWeek: 'sunday' } },
    });
    expect(weekly('<Interval>2</Interval><DaysOfWeek>Tuesday</DaysOfWeek>')).toMatchObject({
      recurrence: { pattern: { kind: 'weekly', interval: 2 } },
    });
  });
});

describe('a recurrence is refused', () => {
  const absolute = (parts: string) => `<AbsoluteMonthlyRecurrence>${parts}</AbsoluteMonthlyRecurrence>${NO_END}`;
  const relative = (days: string, index = 'Last') =>
    `<RelativeMonthlyRecurrence><Interval>1</Interval><DaysOfWeek>${days}</DaysOfWeek><DayOfWeekIndex>${index}</DayOfWeekIndex></RelativeMonthlyRecurrence>${NO_END}`;

  it.each<readonly [string, string, string, Readonly<Record<string, unknown>>]>([
    ['without a pattern', NO_END, 'pattern_missing', {}],
    [
      'with a pattern that nobody knows',
      `<HourlyRecurrence/>${NO_END}`,
      'pattern_unknown',
      { pattern: 'HourlyRecurrence' },
    ],
    [
      'with a pattern of tasks',
      `<DailyRegeneration><Interval>1</Interval></DailyRegeneration>${NO_END}`,
      'pattern_of_tasks',
      { pattern: 'DailyRegeneration' },
    ],
    ['with two patterns', `${DAILY}${DAILY}${NO_END}`, 'several_patterns', {}],
    ['without a range', DAILY, 'range_missing', {}],
    ['with two ranges', `${DAILY}${NO_END}${NO_END}`, 'several_ranges', {}],
    ['without the first day', `${DAILY}<NoEndRecurrence/>`, 'part_missing', { part: 'StartDate' }],
    [
      'with a first day that is none',
      `${DAILY}<NoEndRecurrence><StartDate>2026-02-30</StartDate></NoEndRecurrence>`,
      'part_malformed',
      { part: 'StartDate' },
    ],
    [
      'without the last day',
      `${DAILY}<EndDateRecurrence><StartDate>2026-12-01</StartDate></EndDateRecurrence>`,
      'part_missing',
      { part: 'EndDate' },
    ],
    [
      'ending after no occurrence',
      `${DAILY}<NumberedRecurrence><StartDate>2026-12-01</StartDate><NumberOfOccurrences>0</NumberOfOccurrences></NumberedRecurrence>`,
      'part_out_of_range',
      { part: 'NumberOfOccurrences', value: 0 },
    ],
    [
      'every zeroth day',
      `<DailyRecurrence><Interval>0</Interval></DailyRecurrence>${NO_END}`,
      'part_out_of_range',
      { part: 'Interval', value: 0 },
    ],
    [
      'every day backwards',
      `<DailyRecurrence><Interval>-1</Interval></DailyRecurrence>${NO_END}`,
      'part_out_of_range',
      { part: 'Interval', value: -1 },
    ],
    [
      'every half day',
      `<DailyRecurrence><Interval>0.5</Interval></DailyRecurrence>${NO_END}`,
      'part_malformed',
      { part: 'Interval' },
    ],
    ['without interval', `<DailyRecurrence/>${NO_END}`, 'part_missing', { part: 'Interval' }],
    ['without day', absolute('<Interval>1</Interval>'), 'part_missing', { part: 'DayOfMonth' }],
    [
      'on the 32nd',
      absolute('<Interval>1</Interval><DayOfMonth>32</DayOfMonth>'),
      'part_out_of_range',
      { part: 'DayOfMonth', value: 32 },
    ],
    ['on several days of a month', relative('Monday Tuesday'), 'part_malformed', { part: 'DaysOfWeek' }],
    ['on the fifth', relative('Monday', 'Fifth'), 'part_malformed', { part: 'DayOfWeekIndex' }],
    ['on a word of the language', relative('constructor'), 'part_malformed', { part: 'DaysOfWeek' }],
    [
      'without month',
      `<AbsoluteYearlyRecurrence><DayOfMonth>1</DayOfMonth></AbsoluteYearlyRecurrence>${NO_END}`,
      'part_missing',
      { part: 'Month' },
    ],
  ])('%s', (_, children, code, parameters) => {
    expect(read(children)).toEqual({ code, parameters });
  });

  it('on days of the week of which one is unknown', () => {
    expect(weekly('<Interval>1</Interval><DaysOfWeek>Monday Someday</DaysOfWeek>')).toEqual({
      code: 'part_malformed',
      parameters: { part: 'DaysOfWeek' },
    });
  });

  it('where nobody says on which day weeks begin, and the days depend on it', () => {
    const parts = '<Interval>2</Interval><DaysOfWeek>Tuesday Sunday</DaysOfWeek>';
    expect(weekly(parts)).toEqual({ code: 'week_start_unknown', parameters: {} });
    expect(weekly(`${parts}<FirstDayOfWeek>Monday</FirstDayOfWeek>`)).toMatchObject({
      recurrence: { pattern: { firstDayOfWeek: 'monday' } },
    });
  });
});
