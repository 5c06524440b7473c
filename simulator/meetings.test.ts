import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ItemView, RunningSimulator } from './index.ts';
import { startSimulator } from './index.ts';
import type { Conversation } from './testing/ews-conversation.ts';
import { all, basic, codes, conversation, idOf, MARIO, text } from './testing/ews-conversation.ts';

const GIULIA = basic('giulia.bianchi', 'Bianchi-2026');
const MARIO_SMTP = 'mario.rossi@azienda.example';
const GIULIA_SMTP = 'giulia.bianchi@azienda.example';

let simulator: RunningSimulator;
let send: Conversation;
beforeEach(async () => {
  simulator = await startSimulator();
  send = conversation(simulator);
});
afterEach(() => simulator.close());

const attendees = (...addresses: readonly string[]) =>
  `<t:RequiredAttendees>${addresses.map((address) => `<t:Attendee><t:Mailbox><t:EmailAddress>${address}</t:EmailAddress></t:Mailbox></t:Attendee>`).join('')}</t:RequiredAttendees>`;

const STAMP =
  '<t:ExtendedProperty><t:ExtendedFieldURI PropertySetId="f3b1c7d2-5a0e-4c39-9d2e-7a6b8c1d2e3f" PropertyName="Stamp" PropertyType="String"/><t:Value>1</t:Value></t:ExtendedProperty>';

const WEEKLY =
  '<t:Recurrence><t:WeeklyRecurrence><t:Interval>1</t:Interval><t:DaysOfWeek>Tuesday</t:DaysOfWeek></t:WeeklyRecurrence><t:NoEndRecurrence><t:StartDate>2026-12-01</t:StartDate></t:NoEndRecurrence></t:Recurrence>';

const create = (sending: string, recurrence = '') =>
  `<m:CreateItem SendMeetingInvitations="${sending}"><m:Items><t:CalendarItem><t:Subject>Incontro</t:Subject><t:Categories><t:String>Mia</t:String></t:Categories>${STAMP}` +
  `<t:Start>2026-12-01T08:00:00Z</t:Start><t:End>2026-12-01T09:00:00Z</t:End><t:LegacyFreeBusyStatus>OOF</t:LegacyFreeBusyStatus><t:Location>Sala</t:Location>${attendees(GIULIA_SMTP, 'altri@x.example')}${recurrence}` +
  '<t:StartTimeZone Id="W. Europe Standard Time"/></t:CalendarItem></m:Items></m:CreateItem>';

const update = (id: string, updates: string, sending: string) =>
  `<m:UpdateItem ConflictResolution="AlwaysOverwrite" SendMeetingInvitationsOrCancellations="${sending}"><m:ItemChanges><t:ItemChange>${id}<t:Updates>${updates}</t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`;

const set = (uri: string, content: string) =>
  `<t:SetItemField><t:FieldURI FieldURI="${uri}"/><t:CalendarItem>${content}</t:CalendarItem></t:SetItemField>`;

const remove = (id: string, sending: string) =>
  `<m:DeleteItem DeleteType="MoveToDeletedItems" SendMeetingCancellations="${sending}"><m:ItemIds>${id}</m:ItemIds></m:DeleteItem>`;

const respond = (name: string, id: string, disposition = 'SendAndSaveCopy') =>
  `<m:CreateItem MessageDisposition="${disposition}"><m:Items><t:${name}><t:ReferenceItemId Id="${id}"/></t:${name}></m:Items></m:CreateItem>`;

const get = (id: string) =>
  `<m:GetItem><m:ItemShape><t:BaseShape>AllProperties</t:BaseShape></m:ItemShape><m:ItemIds>${id}</m:ItemIds></m:GetItem>`;

const ALL = 'SendToAllAndSaveCopy';
const copies = (): readonly ItemView[] => simulator.mailbox(GIULIA_SMTP).items('calendar');
const mails = () => simulator.outbox.all().map(({ kind, from, to }) => [kind, from, ...to]);

async function copy(): Promise<ItemView> {
  const [only, ...others] = copies();
  if (only === undefined || others.length > 0) throw new Error('there must be one copy');
  return only;
}

test('an invitation puts the meeting into the attendee’s calendar: same UID, not answered, nothing of the organizer’s own', async () => {
  const meeting = idOf(await send(create(ALL)));
  const { fields, extended, categories, id } = await copy();
  expect(fields).toMatchObject({
    Subject: 'Incontro',
    Location: 'Sala',
    MyResponseType: 'NoResponseReceived',
    LegacyFreeBusyStatus: 'Tentative',
    IntendedFreeBusyStatus: 'OOF',
  });
  expect(fields['UID']).toBe(simulator.mailbox(MARIO_SMTP).findItem(meeting.id)?.fields['UID']);
  expect([categories, extended]).toEqual([[], {}]);
  const read = await send(get(`<t:ItemId Id="${id}"/>`), { authorization: GIULIA });
  expect([text(all(read, 't:Organizer')[0] ?? read, 't:EmailAddress'), text(read, 't:IsOrganizer')]).toEqual([
    MARIO_SMTP,
    'false',
  ]);
  expect(text(await send(get(meeting.xml)), 't:MeetingRequestWasSent')).toBe('true');
  expect(mails()).toEqual([['invitation', MARIO_SMTP, GIULIA_SMTP, 'altri@x.example']]);
});

test('in silence nobody gets anything', async () => {
  const meeting = idOf(await send(create('SendToNone')));
  await send(update(meeting.xml, set('calendar:Location', '<t:Location>Roma</t:Location>'), 'SendToNone'));
  await send(remove(meeting.xml, 'SendToNone'));
  expect([copies(), mails()]).toEqual([[], []]);
});

test('an update reaches the copy and leaves the attendee’s own things alone; a new time makes the answer void', async () => {
  const meeting = idOf(await send(create(ALL)));
  const { id } = await copy();
  await send(respond('AcceptItem', id), { authorization: GIULIA });
  simulator.mailbox(GIULIA_SMTP).change(id, { Categories: ['Sua'], ReminderMinutesBeforeStart: '45' });
  await send(update(meeting.xml, set('calendar:Location', '<t:Location>Roma</t:Location>'), ALL));
  expect((await copy()).fields).toMatchObject({
    Location: 'Roma',
    MyResponseType: 'Accept',
    LegacyFreeBusyStatus: 'OOF',
    ReminderMinutesBeforeStart: '45',
  });
  await send(update(meeting.xml, set('calendar:End', '<t:End>2026-12-01T10:00:00Z</t:End>'), ALL));
  expect((await copy()).fields).toMatchObject({
    End: '2026-12-01T10:00:00Z',
    MyResponseType: 'NoResponseReceived',
    LegacyFreeBusyStatus: 'Tentative',
  });
  expect((await copy()).categories).toEqual(['Sua']);
});

test('who leaves a meeting keeps a cancelled copy, as everybody does when it is called off', async () => {
  const meeting = idOf(await send(create(ALL)));
  await send(update(meeting.xml, set('calendar:RequiredAttendees', attendees('altri@x.example')), ALL));
  expect((await copy()).fields).toMatchObject({
    Subject: 'Canceled: Incontro',
    IsCancelled: 'true',
    LegacyFreeBusyStatus: 'Free',
  });
  simulator.outbox.clear();
  const again = idOf(await send(create(ALL)));
  await send(respond('CancelCalendarItem', again.id));
  expect(mails().at(-1)).toEqual(['cancellation', MARIO_SMTP, GIULIA_SMTP, 'altri@x.example']);
  expect(simulator.mailbox(MARIO_SMTP).items('deleteditems')).toHaveLength(1);
  expect(copies().map(({ fields }) => fields['IsCancelled'])).toEqual(['true', 'true']);
});

describe('answers', () => {
  test.each([
    ['AcceptItem', 'Accept', 'OOF'],
    ['TentativelyAcceptItem', 'Tentative', 'Tentative'],
  ])('%s is told by the copy and by the organizer’s meeting', async (name, answer, busy) => {
    const meeting = idOf(await send(create(ALL)));
    simulator.outbox.clear();
    expect(codes(await send(respond(name, (await copy()).id), { authorization: GIULIA }))).toEqual(['NoError']);
    expect((await copy()).fields).toMatchObject({ MyResponseType: answer, LegacyFreeBusyStatus: busy });
    expect(mails()).toEqual([['response', GIULIA_SMTP, MARIO_SMTP]]);
    const read = await send(get(meeting.xml));
    expect(all(read, 't:Attendee').map((each) => text(each, 't:ResponseType'))).toEqual([answer, undefined]);
  });

  test('declining takes the copy away; without a mail the organizer hears nothing', async () => {
    const meeting = idOf(await send(create(ALL)));
    simulator.outbox.clear();
    await send(respond('DeclineItem', (await copy()).id, 'SaveOnly'), { authorization: GIULIA });
    expect(copies()).toEqual([]);
    expect(mails()).toEqual([]);
    expect(text(await send(get(meeting.xml)), 't:ResponseType')).toBeUndefined();
  });

  test('are the attendee’s business, cancelling is the organizer’s', async () => {
    const meeting = idOf(await send(create(ALL)));
    const { id } = await copy();
    expect(codes(await send(respond('AcceptItem', meeting.id)))).toEqual(['ErrorCalendarIsOrganizerForAccept']);
    expect(codes(await send(respond('RemoveItem', meeting.id)))).toEqual(['ErrorCalendarIsOrganizerForRemove']);
    expect(codes(await send(respond('CancelCalendarItem', id), { authorization: GIULIA }))).toEqual([
      'ErrorCalendarIsNotOrganizer',
    ]);
    await send(remove(meeting.xml, ALL));
    expect(codes(await send(respond('DeclineItem', id), { authorization: GIULIA }))).toEqual([
      'ErrorCalendarIsCancelledForDecline',
    ]);
    expect(codes(await send(respond('RemoveItem', id), { authorization: GIULIA }))).toEqual(['NoError']);
    expect(copies()).toEqual([]);
  });

  test('an attendee who deletes declines, unless in silence', async () => {
    await send(create(ALL));
    await send(create(ALL));
    simulator.outbox.clear();
    const [first, second] = copies();
    await send(remove(`<t:ItemId Id="${first?.id}"/>`, 'SendToNone'), { authorization: GIULIA });
    expect(mails()).toEqual([]);
    await send(remove(`<t:ItemId Id="${second?.id}"/>`, ALL), { authorization: GIULIA });
    expect(mails()).toEqual([['response', GIULIA_SMTP, MARIO_SMTP]]);
  });
});

describe('a series as a meeting', () => {
  const occurrences = () =>
    simulator.mailbox(GIULIA_SMTP).occurrences(copies()[0]?.id ?? '', '2026-12-01T00:00:00Z', '2026-12-31T00:00:00Z');
  const at = (id: string, index: number) => `<t:OccurrenceItemId RecurringMasterId="${id}" InstanceIndex="${index}"/>`;

  test('is a series for the attendee too: a moved occurrence moves, a deleted one is shown as cancelled', async () => {
    const meeting = idOf(await send(create(ALL, WEEKLY)));
    expect(occurrences()).toHaveLength(5);
    const moved =
      set('calendar:Start', '<t:Start>2026-12-09T08:00:00Z</t:Start>') +
      set('calendar:End', '<t:End>2026-12-09T09:00:00Z</t:End>');
    await send(update(at(meeting.id, 2), moved, ALL));
    await send(remove(at(meeting.id, 3), ALL));
    expect(occurrences().map(({ fields }) => [fields['Start'], fields['IsCancelled']])).toEqual([
      ['2026-12-01T08:00:00Z', undefined],
      ['2026-12-09T08:00:00Z', undefined],
      ['2026-12-15T08:00:00Z', 'true'],
      ['2026-12-22T08:00:00Z', undefined],
      ['2026-12-29T08:00:00Z', undefined],
    ]);
    expect(mails().map(([kind]) => kind)).toEqual(['invitation', 'update', 'cancellation']);
  });

  test('one occurrence is answered alone', async () => {
    const meeting = idOf(await send(create(ALL, WEEKLY)));
    await send(respond('TentativelyAcceptItem', occurrences()[1]?.id ?? ''), { authorization: GIULIA });
    expect(occurrences().map(({ fields }) => fields['MyResponseType'])).toEqual([
      'NoResponseReceived',
      'Tentative',
      'NoResponseReceived',
      'NoResponseReceived',
      'NoResponseReceived',
    ]);
    const read = await send(get(at(meeting.id, 2)), { authorization: MARIO });
    expect(text(read, 't:ResponseType')).toBe('Tentative');
  });

  test('who is invited to one occurrence alone gets it as a single appointment', async () => {
    const alone = create('SendToNone', WEEKLY).replace(attendees(GIULIA_SMTP, 'altri@x.example'), '');
    const series = idOf(await send(alone));
    await send(update(at(series.id, 2), set('calendar:RequiredAttendees', attendees(GIULIA_SMTP)), ALL));
    const { fields, isSeries } = await copy();
    expect([isSeries, fields['Start'], fields['CalendarItemType']]).toEqual([false, '2026-12-08T08:00:00Z', undefined]);
  });
});
