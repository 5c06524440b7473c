import { describe, expect, it } from 'vitest';
import { CONTACT_FIELDS } from '../../model/index.ts';
import { basesAfterUndo } from './bases-after-undo.ts';

const after = (
  bases: Parameters<typeof basesAfterUndo>[1],
  ...writes: readonly Parameters<typeof basesAfterUndo>[2][number][]
) => basesAfterUndo(CONTACT_FIELDS, bases, writes);

describe('the bases after values were written back', () => {
  it('follow on the written side and stay on the other: different and settled', () => {
    const bases = { baseCrm: { jobTitle: 'Director' }, baseExchange: { jobTitle: 'Director', nickname: 'Addie' } };
    const write = {
      side: 'exchange',
      written: { jobTitle: 'Clerk' },
      before: { jobTitle: 'Director' },
      now: { jobTitle: 'Clerk ', nickname: 'an edit that waits' },
    } as const;
    expect(after(bases, write)).toEqual({
      baseCrm: { jobTitle: 'Director' },
      baseExchange: { jobTitle: 'Clerk', nickname: 'Addie' },
    });
  });

  it('forget a field that is empty again', () => {
    const bases = { baseCrm: { jobTitle: 'Director' }, baseExchange: {} };
    const write = { side: 'crm', written: { jobTitle: null }, before: { jobTitle: 'Director' }, now: {} } as const;
    expect(after(bases, write)).toEqual({ baseCrm: {}, baseExchange: {} });
  });

  it('take of a set only the elements that moved: one that waits for a rule goes on waiting', () => {
    const bases = { baseCrm: {}, baseExchange: { categories: ['Both', 'New'] } };
    const write = {
      side: 'exchange',
      written: { categories: ['Both', 'Old', 'Waits'] },
      before: { categories: ['Both', 'New', 'Waits'] },
      now: { categories: ['Both', 'Old', 'Waits'] },
    } as const;
    expect(after(bases, write).baseExchange).toEqual({ categories: ['Both', 'Old'] });
  });

  it('leave fields that are not compared out', () => {
    const write = { side: 'crm', written: { madeUp: 'a' }, before: {}, now: { madeUp: 'a' } } as const;
    expect(after({ baseCrm: {}, baseExchange: {} }, write)).toEqual({ baseCrm: {}, baseExchange: {} });
  });
});
