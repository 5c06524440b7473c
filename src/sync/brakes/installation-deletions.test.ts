import { describe, expect, it } from 'vitest';
import { summaryOf } from '../testing/plan-summaries.ts';
import type { Brake } from './guard.ts';
import { DEFAULT_BRAKE_LIMITS, guard } from './guard.ts';

/** What the brakes say to one more deletion after `deletions` others, with `links` left in the whole installation. */
function oneMore(deletions: number, links: number): Brake | null {
  return guard(summaryOf({ deleteInCrm: 1, installation: { deletions, reserved: 0, links } }), DEFAULT_BRAKE_LIMITS);
}

describe('B6: the brake on deletions of the whole installation', () => {
  it('lets 500 deletions through in half an hour, however many links there are, and not one more', () => {
    expect(oneMore(499, 1_000_000)).toBeNull();
    expect(oneMore(500, 1_000_000)).toEqual({
      kind: 'companyDelete',
      reason: {
        row: 'B6',
        code: 'brake_company_deletions',
        params: { deletions: 1, recent: 500, links: 1_000_500, allowed: 500 },
      },
    });
  });

  it('lets one of a hundred links through where that is less, counting the links that there were before', () => {
    expect(oneMore(99, 9_901)).toBeNull();
    expect(oneMore(100, 9_900)?.reason.params).toEqual({ deletions: 1, recent: 100, links: 10_000, allowed: 100 });
  });

  it('lets a fraction of a link through only as a whole one', () => {
    expect(oneMore(100, 9_999)?.reason.params).toMatchObject({ links: 10_099, allowed: 100 });
  });

  it('lets fifty through in a small installation', () => {
    expect(oneMore(49, 200)).toBeNull();
    expect(oneMore(50, 200)?.reason.params).toMatchObject({ recent: 50, links: 250, allowed: 50 });
    expect(oneMore(50, 0)?.kind).toBe('companyDelete');
  });

  it('counts what other runs are about to delete, which is linked still', () => {
    const beside = (reserved: number) =>
      guard(
        summaryOf({ deleteInCrm: 1, installation: { deletions: 60, reserved, links: 9_940 } }),
        DEFAULT_BRAKE_LIMITS,
      );
    expect(beside(39)).toBeNull();
    expect(beside(40)?.reason.params).toEqual({ deletions: 1, recent: 100, links: 10_000, allowed: 100 });
  });

  it('counts what a plan deletes on both sides', () => {
    const plan = (deleteInCrm: number, deleteInExchange: number) =>
      guard(
        summaryOf({
          deleteInCrm,
          deleteInExchange,
          liveLinks: 1_000,
          installation: { deletions: 0, reserved: 0, links: 1_000 },
        }),
        DEFAULT_BRAKE_LIMITS,
      );
    expect(plan(25, 25)).toBeNull();
    expect(plan(25, 26)?.reason.params).toMatchObject({ deletions: 51, recent: 0 });
    expect(plan(26, 25)?.reason.params).toMatchObject({ deletions: 51 });
  });

  it('does not hold a plan that deletes nothing for what others deleted', () => {
    const plan = summaryOf({ updateInCrm: 3, installation: { deletions: 900, reserved: 0, links: 1_000 } });
    expect(guard(plan, DEFAULT_BRAKE_LIMITS)).toBeNull();
  });

  it('is not asked where nobody counted the deletions of the installation', () => {
    expect(guard(summaryOf({ deleteInCrm: 20 }), DEFAULT_BRAKE_LIMITS)).toBeNull();
    expect(guard(summaryOf({ deleteInCrm: 200, liveLinks: 1_000 }), DEFAULT_BRAKE_LIMITS)).toBeNull();
  });

  it('leaves the first word to the brake of the mailbox, which tells its own numbers', () => {
    const plan = summaryOf({ deleteInCrm: 60, installation: { deletions: 0, reserved: 0, links: 1_000 } });
    expect(guard(plan, DEFAULT_BRAKE_LIMITS)?.kind).toBe('massDelete');
  });

  it('keeps to the limits that it is given', () => {
    const strict = { ...DEFAULT_BRAKE_LIMITS, companyDelete: { items: 4, share: 0.5, from: 2 } };
    const answer = (deletions: number, links: number) =>
      guard(summaryOf({ deleteInExchange: 1, installation: { deletions, reserved: 0, links } }), strict)?.reason
        .params?.['allowed'];
    expect([answer(1, 0), answer(2, 0)]).toEqual([undefined, 2]);
    expect([answer(2, 4), answer(3, 3)]).toEqual([undefined, 3]);
    expect([answer(3, 100), answer(4, 100)]).toEqual([undefined, 4]);
  });
});
