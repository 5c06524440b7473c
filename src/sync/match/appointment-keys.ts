import type { AppointmentTime, Fields } from '../../model/index.ts';
import type { MatchKeys } from '../match-types.ts';
import { foldText } from './fold.ts';

/** Prefix of the keys that are an identity, not a likeness: they outrank the others. */
export const UID_KEY = 'uid:';

/**
 * Strong: the UID, or the same times and subject. Both are given although the UID is better, because many CRMs
 * give an appointment a UID of their own and would then never meet the copy in Exchange. Who
 * organises is left out: only appointments without attendees get here, and theirs is the mailbox's owner.
 */
export function appointmentKeys(fields: Fields, uid: string | null): MatchKeys {
  const strong = uid === null || uid.trim() === '' ? [] : [`${UID_KEY}${uid.trim().toLowerCase()}`];
  const time = fields['time'] as unknown as AppointmentTime | null | undefined;
  if (time === null || time === undefined) return { strong, weak: [] };
  const start = time.kind === 'allDay' ? time.startDate : time.start;
  const end = time.kind === 'allDay' ? time.endDate : time.end;
  const subject = foldText(String(fields['subject'] ?? ''));
  // Without a subject two appointments at the same time have nothing in common but the hour.
  if (subject === '') return { strong, weak: [`time:${start}/${end}`] };
  return { strong: [...strong, `time:${start}/${end}|${subject}`], weak: [`start:${start}|${subject}`] };
}
