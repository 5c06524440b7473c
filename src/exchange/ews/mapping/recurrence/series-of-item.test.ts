import { describe, expect, it } from 'vitest';
import { parseTimeZoneId } from '../../../../model/index.ts';
import { parseBody } from '../../testing/canned-channel.ts';
import { fieldPath } from '../../wire/paths.ts';
import { itemFromWire } from '../item-from-wire.ts';
import { ITEM_KINDS } from '../item-kind.ts';

const ROME = parseTimeZoneId('Europe/Rome');
const TIMES =
  '<t:Start>2026-12-01T08:00:00Z</t:Start><t:End>2026-12-01T09:30:00Z</t:End><t:StartTimeZone Id="W. Europe Standard Time"/>';
const RULE =
  '<t:Recurrence><t:WeeklyRecurrence><t:Interval>2</t:Interval><t:DaysOfWeek>Tuesday Thursday</t:DaysOfWeek><t:FirstDayOfWeek>Monday</t:FirstDayOfWeek></t:WeeklyRecurrence><t:EndDateRecurrence><t:StartDate>2026-12-01+01:00</t:StartDate><t:EndDate>2027-03-31Z</t:EndDate></t:EndDateRecurrence></t:Recurrence>';
const MASTER = '<t:CalendarItemType>RecurringMaster</t:CalendarItemType>';

function itemOf(children: string, refused: readonly string[] = []) {
  const item = itemFromWire(parseBody(`<t:CalendarItem>${children}</t:CalendarItem>`), ITEM_KINDS.appointments, {
    version: 'Exchange2013_SP1',
    homeZone: ROME,
    refusedPaths: new Map(refused.map((uri) => [fieldPath(uri).markup, 'ErrorInvalidPropertyRequest'])),
  });
  if (item === 'foreign') throw new Error('foreign');
  return item;
}

describe('a master', () => {
  it('comes with its rule, from its first occurrence on, and with what was taken out of it', () => {
    const deleted =
      '<t:DeletedOccurrences><t:DeletedOccurrence><t:Start>2026-12-15T08:00:00Z</t:Start></t:DeletedOccurrence></t:DeletedOccurrences>';
    const { fields, notSynchronised } = itemOf(TIMES + MASTER + RULE + deleted);
    expect(notSynchronised).toBeNull();
    expect(fields.time).toEqual({
      kind: 'timed',
      start: '2026-12-01T08:00:00Z',
      end: '2026-12-01T09:30:00Z',
      zone: 'Europe/Rome',
      recurrence: {
        pattern: { kind: 'weekly', interval: 2, days: ['tuesday', 'thursday'], firstDayOfWeek: 'monday' },
        range: { kind: 'endDate', endDate: '2027-03-31' },
      },
    });
    expect(fields.occurrences).toEqual({ '2026-12-15': { kind: 'deleted' } });
  });

  it('has no changed occurrences where none is told', () => {
    expect(itemOf(TIMES + MASTER + RULE).fields.occurrences).toBeNull();
  });

  it.each([
    ['whose rule is not told', TIMES + MASTER],
    ['that only says that it recurs', `${TIMES}<t:IsRecurring>true</t:IsRecurring>`],
    ['with a rule that nobody knows', `${TIMES}<t:Recurrence><t:LunarRecurrence/></t:Recurrence>`],
    [
      'with a change that its rule does not have',
      `${TIMES}${RULE}<t:DeletedOccurrences><t:DeletedOccurrence><t:Start>2026-12-16T08:00:00Z</t:Start></t:DeletedOccurrence></t:DeletedOccurrences>`,
    ],
  ])('%s is left alone', (_, children) => {
    const { fields, notSynchronised } = itemOf(children);
    expect(notSynchronised).toBe('series');
    expect(fields.time).not.toHaveProperty('recurrence');
    expect(fields.occurrences).toBeNull();
  });

  it.each(['calendar:Recurrence', 'calendar:ModifiedOccurrences', 'calendar:DeletedOccurrences'])(
    'of a server that does not tell %s is left alone: nobody knows its occurrences',
    (uri) => {
      expect(itemOf(TIMES + MASTER + RULE, [uri]).notSynchronised).toBe('series');
    },
  );
});

it.each(['Occurrence', 'Exception'])('an %s is part of something else', (type) => {
  const element = parseBody(
    `<t:CalendarItem>${TIMES}<t:IsRecurring>true</t:IsRecurring><t:CalendarItemType>${type}</t:CalendarItemType></t:CalendarItem>`,
  );
  expect(itemFromWire(element, ITEM_KINDS.appointments, { version: 'Exchange2013_SP1', homeZone: null })).toBe(
    'foreign',
  );
});

it('what takes place once has no rule and no occurrences', () => {
  const { fields, notSynchronised } = itemOf(`${TIMES}<t:CalendarItemType>Single</t:CalendarItemType>`);
  expect([fields.time, fields.occurrences, notSynchronised]).toEqual([
    { kind: 'timed', start: '2026-12-01T08:00:00Z', end: '2026-12-01T09:30:00Z', zone: 'Europe/Rome' },
    null,
    null,
  ]);
});
