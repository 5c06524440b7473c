import { concernsOthers, isPersonal } from './meetings.ts';
import type { Announced, Mail, Write } from './observation.ts';
import type { Invariant } from './violation.ts';

export const thirdParties: Invariant = {
  id: 'I11',
  says: 'nobody is mailed but as a plan announced it, and what others share in a meeting is left to its organizer',
  needs: 'always',
  check: ({ mails, announced = [], writes }) => [
    ...mails.filter(isUnasked).map(({ at, what }) => `mail at ${at}: ${what}`),
    ...announced.flatMap(notAsAnnounced),
    ...writes.filter(({ side }) => side === 'exchange').flatMap(inOthersMeeting),
  ],
};

function isUnasked({ invitations = 'never' }: Mail): boolean {
  return invitations !== 'notify';
}

function notAsAnnounced({ scopeId, announced, told, sent }: Announced): readonly string[] {
  return announced === sent && told === sent
    ? []
    : [`${scopeId}: ${announced} mails were announced, ${sent} were sent, ${told} are told`];
}

function inOthersMeeting(write: Write): readonly string[] {
  const { op, itemId, notifies = false, forced, rules, meeting = null } = write;
  if (notifies && rules.invitations !== 'notify') return [`${op} of ${itemId} mails under ${rules.invitations}`];
  const shared = Object.keys(write.after ?? {}).filter((field) => !isPersonal(field));
  if (shared.includes('attendees') || shared.includes('organizer'))
    return [`${op} of ${itemId} says who is invited: ${shared.join()}`];
  // "Always overwrite" writes over what nobody has read: who is in it may have changed.
  if (!concernsOthers(meeting) || forced) return [];
  if (op === 'delete')
    return meeting?.role === 'organizer' && !meeting.isCancelled && notifies
      ? []
      : [`the meeting ${itemId} is deleted, and nobody is told`];
  if (shared.length === 0) return notifies ? [`${itemId} mails about what only its owner sees`] : [];
  if (meeting?.role === 'attendee' || meeting?.isCancelled === true)
    return [`${shared.join()} of the meeting ${itemId} are written, which is not for us to say`];
  return rules.invitations === 'never' ? [`${shared.join()} of the meeting ${itemId} are written under never`] : [];
}
