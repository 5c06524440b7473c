import { epochSeconds } from '../../../model/index.ts';
import type { Component } from './components.ts';
import { findLine, rawValue } from './components.ts';
import type { ZoneContext } from './ical-time.ts';
import { readDuration, readMoment } from './ical-time.ts';

/** Exchange takes no more. */
const LONGEST_REMINDER_MINUTES = 2_629_800;

/**
 * Minutes before the start at which a VALARM reminds a person.
 * @param bounds start and end in seconds since 1970
 * @returns `null` for what is no reminder before the start: mails, procedures, alarms afterwards
 */
export function reminderOf(
  alarm: Component,
  bounds: { readonly startSeconds: number; readonly endSeconds: number },
  zones: ZoneContext,
): number | null {
  const action = rawValue(alarm, 'ACTION')?.toUpperCase() ?? 'DISPLAY';
  const trigger = findLine(alarm, 'TRIGGER');
  if (trigger === undefined || !['DISPLAY', 'AUDIO'].includes(action)) return null;
  const at = triggerSeconds(trigger.value, trigger.params.get('RELATED')?.[0], bounds) ?? absolute();
  const minutes = at === null ? -1 : Math.floor((bounds.startSeconds - at) / 60);
  return minutes >= 0 && minutes <= LONGEST_REMINDER_MINUTES ? minutes : null;

  function absolute(): number | null {
    const moment = trigger === undefined ? 'time_unreadable' : readMoment(trigger, zones);
    return typeof moment !== 'string' && moment.kind === 'instant' ? epochSeconds(moment.instant) : null;
  }
}

function triggerSeconds(
  value: string,
  related: string | undefined,
  bounds: { readonly startSeconds: number; readonly endSeconds: number },
): number | null {
  const duration = readDuration(value);
  if (duration === null) return null;
  const seconds = ((duration.weeks * 7 + duration.days) * 24 + duration.hours) * 3600 + duration.minutes * 60;
  const anchor = related?.toUpperCase() === 'END' ? bounds.endSeconds : bounds.startSeconds;
  return anchor + seconds + duration.seconds;
}

export function writeReminder(minutes: number): readonly string[] {
  return ['BEGIN:VALARM', 'ACTION:DISPLAY', 'DESCRIPTION:Reminder', `TRIGGER:-PT${minutes}M`, 'END:VALARM'];
}
