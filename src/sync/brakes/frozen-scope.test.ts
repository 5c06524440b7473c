import { describe, expect, it } from 'vitest';
import type { Frozen } from '../frozen.ts';
import { summaryOf } from '../testing/plan-summaries.ts';
import { DEFAULT_BRAKE_LIMITS, guard } from './guard.ts';
import type { PlanSummary } from './plan-summary.ts';

function braked(freeze: Frozen, change: Partial<PlanSummary>) {
  return guard(summaryOf({ freeze, ...change }), DEFAULT_BRAKE_LIMITS);
}

describe('B7: the brake on a mailbox that is being recognised', () => {
  it('lets up to one of twenty links stay without its item, and not one more', () => {
    expect(braked('relink', { frozen: 5, liveLinks: 100 })).toBeNull();
    expect(braked('relink', { frozen: 6, liveLinks: 100 })).toEqual({
      kind: 'mailboxChanged',
      reason: { row: 'B7', code: 'brake_mailbox_changed', params: { missing: 6, links: 100 } },
    });
    expect(braked('relink', { frozen: 2, liveLinks: 40 })).toBeNull();
    expect(braked('relink', { frozen: 3, liveLinks: 40 })?.kind).toBe('mailboxChanged');
  });

  it('asks about one missing item in a small mailbox', () => {
    expect(braked('relink', { frozen: 1, liveLinks: 19 })?.reason.params).toEqual({ missing: 1, links: 19 });
    expect(braked('relink', { frozen: 1, liveLinks: 20 })).toBeNull();
  });

  it('lets a plan through in which everything was found, also where nothing is linked', () => {
    expect(braked('relink', { frozen: 0 })).toBeNull();
    expect(braked('relink', { frozen: 0, liveLinks: 0 })).toBeNull();
  });
});

describe('B8: the brake on a restored CRM', () => {
  it('asks as soon as one record is in question, however many links there are', () => {
    expect(braked('restored', { frozen: 1, liveLinks: 10_000 })).toEqual({
      kind: 'crmRestored',
      reason: { row: 'B8', code: 'brake_crm_restored', params: { items: 1, links: 10_000 } },
    });
  });

  it('lets a plan through that asks about nothing', () => {
    expect(braked('restored', { frozen: 0, updateInCrm: 12 })).toBeNull();
  });
});

describe('the brakes of a frozen scope', () => {
  it('do not hold a scope that is not frozen', () => {
    expect(guard(summaryOf({ frozen: 100 }), DEFAULT_BRAKE_LIMITS)).toBeNull();
  });

  it('come before all others: they tell what the others only see a part of', () => {
    const alarming = { frozen: 50, vanishedInExchange: 100, deleteInCrm: 60, updateInCrm: 80, toApprove: 90 };
    expect(braked('relink', alarming)?.kind).toBe('mailboxChanged');
    expect(braked('restored', alarming)?.kind).toBe('crmRestored');
  });

  it('let the others look where they have no objection', () => {
    expect(braked('relink', { frozen: 1, vanishedInExchange: 100 })?.kind).toBe('sideEmpty');
    expect(braked('restored', { frozen: 0, updateInCrm: 80 })?.kind).toBe('massChange');
  });
});
