import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Recurrence, RecurrencePattern, RecurrenceRange } from '../../../../model/index.ts';
import { normalRecurrence, parseCalendarDate } from '../../../../model/index.ts';
import { calendarDateOf } from '../../../../model/recurrence/days/day-number.ts';
import { arbitraryRecurrence } from '../../../../model/recurrence/testing/arbitrary-series.ts';
import type { RequestVersion } from '../../soap/channel.ts';
import { REQUEST_VERSIONS } from '../../soap/channel.ts';
import { parseBody } from '../../testing/canned-channel.ts';
import { assertValidRequest, haveSchemas } from '../../testing/request-schema.ts';
import { isNotReadable } from './not-readable.ts';
import { recurrenceFromWire } from './recurrence-from-wire.ts';
import { recurrenceToWire } from './recurrence-to-wire.ts';
import { dependsOnWeekStart, hasWeekStart, USUAL_WEEK_START } from './week-start.ts';

/** More by hand: RACCORDO_CASES=100000. */
const RUNS = Number(process.env['RACCORDO_CASES'] ?? 300);
const TUESDAY = parseCalendarDate('2026-12-01');
const NO_END: RecurrenceRange = { kind: 'noEnd' };
const version = fc.constantFrom(...REQUEST_VERSIONS);

const written = (pattern: RecurrencePattern, range: RecurrenceRange, version: RequestVersion = 'Exchange2016') =>
  recurrenceToWire({ pattern, range }, TUESDAY, version)?.markup.replaceAll('t:', '') ?? null;

describe('a recurrence on the wire', () => {
  it.each<readonly [RecurrencePattern, string]>([
    [{ kind: 'daily', interval: 3 }, '<DailyRecurrence><Interval>3</Interval></DailyRecurrence>'],
    [
      { kind: 'weekly', interval: 2, days: ['thursday', 'tuesday'], firstDayOfWeek: 'monday' },
      '<WeeklyRecurrence><Interval>2</Interval><DaysOfWeek>Tuesday Thursday</DaysOfWeek><FirstDayOfWeek>Monday</FirstDayOfWeek></WeeklyRecurrence>',
    ],
    [
      { kind: 'absoluteMonthly', interval: 1, dayOfMonth: 31 },
      '<AbsoluteMonthlyRecurrence><Interval>1</Interval><DayOfMonth>31</DayOfMonth></AbsoluteMonthlyRecurrence>',
    ],
    [
      { kind: 'relativeMonthly', interval: 6, day: 'weekendDay', index: 'last' },
      '<RelativeMonthlyRecurrence><Interval>6</Interval><DaysOfWeek>WeekendDay</DaysOfWeek><DayOfWeekIndex>Last</DayOfWeekIndex></RelativeMonthlyRecurrence>',
    ],
    [
      { kind: 'absoluteYearly', month: 2, dayOfMonth: 29 },
      '<AbsoluteYearlyRecurrence><DayOfMonth>29</DayOfMonth><Month>February</Month></AbsoluteYearlyRecurrence>',
    ],
    [
      { kind: 'relativeYearly', month: 12, day: 'tuesday', index: 'first' },
      '<RelativeYearlyRecurrence><DaysOfWeek>Tuesday</DaysOfWeek><DayOfWeekIndex>First</DayOfWeekIndex><Month>December</Month></RelativeYearlyRecurrence>',
    ],
  ])('says %o', (pattern, expected) => {
    expect(written(pattern, NO_END)).toBe(
      `<Recurrence>${expected}<NoEndRecurrence><StartDate>2026-12-01</StartDate></NoEndRecurrence></Recurrence>`,
    );
  });

  it.each<readonly [RecurrenceRange, string]>([
    [
      { kind: 'endDate', endDate: parseCalendarDate('2027-03-31') },
      '<EndDateRecurrence><StartDate>2026-12-01</StartDate><EndDate>2027-03-31</EndDate></EndDateRecurrence>',
    ],
    [
      { kind: 'numbered', occurrences: 10 },
      '<NumberedRecurrence><StartDate>2026-12-01</StartDate><NumberOfOccurrences>10</NumberOfOccurrences></NumberedRecurrence>',
    ],
  ])('ends with %o', (range, expected) => {
    expect(written({ kind: 'daily', interval: 1 }, range)).toBe(
      `<Recurrence><DailyRecurrence><Interval>1</Interval></DailyRecurrence>${expected}</Recurrence>`,
    );
  });

  it('says where weeks begin since Exchange 2010 SP1', () => {
    const weekly = { kind: 'weekly', interval: 1, days: ['tuesday'], firstDayOfWeek: 'monday' } as const;
    const saying = REQUEST_VERSIONS.filter((version) => written(weekly, NO_END, version)?.includes('FirstDayOfWeek'));
    expect(saying).toEqual(REQUEST_VERSIONS.slice(REQUEST_VERSIONS.indexOf('Exchange2010_SP1')));
  });

  it('is not written where an older version would take other days', () => {
    const fortnightly = { kind: 'weekly', interval: 2, days: ['tuesday', 'sunday'] } as const;
    expect(written({ ...fortnightly, firstDayOfWeek: 'monday' }, NO_END, 'Exchange2010')).toBeNull();
    expect(written({ ...fortnightly, firstDayOfWeek: 'sunday' }, NO_END, 'Exchange2007_SP1')).toBeNull();
    expect(
      written({ ...fortnightly, days: ['tuesday'], firstDayOfWeek: 'monday' }, NO_END, 'Exchange2010'),
    ).not.toBeNull();
  });
});

describe('any recurrence', () => {
  it('is read as it was written, by every version that can say it', () => {
    fc.assert(
      fc.property(arbitraryRecurrence, version, ({ recurrence, start }, version) => {
        const startDate = calendarDateOf(start);
        const markup = recurrenceToWire(recurrence, startDate, version);
        const canSay = hasWeekStart(version);
        expect(markup === null).toBe(!canSay && dependsOnWeekStart(recurrence.pattern, startDate));
        if (markup === null) return;
        const told = recurrenceFromWire(parseBody(markup.markup));
        if (isNotReadable(told)) throw new Error(told.code);
        expect(told.startDate).toBe(startDate);
        expect(normalRecurrence(told.recurrence, startDate)).toEqual(normalRecurrence(recurrence, startDate));
        expect(inOneOrder(told.recurrence)).toEqual(inOneOrder(canSay ? recurrence : withUsualWeeks(recurrence)));
      }),
      { numRuns: 3 * RUNS },
    );
  });

  it.skipIf(!haveSchemas)('is valid against the schema of its version', () => {
    fc.assert(
      fc.property(arbitraryRecurrence, version, ({ recurrence, start }, version) => {
        const markup = recurrenceToWire(recurrence, calendarDateOf(start), version);
        fc.pre(markup !== null);
        assertValidRequest(
          `<m:CreateItem SendMeetingInvitations="SendToNone"><m:Items><t:CalendarItem>${markup.markup}</t:CalendarItem></m:Items></m:CreateItem>`,
          version,
        );
      }),
      { numRuns: RUNS },
    );
  });
});

function withUsualWeeks({ pattern, range }: Recurrence): Recurrence {
  return { range, pattern: pattern.kind === 'weekly' ? { ...pattern, firstDayOfWeek: USUAL_WEEK_START } : pattern };
}

/** Days of the week are a set. */
function inOneOrder({ pattern, range }: Recurrence): Recurrence {
  return { range, pattern: pattern.kind === 'weekly' ? { ...pattern, days: [...pattern.days].sort() } : pattern };
}
