import { describe, expect, it } from 'vitest';
import { untold, withUntold } from './untold.ts';

const KNOWN = { subject: 'Visit', location: 'Rome' };

describe('what an item does not tell', () => {
  it('counts as known from elsewhere, and as empty where nothing is known', () => {
    expect(untold(['location', 'body'], KNOWN)).toStrictEqual({ location: 'Rome', body: null });
    const found = { fields: { subject: 'Private', location: null }, withheld: ['location'] };
    expect(withUntold(found, KNOWN)).toStrictEqual({ subject: 'Private', location: 'Rome' });
  });

  it('is nothing where it does not say so: it has exactly the fields that were found', () => {
    expect(untold(undefined, KNOWN)).toStrictEqual({});
    expect(withUntold({ fields: { subject: 'Dinner' } }, KNOWN)).toStrictEqual({ subject: 'Dinner' });
  });
});
