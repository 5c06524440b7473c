import { describe, expect, it } from 'vitest';
import type { Fields } from '../../model/index.ts';
import { TEXT } from '../../model/index.ts';
import { restoredBase } from './restored-base.ts';

const SPECS = { displayName: TEXT, jobTitle: TEXT, nickname: TEXT };

describe('the base of an item that was made anew from its before-image', () => {
  const restored = (base: Fields, sent: Fields, now: Fields) => restoredBase(SPECS, base, sent, now);

  it('is what the side made of it, as far as the two had agreed', () => {
    const agreed = { displayName: 'Ada Augusta', jobTitle: 'Clerk' };
    const cut = { displayName: 'Ada Aug', jobTitle: 'Clerk ' };
    expect(restored(agreed, agreed, cut)).toEqual({ displayName: 'Ada Aug', jobTitle: 'Clerk' });
  });

  it('keeps the agreed value of a field whose edit had not travelled before the deletion: it is an edit still', () => {
    const base = { jobTitle: 'Clerk', nickname: 'Addie' };
    const sent = { jobTitle: 'Director', nickname: 'Addie' };
    expect(restored(base, sent, sent)).toEqual({ jobTitle: 'Clerk', nickname: 'Addie' });
  });

  it('has no value for a field that was filled and had not travelled', () => {
    expect(restored({}, { jobTitle: 'Director' }, { jobTitle: 'Director' })).toEqual({});
  });

  it('knows no field that is not compared', () => {
    expect(restored({}, { madeUp: 'a' }, { madeUp: 'a' })).toEqual({});
  });
});
