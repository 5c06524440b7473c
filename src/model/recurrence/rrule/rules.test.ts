import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { addDays, parseCalendarDate } from '../../time/calendar-date.ts';
import { parseLocalDateTime, parseTimeZoneId } from '../../time/zoned-wall-time.ts';
import { calendarDateOf } from '../days/day-number.ts';
import { daysOfRecurrence } from '../days/days-of-recurrence.ts';
import { limitOfExchange } from '../exchange-limits.ts';
import { changedDays } from '../expand/changed-days.ts';
import { expand } from '../expand/expand.ts';
import type { Occurrence } from '../expand/occurrence.ts';
import { sameRecurrence } from '../normal-form.ts';
import type { NotExpressibleCode } from '../not-expressible.ts';
import { firstDay } from '../occurrence-time.ts';
import type { RecurrencePattern } from '../pattern.ts';
import type { RecurrenceRange } from '../recurrence.ts';
import type { Series } from '../series.ts';
import type { SeriesTime } from '../series-time.ts';
import { arbitrarySeries } from '../testing/arbitrary-series.ts';
import { rulesOfSeries } from './rules-of-series.ts';
import type { RuleSet } from './series-of-rules.ts';
import { seriesOfRules } from './series-of-rules.ts';

const ROME = parseTimeZoneId('Europe/Rome');

describe('a rule that Exchange has a pattern for', () => {
  const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;

  it.each<readonly [string, string, RecurrencePattern]>([
    ['FREQ=DAILY', '2026-11-26', { kind: 'daily', interval: 1 }],
    ['freq=daily;interval=3;', '2026-11-26', { kind: 'daily', interval: 3 }],
    ['FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR', '2026-11-26', weekly([...weekdays])],
    ['FREQ=WEEKLY', '2026-11-26', weekly(['thursday'])],
    ['FREQ=WEEKLY;BYDAY=TH,MO;INTERVAL=2;WKST=SU', '2026-11-26', weekly(['monday', 'thursday'], 2, 'sunday')],
    ['FREQ=MONTHLY;BYDAY=TH', '2026-11-26', weekly(['thursday'])],
    ['FREQ=MONTHLY', '2026-11-26', monthly(26)],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', '2026-11-30', monthly(31)],
    ['FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1', '2026-11-30', monthly(30)],
    ['FREQ=MONTHLY;BYMONTHDAY=31;RSCALE=GREGORIAN;SKIP=BACKWARD', '2026-12-31', monthly(31)],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', '2026-11-30', relative('weekday', 'last')],
    ['FREQ=MONTHLY;BYDAY=-1FR;INTERVAL=3', '2026-11-27', relative('friday', 'last', 3)],
    ['FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1', '2026-11-27', relative('friday', 'last')],
    ['FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=2', '2026-11-07', relative('weekendDay', 'second')],
    ['FREQ=MONTHLY;BYDAY=SU,MO,TU,WE,TH,FR,SA;BYSETPOS=4', '2026-11-04', relative('day', 'fourth')],
    ['FREQ=MONTHLY;INTERVAL=12', '2026-11-26', yearly(11, 26)],
    ['FREQ=MONTHLY;BYMONTH=3,9;BYMONTHDAY=15', '2026-03-15', { kind: 'absoluteMonthly', interval: 6, dayOfMonth: 15 }],
    ['FREQ=MONTHLY;INTERVAL=2;BYMONTH=1,3,5,7,9,11', '2026-03-15', { ...monthly(15), interval: 2 }],
    ['FREQ=YEARLY', '2026-11-26', yearly(11, 26)],
    ['FREQ=YEARLY;INTERVAL=1;BYMONTH=11;BYMONTHDAY=26', '2026-11-26', yearly(11, 26)],
    ['FREQ=YEARLY;INTERVAL=2', '2026-11-26', { kind: 'absoluteMonthly', interval: 24, dayOfMonth: 26 }],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1', '2028-02-29', yearly(2, 31)],
    [
      'FREQ=YEARLY;BYMONTH=10;BYDAY=MO;BYSETPOS=1',
      '2026-10-05',
      { kind: 'relativeYearly', month: 10, day: 'monday', index: 'first' },
    ],
    ['FREQ=YEARLY;BYDAY=1MO', '2026-01-05', { kind: 'relativeYearly', month: 1, day: 'monday', index: 'first' }],
    ['FREQ=YEARLY;BYDAY=-1FR', '2026-12-25', { kind: 'relativeYearly', month: 12, day: 'friday', index: 'last' }],
    [
      'FREQ=YEARLY;BYMONTH=6,7;BYDAY=MO;BYSETPOS=-1',
      '2026-07-27',
      { kind: 'relativeYearly', month: 7, day: 'monday', index: 'last' },
    ],
    ['FREQ=YEARLY;BYMONTHDAY=15', '2026-11-15', monthly(15)],
    ['FREQ=MONTHLY;INTERVAL=5;BYMONTH=1,3,5,7,9,11', '2026-03-15', { ...monthly(15), interval: 10 }],
    ['FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=31', '2026-10-31', yearly(10, 31)],
    ['FREQ=YEARLY;BYMONTH=2,5,8,11', '2026-11-26', { kind: 'absoluteMonthly', interval: 3, dayOfMonth: 26 }],
    ['FREQ=WEEKLY;BYHOUR=9;BYMINUTE=0;BYSECOND=0', '2026-11-26', weekly(['thursday'])],
  ])('%s from %s', (rule, startDate, pattern) => {
    expect(patternOf(rule, startDate)).toEqual(pattern);
  });

  it('keeps its interval where the series does not come to a month without its day', () => {
    const once = 'FREQ=MONTHLY;INTERVAL=30;BYMONTHDAY=31;COUNT=1';
    expect(patternOf(once, '2019-12-31')).toEqual({ ...monthly(31), interval: 30 });
    expect(patternOf(once.replace('COUNT=1', 'COUNT=2'), '2019-12-31')).toEqual({ ...monthly(31), interval: 60 });
  });

  function patternOf(rule: string, startDate: string): unknown {
    const read = seriesOfRules(rules(at(startDate), rule));
    return read.kind === 'series' ? read.series.recurrence.pattern : read.reason;
  }
});

describe('a rule that Exchange cannot express is refused with the reason', () => {
  it.each<readonly [string, string, NotExpressibleCode, Readonly<Record<string, string | number>>]>([
    ['FREQ=HOURLY', '2026-11-26', 'frequency', { frequency: 'HOURLY' }],
    ['FREQ=SECONDLY;INTERVAL=5', '2026-11-26', 'frequency', { frequency: 'SECONDLY' }],
    ['FREQ=FORTNIGHTLY', '2026-11-26', 'rule_malformed', { part: 'FREQ' }],
    ['INTERVAL=2', '2026-11-26', 'rule_malformed', { part: 'FREQ' }],
    ['FREQ=DAILY;FREQ=WEEKLY', '2026-11-26', 'rule_malformed', { part: 'FREQ' }],
    ['FREQ=DAILY;INTERVAL=0', '2026-11-26', 'rule_malformed', { part: 'INTERVAL' }],
    ['FREQ=DAILY;COUNT=0', '2026-11-26', 'rule_malformed', { part: 'COUNT' }],
    ['FREQ=DAILY;COUNT=3;UNTIL=20261201', '2026-11-26', 'rule_malformed', { part: 'COUNT' }],
    ['FREQ=DAILY;UNTIL=20261301', '2026-11-26', 'rule_malformed', { part: 'UNTIL' }],
    ['FREQ=WEEKLY;BYDAY=XX', '2026-11-26', 'rule_malformed', { part: 'BYDAY' }],
    ['FREQ=WEEKLY;BYDAY=2TH', '2026-11-26', 'rule_malformed', { part: 'BYDAY' }],
    ['FREQ=WEEKLY;BYDAY=TH;BYSETPOS=1', '2026-11-26', 'rule_part', { part: 'BYSETPOS' }],
    ['FREQ=WEEKLY;WKST=NO', '2026-11-26', 'rule_malformed', { part: 'WKST' }],
    ['FREQ=WEEKLY;BYMONTH=11,12', '2026-11-26', 'months', { months: '11,12' }],
    ['FREQ=DAILY;BYMONTH=11', '2026-11-26', 'months', { months: '11' }],
    ['FREQ=DAILY;INTERVAL=2;BYDAY=TH', '2026-11-26', 'rule_part', { part: 'BYDAY' }],
    ['FREQ=DAILY;BYMONTHDAY=26', '2026-11-26', 'rule_part', { part: 'BYMONTHDAY' }],
    ['FREQ=YEARLY;BYWEEKNO=48', '2026-11-26', 'rule_part', { part: 'BYWEEKNO' }],
    ['FREQ=YEARLY;BYYEARDAY=330', '2026-11-26', 'rule_part', { part: 'BYYEARDAY' }],
    ['FREQ=WEEKLY;BYHOUR=9,15', '2026-11-26', 'time_of_day', { part: 'BYHOUR' }],
    ['FREQ=WEEKLY;BYMINUTE=30', '2026-11-26', 'time_of_day', { part: 'BYMINUTE' }],
    ['FREQ=MONTHLY;RSCALE=HEBREW', '2026-11-26', 'calendar_system', { calendar: 'HEBREW' }],
    ['FREQ=MONTHLY;RSCALE=GREGORIAN;SKIP=FORWARD', '2026-11-26', 'rule_part', { part: 'SKIP' }],
    ['FREQ=MONTHLY;BYMONTHDAY=1,15', '2026-11-15', 'several_days', {}],
    ['FREQ=MONTHLY;BYMONTHDAY=-1,28;BYSETPOS=-1', '2026-11-30', 'several_days', {}],
    ['FREQ=MONTHLY;BYMONTHDAY=27,29;BYSETPOS=-1', '2026-11-29', 'several_days', {}],
    ['FREQ=MONTHLY;BYMONTHDAY=-2', '2026-11-29', 'day_before_month_end', { day: -2 }],
    ['FREQ=MONTHLY;BYMONTHDAY=31', '2026-12-31', 'short_months_skipped', { dayOfMonth: 31 }],
    ['FREQ=MONTHLY', '2026-12-30', 'short_months_skipped', { dayOfMonth: 30 }],
    ['FREQ=YEARLY', '2028-02-29', 'short_months_skipped', { dayOfMonth: 29 }],
    ['FREQ=YEARLY;INTERVAL=4', '2028-02-29', 'short_months_skipped', { dayOfMonth: 29 }],
    ['FREQ=MONTHLY;BYDAY=5MO', '2026-11-30', 'position', { positions: 5 }],
    ['FREQ=MONTHLY;BYDAY=-2FR', '2026-11-20', 'position', { positions: -2 }],
    ['FREQ=MONTHLY;BYDAY=1MO,3MO', '2026-11-02', 'several_days', {}],
    ['FREQ=MONTHLY;BYDAY=MO,1TU', '2026-11-02', 'several_days', {}],
    ['FREQ=MONTHLY;INTERVAL=2;BYDAY=MO', '2026-11-02', 'several_days', {}],
    ['FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1', '2026-11-02', 'position', { positions: 1 }],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,-1', '2026-11-02', 'position', { positions: '1,-1' }],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2', '2026-11-27', 'position', { positions: -2 }],
    ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', '2026-11-13', 'rule_part', { part: 'BYDAY+BYMONTHDAY' }],
    ['FREQ=MONTHLY;BYSETPOS=1', '2026-11-13', 'rule_malformed', { part: 'BYSETPOS' }],
    ['FREQ=MONTHLY;BYMONTH=1,2;BYMONTHDAY=5', '2026-01-05', 'months', { months: '1,2' }],
    ['FREQ=MONTHLY;INTERVAL=5;BYMONTH=1,6', '2026-01-05', 'months', { months: '1,6' }],
    ['FREQ=YEARLY;BYMONTH=1,7;INTERVAL=2', '2026-01-05', 'months', { months: '1,7' }],
    ['FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=5;BYSETPOS=1', '2026-01-05', 'position', { positions: '1' }],
    ['FREQ=YEARLY;BYDAY=20MO', '2026-05-18', 'position', { positions: 20 }],
    ['FREQ=YEARLY;INTERVAL=2;BYMONTHDAY=5', '2026-01-05', 'several_days', {}],
    ['FREQ=WEEKLY;BYDAY=MO', '2026-11-26', 'start_outside_rule', { firstDate: '2026-11-30' }],
    ['FREQ=MONTHLY;BYDAY=-1FR', '2026-11-20', 'start_outside_rule', { firstDate: '2026-11-27' }],
    ['FREQ=YEARLY;BYMONTH=5', '2026-11-26', 'start_outside_rule', {}],
    ['FREQ=DAILY;UNTIL=20261125', '2026-11-26', 'no_occurrence', {}],
    ['FREQ=DAILY;X-OTHER=1', '2026-11-26', 'rule_part', { part: 'X-OTHER' }],
  ])('%s from %s: %s', (rule, startDate, code, parameters) => {
    expect(seriesOfRules(rules(at(startDate), rule))).toEqual({ kind: 'notExpressible', reason: { code, parameters } });
  });

  const weekly = rules(at('2026-11-26'), 'FREQ=WEEKLY');

  it.each<readonly [string, RuleSet, NotExpressibleCode]>([
    ['no rule, only single dates', { ...weekly, rules: [], extraStarts: [wall('2026-11-30T09:00')] }, 'no_rule'],
    ['several rules', { ...weekly, rules: ['FREQ=WEEKLY', 'FREQ=DAILY'] }, 'several_rules'],
    ['a rule of exclusion', { ...weekly, exclusionRules: ['FREQ=MONTHLY'] }, 'exclusion_rule'],
    ['a date beyond the rule', { ...weekly, extraStarts: [wall('2026-11-30T09:00')] }, 'extra_dates'],
    [
      'an exception of what is no occurrence',
      { ...weekly, exceptions: [{ originalStart: wall('2026-11-27T09:00'), fields: {} }] },
      'exception_without_occurrence',
    ],
  ])('%s', (_, set, code) => {
    expect(seriesOfRules(set)).toMatchObject({ kind: 'notExpressible', reason: { code } });
  });

  it('but not for a date that the rule has anyway', () => {
    expect(seriesOfRules({ ...weekly, extraStarts: [wall('2026-12-03T09:00')] }).kind).toBe('series');
  });

  it('and a day that shorter months lack is no reason where the series meets none of them', () => {
    const march = 'FREQ=MONTHLY;BYMONTHDAY=30;COUNT=10';
    expect(seriesOfRules(rules(at('2026-03-30'), march)).kind).toBe('series');
    expect(seriesOfRules(rules(at('2026-03-30'), march.replace('10', '12'))).kind).toBe('notExpressible');
    expect(seriesOfRules(rules(at('2026-12-31'), 'FREQ=YEARLY')).kind).toBe('series');
    expect(seriesOfRules(rules(at('2028-02-29'), 'FREQ=YEARLY;INTERVAL=4;UNTIL=20960229')).kind).toBe('series');
  });
});

describe('UNTIL is the last day of the series in its zone', () => {
  it.each([
    ['in UTC, at the start of the last occurrence', '20261203T080000Z', '2026-12-03'],
    ['in UTC, a second before it', '20261203T075959Z', '2026-12-02'],
    ['in UTC, at the end of a Roman day', '20261202T225959Z', '2026-12-02'],
    ['in UTC, on the next day in Rome', '20261202T233000Z', '2026-12-02'],
    ['without a zone', '20261203T090000', '2026-12-03'],
    ['without a zone, before the start of that day', '20261203T085959', '2026-12-02'],
    ['as a date', '20261203', '2026-12-03'],
    ['as a date with separators', '2026-12-03', '2026-12-03'],
  ])('%s', (_, until, endDate) => {
    const read = seriesOfRules(rules(at('2026-11-26'), `FREQ=DAILY;UNTIL=${until}`));
    expect(read).toMatchObject({ series: { recurrence: { range: { kind: 'endDate', endDate } } } });
  });

  it('in a zone that is ahead of UTC by most of a day', () => {
    const early: SeriesTime = {
      kind: 'timed',
      start: parseLocalDateTime('2026-11-26T09:00'),
      end: parseLocalDateTime('2026-11-26T10:00'),
      zone: parseTimeZoneId('Pacific/Auckland'),
    };
    const read = seriesOfRules(rules(early, 'FREQ=DAILY;UNTIL=20261202T200000Z'));
    expect(read).toMatchObject({ series: { recurrence: { range: { endDate: '2026-12-03' } } } });
  });

  it('for whole days is the date that is written, time or not', () => {
    for (const until of ['20261203', '20261203T000000Z', '20261203T000000']) {
      const read = seriesOfRules(rules(days('2026-11-26'), `FREQ=DAILY;UNTIL=${until}`));
      expect(read).toMatchObject({ series: { recurrence: { range: { endDate: '2026-12-03' } } } });
    }
  });

  it('behind the calendar of Exchange is no end', () => {
    const read = seriesOfRules(rules(at('2026-11-26'), 'FREQ=DAILY;UNTIL=99991231T235959Z'));
    expect(read).toMatchObject({ series: { recurrence: { range: { kind: 'noEnd' } } } });
  });
});

describe('a number of occurrences', () => {
  const rangeOf = (rule: string) => {
    const read = seriesOfRules(rules(at('2026-11-26'), rule));
    return read.kind === 'series' ? read.series.recurrence.range : read.reason;
  };

  it('counts the deleted ones too', () => {
    const read = seriesOfRules({
      ...rules(at('2026-11-26'), 'FREQ=WEEKLY;COUNT=3'),
      excludedStarts: [wall('2026-12-03T09:00')],
    });
    if (read.kind !== 'series') throw new Error(read.reason.code);
    expect(some(read.series).map(({ originalStart }) => originalStart)).toContainEqual(wall('2026-12-10T09:00'));
    expect(read.series.recurrence.range).toEqual({ kind: 'numbered', occurrences: 3 });
  });

  it('is the date of the last where Exchange cannot count so far', () => {
    expect(rangeOf('FREQ=DAILY;COUNT=999')).toEqual({ kind: 'numbered', occurrences: 999 });
    expect(rangeOf('FREQ=DAILY;COUNT=1000')).toEqual({ kind: 'endDate', endDate: '2029-08-21' });
  });
});

describe('an interval of years', () => {
  it('is one of months, which Exchange counts to 99', () => {
    const limitOf = (rule: string) => {
      const read = seriesOfRules(rules(at('2026-11-26'), rule));
      return read.kind === 'series' ? limitOfExchange(read.series) : read.reason;
    };
    expect(limitOf('FREQ=YEARLY;INTERVAL=8')).toBeNull();
    expect(limitOf('FREQ=YEARLY;INTERVAL=9')).toMatchObject({ code: 'interval_too_large' });
  });
});

describe('excluded dates', () => {
  it('name their occurrence in any zone, as a date too, and are kept in the words of the series', () => {
    const excludedStarts = [
      { local: parseLocalDateTime('2026-11-26T08:00'), zone: parseTimeZoneId('UTC') },
      { date: parseCalendarDate('2026-12-10') },
      wall('2026-12-11T09:00'),
    ];
    const read = seriesOfRules({ ...rules(at('2026-11-26'), 'FREQ=WEEKLY'), excludedStarts });
    expect(read.kind === 'series' && read.series.deleted).toEqual([wall('2026-11-26T09:00'), wall('2026-12-10T09:00')]);
  });

  it('of whole days may be written as midnight', () => {
    const read = seriesOfRules({
      ...rules(days('2026-11-26'), 'FREQ=WEEKLY'),
      excludedStarts: [wall('2026-12-03T00:00'), wall('2026-12-10T09:00')],
    });
    expect(read.kind === 'series' && read.series.deleted).toEqual([{ date: '2026-12-03' }]);
  });
});

describe('a series written as a rule', () => {
  it.each<readonly [string, RecurrencePattern, string]>([
    ['2026-11-26', { kind: 'daily', interval: 1 }, 'FREQ=DAILY'],
    ['2026-11-26', weekly(['thursday', 'friday'], 2, 'sunday'), 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,FR;WKST=SU'],
    ['2026-11-26', monthly(26), 'FREQ=MONTHLY;BYMONTHDAY=26'],
    ['2026-11-30', monthly(31), 'FREQ=MONTHLY;BYMONTHDAY=-1'],
    ['2026-11-30', monthly(30), 'FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1'],
    ['2028-02-29', yearly(2, 29), 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1'],
    ['2026-12-31', yearly(12, 31), 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31'],
    ['2026-11-30', relative('weekday', 'last'), 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1'],
    ['2026-11-27', relative('friday', 'last', 2), 'FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR'],
    ['2026-11-07', relative('weekendDay', 'second'), 'FREQ=MONTHLY;BYDAY=SU,SA;BYSETPOS=2'],
  ])('from %s', (startDate, pattern, rule) => {
    expect(rulesOfSeries(series(at(startDate), pattern, { kind: 'noEnd' })).rules).toEqual([rule]);
  });

  it('says its end in UTC where it has a time, and as a date where it has not', () => {
    const range: RecurrenceRange = { kind: 'endDate', endDate: parseCalendarDate('2027-07-01') };
    const daily: RecurrencePattern = { kind: 'daily', interval: 1 };
    expect(rulesOfSeries(series(at('2026-11-26'), daily, range)).rules).toEqual(['FREQ=DAILY;UNTIL=20270701T070000Z']);
    expect(rulesOfSeries(series(days('2026-11-26'), daily, range)).rules).toEqual(['FREQ=DAILY;UNTIL=20270701']);
    const five: RecurrenceRange = { kind: 'numbered', occurrences: 5 };
    expect(rulesOfSeries(series(at('2026-11-26'), daily, five)).rules).toEqual(['FREQ=DAILY;COUNT=5']);
  });
});

describe('random series', () => {
  it('survive the way to rules and back: the same recurrence, the same occurrences', () => {
    fc.assert(
      fc.property(arbitrarySeries, (series) => {
        const again = seriesOfRules(rulesOfSeries(series));
        if (again.kind !== 'series') throw new Error(again.reason.code);
        const startDate = calendarDateOf(firstDay(series.time));
        expect(sameRecurrence(again.series.recurrence, series.recurrence, startDate)).toBe(true);
        expect(some(again.series)).toEqual(some(series));
        // The words may differ once (every twelve months is every year), and then no more.
        const words = rulesOfSeries(again.series);
        const once = seriesOfRules(words);
        expect(once.kind === 'series' && rulesOfSeries(once.series)).toEqual(words);
      }),
      { numRuns: RUNS },
    );
  });

  it('have the occurrences that ical.js finds in their rules, where it has no known defect', () => {
    fc.assert(
      fc.property(arbitrarySeries, (series) => {
        const set = rulesOfSeries(series);
        fc.pre(!set.rules.some((rule) => rule.includes('BYSETPOS')));
        expect(originalStarts(series, COMPARED)).toEqual(originalStartsOfPeer(set, COMPARED));
      }),
      { numRuns: 300 },
    );
  });
});

/** More by hand: RACCORDO_CASES=100000. */
const RUNS = Number(process.env['RACCORDO_CASES'] ?? 500);
const COMPARED = 30;

/** The first forty, and the last ten of what ends. */
function some(series: Series): readonly Occurrence[] {
  const period = { from: null, until: null, zone: ROME };
  const found: Occurrence[] = [];
  for (const occurrence of expand(series, period)) {
    found.push(occurrence);
    if (found.length === 40) break;
  }
  if (series.recurrence.range.kind === 'noEnd') return found;
  const lastDays = [...daysOfRecurrence(series.recurrence, firstDay(series.time))].slice(-10);
  const from = lastDays[0] === undefined ? null : Date.parse(calendarDateOf(lastDays[0] - 5));
  if (from === null) return found;
  const late = { ...period, from: new Date(from).toISOString().replace('.000', '') as Occurrence['start'] };
  return [...found, ...expand(series, late)];
}

/** By the rule: deleted ones left out, exceptions at their old place. */
function originalStarts(series: Series, count: number): readonly string[] {
  const { deleted } = changedDays(series);
  const found: string[] = [];
  for (const day of daysOfRecurrence(series.recurrence, firstDay(series.time))) {
    if (deleted.has(day)) continue;
    const time = series.time.kind === 'timed' ? series.time.start.slice(10) : '';
    found.push(`${calendarDateOf(day)}${time}`);
    if (found.length === count) break;
  }
  return found;
}

/** Times without a zone, as ical.js counts them best; an UNTIL in UTC would be compared as if it had none either. */
function originalStartsOfPeer({ time, rules, excludedStarts }: RuleSet, count: number): readonly string[] {
  const start = time.kind === 'timed' ? time.start : time.startDate;
  const rule = rules[0]?.replace(
    /UNTIL=(\d{8})T\d{6}Z/,
    (_, utc: string) => `UNTIL=${dayInZone(utc, rules[0] ?? '', time)}`,
  );
  const component = new ICAL.Component('vevent');
  component.addPropertyWithValue('dtstart', timeOfPeer(start));
  component.addPropertyWithValue('rrule', ICAL.Recur.fromString(rule ?? ''));
  for (const excluded of excludedStarts) {
    component.addPropertyWithValue('exdate', timeOfPeer('date' in excluded ? excluded.date : excluded.local));
  }
  const expansion = new ICAL.RecurExpansion({ component, dtstart: timeOfPeer(start) });
  const found: string[] = [];
  for (let next = expansion.next(); next !== null && next !== undefined; next = expansion.next()) {
    found.push(next.toString());
    if (found.length === count) break;
  }
  return found;
}

function timeOfPeer(text: string): ICAL.Time {
  return text.length === 10 ? ICAL.Time.fromDateString(text) : ICAL.Time.fromDateTimeString(text);
}

/** The local date and time of an UNTIL in UTC, without its zone. */
function dayInZone(_date: string, rule: string, time: SeriesTime): string {
  const text = /UNTIL=(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/.exec(rule);
  const [, year, month, day, hour, minute, second] = text ?? [];
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  const zone = time.kind === 'timed' ? time.zone : 'UTC';
  const local = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(ms);
  return local.replace(/[-:]/g, '').replace(' ', 'T');
}

function rules(time: SeriesTime, rule: string): RuleSet {
  return { time, rules: [rule], exclusionRules: [], extraStarts: [], excludedStarts: [], exceptions: [] };
}

function series(time: SeriesTime, pattern: RecurrencePattern, range: RecurrenceRange): Series {
  return { time, recurrence: { pattern, range }, deleted: [], exceptions: [] };
}

/** From 9 to 10 in Rome. */
function at(date: string): SeriesTime {
  return {
    kind: 'timed',
    start: parseLocalDateTime(`${date}T09:00`),
    end: parseLocalDateTime(`${date}T10:00`),
    zone: ROME,
  };
}

function days(date: string): SeriesTime {
  const startDate = parseCalendarDate(date);
  return { kind: 'allDay', startDate, endDate: addDays(startDate, 1) };
}

function wall(local: string) {
  return { local: parseLocalDateTime(local), zone: ROME };
}

function weekly(
  days: Extract<RecurrencePattern, { kind: 'weekly' }>['days'],
  interval = 1,
  firstDayOfWeek: (typeof days)[number] = 'monday',
): RecurrencePattern {
  return { kind: 'weekly', interval, days, firstDayOfWeek };
}

function monthly(dayOfMonth: number): Extract<RecurrencePattern, { kind: 'absoluteMonthly' }> {
  return { kind: 'absoluteMonthly', interval: 1, dayOfMonth };
}

function yearly(month: number, dayOfMonth: number): RecurrencePattern {
  return { kind: 'absoluteYearly', month, dayOfMonth };
}

type RelativeMonthly = Extract<RecurrencePattern, { kind: 'relativeMonthly' }>;

function relative(day: RelativeMonthly['day'], index: RelativeMonthly['index'], interval = 1): RecurrencePattern {
  return { kind: 'relativeMonthly', interval, day, index };
}
