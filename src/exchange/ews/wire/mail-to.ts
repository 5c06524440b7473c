/**
 * Whom Exchange mails about a write to a meeting. Said with every write: left to itself, a server mails everybody, and
 * an appointment without attendees would become a meeting.
 */
export type MailTo = 'nobody' | 'attendees' | 'attendeesWithoutCopy';

/** Values of `SendMeetingInvitationsOrCancellations` and `SendMeetingCancellations`. */
export const SEND_MODES: Readonly<Record<MailTo, string>> = {
  nobody: 'SendToNone',
  attendees: 'SendToAllAndSaveCopy',
  // The copy of what a delegate sends would lie in the own mailbox of the delegate.
  attendeesWithoutCopy: 'SendOnlyToAll',
};
