import { describe, expect, it } from 'vitest';
import type { Fields } from '../../../../model/index.ts';
import { parseTimeZoneId } from '../../../../model/index.ts';
import { createEwsSide } from '../../ews-side.ts';
import type { RequestVersion } from '../../soap/channel.ts';
import type { SentRequest } from '../../testing/canned-channel.ts';
import { allOf, cannedChannel, failure, responseOf, success } from '../../testing/canned-channel.ts';

const TIME = {
  kind: 'timed',
  start: '2026-12-01T08:00:00Z',
  end: '2026-12-01T09:00:00Z',
  zone: 'Europe/Rome',
  recurrence: {
    pattern: { kind: 'weekly', interval: 2, days: ['sunday', 'tuesday'], firstDayOfWeek: 'monday' },
    range: { kind: 'noEnd' },
  },
} as const;
const DELETED = { '2026-12-06': { kind: 'deleted' } };
const REF = '<t:ItemId Id="M" ChangeKey="1"/>';
const TIMES =
  '<t:UID>U</t:UID><t:Start>2026-12-01T08:00:00Z</t:Start><t:End>2026-12-01T09:00:00Z</t:End><t:StartTimeZone Id="W. Europe Standard Time"/>';
const RULE =
  '<t:Recurrence><t:WeeklyRecurrence><t:Interval>2</t:Interval><t:DaysOfWeek>Sunday Tuesday</t:DaysOfWeek><t:FirstDayOfWeek>Monday</t:FirstDayOfWeek></t:WeeklyRecurrence><t:NoEndRecurrence><t:StartDate>2026-12-01</t:StartDate></t:NoEndRecurrence></t:Recurrence>';

const itemIn = (operation: string, content: string) =>
  responseOf(operation, [success(operation, `<m:Items><t:CalendarItem>${REF}${content}</t:CalendarItem></m:Items>`)]);

function sideOf(answers: Readonly<Record<string, (request: SentRequest) => string>>, version?: RequestVersion) {
  const channel = cannedChannel(version ?? 'Exchange2013_SP1', (request) => {
    const answer = answers[request.operation];
    if (answer === undefined) throw new Error(`not expected: ${request.operation}`);
    return answer(request);
  });
  const homeZone = parseTimeZoneId('Europe/Rome');
  return { channel, side: createEwsSide(channel, { mailbox: 'a@example.it', homeZone }) };
}

const create = (fields: Fields) => ({ fields, stamp: 's', addCategories: [], uid: null });
const update = (changes: Fields) => ({ ref: { id: 'M', changeKey: '1' }, changes, categories: null, stamp: null });

describe('a new series', () => {
  it('becomes one appointment on a server that ignores recurrences, and nothing is said of occurrences', async () => {
    const { channel, side } = sideOf({
      CreateItem: () => itemIn('CreateItem', ''),
      GetItem: () => itemIn('GetItem', TIMES),
    });
    const fields = { time: TIME, occurrences: DELETED };
    expect(await side.create('appointments', [create(fields)])).toEqual([
      { kind: 'done', ref: { id: 'M', changeKey: '1' } },
    ]);
    expect(channel.sent.map(({ operation }) => operation)).toEqual(['CreateItem', 'GetItem']);
  });

  it('is not written where nobody can say on which day weeks begin', async () => {
    const { channel, side } = sideOf({}, 'Exchange2007_SP1');
    expect(await side.create('appointments', [create({ time: TIME })])).toMatchObject([
      { kind: 'failed', error: { code: 'series_week_start_unknown', disposition: 'quarantine' } },
    ]);
    expect(channel.sent).toEqual([]);
  });

  it('is never written without its zone, and the appointment beside it is', async () => {
    const { channel, side } = sideOf({
      GetServerTimeZones: () =>
        responseOf('GetServerTimeZones', [failure('GetServerTimeZones', 'ErrorInvalidRequest')]),
      CreateItem: ({ element }) =>
        responseOf(
          'CreateItem',
          allOf(element, 'CalendarItem').map((item) =>
            allOf(item, 'StartTimeZone').length > 0
              ? failure('CreateItem', 'ErrorCalendarInvalidTimeZone')
              : success('CreateItem', `<m:Items><t:CalendarItem>${REF}</t:CalendarItem></m:Items>`),
          ),
        ),
    });
    const single = { time: { ...TIME, recurrence: null } };
    const outcomes = await side.create('appointments', [create({ time: TIME }), create(single)]);
    expect(outcomes).toMatchObject([
      { kind: 'failed', error: { code: 'ErrorCalendarInvalidTimeZone' } },
      { kind: 'done' },
    ]);
    const withRule = channel.sent.flatMap(({ element }) => allOf(element, 'CalendarItem')).filter(recurs);
    expect(withRule.every((item) => allOf(item, 'StartTimeZone').length === 1)).toBe(true);
  });

  it('in a zone that Windows does not have is not written', async () => {
    const { side } = sideOf({});
    const fields = { time: { ...TIME, zone: 'Antarctica/Troll' } };
    expect(await side.create('appointments', [create(fields)])).toMatchObject([
      { kind: 'failed', error: { code: 'series_zone_unknown', disposition: 'quarantine' } },
    ]);
  });

  it('is not written to a server that was seen to know no recurrences', async () => {
    const refusesRule = ({ markup }: SentRequest) =>
      markup.includes('calendar:Recurrence')
        ? responseOf('GetItem', [failure('GetItem', 'ErrorInvalidPropertyRequest')])
        : itemIn('GetItem', TIMES);
    const { channel, side } = sideOf({ GetItem: refusesRule });
    await side.read('appointments', ['M']);
    expect(await side.create('appointments', [create({ time: TIME })])).toMatchObject([
      { kind: 'failed', error: { code: 'series_not_offered', disposition: 'quarantine' } },
    ]);
    expect(channel.sent.map(({ operation }) => operation)).not.toContain('CreateItem');
  });
});

it('a server that keeps occurrences deleted when the time changes is sent the rule as well', async () => {
  let start = '2026-12-01T08:00:00Z';
  let deleted =
    '<t:DeletedOccurrences><t:DeletedOccurrence><t:Start>2026-12-06T08:00:00Z</t:Start></t:DeletedOccurrence></t:DeletedOccurrences>';
  let key = 1;
  const { channel, side } = sideOf({
    GetItem: () =>
      responseOf('GetItem', [
        success(
          'GetItem',
          `<m:Items><t:CalendarItem><t:ItemId Id="M" ChangeKey="${key}"/>${TIMES.replace('2026-12-01T08:00:00Z', start).replace('2026-12-01T09:00:00Z', '2026-12-01T12:00:00Z')}${RULE}${deleted}</t:CalendarItem></m:Items>`,
        ),
      ]),
    UpdateItem: ({ element }) => {
      key += 1;
      start = allOf(element, 'Start')[0]?.text ?? start;
      if (recurs(element)) deleted = '';
      else deleted = deleted.replace('T08', start.slice(10, 13));
      return responseOf('UpdateItem', [
        success(
          'UpdateItem',
          `<m:Items><t:CalendarItem><t:ItemId Id="M" ChangeKey="${key}"/></t:CalendarItem></m:Items>`,
        ),
      ]);
    },
  });
  const time = { ...TIME, start: '2026-12-01T10:00:00Z', end: '2026-12-01T12:00:00Z' };
  const outcomes = await side.update('appointments', [update({ time, occurrences: null })], 'neverOverwrite');
  expect(outcomes).toEqual([{ kind: 'done', ref: { id: 'M', changeKey: '3' } }]);
  const updates = channel.sent.filter(({ operation }) => operation === 'UpdateItem');
  expect(updates.map(({ element }) => [allOf(element, 'Start').length, recurs(element)])).toEqual([
    [1, false],
    [0, true],
  ]);
});

describe('an occurrence', () => {
  const shown = (...items: readonly string[]) =>
    responseOf('FindItem', [
      success(
        'FindItem',
        `<m:RootFolder><t:Items>${items.map((item) => `<t:CalendarItem>${item}</t:CalendarItem>`).join('')}</t:Items></m:RootFolder>`,
      ),
    ]);
  const REGULAR =
    '<t:Start>2026-12-06T08:00:00Z</t:Start><t:End>2026-12-06T09:00:00Z</t:End><t:OriginalStart>2026-12-06T08:00:00Z</t:OriginalStart>';
  const at = (id: string, start: string, uid = 'U') =>
    `<t:ItemId Id="${id}" ChangeKey="1"/><t:UID>${uid}</t:UID><t:Start>${start}</t:Start>`;
  const outcomeWhere = async (calendar: string) => {
    const { channel, side } = sideOf({
      GetItem: ({ element }) =>
        allOf(element, 'ItemId')[0]?.attributes.Id === 'O'
          ? itemIn('GetItem', REGULAR).replace('Id="M"', 'Id="O"')
          : itemIn('GetItem', TIMES + RULE),
      FindItem: () => calendar,
      DeleteItem: () => responseOf('DeleteItem', [success('DeleteItem')]),
    });
    const [outcome] = await side.update('appointments', [update({ occurrences: DELETED })], 'neverOverwrite');
    const deleted = channel.sent.filter(({ operation }) => operation === 'DeleteItem');
    return {
      outcome,
      deleted: deleted.flatMap(({ element }) => allOf(element, 'ItemId')).map((id) => id.attributes.Id),
    };
  };

  it.each([
    ['is not shown', shown()],
    ['comes as the master', shown(at('M', '2026-12-06T08:00:00Z'))],
    ['is of another series', shown(at('O', '2026-12-06T08:00:00Z', 'V'))],
    ['lies at another time', shown(at('O', '2026-12-06T13:00:00Z'))],
    ['is shown twice', shown(at('O', '2026-12-06T08:00:00Z'), at('P', '2026-12-06T08:00:00Z'))],
  ])('that %s is not touched', async (_, calendar) => {
    expect(await outcomeWhere(calendar)).toMatchObject({
      outcome: { kind: 'failed', error: { code: 'occurrence_not_found', disposition: 'quarantine' } },
      deleted: [],
    });
  });

  it('that has nothing of its own is written, though the server calls it an exception', async () => {
    const exception = `${at('O', '2026-12-06T08:00:00Z')}<t:CalendarItemType>Exception</t:CalendarItemType>`;
    expect(await outcomeWhere(shown(exception))).toMatchObject({ outcome: { kind: 'done' }, deleted: ['O'] });
  });

  it('is found by its start where no original start is told', async () => {
    expect(await outcomeWhere(shown(at('O', '2026-12-06T08:00:00Z'), at('M', '2026-12-01T08:00:00Z')))).toMatchObject({
      outcome: { kind: 'done' },
      deleted: ['O'],
    });
  });
});

it('a series with an exception that is told and never there is read twice and left alone', async () => {
  const modified =
    '<t:ModifiedOccurrences><t:Occurrence><t:ItemId Id="E"/><t:OriginalStart>2026-12-06T08:00:00Z</t:OriginalStart></t:Occurrence></t:ModifiedOccurrences>';
  const { channel, side } = sideOf({
    GetItem: ({ element }) =>
      allOf(element, 'ItemId')[0]?.attributes.Id === 'E'
        ? responseOf('GetItem', [failure('GetItem', 'ErrorItemNotFound')])
        : itemIn('GetItem', TIMES + RULE + modified),
  });
  expect(await side.read('appointments', ['M'])).toMatchObject([
    { kind: 'found', item: { notSynchronised: 'series', fields: { time: { recurrence: TIME.recurrence } } } },
  ]);
  expect(channel.sent).toHaveLength(4);
});

it('a series with one occurrence that was called off goes on without it', async () => {
  const modified =
    '<t:ModifiedOccurrences><t:Occurrence><t:ItemId Id="E"/><t:OriginalStart>2026-12-06T08:00:00Z</t:OriginalStart></t:Occurrence></t:ModifiedOccurrences>';
  const exception =
    '<t:Start>2026-12-06T08:00:00Z</t:Start><t:End>2026-12-06T09:00:00Z</t:End><t:OriginalStart>2026-12-06T08:00:00Z</t:OriginalStart><t:IsMeeting>true</t:IsMeeting><t:IsCancelled>true</t:IsCancelled><t:MyResponseType>Accept</t:MyResponseType>';
  const { side } = sideOf({
    GetItem: ({ element }) =>
      allOf(element, 'ItemId')[0]?.attributes.Id === 'E'
        ? itemIn('GetItem', exception).replace('Id="M"', 'Id="E"')
        : itemIn('GetItem', TIMES + RULE + modified),
  });
  expect(await side.read('appointments', ['M'])).toMatchObject([
    { kind: 'found', item: { fields: { occurrences: DELETED }, meeting: { role: 'attendee', isCancelled: false } } },
  ]);
});

it('a series that is not understood is not written, whatever it shall be', async () => {
  const { channel, side } = sideOf({
    GetItem: () => itemIn('GetItem', `${TIMES}<t:Recurrence><t:LunarRecurrence/></t:Recurrence>`),
  });
  expect(
    await side.update('appointments', [update({ time: TIME, occurrences: null })], 'neverOverwrite'),
  ).toMatchObject([{ kind: 'failed', error: { code: 'series_not_understood', disposition: 'quarantine' } }]);
  expect(channel.sent.map(({ operation }) => operation)).not.toContain('UpdateItem');
});

function recurs(item: SentRequest['element']): boolean {
  return allOf(item, 'Recurrence').length > 0;
}
