import { describe, expect, it } from 'vitest';
import { synchronisedFields } from '../../model/index.ts';
import type { RowId, Step } from '../step.ts';
import { summaryOf } from '../testing/plan-summaries.ts';
import { textHash } from '../text-hash.ts';
import { DEFAULT_BRAKE_LIMITS, guard } from './guard.ts';
import type { StepSubject } from './plan-hash.ts';
import { NO_LINES, planHash, planLine, withLine } from './plan-hash.ts';
import type { PlanSummary } from './plan-summary.ts';
import { countStep, NO_STEPS, summarise } from './plan-summary.ts';

function braked(change: Partial<PlanSummary>) {
  return guard(summaryOf(change), DEFAULT_BRAKE_LIMITS);
}

describe('the brake on deletions', () => {
  it('needs both more than ten items and more than a fifth of the links', () => {
    expect(braked({ deleteInCrm: 20 })).toBeNull();
    expect(braked({ deleteInCrm: 21 })?.kind).toBe('massDelete');
    expect(braked({ deleteInExchange: 10, liveLinks: 12 })).toBeNull();
    expect(braked({ deleteInExchange: 11, liveLinks: 12 })?.kind).toBe('massDelete');
  });

  it('counts both sides, and the last 24 hours against the links that there were', () => {
    expect(braked({ deleteInCrm: 11, deleteInExchange: 10 })?.kind).toBe('massDelete');
    expect(braked({ deleteInCrm: 1, deletionsLast24h: 23 })).toBeNull();
    expect(braked({ deleteInCrm: 2, deletionsLast24h: 24 })?.reason).toEqual({
      row: 'B1',
      code: 'brake_mass_delete',
      params: { deletions: 2, recent: 24, links: 124, allowed: 24 },
    });
  });

  it('does not hold a plan that deletes nothing for what was deleted before', () => {
    expect(braked({ deletionsLast24h: 90 })).toBeNull();
  });

  it('tells the number that goes through', () => {
    expect(braked({ deleteInCrm: 11, liveLinks: 12 })?.reason.params).toMatchObject({ allowed: 10, links: 12 });
  });
});

describe('the brake on an empty side', () => {
  it('holds when a complete enumeration finds nothing and five links say otherwise', () => {
    expect(braked({ itemsSeen: { crm: 0, exchange: 9 }, liveLinks: 5 })?.reason).toEqual({
      row: 'B2',
      code: 'brake_side_empty',
      params: { side: 'crm', links: 5 },
    });
    expect(braked({ itemsSeen: { crm: 9, exchange: 0 } })?.reason.params).toMatchObject({ side: 'exchange' });
    expect(braked({ itemsSeen: { crm: 0, exchange: 9 }, liveLinks: 4 })).toBeNull();
    expect(braked({ itemsSeen: { crm: 1, exchange: 1 } })).toBeNull();
  });

  it('holds as well when every linked item vanished, also where the rule would only detach', () => {
    expect(braked({ vanishedInExchange: 100 })?.reason.params).toMatchObject({ side: 'exchange', links: 100 });
    expect(braked({ vanishedInCrm: 100 })?.reason.params).toMatchObject({ side: 'crm' });
    expect(braked({ vanishedInExchange: 99 })).toBeNull();
  });

  it('is told before the deletions that follow from it', () => {
    expect(braked({ vanishedInExchange: 100, deleteInCrm: 100 })?.kind).toBe('sideEmpty');
  });
});

describe('the brake on changes', () => {
  it('needs more than fifty and more than half of the links, in one direction', () => {
    expect(braked({ updateInCrm: 50 })).toBeNull();
    expect(braked({ updateInCrm: 51 })).toEqual({
      kind: 'massChange',
      reason: {
        row: 'B3',
        code: 'brake_mass_change',
        params: { direction: 'exchange_to_crm', updates: 51, links: 100, allowed: 50 },
      },
    });
    expect(braked({ updateInExchange: 51 })?.reason.params).toMatchObject({ direction: 'crm_to_exchange' });
    expect(braked({ updateInCrm: 40, updateInExchange: 40 })).toBeNull();
    expect(braked({ updateInCrm: 60, liveLinks: 120 })).toBeNull();
    expect(braked({ updateInCrm: 50, liveLinks: 60 })).toBeNull();
  });
});

describe('the brake on creations', () => {
  it('does not stand in the way of the first synchronisation', () => {
    expect(braked({ createInCrm: 5000, liveLinks: 0, firstSync: true })).toBeNull();
  });

  it('later needs more than two hundred and more than half of the links, in one direction', () => {
    expect(braked({ createInCrm: 200, liveLinks: 10 })).toBeNull();
    expect(braked({ createInCrm: 201, liveLinks: 10 })).toEqual({
      kind: 'massCreate',
      reason: {
        row: 'B4',
        code: 'brake_mass_create',
        params: { direction: 'exchange_to_crm', creates: 201, links: 10, allowed: 200 },
      },
    });
    expect(braked({ createInExchange: 201, liveLinks: 402 })).toBeNull();
    expect(braked({ createInExchange: 202, liveLinks: 402 })?.reason.params).toMatchObject({
      direction: 'crm_to_exchange',
      allowed: 201,
    });
  });
});

describe('the brake on mail', () => {
  const update = (mails: number): Step => ({ ...merged({ toExchange: { subject: 'x' } }), mails }) as Step;

  it('holds a plan that mails people about more than five meetings, however many they are', () => {
    expect(braked({ mailing: 5, mails: 500 })).toBeNull();
    expect(braked({ mailing: 6, mails: 6 })).toEqual({
      kind: 'massMail',
      reason: { row: 'B9', code: 'brake_mass_mail', params: { meetings: 6, mails: 6, allowed: 5 } },
    });
  });

  it('counts meetings that are changed and that are called off, and the people in them', () => {
    const off: Step = { kind: 'deleteInExchange', reason: because('L5'), mails: 4 };
    const quiet: Step = { kind: 'deleteInExchange', reason: because('L5') };
    const counts = [update(3), off, quiet, merged({ toExchange: { a: 1 } })].reduce(countStep, NO_STEPS);
    expect(counts).toMatchObject({ mailing: 2, mails: 7, deleteInExchange: 2, updateInExchange: 2 });
  });
});

describe('the brake on a first run', () => {
  it('holds whatever a person has to have seen, and tells what that is', () => {
    const plan = { link: 3, createInExchange: 2, createInCrm: 1, review: 4, liveLinks: 0, firstSync: true } as const;
    expect(braked({ ...plan, toApprove: 10 })).toEqual({
      kind: 'firstRun',
      reason: { row: 'B5', code: 'brake_first_run', params: { links: 3, inExchange: 2, inCrm: 1, review: 4 } },
    });
    expect(braked({ ...plan, toApprove: null })).toBeNull();
  });

  it('lets a plan through that changes nothing', () => {
    expect(braked({ unchanged: 12, ignored: 3, toApprove: 0 })).toBeNull();
  });

  it('tells the graver reason where there is one', () => {
    expect(braked({ deleteInCrm: 60, toApprove: 60 })?.kind).toBe('massDelete');
  });
});

const because = (row: RowId) => ({ row, code: 'x' });
const EMPTY = { outcomes: {}, toCrm: {}, toExchange: {}, conflicts: [], pendingFields: [] };
const CONFLICT = { field: 'a', winner: 'crm', base: null, crm: 1, exchange: 2 } as const;
const DELETE: Step = { kind: 'deleteInCrm', reason: because('L6') };

/** Each step has a line, and no two of them the same. */
function expectAllDifferent(lines: readonly (string | null)[]): void {
  expect(lines.filter((text) => typeof text !== 'string')).toEqual([]);
  expect(new Set(lines).size).toBe(lines.length);
}

function merged(change: Partial<Extract<Step, { kind: 'merge' }>['merge']>, link = false): Step {
  return { kind: 'merge', reason: because('L4'), merge: { ...EMPTY, ...change }, marking: null, link, reopen: false };
}

function counted(...steps: readonly Step[]) {
  const facts = {
    liveLinks: 1,
    deletionsLast24h: 2,
    itemsSeen: { crm: 3, exchange: null },
    firstSync: true,
    toApprove: 4,
  };
  const { liveLinks, deletionsLast24h, itemsSeen, firstSync, toApprove, ...counts } = summarise(steps, facts);
  expect({ liveLinks, deletionsLast24h, itemsSeen, firstSync, toApprove }).toEqual(facts);
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));
}

describe('the summary of a plan', () => {
  it('counts what is done where', () => {
    expect(counted(merged({ toCrm: { a: 1 } }))).toEqual({ updateInCrm: 1 });
    expect(counted(merged({ toExchange: { a: 1 } }))).toEqual({ updateInExchange: 1 });
    expect(counted(merged({ conflicts: [CONFLICT, CONFLICT], pendingFields: ['x', 'y'] }))).toEqual({
      conflicts: 2,
      pending: 1,
    });
    expect(counted(merged({ toCrm: { a: 1 }, toExchange: { a: 1 } }, true))).toEqual({ link: 1 });
    expect(counted({ ...merged({ toCrm: { a: 1 } }), introduces: true } as Step)).toEqual({});
    expect(counted({ kind: 'noop', reason: because('L1') })).toEqual({ unchanged: 1 });
    expect(counted({ kind: 'hold', reason: because('U3'), state: 'review' })).toEqual({ review: 1 });
    expect(counted({ kind: 'suppress', reason: because('D2'), fingerprint: 'f' })).toEqual({ suppress: 1 });
  });

  it('counts which side lost the items of linked pairs, whatever follows', () => {
    expect(counted(DELETE)).toEqual({ deleteInCrm: 1, vanishedInExchange: 1 });
    expect(counted({ kind: 'deleteInExchange', reason: because('L5') })).toEqual({
      deleteInExchange: 1,
      vanishedInCrm: 1,
    });
    const detached = (to: 'DET_E' | 'DET_C') =>
      counted({ kind: 'detach', reason: because('L5'), to, review: null, leftAlone: null });
    expect(detached('DET_E')).toEqual({ detach: 1, vanishedInCrm: 1 });
    expect(detached('DET_C')).toEqual({ detach: 1, vanishedInExchange: 1 });
    expect(counted({ kind: 'close', reason: because('L7') })).toEqual({
      close: 1,
      vanishedInCrm: 1,
      vanishedInExchange: 1,
    });
    expect(counted({ kind: 'close', reason: because('D4') })).toEqual({ close: 1 });
  });

  it('counts a late write of our own that is taken away as a deletion, but nothing as vanished (O9)', () => {
    expect(counted({ kind: 'deleteInExchange', reason: because('O9') })).toEqual({ deleteInExchange: 1 });
  });

  it('counts what a frozen plan asks a person about beside what is done', () => {
    const lost = { row: 'O8', code: 'record_lost' } as const;
    expect(counted({ kind: 'createInCrm', reason: lost, fields: {}, uid: null, marking: null })).toEqual({
      createInCrm: 1,
      frozen: 1,
    });
    const missing: Step = { kind: 'hold', reason: { row: 'O7', code: 'item_not_recognised' }, state: 'review' };
    expect(counted(missing, missing)).toEqual({ review: 2, frozen: 2 });
    expect(counted({ kind: 'hold', reason: { row: 'O7', code: 'waits_for_mailbox' }, state: 'wait' })).toEqual({
      wait: 1,
    });
  });

  it('tells the re-creation of a deleted counterpart from a new item', () => {
    const inCrm = (row: RowId): Step => ({
      kind: 'createInCrm',
      reason: because(row),
      fields: {},
      uid: null,
      marking: null,
    });
    expect(counted(inCrm('U5'))).toEqual({ createInCrm: 1 });
    expect(counted(inCrm('L8'))).toEqual({ createInCrm: 1, vanishedInCrm: 1 });
    const marking = { stamp: true, categories: [] };
    const inExchange = (row: RowId): Step => ({
      kind: 'createInExchange',
      reason: because(row),
      fields: {},
      uid: null,
      marking,
    });
    expect(counted(inExchange('U4'))).toEqual({ createInExchange: 1 });
    expect(counted(inExchange('L9'))).toEqual({ createInExchange: 1, vanishedInExchange: 1 });
  });

  it('grows step by step without changing what it was', () => {
    const one = countStep(NO_STEPS, DELETE);
    expect(countStep(one, DELETE).deleteInCrm).toBe(2);
    expect(one.deleteInCrm).toBe(1);
    expect(NO_STEPS.deleteInCrm).toBe(0);
  });
});

const SPECS = synchronisedFields('contacts');
const subject: StepSubject = {
  crmId: 'c',
  exchangeId: 'e',
  crm: { jobTitle: 'Clerk', notes: 'n' },
  exchange: { jobTitle: 'Clerk' },
};

const lineOf = (step: Step, about: StepSubject = subject): string | null => planLine(SPECS, step, about);

describe('what is approved of a plan', () => {
  const marking = { stamp: true, categories: ['CRM'] };
  const create = (inside: Partial<Extract<Step, { kind: 'createInExchange' }>> = {}): Step => ({
    kind: 'createInExchange',
    reason: because('U4'),
    fields: { a: 1 },
    uid: null,
    marking,
    ...inside,
  });
  const review: Step = { kind: 'hold', reason: because('U3'), state: 'review' };

  it('is every link with its two ends and what it unites, every mark, and what is left to a person', () => {
    const marked: Step = { ...merged({}), marking } as Step;
    const lines = [
      lineOf(merged({}, true)),
      lineOf(merged({}, true), { ...subject, exchangeId: 'other' }),
      lineOf(merged({ toCrm: { a: 1 } }, true)),
      lineOf(merged({ toExchange: { a: 1 } }, true)),
      lineOf(merged({ toCrm: { a: 1 } })),
      lineOf(marked),
      lineOf(create()),
      lineOf(create({ marking: { ...marking, categories: ['Other'] } })),
      lineOf(create({ marking: { ...marking, stamp: false } })),
      lineOf(DELETE),
      lineOf({ kind: 'detach', reason: because('L5'), to: 'DET_E', review: null, leftAlone: null }),
      lineOf(review),
    ];
    expectAllDifferent(lines);
  });

  it('is every value that is replaced, and all that goes with what is deleted', () => {
    const inCrm = merged({ toCrm: { jobTitle: 'Sales' } });
    const inExchange = merged({ toExchange: { jobTitle: 'Sales' } });
    const director = { jobTitle: 'Director' };
    expect(lineOf(inCrm)).not.toBe(lineOf(inCrm, { ...subject, crm: director }));
    expect(lineOf(inExchange)).not.toBe(lineOf(inExchange, { ...subject, exchange: director }));
    expect(lineOf(DELETE)).not.toBe(lineOf(DELETE, { ...subject, crm: { ...subject.crm, notes: 'new' } }));
    const deletion: Step = { kind: 'deleteInExchange', reason: because('L5') };
    expect(lineOf(deletion)).not.toBe(lineOf(deletion, { ...subject, exchange: director }));
  });

  it('is nothing of what stays beside what is written, nor how a side spells it', () => {
    const inCrm = merged({ toCrm: { jobTitle: 'Sales' } });
    const beside = { crm: { jobTitle: 'Clerk', notes: 'another' }, exchange: { jobTitle: 'Director' } };
    expect(lineOf(inCrm)).toBe(lineOf(inCrm, { ...subject, ...beside }));
    expect(lineOf(DELETE)).toBe(lineOf(DELETE, { ...subject, crm: { jobTitle: 'Clerk', notes: 'n', nickname: null } }));
    expect(lineOf(create())).toBe(lineOf(create(), { ...subject, ...beside }));
  });

  it('is why it is done: a deletion that wins over an edit is another one', () => {
    const winning: Step = { kind: 'deleteInCrm', reason: because('L9') };
    expect(lineOf(winning)).not.toBe(lineOf(DELETE));
    expect(lineOf({ ...winning, reason: { row: 'L9', code: 'other' } })).not.toBe(lineOf(winning));
  });

  it('is nothing of what leaves both sides and the memory as they are', () => {
    expect(lineOf({ kind: 'noop', reason: because('L1') })).toBeNull();
    expect(lineOf(merged({ outcomes: { a: { kind: 'settled' } } }))).toBeNull();
    for (const state of ['pending', 'wait', 'asleep', 'suspended', 'ignored'] as const)
      expect(lineOf({ ...review, state })).toBeNull();
  });

  it('is written the same in every release: the hash of an approval is made of it', () => {
    const detach: Step = { kind: 'detach', reason: because('L5'), to: 'DET_E', review: null, leftAlone: null };
    const inCrm: Step = { kind: 'createInCrm', reason: because('U5'), fields: { a: 1 }, uid: null, marking: null };
    expect([
      lineOf(DELETE),
      lineOf({ kind: 'deleteInExchange', reason: because('L5') }),
      lineOf(create(), { ...subject, exchangeId: null }),
      lineOf(inCrm, { ...subject, crmId: null }),
      lineOf(merged({ toCrm: { a: 1 } })),
      lineOf(merged({ toCrm: { a: 1 } }, true)),
      lineOf(detach),
      lineOf(review),
    ]).toEqual([
      'deleteInCrm\tL6\tx\tc\te\t96821eb2b7ce1f403490b0d1c9bae177',
      'deleteInExchange\tL5\tx\tc\te\t37e5a97e707e7ef15c25fcd4281b6988',
      'createInExchange\tU4\tx\tc\t\t48718393d158de398c89ce66aa96a563',
      'createInCrm\tU5\tx\t\te\ted8a6db7f570260592560a4f5db7f838',
      'merge\tL4\tx\tc\te\t570f7aaa448e551c7372fb135fe9fe1f',
      'link\tL4\tx\tc\te\t570f7aaa448e551c7372fb135fe9fe1f',
      'detach\tL5\tx\tc\te\t0508f38ebdc7a6a2464c2a03e65e109a',
      'review\tU3\tx\tc\te\t',
    ]);
  });
});

describe('the hash of a plan', () => {
  const hashOf = (...lines: readonly string[]): string => planHash(lines.reduce(withLine, NO_LINES));

  it('does not depend on the order of the steps, but on each of them', () => {
    expect(hashOf('a', 'b', 'c')).toBe(hashOf('c', 'a', 'b'));
    expect(hashOf('a', 'b')).not.toBe(hashOf('a'));
    expect(hashOf('a', 'a')).not.toBe(hashOf('a'));
    expect(hashOf()).not.toBe(hashOf(''));
    expect(hashOf()).toMatch(/^[0-9a-f]{32}$/);
  });

  it('tells apart plans whose lines have exchanged a part of their text', () => {
    const swapped = Array.from({ length: 500 }, (_, index) => [
      hashOf(`update\titem-${index}\told`, `update\titem-${index + 1}\tnew`),
      hashOf(`update\titem-${index}\tnew`, `update\titem-${index + 1}\told`),
    ]).flat();
    expect(new Set(swapped).size).toBe(swapped.length);
  });

  it('grows line by line without changing what it was', () => {
    const one = withLine(NO_LINES, 'a');
    withLine(one, 'b');
    expect(planHash(one)).toBe(hashOf('a'));
    expect(NO_LINES).toEqual({ count: 0, sums: [0, 0, 0, 0] });
  });

  it('covers every write with its item and its values', () => {
    const lines = [
      lineOf(DELETE),
      lineOf({ kind: 'deleteInExchange', reason: because('L5') }),
      lineOf(DELETE, { ...subject, crmId: 'other' }),
      lineOf(DELETE, { ...subject, exchangeId: null }),
      lineOf(DELETE, { ...subject, crmId: null }),
      // The ends of two ids must not run into each other.
      lineOf(DELETE, { ...subject, crmId: 'ce', exchangeId: 'x' }),
      lineOf(DELETE, { ...subject, crmId: 'c', exchangeId: 'ex' }),
      lineOf(merged({ toCrm: { a: 1 } })),
      lineOf(merged({ toExchange: { a: 1 } })),
      lineOf(merged({ toCrm: { a: 2 } })),
      lineOf({ kind: 'createInCrm', reason: because('U5'), fields: { a: 1 }, uid: null, marking: null }),
      lineOf({ kind: 'createInCrm', reason: because('U5'), fields: { a: 2 }, uid: null, marking: null }),
      lineOf({ kind: 'detach', reason: because('L5'), to: 'DET_E', review: null, leftAlone: null }),
      lineOf({ kind: 'detach', reason: because('L5'), to: 'DET_C', review: null, leftAlone: null }),
    ];
    expectAllDifferent(lines);
  });

  it('leaves out what changes nothing', () => {
    expect(lineOf(merged({ outcomes: { a: { kind: 'settled' } } }))).toBeNull();
    expect(lineOf({ kind: 'close', reason: because('L7') })).toBeNull();
    expect(lineOf({ kind: 'suppress', reason: because('D4'), fingerprint: 'f' })).toBeNull();
  });

  it('does not change from one release to the next: approvals are stored', () => {
    expect(hashOf('deleteInCrm\tc\te\t')).toMatchInlineSnapshot(`"f670a04109b9f2bd03da6bb1ea65f702"`);
    expect(hashOf('è')).not.toBe(hashOf('e'));
    expect(hashOf('\u0101')).not.toBe(hashOf('\u0001'));
  });
});

describe('the fingerprint of a suppressed edit', () => {
  it('does not change from one release to the next: it is stored', () => {
    expect(textHash('')).toBe('6c62272e07bb014262b821756295c58d');
    expect(textHash('Raccordo')).toBe(textHash('Raccordo'));
    expect(textHash('è')).not.toBe(textHash('e'));
    expect(textHash('\u0101')).not.toBe(textHash('\u0001'));
  });
});
