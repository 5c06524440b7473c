import { describe, expect, it } from 'vitest';
import { countStep, NO_STEPS } from './brakes/plan-summary.ts';
import { categoriesDue, givenAfter } from './marking.ts';
import { plan } from './plan.ts';
import type { ItemRules } from './rules.ts';
import type { Pair } from './state.ts';
import { NOTHING } from './testing/nothing.ts';
import {
  BASE_CRM,
  BASE_EXCHANGE,
  contextOf,
  GONE_CRM,
  linkOf,
  liveCrm,
  liveExchange,
  NO_MATCH,
  OUT,
  PRIVATE,
} from './testing/pairs.ts';

const PROFILE = { exchangeCategories: ['CRM', 'Sales'] } as const;

function planned(pair: Partial<Pair>, rules: Partial<ItemRules> = {}) {
  const whole = { link: linkOf(), crm: liveCrm(), exchange: liveExchange(), ...pair };
  return plan(whole, NO_MATCH, contextOf({ ...PROFILE, ...rules }));
}

describe('O10: categories that came into the profile', () => {
  it('are given to items that were linked before, by a step of their own', () => {
    const step = planned({ link: linkOf({ givenCategories: ['CRM'] }) });
    expect(step).toMatchObject({
      kind: 'merge',
      reason: { row: 'O10', code: 'categories_due', params: { categories: 1 } },
      marking: { stamp: true, categories: ['Sales'] },
      merge: { outcomes: NOTHING, toCrm: NOTHING, toExchange: NOTHING, conflicts: [] },
      link: false,
    });
  });

  it('count for no brake', () => {
    expect(countStep(NO_STEPS, planned({}))).toEqual(NO_STEPS);
  });

  it('are not given again to an item whose user took them off', () => {
    expect(planned({ link: linkOf({ givenCategories: ['crm', 'SALES'] }) })).toMatchObject({ kind: 'noop' });
  });

  it('are no work where the user has them already', () => {
    const exchange = liveExchange(BASE_EXCHANGE, undefined, { categories: ['sales', 'CRM'] });
    expect(planned({ exchange })).toMatchObject({ kind: 'noop' });
  });

  it('travel with an edit that goes there anyway', () => {
    const crm = liveCrm({ ...BASE_CRM, subject: 'Edited' });
    expect(planned({ crm })).toMatchObject({ reason: { row: 'L2' }, marking: { categories: ['CRM', 'Sales'] } });
  });

  it('are all that Exchange gets with updates CRM → Exchange off, and the stamp is not', () => {
    const exchange = liveExchange(BASE_EXCHANGE, undefined, { stamp: null });
    const crm = liveCrm({ ...BASE_CRM, subject: 'Edited' });
    const step = planned({ crm, exchange }, { updateCrmToExchange: false });
    expect(step).toMatchObject({
      kind: 'merge',
      reason: { row: 'O10' },
      marking: { stamp: false, categories: ['CRM', 'Sales'] },
      merge: { toExchange: NOTHING, pendingFields: ['subject'] },
    });
    expect(planned({ exchange }, { updateCrmToExchange: false, exchangeCategories: [] })).toMatchObject({
      kind: 'noop',
    });
  });

  it('do not wake a pair that sleeps, and come when it wakes', () => {
    const out = { crm: liveCrm(BASE_CRM, OUT), exchange: liveExchange(BASE_EXCHANGE, OUT) };
    expect(planned(out)).toMatchObject({ kind: 'hold', reason: { row: 'L12' } });
    expect(planned({ crm: liveCrm(BASE_CRM, PRIVATE) })).toMatchObject({ kind: 'hold', reason: { row: 'O5' } });
  });

  it('are not given twice to an item whose record is made anew', () => {
    const pair = {
      link: linkOf({ givenCategories: ['CRM', 'Sales'] }),
      crm: GONE_CRM,
      exchange: liveExchange({ ...BASE_EXCHANGE, subject: 'Edited' }),
    };
    expect(planned(pair, { conflictStrategy: 'exchange' })).toMatchObject({
      kind: 'createInCrm',
      marking: { stamp: true, categories: [] },
    });
  });
});

describe('what an item was given', () => {
  it('is what was written, and what of the profile’s it had by itself', () => {
    expect(givenAfter(PROFILE, ['sales'], [], { stamp: true, categories: ['CRM'] })).toEqual(['Sales', 'CRM']);
    expect(givenAfter(PROFILE, [], ['Old'], { stamp: false, categories: ['CRM'] })).toEqual(['Old', 'CRM']);
  });

  it('stays the same list where nothing is new', () => {
    const given = ['CRM', 'Sales'];
    expect(givenAfter(PROFILE, ['CRM'], given, null)).toBe(given);
    expect(categoriesDue(PROFILE, [], given)).toEqual([]);
  });
});
