import { expect, it } from 'vitest';
import { synchronisedFields, TEXT } from '../../model/index.ts';
import { withoutTold } from './base.ts';

it('of what Exchange tells, who is invited and who answered, nothing is written there', () => {
  const { organizer, attendees, ...written } = synchronisedFields('appointments');
  expect(withoutTold({ ...written, ...(organizer && { organizer }), ...(attendees && { attendees }) })).toEqual(
    written,
  );
  expect(Object.keys(withoutTold({ name: TEXT, told: { ...TEXT, toldBy: 'exchange' } }))).toEqual(['name']);
});
