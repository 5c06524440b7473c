import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningSimulator } from './index.ts';
import { startSimulator } from './index.ts';
import type { Conversation } from './testing/ews-conversation.ts';
import { all, basic, codes, conversation, idOf, text, texts } from './testing/ews-conversation.ts';

let simulator: RunningSimulator;
let send: Conversation;
let old: RunningSimulator;
let sendOld: Conversation;
beforeAll(async () => {
  simulator = await startSimulator();
  old = await startSimulator({ exchangeVersion: 'Exchange2007_SP1' });
  send = conversation(simulator);
  sendOld = conversation(old, 'Exchange2007_SP1');
});
afterAll(() => Promise.all([simulator.close(), old.close()]));

const zones = (ids: readonly string[], full?: boolean) =>
  `<m:GetServerTimeZones${full === undefined ? '' : ` ReturnFullTimeZoneData="${full}"`}><m:Ids>${ids.map((id) => `<t:Id>${id}</t:Id>`).join('')}</m:Ids></m:GetServerTimeZones>`;

const create = (content: string) =>
  `<m:CreateItem SendMeetingInvitations="SendToNone"><m:Items><t:CalendarItem>${content}</t:CalendarItem></m:Items></m:CreateItem>`;

const get = (id: string) =>
  `<m:GetItem><m:ItemShape><t:BaseShape>AllProperties</t:BaseShape></m:ItemShape><m:ItemIds>${id}</m:ItemIds></m:GetItem>`;

describe('GetServerTimeZones', () => {
  test('tells the rules of a zone as Windows knows them', async () => {
    const answer = await send(zones(['W. Europe Standard Time', 'UTC']));
    const [rome, utc] = all(answer, 't:TimeZoneDefinition');
    expect(all(rome ?? answer, 't:Period').map(({ attributes }) => [attributes['Name'], attributes['Bias']])).toEqual([
      ['Standard', '-PT1H'],
      ['Daylight', '-PT2H'],
    ]);
    expect(
      all(rome ?? answer, 't:RecurringDayTransition').map((each) =>
        ['Month', 'DayOfWeek', 'Occurrence', 'TimeOffset'].map((name) => text(each, `t:${name}`)),
      ),
    ).toEqual([
      ['3', 'Sunday', '-1', 'PT2H'],
      ['10', 'Sunday', '-1', 'PT3H'],
    ]);
    expect(all(utc ?? answer, 't:Period').map(({ attributes }) => attributes['Bias'])).toEqual(['PT0S']);
  });

  test('leaves out an id that it does not have, and rules that nobody wants', async () => {
    const answer = await send(zones(['Europe/Rome', 'eastern standard time'], false));
    expect(all(answer, 't:TimeZoneDefinition').map(({ attributes }) => attributes['Id'])).toEqual([
      'Eastern Standard Time',
    ]);
    expect(all(answer, 't:Period')).toHaveLength(0);
  });

  test('lists all zones when none is named; Exchange 2007 does not know the operation', async () => {
    const answer = await send('<m:GetServerTimeZones ReturnFullTimeZoneData="false"/>');
    expect(all(answer, 't:TimeZoneDefinition').length).toBeGreaterThan(130);
    expect(codes(await sendOld('<m:GetServerTimeZones/>', { invalid: true }))).toEqual(['ErrorInvalidRequest']);
  });
});

const RULES =
  '<t:Periods><t:Period Bias="-PT9H30M" Name="Standard" Id="s"/><t:Period Bias="-PT10H30M" Name="Daylight" Id="d"/></t:Periods>' +
  '<t:TransitionsGroups><t:TransitionsGroup Id="0">' +
  '<t:RecurringDayTransition><t:To Kind="Period">d</t:To><t:TimeOffset>PT2H</t:TimeOffset><t:Month>10</t:Month><t:DayOfWeek>Sunday</t:DayOfWeek><t:Occurrence>1</t:Occurrence></t:RecurringDayTransition>' +
  '<t:RecurringDayTransition><t:To Kind="Period">s</t:To><t:TimeOffset>PT3H</t:TimeOffset><t:Month>4</t:Month><t:DayOfWeek>Sunday</t:DayOfWeek><t:Occurrence>1</t:Occurrence></t:RecurringDayTransition>' +
  '</t:TransitionsGroup></t:TransitionsGroups><t:Transitions><t:Transition><t:To Kind="Group">0</t:To></t:Transition></t:Transitions>';

describe('a zone that no Windows has', () => {
  test('is read by its rules and shown as a custom one', async () => {
    const local = (day: string) => `<t:Start>${day}T09:00:00</t:Start><t:End>${day}T10:00:00</t:End>`;
    const zone = `<t:StartTimeZone Id="Mia" Name="Mia zona">${RULES}</t:StartTimeZone>`;
    const winter = idOf(await send(create(local('2027-07-01') + zone)));
    const summer = idOf(await send(create(local('2027-01-01') + zone)));
    const read = await send(get(winter.xml));
    expect([text(read, 't:Start'), text(read, 't:StartWallClock')]).toEqual([
      '2027-06-30T23:30:00Z',
      '2027-07-01T09:00:00+09:30',
    ]);
    expect(text(await send(get(summer.xml)), 't:Start')).toBe('2026-12-31T22:30:00Z');
    const shown = all(read, 't:StartTimeZone')[0];
    expect(shown?.attributes['Id']).toBe('tzone://Microsoft/Custom');
    expect(shown && texts(shown, 't:Occurrence')).toEqual(['1', '1']);
    expect(text(read, 't:StartTimeZoneId')).toBe('tzone://Microsoft/Custom');
    // What was shown can be written back.
    const again = await send(create(local('2027-07-01') + `<t:StartTimeZone Id="x">${RULES}</t:StartTimeZone>`));
    expect(codes(again)).toEqual(['NoError']);
  });

  test('is refused without rules', async () => {
    const times = '<t:Start>2027-07-01T09:00:00</t:Start><t:End>2027-07-01T10:00:00</t:End>';
    expect(codes(await send(create(`${times}<t:StartTimeZone Id="Mia"/>`)))).toEqual(['ErrorCalendarInvalidTimeZone']);
  });

  test('rules the days of a series', async () => {
    const series =
      '<t:Start>2027-04-03T09:00:00</t:Start><t:End>2027-04-03T10:00:00</t:End><t:Recurrence><t:DailyRecurrence><t:Interval>1</t:Interval></t:DailyRecurrence><t:NoEndRecurrence><t:StartDate>2027-04-03</t:StartDate></t:NoEndRecurrence></t:Recurrence>' +
      `<t:StartTimeZone Id="Mia">${RULES}</t:StartTimeZone>`;
    const { id } = idOf(await send(create(series)));
    const second = await send(get(`<t:OccurrenceItemId RecurringMasterId="${id}" InstanceIndex="2"/>`));
    // On the first Sunday of April the clock went back.
    expect(text(second, 't:Start')).toBe('2027-04-03T23:30:00Z');
  });

  test('has offsets in place of periods with Exchange 2007', async () => {
    const change = (name: string, offset: string, month: string, time: string) =>
      `<t:${name}><t:Offset>${offset}</t:Offset><t:RelativeYearlyRecurrence><t:DaysOfWeek>Sunday</t:DaysOfWeek><t:DayOfWeekIndex>Last</t:DayOfWeekIndex><t:Month>${month}</t:Month></t:RelativeYearlyRecurrence><t:Time>${time}</t:Time></t:${name}>`;
    const zone = `<t:MeetingTimeZone TimeZoneName="Mia"><t:BaseOffset>-PT1H</t:BaseOffset>${change('Standard', 'PT0M', 'October', '03:00:00')}${change('Daylight', '-PT60M', 'March', '02:00:00')}</t:MeetingTimeZone>`;
    const times = '<t:Start>2027-07-01T09:00:00</t:Start><t:End>2027-07-01T10:00:00</t:End>';
    const created = idOf(await sendOld(create(times + zone)));
    const read = await sendOld(get(created.xml));
    expect(text(read, 't:Start')).toBe('2027-07-01T07:00:00Z');
    const shown = all(read, 't:MeetingTimeZone')[0];
    expect(shown && ['BaseOffset', 'Month', 'Time'].map((name) => texts(shown, `t:${name}`))).toEqual([
      ['-PT1H'],
      ['October', 'March'],
      ['03:00:00', '02:00:00'],
    ]);
  });

  test('may be the zone of the whole request', async () => {
    const header = `<t:TimeZoneContext><t:TimeZoneDefinition Id="Mia">${RULES}</t:TimeZoneDefinition></t:TimeZoneContext>`;
    const times = '<t:Start>2027-07-01T09:00:00</t:Start><t:End>2027-07-01T10:00:00</t:End>';
    const created = idOf(await send(create(times), { header }));
    expect(text(await send(get(created.xml)), 't:Start')).toBe('2027-06-30T23:30:00Z');
  });
});

describe('GetUserAvailability', () => {
  const ask = (address: string, view = 'DetailedMerged') => {
    const time = (name: string, bias: number, month: number, hour: string) =>
      `<t:${name}><t:Bias>${bias}</t:Bias><t:Time>${hour}</t:Time><t:DayOrder>5</t:DayOrder><t:Month>${month}</t:Month><t:DayOfWeek>Sunday</t:DayOfWeek></t:${name}>`;
    return (
      `<m:GetUserAvailabilityRequest><t:TimeZone><t:Bias>-60</t:Bias>${time('StandardTime', 0, 10, '03:00:00')}${time('DaylightTime', -60, 3, '02:00:00')}</t:TimeZone>` +
      `<m:MailboxDataArray><t:MailboxData><t:Email><t:Address>${address}</t:Address></t:Email><t:AttendeeType>Required</t:AttendeeType></t:MailboxData></m:MailboxDataArray>` +
      `<t:FreeBusyViewOptions><t:TimeWindow><t:StartTime>2027-07-01T08:00:00</t:StartTime><t:EndTime>2027-07-01T12:00:00</t:EndTime></t:TimeWindow><t:MergedFreeBusyIntervalInMinutes>60</t:MergedFreeBusyIntervalInMinutes><t:RequestedView>${view}</t:RequestedView></t:FreeBusyViewOptions></m:GetUserAvailabilityRequest>`
    );
  };
  const MARIO = 'mario.rossi@azienda.example';
  beforeAll(() => {
    const mailbox = simulator.mailbox(MARIO);
    const rome = { StartTimeZone: 'W. Europe Standard Time' };
    mailbox.add('calendar', 'CalendarItem', {
      Subject: 'Segreto',
      Start: '2027-07-01T07:00:00Z',
      End: '2027-07-01T08:00:00Z',
      ...rome,
    });
    mailbox.addXml(
      'calendar',
      '<t:CalendarItem><t:Subject>Ogni giorno</t:Subject><t:Start>2027-06-29T08:30:00Z</t:Start><t:End>2027-06-29T09:30:00Z</t:End><t:LegacyFreeBusyStatus>Tentative</t:LegacyFreeBusyStatus><t:Recurrence><t:DailyRecurrence><t:Interval>1</t:Interval></t:DailyRecurrence><t:NoEndRecurrence><t:StartDate>2027-06-29</t:StartDate></t:NoEndRecurrence></t:Recurrence><t:StartTimeZone Id="W. Europe Standard Time"/></t:CalendarItem>',
    );
  });

  test('shows appointments and occurrences in the zone of the request', async () => {
    const answer = await send(ask(MARIO));
    expect(
      all(answer, 't:CalendarEvent').map((event) => [
        text(event, 't:StartTime'),
        text(event, 't:BusyType'),
        text(event, 't:Subject'),
      ]),
    ).toEqual([
      ['2027-07-01T09:00:00', 'Busy', 'Segreto'],
      ['2027-07-01T10:30:00', 'Tentative', 'Ogni giorno'],
    ]);
    expect(text(answer, 't:MergedFreeBusy')).toBe('0211');
  });

  test('tells others when somebody is busy, but not with what', async () => {
    const giulia = basic('giulia.bianchi', 'Bianchi-2026');
    const answer = await send(ask(MARIO), { authorization: giulia });
    expect(text(answer, 't:FreeBusyViewType')).toBe('FreeBusyMerged');
    expect(all(answer, 't:CalendarEvent')).toHaveLength(2);
    expect(all(answer, 't:Subject')).toHaveLength(0);
  });

  test('knows only mailboxes', async () => {
    expect(codes(await send(ask('nessuno@azienda.example')))).toEqual(['ErrorMailRecipientNotFound']);
  });
});

test('GetDelegate tells the owner who may do what, and nobody else', async () => {
  const own = await startSimulator();
  const ask = conversation(own);
  own.delegate('mario.rossi@azienda.example', {
    to: 'giulia.bianchi',
    folders: { calendar: 'editor', contacts: 'reviewer' },
    viewPrivateItems: true,
  });
  const request =
    '<m:GetDelegate IncludePermissions="true"><m:Mailbox><t:EmailAddress>mario.rossi@azienda.example</t:EmailAddress></m:Mailbox></m:GetDelegate>';
  const answer = await ask(request);
  expect(texts(answer, 't:PrimarySmtpAddress')).toEqual(['giulia.bianchi@azienda.example']);
  expect(
    [
      'CalendarFolderPermissionLevel',
      'ContactsFolderPermissionLevel',
      'TasksFolderPermissionLevel',
      'ViewPrivateItems',
    ].map((name) => text(answer, `t:${name}`)),
  ).toEqual(['Editor', 'Reviewer', 'None', 'true']);
  expect(codes(await ask(request, { authorization: basic('giulia.bianchi', 'Bianchi-2026') }))).toEqual([
    'ErrorAccessDenied',
  ]);
  await own.close();
});
