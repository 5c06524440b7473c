import { expect, it } from 'vitest';
import type { Meeting } from '../../model/index.ts';
import { concernsOthers, isShared } from './closed-by-meeting.ts';

const ALONE: Meeting = { role: 'organizer', isCancelled: false, recipients: 0 };
const INVITING: Meeting = { ...ALONE, recipients: 1 };

it('a meeting concerns others when it is somebody else’s, was called off, or has people in it', () => {
  const others = [INVITING, { ...ALONE, role: 'attendee' }, { ...ALONE, isCancelled: true }] as const;
  expect(others.map(concernsOthers)).toEqual([true, true, true]);
  expect([concernsOthers(ALONE), concernsOthers(null)]).toEqual([false, false]);
});

it('others see of it all but what lies in the one calendar', () => {
  expect([isShared(INVITING, 'subject'), isShared(INVITING, 'reminderMinutes')]).toEqual([true, false]);
  expect([isShared(ALONE, 'subject'), isShared(null, 'reminderMinutes')]).toEqual([false, false]);
});
