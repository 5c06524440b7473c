import type { AppointmentTime, Fields } from '../../model/index.ts';
import { canonicalText, firstDateOf, isPrivate, normalRecurrence } from '../../model/index.ts';
import type { MatchKeys } from '../match-types.ts';
import { foldText } from './fold.ts';

/** Prefix of the keys that are an identity, not a likeness: they outrank the others. */
export const UID_KEY = 'uid:';

/**
 * Strong: the UID, or the same times and subject. Both are given although the UID is better, because many CRMs
 * give an appointment a UID of their own and would then never meet the copy in Exchange. Who
 * organises is left out: it often stands on one side only. A series is like another with the same rule from the same start,
 * and never like an appointment that takes place once.
 */
export function appointmentKeys(fields: Fields, uid: string | null): MatchKeys {
  const strong = uid === null || uid.trim() === '' ? [] : [`${UID_KEY}${uid.trim().toLowerCase()}`];
  const time = fields['time'] as unknown as AppointmentTime | null | undefined;
  if (time === null || time === undefined) return { strong, weak: [] };
  const start = time.kind === 'allDay' ? time.startDate : time.start;
  const end = time.kind === 'allDay' ? time.endDate : time.end;
  const rule = ruleOf(time);
  const [kind, times] = rule === null ? ['', `${start}/${end}`] : ['series-', `${start}/${end}|${rule}`];
  const subject = foldText(String(fields['subject'] ?? ''));
  // Two private ones of which no more is told: nothing of either is carried to the other but their times.
  if (subject === '' && isPrivate(fields)) return { strong: [...strong, `private-${kind}time:${times}`], weak: [] };
  // Without a subject two appointments at the same time have nothing in common but the hour.
  if (subject === '') return { strong, weak: [`${kind}time:${times}`] };
  return { strong: [...strong, `${kind}time:${times}|${subject}`], weak: [`${kind}start:${start}|${subject}`] };
}

/** The same text for all rules that give the same days; `null` of what takes place once. */
function ruleOf(time: AppointmentTime): string | null {
  const { recurrence } = time;
  if (recurrence === undefined || recurrence === null) return null;
  return canonicalText(normalRecurrence(recurrence, firstDateOf(time)));
}
