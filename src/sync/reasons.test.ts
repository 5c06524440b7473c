import { describe, expect, it } from 'vitest';
import { isExclusion, isRememberedForDeletion, reason } from './reasons.ts';

describe('a reason', () => {
  it('has the parameters of its code, and none where the code has none', () => {
    expect(reason('L2', 'changed_in_crm', { fields: 2 })).toEqual({
      row: 'L2',
      code: 'changed_in_crm',
      params: { fields: 2 },
    });
    expect(reason('L1', 'unchanged')).toStrictEqual({ row: 'L1', code: 'unchanged' });
  });
});

describe('the reasons why an item is left alone', () => {
  it.each(['filter', 'private', 'series', 'meeting', 'cancelled_meeting'])('include that of "%s"', (part) => {
    expect(isExclusion(`excluded_${part}`)).toBe(true);
  });

  it.each([null, 'outside_window', 'excluded_', 'excluded_nobody_knows', 'private'])('are not %s', (code) => {
    expect(isExclusion(code)).toBe(false);
  });
});

describe('the reasons that are remembered for a deletion', () => {
  it.each(['outside_window', 'excluded_private', 'excluded_filter'])('include "%s"', (code) => {
    expect(isRememberedForDeletion(code)).toBe(true);
  });

  it.each([null, '', 'changed_in_crm', 'excluded_nobody_knows'])('are not %s', (code) => {
    expect(isRememberedForDeletion(code)).toBe(false);
  });
});
