import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { RunningSimulator } from './index.ts';
import { startSimulator } from './index.ts';
import type { Conversation } from './testing/ews-conversation.ts';
import { all, codes, conversation, idOf, text, texts } from './testing/ews-conversation.ts';

let simulator: RunningSimulator;
let old: RunningSimulator;
let send: Conversation;
let sendOld: Conversation;
beforeAll(async () => {
  simulator = await startSimulator();
  old = await startSimulator({ exchangeVersion: 'Exchange2007_SP1' });
  send = conversation(simulator);
  sendOld = conversation(old, 'Exchange2007_SP1');
});
beforeEach(() => simulator.outbox.clear());
afterAll(() => Promise.all([simulator.close(), old.close()]));

const create = (content: string, sending = 'SendToNone') =>
  `<m:CreateItem SendMeetingInvitations="${sending}"><m:Items><t:CalendarItem>${content}</t:CalendarItem></m:Items></m:CreateItem>`;

const get = (id: string) =>
  `<m:GetItem><m:ItemShape><t:BaseShape>AllProperties</t:BaseShape></m:ItemShape><m:ItemIds>${id}</m:ItemIds></m:GetItem>`;

const set = (name: string, content: string) =>
  `<t:SetItemField><t:FieldURI FieldURI="calendar:${name}"/><t:CalendarItem>${content}</t:CalendarItem></t:SetItemField>`;

const update = (id: string, updates: string, sending = 'SendToNone') =>
  `<m:UpdateItem ConflictResolution="AlwaysOverwrite" SendMeetingInvitationsOrCancellations="${sending}"><m:ItemChanges><t:ItemChange>${id}<t:Updates>${updates}</t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`;

const ROME = 'Id="W. Europe Standard Time"';
const VISIT = `<t:Subject>Visita</t:Subject><t:Start>2026-12-03T08:00:00Z</t:Start><t:End>2026-12-03T09:30:00Z</t:End><t:StartTimeZone ${ROME}/><t:EndTimeZone ${ROME}/>`;

async function times(id: string): Promise<readonly (string | undefined)[]> {
  const read = await send(get(id));
  return [text(read, 't:Start'), text(read, 't:End')];
}

test('a new appointment shows its organizer, its zone and the defaults of the server', async () => {
  const created = idOf(await send(create(VISIT)));
  const read = await send(get(created.xml));
  expect(text(all(read, 't:Organizer')[0] ?? read, 't:EmailAddress')).toBe('mario.rossi@azienda.example');
  const shown = [
    'IsOrganizer',
    'MyResponseType',
    'CalendarItemType',
    'IsMeeting',
    'ReminderIsSet',
    'ReminderMinutesBeforeStart',
    'LegacyFreeBusyStatus',
  ];
  expect(shown.map((name) => text(read, `t:${name}`))).toEqual([
    'true',
    'Organizer',
    'Single',
    'false',
    'true',
    '15',
    'Busy',
  ]);
  expect(all(read, 't:StartTimeZone')[0]?.attributes).toEqual({
    Id: 'W. Europe Standard Time',
    Name: '(UTC+01:00) W. Europe Standard Time',
  });
  expect(text(read, 't:UID')).toMatch(/^040000008200E00074C5B7101A82E008/);
  expect(text(read, 't:StartWallClock')).toBe('2026-12-03T09:00:00+01:00');
  expect(text(read, 't:Duration')).toBe('PT1H30M');
});

test('an appointment that a person made in Outlook has no response status', async () => {
  const { id } = simulator.mailbox('mario.rossi@azienda.example').add('calendar', 'CalendarItem', {
    Subject: 'Dentista',
    Start: '2026-12-03T08:00:00Z',
    End: '2026-12-03T09:00:00Z',
  });
  const read = await send(get(`<t:ItemId Id="${id}"/>`));
  expect([text(read, 't:MyResponseType'), text(read, 't:IsOrganizer')]).toEqual(['Unknown', 'true']);
});

test('all-day appointments snap to the midnights of their own zone', async () => {
  const created = idOf(
    await send(
      create(
        `<t:Start>2026-07-10T09:00:00+02:00</t:Start><t:End>2026-07-11T10:00:00+02:00</t:End><t:IsAllDayEvent>1</t:IsAllDayEvent><t:StartTimeZone ${ROME}/>`,
      ),
    ),
  );
  expect(await times(created.xml)).toEqual(['2026-07-09T22:00:00Z', '2026-07-11T22:00:00Z']);
  expect(text(await send(get(created.xml)), 't:IsAllDayEvent')).toBe('true');
});

test('times without offset are read in the zone of the appointment, or else of the request', async () => {
  const local = '<t:Start>2026-12-03T09:00:00</t:Start><t:End>2026-12-03T10:00:00</t:End>';
  const own = idOf(await send(create(`${local}<t:StartTimeZone ${ROME}/>`)));
  expect((await times(own.xml))[0]).toBe('2026-12-03T08:00:00Z');
  const header = '<t:TimeZoneContext><t:TimeZoneDefinition Id="Eastern Standard Time"/></t:TimeZoneContext>';
  const context = idOf(await send(create(local), { header }));
  expect((await times(context.xml))[0]).toBe('2026-12-03T14:00:00Z');
  expect((await times(idOf(await send(create(local))).xml))[0]).toBe('2026-12-03T09:00:00Z');
});

test('updates are applied in order: a zone set after the times shifts them, one set before does not', async () => {
  const zone =
    set('StartTimeZone', '<t:StartTimeZone Id="GMT Standard Time"/>') +
    set('EndTimeZone', '<t:EndTimeZone Id="GMT Standard Time"/>');
  const moment =
    set('Start', '<t:Start>2026-12-03T10:00:00Z</t:Start>') + set('End', '<t:End>2026-12-03T11:00:00Z</t:End>');
  const right = idOf(await send(create(VISIT)));
  await send(update(right.xml, zone + moment));
  expect(await times(right.xml)).toEqual(['2026-12-03T10:00:00Z', '2026-12-03T11:00:00Z']);
  const wrong = idOf(await send(create(VISIT)));
  await send(update(wrong.xml, moment + zone));
  expect(await times(wrong.xml)).toEqual(['2026-12-03T11:00:00Z', '2026-12-03T12:00:00Z']);
});

test('a start behind the end is refused', async () => {
  const created = idOf(await send(create(VISIT)));
  const answer = await send(update(created.xml, set('Start', '<t:Start>2026-12-04T08:00:00Z</t:Start>')));
  expect(codes(answer)).toEqual(['ErrorCalendarEndDateIsEarlierThanStartDate']);
});

test('what says whom to mail is required for calendar items', async () => {
  const created = idOf(await send(create(VISIT)));
  expect(codes(await send(create(VISIT).replace(/ SendMeetingInvitations="\w+"/, '')))).toEqual([
    'ErrorSendMeetingInvitationsRequired',
  ]);
  const silent = update(created.xml, set('Location', '<t:Location>x</t:Location>')).replace(
    / SendMeetingInvitationsOrCancellations="\w+"/,
    '',
  );
  expect(codes(await send(silent))).toEqual(['ErrorSendMeetingInvitationsOrCancellationsRequired']);
  const remove = `<m:DeleteItem DeleteType="HardDelete"><m:ItemIds>${created.xml}</m:ItemIds></m:DeleteItem>`;
  expect(codes(await send(remove))).toEqual(['ErrorSendMeetingCancellationsRequired']);
});

const attendees = (...addresses: readonly string[]) =>
  `<t:RequiredAttendees>${addresses
    .map((address) => `<t:Attendee><t:Mailbox><t:EmailAddress>${address}</t:EmailAddress></t:Mailbox></t:Attendee>`)
    .join('')}</t:RequiredAttendees>`;
const MEETING = VISIT.replace('<t:StartTimeZone', `${attendees('a@x.example', 'b@x.example')}<t:StartTimeZone`);

test('SendToNone mails nobody, the other modes are counted in the outbox', async () => {
  const silent = idOf(await send(create(MEETING)));
  await send(update(silent.xml, set('Location', '<t:Location>Roma</t:Location>')));
  const remove = (id: string, sending: string) =>
    send(
      `<m:DeleteItem DeleteType="MoveToDeletedItems" SendMeetingCancellations="${sending}"><m:ItemIds>${id}</m:ItemIds></m:DeleteItem>`,
    );
  await remove(silent.xml, 'SendToNone');
  await send(create(VISIT, 'SendToAllAndSaveCopy'));
  expect(simulator.outbox.all()).toEqual([]);

  const loud = idOf(await send(create(MEETING, 'SendToAllAndSaveCopy')));
  await send(
    update(loud.xml, set('RequiredAttendees', attendees('b@x.example', 'c@x.example')), 'SendToChangedAndSaveCopy'),
  );
  await remove(loud.xml, 'SendToAllAndSaveCopy');
  expect(simulator.outbox.all().map(({ kind, to }) => [kind, ...to])).toEqual([
    ['invitation', 'a@x.example', 'b@x.example'],
    ['update', 'c@x.example'],
    ['cancellation', 'a@x.example'],
    ['cancellation', 'b@x.example', 'c@x.example'],
  ]);
});

test('a deleted appointment cannot be updated loudly', async () => {
  const mailbox = simulator.mailbox('mario.rossi@azienda.example');
  const { id } = mailbox.add('deleteditems', 'CalendarItem', {
    Start: '2026-12-03T08:00:00Z',
    End: '2026-12-03T09:00:00Z',
  });
  const location = set('Location', '<t:Location>x</t:Location>');
  const item = `<t:ItemId Id="${id}"/>`;
  expect(codes(await send(update(item, location, 'SendToAllAndSaveCopy')))).toEqual([
    'ErrorCalendarCannotUpdateDeletedItem',
  ]);
  expect(codes(await send(update(item, location)))).toEqual(['NoError']);
});

test('series and meetings of others are kept and shown as they were stored', async () => {
  const series = simulator.mailbox('mario.rossi@azienda.example').addXml(
    'calendar',
    `<t:CalendarItem><t:Subject>Riunione</t:Subject><t:Start>2026-12-01T08:00:00Z</t:Start><t:End>2026-12-01T09:00:00Z</t:End>
    <t:MyResponseType>Accept</t:MyResponseType><t:Organizer><t:Mailbox><t:Name>Capo</t:Name><t:EmailAddress>capo@x.example</t:EmailAddress></t:Mailbox></t:Organizer>
    ${attendees('mario.rossi@azienda.example')}
    <t:Recurrence><t:WeeklyRecurrence><t:Interval>1</t:Interval><t:DaysOfWeek>Tuesday Thursday</t:DaysOfWeek></t:WeeklyRecurrence><t:NoEndRecurrence><t:StartDate>2026-12-01</t:StartDate></t:NoEndRecurrence></t:Recurrence>
    <t:DeletedOccurrences><t:DeletedOccurrence><t:Start>2026-12-15T08:00:00Z</t:Start></t:DeletedOccurrence></t:DeletedOccurrences>
    <t:StartTimeZone ${ROME}/></t:CalendarItem>`,
  );
  const read = await send(get(`<t:ItemId Id="${series.id}"/>`));
  expect(
    ['CalendarItemType', 'MyResponseType', 'IsOrganizer', 'IsMeeting', 'DaysOfWeek'].map((name) =>
      text(read, `t:${name}`),
    ),
  ).toEqual(['RecurringMaster', 'Accept', 'false', 'true', 'Tuesday Thursday']);
  expect(texts(all(read, 't:DeletedOccurrences')[0] ?? read, 't:Start')).toEqual(['2026-12-15T08:00:00Z']);
});

test('Exchange 2007 knows MeetingTimeZone and neither StartTimeZone nor IsOrganizer', async () => {
  const allDay = `<t:Start>2026-12-10T00:00:00</t:Start><t:End>2026-12-12T00:00:00</t:End><t:IsAllDayEvent>true</t:IsAllDayEvent><t:MeetingTimeZone TimeZoneName="W. Europe Standard Time"/>`;
  const created = idOf(await sendOld(create(allDay)));
  const read = await sendOld(get(created.xml));
  expect([text(read, 't:Start'), text(read, 't:End')]).toEqual(['2026-12-09T23:00:00Z', '2026-12-11T23:00:00Z']);
  expect(all(read, 't:MeetingTimeZone')[0]?.attributes).toEqual({ TimeZoneName: 'W. Europe Standard Time' });
  expect(all(read, 't:StartTimeZone')).toHaveLength(0);
  expect(all(read, 't:IsOrganizer')).toHaveLength(0);
  expect(codes(await sendOld(create(VISIT), { invalid: true }))).toEqual(['ErrorSchemaValidation']);
});
