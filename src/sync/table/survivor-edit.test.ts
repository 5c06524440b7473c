import { describe, expect, it } from 'vitest';
import type { Fields, Meeting } from '../../model/index.ts';
import type { Link } from '../state.ts';
import { contextOf, linkOf, liveCrm, liveExchange, YES } from '../testing/pairs.ts';
import { isEdited } from './survivor-edit.ts';

const ATTENDEE: Meeting = { role: 'attendee', isCancelled: false, recipients: 2 };
const ORGANIZER: Meeting = { ...ATTENDEE, role: 'organizer' };
const AGREED: Fields = { subject: 'Visit' };
const OWN: Fields = { ...AGREED, categories: ['mine'] };

const linked = (change: Partial<Link> = {}): Link => linkOf({ baseCrm: AGREED, baseExchange: AGREED, ...change });
const isEditedItem = (fields: Fields, meeting: Meeting | null = ATTENDEE, link = linked()): boolean =>
  isEdited(link, { side: 'exchange', item: liveExchange(fields, YES, { meeting }) }, contextOf());
const isEditedRecord = (fields: Fields, mayChange: boolean): boolean =>
  isEdited(linked(), { side: 'crm', item: { ...liveCrm(fields), mayChange } }, contextOf());

describe('M5: what a calendar has for itself', () => {
  it('is no edit of a colleague’s meeting, where nobody agreed on it', () => {
    expect(isEditedItem(OWN)).toBe(false);
    expect(isEditedRecord(OWN, false)).toBe(false);
  });

  it('is an edit of one’s own', () => {
    expect(isEditedItem(OWN, ORGANIZER)).toBe(true);
    expect(isEditedItem(OWN, null)).toBe(true);
    expect(isEditedRecord(OWN, true)).toBe(true);
  });

  it('is an edit where it was agreed on, with either side', () => {
    const agreed = { ...AGREED, categories: ['theirs'] };
    expect(isEditedItem(OWN, ATTENDEE, linked({ baseCrm: agreed }))).toBe(true);
    expect(isEditedItem(OWN, ATTENDEE, linked({ baseExchange: agreed }))).toBe(true);
  });

  it('is nothing that the others see: that is an edit of a colleague’s meeting, too', () => {
    for (const edited of [
      { ...OWN, subject: 'Visit, moved' },
      { ...OWN, location: 'Via Po 2' },
    ]) {
      expect(isEditedItem(edited)).toBe(true);
      expect(isEditedRecord(edited, false)).toBe(true);
    }
  });
});
