import type { RunningSimulator } from '../../simulator/index.ts';
import type { Conversation } from '../../simulator/testing/ews-conversation.ts';
import { basic, conversation, idOf } from '../../simulator/testing/ews-conversation.ts';

/** What is said of a new meeting. */
export interface NewMeeting {
  readonly subject: string;
  /** ISO instants. */
  readonly start: string;
  readonly end: string;
  readonly attendees: readonly string[];
  readonly isWeekly: boolean;
}

/** Colleagues who work with a client of their own: it sends invitations, as Outlook does. */
export interface PeopleOverEws {
  /** @returns id of the meeting in the organizer's calendar */
  invite(who: string, meeting: NewMeeting): Promise<string>;
  /** To everybody who is invited. */
  rename(who: string, id: string, subject: string): Promise<void>;
  move(who: string, id: string, start: string, end: string): Promise<void>;
  callOff(who: string, id: string): Promise<void>;
  answer(who: string, id: string, how: 'AcceptItem' | 'TentativelyAcceptItem' | 'DeclineItem'): Promise<void>;
}

const TO_ALL = 'SendMeetingInvitationsOrCancellations="SendToAllAndSaveCopy"';

/** @param passwordOf of a user by name */
export function peopleOverEws(simulator: RunningSimulator, passwordOf: (who: string) => string): PeopleOverEws {
  const talk = conversation(simulator);
  const say = (who: string, body: string): ReturnType<Conversation> =>
    talk(body, { authorization: basic(who, passwordOf(who)) });
  const change = async (who: string, id: string, fields: readonly (readonly [uri: string, content: string])[]) => {
    const updates = fields.map(
      ([uri, content]) =>
        `<t:SetItemField><t:FieldURI FieldURI="${uri}"/><t:CalendarItem>${content}</t:CalendarItem></t:SetItemField>`,
    );
    await say(
      who,
      `<m:UpdateItem ConflictResolution="AlwaysOverwrite" ${TO_ALL}><m:ItemChanges><t:ItemChange><t:ItemId Id="${id}"/><t:Updates>${updates.join('')}</t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`,
    );
  };
  return {
    async invite(who, { subject, start, end, attendees, isWeekly }) {
      const people = attendees.map(
        (address) => `<t:Attendee><t:Mailbox><t:EmailAddress>${address}</t:EmailAddress></t:Mailbox></t:Attendee>`,
      );
      const required = people.length === 0 ? '' : `<t:RequiredAttendees>${people.join('')}</t:RequiredAttendees>`;
      const answered = await say(
        who,
        `<m:CreateItem SendMeetingInvitations="SendToAllAndSaveCopy"><m:Items><t:CalendarItem><t:Subject>${subject}</t:Subject><t:Start>${start}</t:Start><t:End>${end}</t:End><t:Location>Sala</t:Location>${required}${isWeekly ? weekly(start) : ''}<t:StartTimeZone Id="W. Europe Standard Time"/></t:CalendarItem></m:Items></m:CreateItem>`,
      );
      return idOf(answered).id;
    },
    rename: (who, id, subject) => change(who, id, [['item:Subject', `<t:Subject>${subject}</t:Subject>`]]),
    move: (who, id, start, end) =>
      change(who, id, [
        ['calendar:Start', `<t:Start>${start}</t:Start>`],
        ['calendar:End', `<t:End>${end}</t:End>`],
      ]),
    async callOff(who, id) {
      await say(
        who,
        `<m:DeleteItem DeleteType="MoveToDeletedItems" SendMeetingCancellations="SendToAllAndSaveCopy"><m:ItemIds><t:ItemId Id="${id}"/></m:ItemIds></m:DeleteItem>`,
      );
    },
    async answer(who, id, how) {
      await say(
        who,
        `<m:CreateItem MessageDisposition="SendAndSaveCopy"><m:Items><t:${how}><t:ReferenceItemId Id="${id}"/></t:${how}></m:Items></m:CreateItem>`,
      );
    },
  };
}

/** Five times, on the day of the week on which it begins. */
function weekly(start: string): string {
  const day = new Date(start).toLocaleDateString('en-GB', { weekday: 'long', timeZone: 'UTC' });
  return `<t:Recurrence><t:WeeklyRecurrence><t:Interval>1</t:Interval><t:DaysOfWeek>${day}</t:DaysOfWeek></t:WeeklyRecurrence><t:NumberedRecurrence><t:StartDate>${start.slice(0, 10)}</t:StartDate><t:NumberOfOccurrences>5</t:NumberOfOccurrences></t:NumberedRecurrence></t:Recurrence>`;
}
