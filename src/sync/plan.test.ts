import { describe, expect, it } from 'vitest';
import { plan } from './plan.ts';
import type { ItemRules } from './rules.ts';
import type { CrmState, ExchangeState, Link } from './state.ts';
import type { Step } from './step.ts';
import { NOTHING } from './testing/nothing.ts';
import {
  ABSENT,
  BASE_CRM,
  BASE_EXCHANGE,
  contextOf,
  GONE_CRM,
  GONE_EXCHANGE,
  linkOf,
  liveCrm,
  liveExchange,
  NO_MATCH,
  OUT,
} from './testing/pairs.ts';

const EDITED_EXCHANGE = { ...BASE_EXCHANGE, subject: 'Visit (Exchange)' };
const EDITED_CRM = { ...BASE_CRM, subject: 'Visit (CRM)' };

function decide(
  link: Partial<Link> | null,
  crm: CrmState,
  exchange: ExchangeState,
  rules: Partial<ItemRules> = {},
): Step {
  return plan({ link: link === null ? null : linkOf(link), crm, exchange }, NO_MATCH, contextOf(rules));
}

describe('a linked pair', () => {
  it('gets its missing stamp with the first write that goes to Exchange anyway', () => {
    const unstamped = liveExchange(BASE_EXCHANGE, { kind: 'yes' }, { stamp: null });
    const given = { givenCategories: ['CRM'] };
    const step = decide(given, liveCrm(EDITED_CRM), unstamped, { exchangeCategories: ['CRM'] });
    expect(step).toMatchObject({ kind: 'merge', marking: { stamp: true, categories: [] } });
    expect(decide({}, liveCrm(EDITED_CRM), liveExchange())).toMatchObject({ kind: 'merge', marking: null });
    const fromExchange = { ...unstamped, fields: EDITED_EXCHANGE };
    expect(decide({}, liveCrm(), fromExchange)).toMatchObject({ kind: 'merge', marking: null });
  });

  it('L9, O5, L15: lets go of an edit from before together with its pair, and leaves it alone from then on', () => {
    const rules = { conflictStrategy: 'crm', updateCrmToExchange: true } as const;
    const edited = liveCrm(EDITED_CRM);
    for (const [change, crm, more] of [
      [{ reviewReason: 'excluded_private' }, edited, {}],
      [{ ambiguous: true }, edited, {}],
      [{}, liveCrm(EDITED_CRM, OUT), {}],
      [{}, edited, { conflictStrategy: 'exchange', deleteExchangeToCrm: false }],
    ] as const) {
      const step = decide(change, crm, GONE_EXCHANGE, { ...rules, ...more });
      if (step.kind !== 'detach' || step.leftAlone === null) throw new Error(`expected an edit, got ${step.kind}`);
      const later = { state: 'DET_C', suppressed: [step.leftAlone] } as const;
      expect(decide(later, edited, GONE_EXCHANGE, rules)).toMatchObject({ kind: 'noop' });
    }
  });

  it('O5: that slept behind a filter or policy takes nothing with it when one item is deleted', () => {
    const rules = { deleteCrmToExchange: true, deleteExchangeToCrm: true };
    for (const reviewReason of ['excluded_private', 'excluded_filter'] as const) {
      expect(decide({ reviewReason }, liveCrm(), GONE_EXCHANGE, rules)).toEqual({
        kind: 'detach',
        reason: { row: 'O5', code: reviewReason, params: { side: 'exchange' } },
        to: 'DET_C',
        review: null,
        leftAlone: null,
      });
      expect(decide({ reviewReason }, GONE_CRM, liveExchange(), rules)).toMatchObject({ kind: 'detach', to: 'DET_E' });
    }
    expect(decide({ reviewReason: 'marks_due' }, liveCrm(), GONE_EXCHANGE, rules).kind).toBe('deleteInCrm');
  });

  it('whose record the user may not change: nothing travels into it, everything out of it', () => {
    const locked = { ...liveCrm(), mayChange: false };
    expect(decide({}, locked, liveExchange(EDITED_EXCHANGE))).toMatchObject({
      kind: 'hold',
      state: 'pending',
      reason: { row: 'L3', code: 'record_not_changeable', params: { fields: 1 } },
    });
    expect(decide({}, locked, liveExchange(EDITED_EXCHANGE), { updateExchangeToCrm: false }).reason).toMatchObject({
      code: 'update_rule_off',
    });
    const edited = { ...liveCrm({ ...BASE_CRM, sensitivity: 'personal' }), mayChange: false };
    expect(decide({}, edited, liveExchange(EDITED_EXCHANGE), { conflictStrategy: 'exchange' })).toMatchObject({
      kind: 'merge',
      merge: { toCrm: NOTHING, toExchange: { sensitivity: 'personal' }, pendingFields: ['subject'] },
    });
  });

  it('says how many fields and conflicts a merge is about', () => {
    const crm = liveCrm({ ...EDITED_CRM, sensitivity: 'personal' });
    const step = decide({}, crm, liveExchange(EDITED_EXCHANGE));
    expect(step.reason).toEqual({ row: 'L4', code: 'changed_on_both_sides', params: { fields: 2, conflicts: 1 } });
    expect(decide({}, crm, liveExchange()).reason).toEqual({
      row: 'L2',
      code: 'changed_in_crm',
      params: { fields: 2 },
    });
  });

  it('says that it only waits when every changed field waits, and from which side', () => {
    const rules = { updateExchangeToCrm: false };
    expect(decide({}, liveCrm(), liveExchange(EDITED_EXCHANGE), rules)).toMatchObject({
      kind: 'hold',
      state: 'pending',
      reason: { row: 'L3', params: { changedOn: 'exchange', fields: 1 } },
    });
    const off = { ...rules, updateCrmToExchange: false };
    const crm = liveCrm({ ...BASE_CRM, sensitivity: 'personal' });
    expect(decide({}, crm, liveExchange(EDITED_EXCHANGE), off).reason).toEqual({
      row: 'L4',
      code: 'update_rule_off',
      params: { changedOn: 'both', fields: 2 },
    });
    expect(decide({}, liveCrm(EDITED_CRM), liveExchange(), off).reason.params).toEqual({ changedOn: 'crm', fields: 1 });
  });

  it('carries what may travel and leaves the rest waiting, in one step', () => {
    const crm = liveCrm({ ...BASE_CRM, sensitivity: 'personal' });
    const step = decide({}, crm, liveExchange(EDITED_EXCHANGE), { updateExchangeToCrm: false });
    expect(step).toMatchObject({
      kind: 'merge',
      merge: { toExchange: { sensitivity: 'personal' }, toCrm: NOTHING, pendingFields: ['subject'] },
    });
  });

  it('settles silently what both sides changed to the same', () => {
    const both = { subject: 'Moved' };
    const step = decide({}, liveCrm({ ...BASE_CRM, ...both }), liveExchange({ ...BASE_EXCHANGE, ...both }));
    expect(step).toMatchObject({
      kind: 'merge',
      reason: { row: 'L4', code: 'equal_on_both_sides' },
      merge: { toCrm: NOTHING, toExchange: NOTHING, outcomes: { subject: { kind: 'settled' } } },
    });
  });

  it('is left alone once it is closed', () => {
    expect(decide({ state: 'CLOSED' }, liveCrm(EDITED_CRM), liveExchange())).toMatchObject({ kind: 'noop' });
  });

  it('names what stands in the way of a proof, for the person who can grant it', () => {
    const missing: ExchangeState = { kind: 'unproved', id: 'exchange-1', reason: 'deletedItems' };
    expect(decide({}, liveCrm(), missing)).toEqual({
      kind: 'detach',
      to: 'DET_C',
      review: 'deletedItems',
      leftAlone: null,
      reason: { row: 'O4', code: 'deletion_unproved', params: { why: 'deletedItems' } },
    });
  });

  it('L8: makes a new record of everything that the survivor holds, whole where Exchange had cut it, with its UID', () => {
    const step = decide({}, GONE_CRM, liveExchange({ ...EDITED_EXCHANGE, body: 'x' }), {
      conflictStrategy: 'exchange',
    });
    expect(step).toMatchObject({ kind: 'createInCrm', uid: 'uid-1', marking: { stamp: true, categories: [] } });
    expect(step).toHaveProperty('fields', { ...EDITED_EXCHANGE, location: BASE_CRM.location });
  });

  it('L9: makes a new item with the marks of a new item', () => {
    const step = decide({}, liveCrm(EDITED_CRM), GONE_EXCHANGE, { exchangeCategories: ['CRM'] });
    expect(step).toMatchObject({
      kind: 'createInExchange',
      fields: EDITED_CRM,
      uid: 'uid-1',
      marking: { stamp: true, categories: ['CRM'] },
    });
  });

  it('L8, L9: of what a private survivor does not tell, the new one is what the deleted one was', () => {
    const untold = { withheld: ['location', 'categories'] } as const;
    const item = { ...liveExchange({ ...EDITED_EXCHANGE, categories: ['blue', 'CRM'] }), ...untold };
    const given = { baseExchange: { ...BASE_EXCHANGE, categories: ['blue', 'CRM'] } };
    expect(decide(given, GONE_CRM, item, { conflictStrategy: 'exchange' })).toHaveProperty('fields', {
      ...BASE_CRM,
      subject: 'Visit (Exchange)',
    });
    expect(decide({}, { ...liveCrm(EDITED_CRM), ...untold }, GONE_EXCHANGE)).toHaveProperty('fields', {
      ...BASE_EXCHANGE,
      subject: 'Visit (CRM)',
    });
  });
});

describe('a detached survivor', () => {
  it('D2: an edit that lost is remembered once, and a further edit is looked at again', () => {
    const first = decide({ state: 'DET_E' }, GONE_CRM, liveExchange(EDITED_EXCHANGE));
    if (first.kind !== 'suppress') throw new Error(`expected suppress, got ${first.kind}`);
    const link = { state: 'DET_E', suppressed: ['older', first.fingerprint] } as const;
    expect(decide(link, GONE_CRM, liveExchange(EDITED_EXCHANGE))).toMatchObject({
      kind: 'noop',
      reason: { row: 'D2', code: 'edit_left_alone' },
    });
    const further = liveExchange({ ...EDITED_EXCHANGE, location: 'Elsewhere' });
    expect(decide(link, GONE_CRM, further).kind).toBe('suppress');
  });

  it('D2: the same edit has the same fingerprint, whatever the version and the order of a set', () => {
    const fingerprint = (exchange: ExchangeState) => {
      const step = decide({ state: 'DET_E' }, GONE_CRM, exchange);
      return step.kind === 'suppress' ? step.fingerprint : step.kind;
    };
    const one = liveExchange({ ...EDITED_EXCHANGE, categories: ['b', 'a'] });
    const other = liveExchange({ ...EDITED_EXCHANGE, categories: ['a', 'b'] }, { kind: 'yes' }, { changeKey: 'x' });
    expect(fingerprint(one)).toBe(fingerprint(other));
    expect(fingerprint(one)).toMatch(/^[0-9a-f]{32}$/);
  });

  it('D2: a remembered edit stays remembered when the strategy turns; only a new one counts', () => {
    const lost = decide({ state: 'DET_E' }, GONE_CRM, liveExchange(EDITED_EXCHANGE));
    const suppressed = lost.kind === 'suppress' ? [lost.fingerprint] : [];
    const turned = { conflictStrategy: 'exchange' } as const;
    expect(decide({ state: 'DET_E', suppressed }, GONE_CRM, liveExchange(EDITED_EXCHANGE), turned).kind).toBe('noop');
    const newer = liveExchange({ ...EDITED_EXCHANGE, location: 'Elsewhere' });
    expect(decide({ state: 'DET_E', suppressed }, GONE_CRM, newer, turned).kind).toBe('createInCrm');
  });

  it('D2 D3: no counterpart is made anew before it is looked for again', () => {
    const exchangeWins = { conflictStrategy: 'exchange' } as const;
    expect(decide({ state: 'DET_E' }, ABSENT, liveExchange(EDITED_EXCHANGE), exchangeWins)).toMatchObject({
      kind: 'hold',
      state: 'wait',
    });
    expect(decide({ state: 'DET_C' }, liveCrm(EDITED_CRM), ABSENT)).toMatchObject({ kind: 'hold', state: 'wait' });
  });

  it('D5: merges against the base from before the deletion, so that edits of the survivor are not lost', () => {
    const step = decide({ state: 'DET_E' }, liveCrm(), liveExchange(EDITED_EXCHANGE));
    expect(step).toMatchObject({
      kind: 'merge',
      reopen: true,
      link: false,
      merge: { toCrm: { subject: 'Visit (Exchange)' } },
      reason: { row: 'D5', params: { fields: 1, conflicts: 0 } },
    });
  });

  it('D5: opens again even when nothing differs', () => {
    expect(decide({ state: 'DET_C' }, liveCrm(), liveExchange())).toMatchObject({
      kind: 'merge',
      reopen: true,
      merge: { outcomes: NOTHING },
      marking: null,
    });
  });

  it('D5: an item that came back without its stamp gets it with the write', () => {
    const bare = liveExchange(BASE_EXCHANGE, { kind: 'yes' }, { stamp: 'another' });
    expect(decide({ state: 'DET_C' }, liveCrm(EDITED_CRM), bare)).toMatchObject({ marking: { stamp: true } });
  });
});

describe('an item whose record nobody has seen since a create of ours may have made it', () => {
  const UNSEEN = { crmId: null, reviewReason: 'crm_write_forbidden' } as const;

  it('O3: waits in Deleted Items for as long as it lies there', () => {
    const why = { row: 'O3', code: 'record_hidden' };
    const thrownAway = decide({ ...UNSEEN, state: 'DET_E' }, GONE_CRM, GONE_EXCHANGE);
    expect(thrownAway).toMatchObject({ kind: 'detach', to: 'DET_C', review: UNSEEN.reviewReason, reason: why });
    for (const exchange of [GONE_EXCHANGE, ABSENT])
      expect(decide({ ...UNSEEN, state: 'DET_C' }, GONE_CRM, exchange)).toEqual({
        kind: 'hold',
        state: 'suspended',
        reason: why,
      });
  });

  it('O1, O4: waits as well where it was filed away, or cannot be told to be back', () => {
    const waits = (exchange: ExchangeState) => decide({ ...UNSEEN, state: 'DET_C' }, GONE_CRM, exchange);
    expect(waits({ kind: 'elsewhere', id: 'exchange-1' })).toEqual({
      kind: 'hold',
      state: 'suspended',
      reason: { row: 'O1', code: 'moved_to_other_folder' },
    });
    expect(waits({ kind: 'unproved', id: 'exchange-1', reason: 'deletedItems' })).toEqual({
      kind: 'hold',
      state: 'suspended',
      reason: { row: 'O4', code: 'deletion_unproved', params: { why: 'deletedItems' } },
    });
  });

  it('D4: is forgotten where the record is known to be deleted', () => {
    expect(decide({ state: 'DET_E', crmId: null }, GONE_CRM, GONE_EXCHANGE)).toMatchObject({
      kind: 'close',
      reason: { row: 'D4' },
    });
  });

  it('U5: is made in the CRM when it is back, where that is allowed', () => {
    const back = (rules: Partial<ItemRules>, exchange = liveExchange()) =>
      decide({ ...UNSEEN, state: 'DET_C' }, GONE_CRM, exchange, rules);
    expect(back({})).toMatchObject({ kind: 'createInCrm', reason: { row: 'U5' } });
    expect(back({ updateExchangeToCrm: false })).toMatchObject({ kind: 'hold', reason: { code: 'create_rule_off' } });
    expect(back({}, liveExchange(BASE_EXCHANGE, OUT))).toMatchObject({ kind: 'hold', reason: { row: 'U1' } });
    const secret = liveExchange(EDITED_EXCHANGE, { kind: 'yes' }, { withheld: ['location'] });
    expect(back({}, secret)).toHaveProperty('fields', { ...EDITED_EXCHANGE, location: BASE_CRM['location'] });
  });
});

describe('two items that meet for the first time', () => {
  const meet = (match: Parameters<typeof plan>[1], rules: Partial<ItemRules> = {}) =>
    plan({ link: null, crm: liveCrm(), exchange: liveExchange() }, match, contextOf(rules));

  it('U2: are linked whichever of them asked', () => {
    expect(meet({ kind: 'one', id: 'exchange-1' })).toMatchObject({ kind: 'merge', link: true, reopen: false });
    expect(meet({ kind: 'one', id: 'crm-1' })).toMatchObject({ kind: 'merge', link: true });
  });

  it('U2: are not linked when somebody else was chosen', () => {
    expect(meet({ kind: 'one', id: 'exchange-2' })).toMatchObject({ kind: 'hold', state: 'wait' });
    expect(meet(NO_MATCH)).toMatchObject({ kind: 'hold', state: 'wait' });
  });

  it('U2: are linked even with all rules off, for a link writes to neither side', () => {
    const off = { updateCrmToExchange: false, updateExchangeToCrm: false };
    expect(meet({ kind: 'one', id: 'exchange-1' }, off)).toMatchObject({
      kind: 'merge',
      link: true,
      marking: null,
      merge: { toCrm: NOTHING, toExchange: NOTHING, pendingFields: ['location'] },
    });
  });

  it('U3: are shown to a person with the candidates', () => {
    expect(meet({ kind: 'many', ids: ['x', 'y'] })).toEqual({
      kind: 'hold',
      state: 'review',
      candidates: ['x', 'y'],
      reason: { row: 'U3', code: 'several_counterparts', params: { candidates: 2 } },
    });
  });
});

describe('an item that is new', () => {
  it('U4: goes to Exchange with all that the fields hold, and nothing that is empty or not synchronised', () => {
    const crm = liveCrm({ subject: 'New', location: null, recurrence: 'x' });
    const step = plan({ link: null, crm, exchange: ABSENT }, NO_MATCH, contextOf({ exchangeCategories: ['CRM'] }));
    expect(step).toMatchObject({
      kind: 'createInExchange',
      uid: 'uid-1',
      marking: { stamp: true, categories: ['CRM'] },
    });
    expect(step).toHaveProperty('fields', { subject: 'New' });
  });

  it('U5: comes into the CRM, and its original gets the categories that it lacks', () => {
    const exchange = liveExchange({ subject: 'New' }, { kind: 'yes' }, { categories: ['crm'] });
    const rules = { exchangeCategories: ['CRM', 'Client'], updateCrmToExchange: false };
    const step = plan({ link: null, crm: ABSENT, exchange }, NO_MATCH, contextOf(rules));
    expect(step).toMatchObject({ kind: 'createInCrm', marking: { stamp: false, categories: ['Client'] } });
    expect(step).toHaveProperty('fields', { subject: 'New' });
  });

  it('U1: outside the window is looked at again later', () => {
    const step = plan({ link: null, crm: liveCrm(BASE_CRM, OUT), exchange: ABSENT }, NO_MATCH, contextOf());
    expect(step).toMatchObject({ kind: 'hold', state: 'ignored', reason: { row: 'U1', code: 'outside_window' } });
  });
});
