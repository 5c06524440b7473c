import { describe, expect, it } from 'vitest';
import type { Fields } from '../../model/index.ts';
import type { Identity } from './identity-keys.ts';
import { identityKeys } from './identity-keys.ts';

type Meeting = 'strong' | 'weak' | 'strangers';

const STAMPED: Identity = { stamps: ['s1'], searchKeys: [] };

function meet(
  itemType: 'contacts' | 'appointments',
  left: Fields,
  right: Fields,
  [leftIdentity, rightIdentity] = [STAMPED, STAMPED],
): Meeting {
  const one = identityKeys(itemType, left, leftIdentity);
  const other = identityKeys(itemType, right, rightIdentity);
  if (one.strong.some((key) => other.strong.includes(key))) return 'strong';
  return one.weak.some((key) => other.weak.includes(key)) ? 'weak' : 'strangers';
}

const ADA = {
  name: { givenName: 'Ada', surname: 'Lovelace' },
  email1: { address: 'ada@example.org' },
  mobilePhone: '+39 41 555123',
};
const AT_NINE = { kind: 'timed', start: '2026-12-03T09:00:00Z', end: '2026-12-03T10:00:00Z', zone: null };
const ALL_DAY = { kind: 'allDay', startDate: '2026-12-03', endDate: '2026-12-04' };
const AT_TEN = { ...AT_NINE, start: '2026-12-03T10:00:00Z', end: '2026-12-03T11:00:00Z' };

describe('two items under one stamp', () => {
  it.each<readonly [what: string, fields: Fields]>([
    ['the name', { name: ADA.name }],
    ['an e-mail address, in another slot', { email3: { address: 'Ada@Example.org' } }],
    ['a telephone number, in another field', { homePhone: '0039 (0)41 555-123' }],
  ])('are the same contact with %s in common', (_what, fields) => {
    expect(meet('contacts', ADA, fields)).toBe('strong');
  });

  it('are the same appointment with the start or the subject in common', () => {
    expect(meet('appointments', { subject: 'Standup', time: AT_NINE }, { subject: 'STANDUP', time: AT_TEN })).toBe(
      'strong',
    );
    expect(meet('appointments', { subject: 'Standup', time: AT_NINE }, { subject: 'Review', time: AT_NINE })).toBe(
      'strong',
    );
  });

  it('are the same all-day appointment with the first day in common, and not by being all-day', () => {
    const review = { subject: 'Review', time: ALL_DAY };
    expect(meet('appointments', { subject: 'Fair', time: ALL_DAY }, review)).toBe('strong');
    const nextDay = { ...ALL_DAY, startDate: '2026-12-04', endDate: '2026-12-05' };
    expect(meet('appointments', { subject: 'Fair', time: nextDay }, review)).toBe('weak');
  });

  it('have nothing in common by both lacking a subject or a time', () => {
    expect(meet('appointments', { time: AT_NINE }, { time: AT_TEN })).toBe('weak');
    expect(meet('appointments', { subject: 'Standup' }, { subject: 'Review', time: null })).toBe('weak');
    expect(meet('appointments', { subject: 'Standup', time: null }, { subject: 'Review', time: null })).toBe('weak');
  });

  it('are a question with nothing in common, for people make copies into something else', () => {
    expect(meet('contacts', ADA, { name: { givenName: 'Bruno' }, email1: { address: 'b@example.org' } })).toBe('weak');
    expect(meet('appointments', { subject: 'Standup', time: AT_NINE }, { subject: 'Review', time: AT_TEN })).toBe(
      'weak',
    );
    expect(meet('contacts', {}, {})).toBe('weak');
  });

  it('are strangers under different stamps, however alike', () => {
    expect(meet('contacts', ADA, ADA, [STAMPED, { stamps: ['s2'], searchKeys: [] }])).toBe('strangers');
  });
});

describe('two items under one search key', () => {
  const KNOWN: Identity = { stamps: [], searchKeys: ['k1'] };

  it('are the same with one thing in common, and a question without', () => {
    const standup = { subject: 'Standup', time: AT_NINE };
    expect(meet('appointments', standup, { subject: 'Standup', time: AT_TEN }, [KNOWN, KNOWN])).toBe('strong');
    expect(meet('appointments', standup, { subject: 'Review', time: AT_TEN }, [KNOWN, KNOWN])).toBe('weak');
  });

  it('are strangers under another one, however alike', () => {
    expect(meet('contacts', ADA, ADA, [KNOWN, { stamps: [], searchKeys: ['k2'] }])).toBe('strangers');
  });

  it('are strangers where it is the stamp of the other', () => {
    expect(meet('contacts', ADA, ADA, [KNOWN, { stamps: ['k1'], searchKeys: [] }])).toBe('strangers');
  });
});
