import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningSimulator } from './index.ts';
import { startSimulator } from './index.ts';
import type { Conversation } from './testing/ews-conversation.ts';
import { all, codes, conversation, idOf, text, texts } from './testing/ews-conversation.ts';

let simulator: RunningSimulator;
let send: Conversation;
beforeAll(async () => {
  simulator = await startSimulator();
  send = conversation(simulator);
});
afterAll(() => simulator.close());

const ROME = 'Id="W. Europe Standard Time"';

interface SeriesText {
  readonly pattern: string;
  readonly range: string;
  /** On the wall clock of Rome. */
  readonly start: string;
  readonly end: string;
  readonly more?: string;
}

const seriesXml = ({ pattern, range, start, end, more = '' }: SeriesText) =>
  `<t:CalendarItem><t:Subject>Riunione</t:Subject><t:Start>${start}</t:Start><t:End>${end}</t:End>${more}` +
  `<t:Location>Sala</t:Location><t:Recurrence>${pattern}${range}</t:Recurrence><t:StartTimeZone ${ROME}/><t:EndTimeZone ${ROME}/></t:CalendarItem>`;

const create = (series: SeriesText) =>
  `<m:CreateItem SendMeetingInvitations="SendToNone"><m:Items>${seriesXml(series)}</m:Items></m:CreateItem>`;

const get = (...ids: readonly string[]) =>
  `<m:GetItem><m:ItemShape><t:BaseShape>AllProperties</t:BaseShape></m:ItemShape><m:ItemIds>${ids.join('')}</m:ItemIds></m:GetItem>`;

const update = (id: string, updates: string) =>
  `<m:UpdateItem ConflictResolution="AlwaysOverwrite" SendMeetingInvitationsOrCancellations="SendToNone"><m:ItemChanges><t:ItemChange>${id}<t:Updates>${updates}</t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`;

const set = (uri: string, content: string) =>
  `<t:SetItemField><t:FieldURI FieldURI="${uri}"/><t:CalendarItem>${content}</t:CalendarItem></t:SetItemField>`;

const remove = (id: string) =>
  `<m:DeleteItem DeleteType="MoveToDeletedItems" SendMeetingCancellations="SendToNone"><m:ItemIds>${id}</m:ItemIds></m:DeleteItem>`;

const view = (from: string, to: string, more = '') =>
  `<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>${['Start', 'End', 'OriginalStart', 'CalendarItemType'].map((name) => `<t:FieldURI FieldURI="calendar:${name}"/>`).join('')}</t:AdditionalProperties></m:ItemShape>` +
  `<m:CalendarView StartDate="${from}" EndDate="${to}"${more}/><m:ParentFolderIds><t:DistinguishedFolderId Id="calendar"/></m:ParentFolderIds></m:FindItem>`;

const at = (masterId: string, index: number) =>
  `<t:OccurrenceItemId RecurringMasterId="${masterId}" InstanceIndex="${index}"/>`;

async function created(series: SeriesText) {
  const answer = await send(create(series));
  expect(codes(answer)).toEqual(['NoError']);
  return idOf(answer);
}

/** Days of the first occurrences, by asking for one index after the other. */
async function days(series: SeriesText, count: number): Promise<readonly string[]> {
  const { id } = await created(series);
  const answer = await send(get(...Array.from({ length: count }, (_, index) => at(id, index + 1))));
  return all(answer, 't:CalendarItem').map((item) => (text(item, 't:StartWallClock') ?? '').slice(0, 10));
}

const NO_END = '<t:NoEndRecurrence><t:StartDate>2026-12-01</t:StartDate></t:NoEndRecurrence>';
const from = (day: string) => ({
  range: `<t:NoEndRecurrence><t:StartDate>${day}</t:StartDate></t:NoEndRecurrence>`,
  start: `${day}T09:00:00`,
  end: `${day}T10:00:00`,
});
const DAILY = '<t:DailyRecurrence><t:Interval>1</t:Interval></t:DailyRecurrence>';
const TUESDAYS =
  '<t:WeeklyRecurrence><t:Interval>1</t:Interval><t:DaysOfWeek>Tuesday</t:DaysOfWeek></t:WeeklyRecurrence>';
const WEEKLY: SeriesText = {
  pattern: TUESDAYS,
  range: NO_END,
  start: '2026-12-01T09:00:00',
  end: '2026-12-01T10:00:00',
};

describe('the six patterns', () => {
  test.each<readonly [string, SeriesText, readonly string[]]>([
    [
      'every third day',
      { pattern: '<t:DailyRecurrence><t:Interval>3</t:Interval></t:DailyRecurrence>', ...from('2026-12-30') },
      ['2026-12-30', '2027-01-02', '2027-01-05'],
    ],
    [
      'Sunday and Monday of every other week that begins on Monday',
      {
        pattern:
          '<t:WeeklyRecurrence><t:Interval>2</t:Interval><t:DaysOfWeek>Sunday Monday</t:DaysOfWeek><t:FirstDayOfWeek>Monday</t:FirstDayOfWeek></t:WeeklyRecurrence>',
        ...from('2026-11-30'),
      },
      ['2026-11-30', '2026-12-06', '2026-12-14', '2026-12-20'],
    ],
    [
      'Sunday and Monday of every other week that begins on Sunday',
      {
        pattern:
          '<t:WeeklyRecurrence><t:Interval>2</t:Interval><t:DaysOfWeek>Sunday Monday</t:DaysOfWeek></t:WeeklyRecurrence>',
        ...from('2026-11-30'),
      },
      ['2026-11-30', '2026-12-13', '2026-12-14', '2026-12-27'],
    ],
    [
      'the 31st of every month, or its last day',
      {
        pattern:
          '<t:AbsoluteMonthlyRecurrence><t:Interval>1</t:Interval><t:DayOfMonth>31</t:DayOfMonth></t:AbsoluteMonthlyRecurrence>',
        ...from('2027-01-31'),
      },
      ['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30'],
    ],
    [
      'the last Friday of every second month',
      {
        pattern:
          '<t:RelativeMonthlyRecurrence><t:Interval>2</t:Interval><t:DaysOfWeek>Friday</t:DaysOfWeek><t:DayOfWeekIndex>Last</t:DayOfWeekIndex></t:RelativeMonthlyRecurrence>',
        ...from('2026-12-25'),
      },
      ['2026-12-25', '2027-02-26', '2027-04-30'],
    ],
    [
      'the first working day of every month',
      {
        pattern:
          '<t:RelativeMonthlyRecurrence><t:Interval>1</t:Interval><t:DaysOfWeek>Weekday</t:DaysOfWeek><t:DayOfWeekIndex>First</t:DayOfWeekIndex></t:RelativeMonthlyRecurrence>',
        ...from('2027-01-01'),
      },
      ['2027-01-01', '2027-02-01', '2027-03-01', '2027-04-01', '2027-05-03'],
    ],
    [
      '29 February, or the 28th',
      {
        pattern:
          '<t:AbsoluteYearlyRecurrence><t:DayOfMonth>29</t:DayOfMonth><t:Month>February</t:Month></t:AbsoluteYearlyRecurrence>',
        ...from('2028-02-29'),
      },
      ['2028-02-29', '2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29'],
    ],
    [
      'the second Sunday of May',
      {
        pattern:
          '<t:RelativeYearlyRecurrence><t:DaysOfWeek>Sunday</t:DaysOfWeek><t:DayOfWeekIndex>Second</t:DayOfWeekIndex><t:Month>May</t:Month></t:RelativeYearlyRecurrence>',
        ...from('2027-05-09'),
      },
      ['2027-05-09', '2028-05-14', '2029-05-13'],
    ],
  ])('%s', async (_, series, expected) => {
    expect(await days(series, expected.length)).toEqual(expected);
  });
});

describe('the three ranges', () => {
  test('with a number the index ends there', async () => {
    const range =
      '<t:NumberedRecurrence><t:StartDate>2026-12-01</t:StartDate><t:NumberOfOccurrences>3</t:NumberOfOccurrences></t:NumberedRecurrence>';
    const { id, xml } = await created({ ...WEEKLY, range });
    expect(codes(await send(get(at(id, 3), at(id, 4))))).toEqual([
      'NoError',
      'ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange',
    ]);
    const last = all(await send(get(xml)), 't:LastOccurrence')[0];
    expect(last && text(last, 't:Start')).toBe('2026-12-15T08:00:00Z');
  });

  test('the end date belongs to the series', async () => {
    const range =
      '<t:EndDateRecurrence><t:StartDate>2026-12-01</t:StartDate><t:EndDate>2026-12-15</t:EndDate></t:EndDateRecurrence>';
    const { xml } = await created({ ...WEEKLY, range });
    const last = all(await send(get(xml)), 't:LastOccurrence')[0];
    expect(last && text(last, 't:Start')).toBe('2026-12-15T08:00:00Z');
  });

  test('without an end there is a first occurrence and no last one', async () => {
    const read = await send(get((await created(WEEKLY)).xml));
    expect(all(read, 't:FirstOccurrence')).toHaveLength(1);
    expect(all(read, 't:LastOccurrence')).toHaveLength(0);
  });
});

test('a series starts with its first occurrence, and its days carry the offset of its zone', async () => {
  const { xml } = await created({ ...WEEKLY, ...from('2026-11-27'), pattern: TUESDAYS });
  const read = await send(get(xml));
  expect(text(read, 't:Start')).toBe('2026-12-01T08:00:00Z');
  expect(text(read, 't:StartDate')).toBe('2026-12-01+01:00');
  expect([text(read, 't:CalendarItemType'), text(read, 't:FirstDayOfWeek')]).toEqual(['RecurringMaster', 'Sunday']);
  const old = await send(get(xml), { version: 'Exchange2010' });
  expect(text(old, 't:FirstDayOfWeek')).toBeUndefined();
});

test('nine o’clock in Rome stays nine o’clock in March and October; the hours of a night that loses one are fewer', async () => {
  const { id } = await created({ pattern: DAILY, ...from('2027-03-27') });
  const spring = await send(get(at(id, 1), at(id, 2)));
  expect(all(spring, 't:CalendarItem').map((item) => text(item, 't:Start'))).toEqual([
    '2027-03-27T08:00:00Z',
    '2027-03-28T07:00:00Z',
  ]);
  const night = await created({
    ...from('2027-10-30'),
    pattern: DAILY,
    start: '2027-10-30T01:00:00',
    end: '2027-10-30T05:00:00',
  });
  const autumn = await send(get(at(night.id, 1), at(night.id, 2)));
  expect(all(autumn, 't:CalendarItem').map((item) => text(item, 't:Duration'))).toEqual(['PT4H', 'PT5H']);
});

test('an occurrence in the hour that does not exist begins an hour later', async () => {
  const { id } = await created({
    ...from('2027-03-27'),
    pattern: DAILY,
    start: '2027-03-27T02:30:00',
    end: '2027-03-27T03:00:00',
  });
  const read = await send(get(at(id, 2)));
  expect(text(read, 't:StartWallClock')).toBe('2027-03-28T03:30:00+02:00');
});

test('an occurrence that begins in the hour that does not exist and ends behind it keeps its length', async () => {
  const { id } = await created({
    ...from('2027-03-27'),
    pattern: DAILY,
    start: '2027-03-27T02:30:00',
    end: '2027-03-27T03:15:00',
  });
  const read = await send(get(at(id, 2)));
  expect([text(read, 't:Start'), text(read, 't:End')]).toEqual(['2027-03-28T01:30:00Z', '2027-03-28T02:15:00Z']);
});

describe('occurrences', () => {
  test('share the change key of their series, have ids of their own, and lead back to it', async () => {
    const master = await created(WEEKLY);
    const read = await send(get(at(master.id, 2)));
    const occurrence = idOf(read);
    expect(occurrence.changeKey).toBe(master.changeKey);
    expect(occurrence.id).not.toBe(master.id);
    expect(
      ['CalendarItemType', 'OriginalStart', 'RecurrenceId', 'IsRecurring', 'Recurrence'].map((name) =>
        text(read, `t:${name}`),
      ),
    ).toEqual(['Occurrence', '2026-12-08T08:00:00Z', '2026-12-08T08:00:00Z', 'true', undefined]);
    expect(idOf(await send(get(occurrence.xml))).id).toBe(occurrence.id);
    const back = await send(get(`<t:RecurringMasterItemId OccurrenceId="${occurrence.id}"/>`));
    expect([idOf(back).id, text(back, 't:CalendarItemType')]).toEqual([master.id, 'RecurringMaster']);
  });

  test('ids are not mixed up', async () => {
    const master = await created(WEEKLY);
    const single = simulator
      .mailbox('mario.rossi@azienda.example')
      .add('calendar', 'CalendarItem', { Subject: 'Una volta' });
    const occurrence = idOf(await send(get(at(master.id, 1))));
    const refused = await send(
      get(at(single.id, 1), at(occurrence.id, 1), at('x', 1), `<t:RecurringMasterItemId OccurrenceId="${master.id}"/>`),
    );
    expect(codes(refused)).toEqual([
      'ErrorCalendarCannotUseIdForOccurrenceId',
      'ErrorCalendarCannotUseIdForOccurrenceId',
      'ErrorInvalidIdMalformed',
      'ErrorCalendarCannotUseIdForRecurringMasterId',
    ]);
    const move = `<m:MoveItem><m:ToFolderId><t:DistinguishedFolderId Id="deleteditems"/></m:ToFolderId><m:ItemIds>${occurrence.xml}</m:ItemIds></m:MoveItem>`;
    expect(codes(await send(move))).toEqual(['ErrorCalendarCannotMoveOrCopyOccurrence']);
  });

  test('a changed one becomes an exception; the master tells it and gets a new change key', async () => {
    const master = await created(WEEKLY);
    const moved =
      set('calendar:Start', '<t:Start>2026-12-09T13:00:00Z</t:Start>') +
      set('calendar:End', '<t:End>2026-12-09T13:30:00Z</t:End>') +
      set('item:Subject', '<t:Subject>Spostata</t:Subject>');
    const saved = await send(update(at(master.id, 2), moved));
    expect(codes(saved)).toEqual(['NoError']);
    const exception = idOf(saved);
    const read = await send(get(master.xml));
    const [told] = all(read, 't:ModifiedOccurrences');
    expect(told && [idOf(told).id, ...texts(told, 't:Start'), ...texts(told, 't:OriginalStart')]).toEqual([
      exception.id,
      '2026-12-09T13:00:00Z',
      '2026-12-08T08:00:00Z',
    ]);
    expect(idOf(read).changeKey).toBe(exception.changeKey);
    expect(idOf(read).changeKey).not.toBe(master.changeKey);

    // What the exception has of its own stays, the rest follows the series.
    await send(
      update(
        master.xml,
        set('item:Subject', '<t:Subject>Nuovo nome</t:Subject>') +
          set('calendar:Location', '<t:Location>Altra sala</t:Location>'),
      ),
    );
    const [after, other] = all(await send(get(exception.xml, at(master.id, 3))), 't:CalendarItem');
    expect(
      after && ['CalendarItemType', 'Subject', 'Location', 'Start'].map((name) => text(after, `t:${name}`)),
    ).toEqual(['Exception', 'Spostata', 'Altra sala', '2026-12-09T13:00:00Z']);
    expect(other && [text(other, 't:CalendarItemType'), text(other, 't:Subject')]).toEqual([
      'Occurrence',
      'Nuovo nome',
    ]);
  });

  test('a property that an exception lost stays lost', async () => {
    const master = await created(WEEKLY);
    const saved = await send(
      update(at(master.id, 1), '<t:DeleteItemField><t:FieldURI FieldURI="calendar:Location"/></t:DeleteItemField>'),
    );
    const read = await send(get(idOf(saved).xml));
    expect([text(read, 't:CalendarItemType'), text(read, 't:Location')]).toEqual(['Exception', undefined]);
  });

  test.each([
    ['onto the day of its neighbour', '2026-12-15T16:00:00Z', '2026-12-15T17:00:00Z'],
    ['past its neighbour', '2026-12-16T08:00:00Z', '2026-12-16T09:00:00Z'],
    ['before the one ahead of it', '2026-11-30T08:00:00Z', '2026-11-30T09:00:00Z'],
    ['so long that it meets its neighbour', '2026-12-08T08:00:00Z', '2026-12-15T08:30:00Z'],
  ])('none moves %s', async (_, start, end) => {
    const master = await created(WEEKLY);
    const times = set('calendar:End', `<t:End>${end}</t:End>`) + set('calendar:Start', `<t:Start>${start}</t:Start>`);
    expect(codes(await send(update(at(master.id, 2), times)))).toEqual(['ErrorOccurrenceCrossingBoundary']);
    expect(all(await send(get(master.xml)), 't:ModifiedOccurrences')).toHaveLength(0);
  });

  test('a deleted one is told by the master, keeps its index, and never reaches Deleted Items', async () => {
    const master = await created(WEEKLY);
    const occurrence = idOf(await send(get(at(master.id, 2))));
    const before = simulator.mailbox('mario.rossi@azienda.example').items('deleteditems').length;
    expect(codes(await send(remove(at(master.id, 2))))).toEqual(['NoError']);
    const read = await send(get(master.xml));
    expect(texts(all(read, 't:DeletedOccurrences')[0] ?? read, 't:Start')).toEqual(['2026-12-08T08:00:00Z']);
    expect(simulator.mailbox('mario.rossi@azienda.example').items('deleteditems')).toHaveLength(before);
    expect(codes(await send(get(at(master.id, 2), occurrence.xml, at(master.id, 3))))).toEqual([
      'ErrorCalendarOccurrenceIsDeletedFromRecurrence',
      'ErrorItemNotFound',
      'NoError',
    ]);
    expect(codes(await send(remove(at(master.id, 2))))).toEqual(['ErrorCalendarOccurrenceIsDeletedFromRecurrence']);
  });

  test('the first occurrence that is told is the first one left; the last one left cannot be deleted', async () => {
    const range =
      '<t:NumberedRecurrence><t:StartDate>2026-12-01</t:StartDate><t:NumberOfOccurrences>2</t:NumberOfOccurrences></t:NumberedRecurrence>';
    const master = await created({ ...WEEKLY, range });
    await send(remove(at(master.id, 1)));
    const first = all(await send(get(master.xml)), 't:FirstOccurrence')[0];
    expect(first && text(first, 't:Start')).toBe('2026-12-08T08:00:00Z');
    expect(codes(await send(remove(at(master.id, 2))))).toEqual(['ErrorRecurrenceHasNoOccurrence']);
  });

  test('take no recurrence and no UID', async () => {
    const master = await created(WEEKLY);
    const recurrence = set('calendar:Recurrence', `<t:Recurrence>${DAILY}${NO_END}</t:Recurrence>`);
    expect(codes(await send(update(at(master.id, 1), recurrence)))).toEqual(['ErrorInvalidPropertySet']);
    expect(codes(await send(update(at(master.id, 1), set('calendar:UID', '<t:UID>x</t:UID>'))))).toEqual([
      'ErrorInvalidPropertySet',
    ]);
  });
});

describe('a changed series', () => {
  const exceptionAndDeletion = async () => {
    const master = await created(WEEKLY);
    await send(update(at(master.id, 2), set('item:Subject', '<t:Subject>Spostata</t:Subject>')));
    await send(remove(at(master.id, 3)));
    return master;
  };
  const kept = async (xml: string) => {
    const read = await send(get(xml));
    return all(read, 't:ModifiedOccurrences').length + all(read, 't:DeletedOccurrences').length;
  };

  test('keeps its exceptions when only texts change', async () => {
    const master = await exceptionAndDeletion();
    await send(update(master.xml, set('item:Subject', '<t:Subject>Altro</t:Subject>')));
    expect(await kept(master.xml)).toBe(2);
  });

  test.each([
    ['its hour', set('calendar:Start', '<t:Start>2026-12-01T08:15:00Z</t:Start>')],
    ['its recurrence', set('calendar:Recurrence', `<t:Recurrence>${DAILY}${NO_END}</t:Recurrence>`)],
    [
      'its recurrence, for the same one',
      set('calendar:Recurrence', `<t:Recurrence>${TUESDAYS}${NO_END}</t:Recurrence>`),
    ],
  ])('loses them with %s', async (_, change) => {
    const master = await exceptionAndDeletion();
    expect(codes(await send(update(master.xml, change)))).toEqual(['NoError']);
    expect(await kept(master.xml)).toBe(0);
  });

  test('a start on another day moves the range along', async () => {
    const master = await created({ ...WEEKLY, pattern: DAILY });
    const times =
      set('calendar:End', '<t:End>2026-12-03T09:00:00Z</t:End>') +
      set('calendar:Start', '<t:Start>2026-12-03T08:00:00Z</t:Start>');
    await send(update(master.xml, times));
    expect(text(await send(get(master.xml)), 't:StartDate')).toBe('2026-12-03+01:00');
  });

  test('without its recurrence it is a single appointment again, under the same id', async () => {
    const master = await exceptionAndDeletion();
    await send(
      update(master.xml, '<t:DeleteItemField><t:FieldURI FieldURI="calendar:Recurrence"/></t:DeleteItemField>'),
    );
    const read = await send(get(master.xml));
    expect([text(read, 't:CalendarItemType'), text(read, 't:Start')]).toEqual(['Single', '2026-12-01T08:00:00Z']);
  });
});

test.each<readonly [string, Partial<SeriesText>, string]>([
  [
    'an end before its first day',
    {
      range:
        '<t:EndDateRecurrence><t:StartDate>2026-12-02</t:StartDate><t:EndDate>2026-12-07</t:EndDate></t:EndDateRecurrence>',
    },
    'ErrorRecurrenceHasNoOccurrence',
  ],
  [
    'an end after the calendar’s',
    {
      range:
        '<t:EndDateRecurrence><t:StartDate>2026-12-01</t:StartDate><t:EndDate>4500-09-02</t:EndDate></t:EndDateRecurrence>',
    },
    'ErrorRecurrenceEndDateTooBig',
  ],
  [
    'a working day as day of the week',
    {
      pattern:
        '<t:WeeklyRecurrence><t:Interval>1</t:Interval><t:DaysOfWeek>Weekday</t:DaysOfWeek></t:WeeklyRecurrence>',
    },
    'ErrorCalendarInvalidDayForWeeklyRecurrence',
  ],
  [
    'an interval that cannot be stored',
    { pattern: '<t:DailyRecurrence><t:Interval>1000</t:Interval></t:DailyRecurrence>' },
    'ErrorCalendarInvalidRecurrence',
  ],
  [
    'occurrences longer than a day, every day',
    { pattern: DAILY, end: '2026-12-02T10:00:00' },
    'ErrorOccurrenceTimeSpanTooBig',
  ],
])('refused: a series with %s', async (_, part, code) => {
  expect(codes(await send(create({ ...WEEKLY, ...part })))).toEqual([code]);
});

describe('the calendar view', () => {
  let own: RunningSimulator;
  let ask: Conversation;
  beforeAll(async () => {
    own = await startSimulator();
    ask = conversation(own);
    const master = idOf(await ask(create(WEEKLY)));
    await ask(update(at(master.id, 2), set('calendar:Start', '<t:Start>2026-12-07T08:00:00Z</t:Start>')));
    await ask(remove(at(master.id, 3)));
    own.mailbox('mario.rossi@azienda.example').add('calendar', 'CalendarItem', {
      Subject: 'Una volta',
      Start: '2026-12-02T08:00:00Z',
      End: '2026-12-02T09:00:00Z',
    });
  });
  afterAll(() => own.close());

  test('shows singles, occurrences and exceptions by their start, and no masters', async () => {
    const answer = await ask(view('2026-12-01T00:00:00Z', '2027-01-01T00:00:00Z'));
    expect(
      all(answer, 't:CalendarItem').map((item) => [text(item, 't:CalendarItemType'), text(item, 't:Start')]),
    ).toEqual([
      ['Occurrence', '2026-12-01T08:00:00Z'],
      ['Single', '2026-12-02T08:00:00Z'],
      ['Exception', '2026-12-07T08:00:00Z'],
      ['Occurrence', '2026-12-22T08:00:00Z'],
      ['Occurrence', '2026-12-29T08:00:00Z'],
    ]);
    expect(all(answer, 'm:RootFolder')[0]?.attributes).toEqual({
      TotalItemsInView: '5',
      IncludesLastItemInRange: 'true',
    });
  });

  test('leaves out what ends at its beginning or begins at its end, and stops at the limit', async () => {
    expect(all(await ask(view('2026-12-01T09:00:00Z', '2026-12-02T08:00:00Z')), 't:CalendarItem')).toHaveLength(0);
    const two = await ask(view('2026-12-01T00:00:00Z', '2027-01-01T00:00:00Z', ' MaxEntriesReturned="2"'));
    expect(all(two, 't:CalendarItem')).toHaveLength(2);
    expect(all(two, 'm:RootFolder')[0]?.attributes['IncludesLastItemInRange']).toBe('false');
  });

  test('refuses more than two years, a folder of contacts, and a restriction', async () => {
    expect(codes(await ask(view('2026-12-01T00:00:00Z', '2028-12-03T00:00:00Z')))).toEqual([
      'ErrorCalendarViewRangeTooBig',
    ]);
    const contacts = view('2026-12-01T00:00:00Z', '2026-12-02T00:00:00Z').replace('Id="calendar"', 'Id="contacts"');
    expect(codes(await ask(contacts))).toEqual(['ErrorCalendarFolderIsInvalidForCalendarView']);
    const restricted = view('2026-12-01T00:00:00Z', '2026-12-02T00:00:00Z').replace(
      '<m:ParentFolderIds>',
      '<m:Restriction><t:Exists><t:FieldURI FieldURI="item:Subject"/></t:Exists></m:Restriction><m:ParentFolderIds>',
    );
    expect(codes(await ask(restricted))).toEqual(['ErrorInvalidOperation']);
  });
});

test('the feed tells masters only; whatever happens to an occurrence is an update of its master', async () => {
  const own = await startSimulator();
  const ask = conversation(own);
  const sync = (state: string) =>
    `<m:SyncFolderItems><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape><m:SyncFolderId><t:DistinguishedFolderId Id="calendar"/></m:SyncFolderId>${state}<m:MaxChangesReturned>100</m:MaxChangesReturned></m:SyncFolderItems>`;
  const master = idOf(await ask(create(WEEKLY)));
  let state = '';
  const changes = async () => {
    const answer = await ask(sync(state));
    state = `<m:SyncState>${text(answer, 'm:SyncState')}</m:SyncState>`;
    return ['t:Create', 't:Update', 't:Delete'].flatMap((name) =>
      all(answer, name).map((found) => [name, idOf(found).id]),
    );
  };
  expect(await changes()).toEqual([['t:Create', master.id]]);
  await ask(update(at(master.id, 2), set('item:Subject', '<t:Subject>x</t:Subject>')));
  expect(await changes()).toEqual([['t:Update', master.id]]);
  await ask(remove(at(master.id, 3)));
  expect(await changes()).toEqual([['t:Update', master.id]]);
  await ask(remove(master.xml));
  expect(await changes()).toEqual([['t:Delete', master.id]]);
  await own.close();
});

test('ranges of occurrences are read in one request since 2013', async () => {
  const master = await created(WEEKLY);
  await send(update(at(master.id, 2), set('calendar:Start', '<t:Start>2026-12-07T08:00:00Z</t:Start>')));
  const ranges = (more: string) =>
    `<t:RecurringMasterItemIdRanges Id="${master.id}"><t:Ranges><t:Range Start="2026-12-08T00:00:00Z" End="2026-12-23T00:00:00Z"${more}/></t:Ranges></t:RecurringMasterItemIdRanges>`;
  const starts = async (more: string) =>
    all(await send(get(ranges(more))), 't:CalendarItem').map((item) => text(item, 't:Start')?.slice(0, 10));
  expect(await starts('')).toEqual(['2026-12-15', '2026-12-22']);
  expect(await starts(' CompareOriginalStartTime="true"')).toEqual(['2026-12-07', '2026-12-15', '2026-12-22']);
  expect(await starts(' Count="1"')).toEqual(['2026-12-15']);
});

test('a person moves and deletes single occurrences as well', async () => {
  const mailbox = simulator.mailbox('mario.rossi@azienda.example');
  const series = mailbox.addXml('calendar', seriesXml(WEEKLY));
  const december = () => mailbox.occurrences(series.id, '2026-12-01T00:00:00Z', '2026-12-31T00:00:00Z');
  const [, second, third] = december();
  mailbox.change(second?.id ?? '', { Start: '2026-12-09T08:00:00Z', End: '2026-12-09T09:00:00Z' });
  mailbox.delete(third?.id ?? '');
  expect(december().map(({ fields }) => fields['Start'])).toEqual([
    '2026-12-01T08:00:00Z',
    '2026-12-09T08:00:00Z',
    '2026-12-22T08:00:00Z',
    '2026-12-29T08:00:00Z',
  ]);
  expect(mailbox.findItem(third?.id ?? '')).toBeUndefined();
});
