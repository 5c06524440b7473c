import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cases } from '../testing/property-cases.ts';
import { DEFAULT_BRAKE_LIMITS, guard } from './guard.ts';
import { needsLinks } from './needs-links.ts';
import type { PlanSummary } from './plan-summary.ts';
import { NO_STEPS } from './plan-summary.ts';

type WithoutLinks = Omit<PlanSummary, 'liveLinks'>;

const NOTHING: WithoutLinks = {
  ...NO_STEPS,
  deletionsLast24h: 0,
  itemsSeen: { crm: null, exchange: null },
  firstSync: false,
  toApprove: null,
};

/** Numbers about the limits, where the answers change. */
const anyCount = fc.constantFrom(0, 1, 4, 5, 10, 11, 50, 51, 200, 201, 1_000);
const anySummary: fc.Arbitrary<WithoutLinks> = fc
  .record({
    createInExchange: anyCount,
    createInCrm: anyCount,
    updateInExchange: anyCount,
    updateInCrm: anyCount,
    deleteInExchange: anyCount,
    deleteInCrm: anyCount,
    vanishedInCrm: anyCount,
    vanishedInExchange: anyCount,
    frozen: anyCount,
    deletionsLast24h: anyCount,
    firstSync: fc.boolean(),
    toApprove: fc.constantFrom(null, 0, 3),
    itemsSeen: fc.record({ crm: fc.constantFrom(null, 0, 9), exchange: fc.constantFrom(null, 0, 9) }),
  })
  .map((counts) => ({ ...NOTHING, ...counts }));

/** Only a few of them are other than zero in one plan; otherwise every plan would need the links. */
const anySparseSummary = fc.tuple(anySummary, fc.subarray(Object.keys(NOTHING), { maxLength: 4 })).map(
  ([summary, kept]): WithoutLinks => ({
    ...NOTHING,
    ...Object.fromEntries(Object.entries(summary).filter(([name]) => kept.includes(name))),
  }),
);

describe('the number of links', () => {
  it('changes no answer of the brakes where nobody asks for it', () => {
    const seen = { asked: 0, notAsked: 0 };
    fc.assert(
      fc.property(anySparseSummary, fc.nat({ max: 2_000 }), (summary, liveLinks) => {
        if (needsLinks(summary, DEFAULT_BRAKE_LIMITS)) {
          seen.asked += 1;
          return;
        }
        seen.notAsked += 1;
        const without = guard({ ...summary, liveLinks: 0 }, DEFAULT_BRAKE_LIMITS);
        expect(guard({ ...summary, liveLinks }, DEFAULT_BRAKE_LIMITS)).toEqual(without);
      }),
      cases(5_000),
    );
    expect(Math.min(seen.asked, seen.notAsked)).toBeGreaterThan(20);
  });

  it.each([
    ['eleven deletions', { deleteInCrm: 6, deleteInExchange: 5 }],
    ['one deletion after ten others', { deleteInCrm: 1, deletionsLast24h: 10 }],
    ['51 updates of one side', { updateInExchange: 51 }],
    ['201 creates on one side', { createInCrm: 201 }],
    ['five items that vanished', { vanishedInExchange: 5 }],
    ['a CRM that is empty', { itemsSeen: { crm: 0, exchange: null } }],
    ['a mailbox that is empty', { itemsSeen: { crm: null, exchange: 0 } }],
    ['a mailbox that is being recognised', { freeze: 'relink' }],
  ] as const)('matters to a plan with %s', (_name, change) => {
    expect(needsLinks({ ...NOTHING, ...change }, DEFAULT_BRAKE_LIMITS)).toBe(true);
  });

  it.each([
    ['ten deletions', { deleteInCrm: 5, deleteInExchange: 5, deletionsLast24h: 0 }],
    ['none, however many there were before', { deletionsLast24h: 900 }],
    ['50 updates of each side', { updateInExchange: 50, updateInCrm: 50 }],
    ['200 creates on each side', { createInCrm: 200, createInExchange: 200 }],
    ['any number of creates in a first synchronisation', { createInCrm: 5_000, firstSync: true }],
    ['four items that vanished on each side', { vanishedInExchange: 4, vanishedInCrm: 4 }],
  ] as const)('does not matter to a plan with %s', (_name, change) => {
    expect(needsLinks({ ...NOTHING, ...change }, DEFAULT_BRAKE_LIMITS)).toBe(false);
  });
});
