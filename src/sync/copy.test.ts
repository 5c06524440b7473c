import { describe, expect, it } from 'vitest';
import type { Fields, ItemType } from '../model/index.ts';
import { planCopy } from './copy.ts';

const time = { kind: 'timed', start: '2026-03-08T09:00:00Z', end: '2026-03-08T10:00:00Z', zone: null };
const LATER = { ...time, start: '2026-03-15T09:00:00Z', end: '2026-03-15T10:00:00Z' };
const IGNORED = { kind: 'hold', state: 'ignored', reason: { row: 'O6', code: 'user_copy' } };

const facts = (itemType: ItemType, original: Fields, copy: Fields) =>
  ({ itemType, original, copy, ownDuplicate: false }) as const;

describe('a copy that a user made of a linked item', () => {
  it('of a contact is left alone', () => {
    expect(planCopy(facts('contacts', { displayName: 'A' }, { displayName: 'B' }))).toEqual(IGNORED);
    expect(planCopy(facts('contacts', { time }, { time: LATER }))).toEqual(IGNORED);
  });

  it('of an appointment at the same time is left alone', () => {
    const elsewhere = { time: { ...time, zone: 'Europe/Rome' } };
    expect(planCopy(facts('appointments', { time }, elsewhere))).toEqual(IGNORED);
  });

  it('of an appointment at another time is a new appointment', () => {
    expect(planCopy(facts('appointments', { time }, { time: LATER }))).toBeNull();
  });
});

describe('a second landing of our own create', () => {
  it('is taken away, whatever the item', () => {
    for (const itemType of ['contacts', 'appointments'] as const)
      expect(planCopy({ ...facts(itemType, { time }, { time }), ownDuplicate: true })).toEqual({
        kind: 'deleteInExchange',
        reason: { row: 'O9', code: 'own_duplicate' },
      });
  });
});
