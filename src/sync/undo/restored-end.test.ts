import { describe, expect, it } from 'vitest';
import type { Fields } from '../../model/index.ts';
import { TEXT } from '../../model/index.ts';
import { fingerprintOf } from '../table/survivor-edit.ts';
import { restoredEnd } from './restored-end.ts';

const SPECS = { displayName: TEXT, jobTitle: TEXT, nickname: TEXT };

describe('the base of an item that was made anew from its before-image', () => {
  const restored = (base: Fields, sent: Fields, now: Fields) => restoredEnd(SPECS, { base, sent, now }, 'LINKED').base;

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

describe('an edit that had not travelled before the deletion', () => {
  const base = { jobTitle: 'Clerk' };
  const edited = { jobTitle: 'Director' };

  it('is left alone beside a deletion that stands, and waits in the base', () => {
    for (const state of ['DET_C', 'DET_E'] as const)
      expect(restoredEnd(SPECS, { base, sent: edited, now: edited }, state)).toEqual({
        base,
        suppressed: [fingerprintOf(SPECS, edited)],
      });
    expect(restoredEnd(SPECS, { base, sent: base, now: base }, 'DET_C')).toEqual({ base, suppressed: [] });
  });

  it('is an edit like any other where the other side is there', () => {
    expect(restoredEnd(SPECS, { base, sent: edited, now: edited }, 'LINKED')).toEqual({ base, suppressed: [] });
  });
});
