import type { FieldSpecs, Meeting } from '../../model/index.ts';
import type { ClosedFields } from '../merge/closed-fields.ts';
import type { ItemRules } from '../rules.ts';
import type { PendingBecause } from '../step.ts';
import type { LiveCrm, LiveExchange } from '../table/steps.ts';

/** What of a meeting belongs to the calendar that it lies in: no other attendee ever sees it. */
const PERSONAL_FIELDS: ReadonlySet<string> = new Set(['busyStatus', 'reminderMinutes', 'categories']);

export type MeetingObstacle = Extract<PendingBecause, 'notOrganizer' | 'meetingCancelled' | 'invitationsNever'>;

/** M1, M2: why what the people in it share is not written; `null` when it may be. An appointment with nobody else is its owner's. */
export function meetingObstacle(
  meeting: Meeting | null,
  rules: Pick<ItemRules, 'invitations'>,
): MeetingObstacle | null {
  if (meeting === null) return null;
  if (meeting.role === 'attendee') return 'notOrganizer';
  if (meeting.isCancelled) return 'meetingCancelled';
  return meeting.recipients > 0 && rules.invitations === 'never' ? 'invitationsNever' : null;
}

/** Whether somebody else would miss the meeting, or hear of it. */
export function concernsOthers(meeting: Meeting | null): boolean {
  return meeting !== null && (meeting.role === 'attendee' || meeting.isCancelled || meeting.recipients > 0);
}

/** Whether others see the field of an item, so that it is not for one person alone to say what it is. */
export function isShared(meeting: Meeting | null, field: string): boolean {
  return concernsOthers(meeting) && !isPersonal(field);
}

/** Which fields of the pair are not written in Exchange, because it is a meeting. */
export function closedByMeeting(
  { meeting }: Pick<LiveExchange, 'meeting'>,
  rules: ItemRules,
): ClosedFields | undefined {
  const obstacle = meetingObstacle(meeting, rules);
  if (obstacle === null) return undefined;
  return (field) => (PERSONAL_FIELDS.has(field) ? {} : { toExchange: obstacle });
}

/**
 * The fields in which the two are compared. M5: a meeting that is a colleague's in the CRM is one record for all mailboxes
 * that it lies in. What each of them has for itself, and who answered, is told by that colleague's mailbox.
 */
export function fieldsInCommon(
  { mayChange }: Pick<LiveCrm, 'mayChange'>,
  { meeting }: Pick<LiveExchange, 'meeting'>,
  specs: FieldSpecs,
): FieldSpecs {
  if (mayChange) return specs;
  const shared = Object.entries(specs).filter(
    ([name, { toldBy }]) => toldBy === undefined && !(meeting?.role === 'attendee' && PERSONAL_FIELDS.has(name)),
  );
  return Object.fromEntries(shared);
}

export function isPersonal(field: string): boolean {
  return PERSONAL_FIELDS.has(field);
}
