import { describe, expect, it } from 'vitest';
import { planCopy } from './copy.ts';

const time = { kind: 'timed', start: '2026-03-08T09:00:00Z', end: '2026-03-08T10:00:00Z', zone: null };
const LATER = { ...time, start: '2026-03-15T09:00:00Z', end: '2026-03-15T10:00:00Z' };
const IGNORED = { kind: 'hold', state: 'ignored', reason: { row: 'O6', code: 'user_copy' } };

describe('a copy that a user made of a linked item', () => {
  it('of a contact is left alone', () => {
    expect(planCopy('contacts', { displayName: 'A' }, { displayName: 'B' })).toEqual(IGNORED);
    expect(planCopy('contacts', { time }, { time: LATER })).toEqual(IGNORED);
  });

  it('of an appointment at the same time is left alone', () => {
    expect(planCopy('appointments', { time }, { time: { ...time, zone: 'Europe/Rome' } })).toEqual(IGNORED);
  });

  it('of an appointment at another time is a new appointment', () => {
    expect(planCopy('appointments', { time }, { time: LATER })).toBeNull();
  });
});
