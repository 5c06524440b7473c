import { expect, it } from 'vitest';
import { synchronisedFields } from '../../model/index.ts';
import { basesOfAttendee } from './bases-of-attendee.ts';
import { basesOfOrganizer } from './bases-of-organizer.ts';

const bases = {
  baseCrm: {
    subject: 'Offer',
    location: 'Via Roma 1, Padova',
    busyStatus: 'free',
    reminderMinutes: 5,
    attendees: [{ address: 'carla@example.org', response: 'none' }],
    unknown: 'ours',
  },
  baseExchange: {
    subject: 'Offer',
    location: 'Via Roma 1',
    busyStatus: 'busy',
    reminderMinutes: 5,
    attendees: [{ address: 'carla@example.org', response: 'accepted' }],
    unknown: 'theirs',
  },
};

it('of a colleague’s record nothing was agreed that each calendar has for itself', () => {
  const shared = ({ subject, location, attendees, unknown }: (typeof bases)['baseCrm']) => ({
    subject,
    location,
    attendees,
    unknown,
  });
  expect(basesOfAttendee(bases)).toEqual({ baseCrm: shared(bases.baseCrm), baseExchange: shared(bases.baseExchange) });
});

it('for the organizer what only the organizer knows is news, and what differs was never agreed', () => {
  const { busyStatus, reminderMinutes, attendees } = bases.baseCrm;
  const known = { busyStatus, reminderMinutes, attendees };
  expect(basesOfOrganizer(synchronisedFields('appointments'), bases, false)).toEqual({
    baseCrm: { subject: 'Offer', unknown: 'ours', ...known },
    baseExchange: { subject: 'Offer', unknown: 'theirs', ...known },
  });
});

it('for the organizer who had the record before, what a calendar has for itself was never agreed either', () => {
  const { reminderMinutes, attendees } = bases.baseCrm;
  const known = { reminderMinutes, attendees };
  expect(basesOfOrganizer(synchronisedFields('appointments'), bases, true)).toEqual({
    baseCrm: { subject: 'Offer', unknown: 'ours', ...known },
    baseExchange: { subject: 'Offer', unknown: 'theirs', ...known },
  });
});
