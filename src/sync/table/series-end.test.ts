import { describe, expect, it, test } from 'vitest';
import type { Fields, FieldValue, Instant, Meeting } from '../../model/index.ts';
import { synchronisedFields } from '../../model/index.ts';
import { settledBases } from '../merge/settled-bases.ts';
import { plan } from '../plan.ts';
import type { PlanContext } from '../plan-context.ts';
import type { ItemRules } from '../rules.ts';
import type { CrmState, ExchangeState, Link } from '../state.ts';
import type { Step } from '../step.ts';
import { NOTHING } from '../testing/nothing.ts';
import { contextOf, linkOf, liveCrm, liveExchange, OUT, YES } from '../testing/pairs.ts';
import { changed, DELETED, weekly } from '../testing/series.ts';

/** Three Mondays, of which the first was deleted long ago. */
const [MON1, MON2, MON3] = ['2026-12-07', '2026-12-14', '2026-12-21'];
const TIME = weekly({ range: { kind: 'numbered', occurrences: 3 } });
const TWO_LEFT = { [MON1]: DELETED };
const ONE_MOVED = { ...TWO_LEFT, [MON2]: changed({ subject: 'B' }) };
const ENDED = { [MON1]: DELETED, [MON2]: DELETED, [MON3]: DELETED };
const SERIES: Fields = { subject: 'Offer', time: TIME, occurrences: TWO_LEFT };
const DELETES: Partial<ItemRules> = { deleteCrmToExchange: true, invitations: 'notify' };
const ORGANIZER: Meeting = { role: 'organizer', isCancelled: false, recipients: 3 };

interface Case {
  readonly rules?: Partial<ItemRules>;
  readonly link?: Partial<Link>;
  readonly crm?: Fields;
  readonly exchange?: Fields;
  readonly record?: Partial<Extract<CrmState, { kind: 'live' }>>;
  readonly item?: Partial<Extract<ExchangeState, { kind: 'live' }>>;
  readonly context?: Partial<PlanContext>;
}

function stepOf({ rules, link, crm = { occurrences: ENDED }, exchange, record, item, context }: Case): Step {
  const pair = {
    link: linkOf({ baseCrm: SERIES, baseExchange: SERIES, ...link }),
    crm: { ...liveCrm({ ...SERIES, ...crm }), ...record },
    exchange: liveExchange({ ...SERIES, ...exchange }, YES, item),
  };
  const specs = synchronisedFields('appointments');
  return plan(pair, { kind: 'none' }, { ...contextOf({ ...DELETES, ...rules }), specs, ...context });
}

const told = (given: Case): string => {
  const { kind, reason } = stepOf(given);
  return `${kind} ${reason.row} ${reason.code}`;
};
const UNTOLD: Fields = { subject: 'Offer', time: TIME };
const KEPT = { toCrm: NOTHING, toExchange: NOTHING, keptInCrm: { occurrences: { [MON2]: DELETED, [MON3]: DELETED } } };

describe('a series that the CRM ends goes where a deleted one goes', () => {
  test.each<[string, Case, string]>([
    ['nobody edited it in Exchange', {}, 'deleteInExchange L5 last_occurrence_deleted'],
    [
      'an edit there loses',
      { exchange: { subject: 'B' }, rules: { conflictStrategy: 'crm' } },
      'deleteInExchange L8 last_occurrence_deleted',
    ],
    [
      'an edit there wins',
      { exchange: { subject: 'B' }, rules: { conflictStrategy: 'exchange' } },
      'merge L4 changed_on_both_sides',
    ],
    [
      'a day was deleted there that the new rule of the CRM does not give',
      {
        crm: { time: weekly({ range: { kind: 'numbered', occurrences: 1 } }) },
        exchange: { occurrences: { [MON1]: DELETED, [MON2]: DELETED } },
        rules: { conflictStrategy: 'exchange' },
      },
      'deleteInExchange L5 last_occurrence_deleted',
    ],
    [
      'an edit of one occurrence there loses',
      { exchange: { occurrences: ONE_MOVED }, rules: { conflictStrategy: 'crm' } },
      'deleteInExchange L8 last_occurrence_deleted',
    ],
    [
      'an edit of one occurrence there wins',
      { exchange: { occurrences: ONE_MOVED }, rules: { conflictStrategy: 'exchange' } },
      'merge L4 changed_on_both_sides',
    ],
    [
      'an edit of one occurrence there was agreed before',
      {
        link: { baseCrm: { ...SERIES, occurrences: ONE_MOVED }, baseExchange: { ...SERIES, occurrences: ONE_MOVED } },
        exchange: { occurrences: ONE_MOVED },
        rules: { conflictStrategy: 'exchange' },
      },
      'deleteInExchange L5 last_occurrence_deleted',
    ],
    ['the rule is off', { rules: { deleteCrmToExchange: false } }, 'merge L2 last_occurrence_kept'],
    ['nobody can tell which item it is', { link: { ambiguous: true } }, 'merge L2 last_occurrence_kept'],
    ['it lies outside the window in Exchange', { item: { takesPart: OUT } }, 'merge L2 last_occurrence_kept'],
    ['nothing goes to Exchange', { rules: { updateCrmToExchange: false } }, 'hold L2 update_rule_off'],
    ['the mailbox is another one', { context: { frozen: 'relink' } }, 'hold O7 waits_for_mailbox'],
    [
      'the CRM was restored',
      { context: { frozen: 'restored' }, record: { restored: 'older' } },
      'merge O8 record_older',
    ],
    [
      'the CRM was restored, and its values count',
      {
        context: { frozen: 'restored' },
        record: { restored: 'older' },
        crm: { occurrences: ENDED, subject: 'Before' },
        rules: { afterCrmRestore: 'crm' },
      },
      'merge O8 record_reinstated',
    ],
    [
      'the CRM was restored, and another item is that of the pair since',
      {
        context: { frozen: 'restored' },
        record: { restored: 'older' },
        item: { unagreed: ['occurrences'] },
      },
      'hold O8 waits_for_crm',
    ],
  ])('where %s', (_, given, step) => {
    expect(told(given)).toBe(step);
  });

  it('and what stays of it in Exchange is known as the CRM’s alone from then on', () => {
    const rules = { deleteCrmToExchange: false };
    expect(stepOf({ rules })).toMatchObject({ merge: KEPT });
    const link = { baseCrm: { ...SERIES, occurrences: ENDED } };
    expect(told({ link })).toBe('noop L1 last_occurrence_kept');
    expect(stepOf({ link, crm: { occurrences: ENDED, subject: 'B' } })).toMatchObject({
      merge: { toExchange: { subject: 'B' }, toCrm: NOTHING },
    });
  });

  it('and stays in Exchange where a backup says that it ended, with the rest of what the backup says', () => {
    const step = stepOf({
      context: { frozen: 'restored' },
      record: { restored: 'older' },
      crm: { occurrences: ENDED, subject: 'Before' },
      rules: { afterCrmRestore: 'crm' },
    });
    expect(step).toMatchObject({
      merge: { ...KEPT, toExchange: { subject: 'Before' }, conflicts: [{ field: 'subject', winner: 'crm' }] },
    });
  });

  it('and has its occurrences back from an edit that wins, with a conflict', () => {
    const rules: Partial<ItemRules> = { conflictStrategy: 'exchange' };
    expect(stepOf({ rules, exchange: { subject: 'B' } })).toMatchObject({
      merge: {
        toCrm: { subject: 'B', occurrences: TWO_LEFT },
        toExchange: NOTHING,
        conflicts: [{ field: 'occurrences', winner: 'exchange', crm: { [MON2]: DELETED, [MON3]: DELETED } }],
      },
    });
    const record = { mayChange: false };
    expect(stepOf({ rules, exchange: { subject: 'B' }, record })).toMatchObject({ merge: KEPT });
  });

  it('whoever wins, where Exchange deleted some of it', () => {
    for (const conflictStrategy of ['crm', 'exchange'] as const)
      expect(
        told({ rules: { conflictStrategy }, exchange: { occurrences: { [MON1]: DELETED, [MON3]: DELETED } } }),
      ).toBe('deleteInExchange L5 last_occurrence_deleted');
  });
});

describe('a series of which something is left', () => {
  const [onlyMON3, onlyMON2] = [
    { [MON1]: DELETED, [MON2]: DELETED },
    { [MON1]: DELETED, [MON3]: DELETED },
  ];

  it('in the CRM learns first what was deleted in Exchange', () => {
    expect(stepOf({ crm: { occurrences: onlyMON3 }, exchange: { occurrences: onlyMON2 } })).toMatchObject({
      kind: 'merge',
      merge: { toCrm: { occurrences: ENDED }, toExchange: NOTHING, pendingFields: ['occurrences'] },
    });
  });

  it('in the CRM alone, which may not learn that, waits', () => {
    const rules = { updateExchangeToCrm: false };
    expect(told({ rules, crm: { occurrences: onlyMON3 }, exchange: { occurrences: onlyMON2 } })).toBe(
      'hold L4 last_occurrence_waits',
    );
  });

  it('on both sides is an edit like any other', () => {
    expect(stepOf({ crm: { occurrences: onlyMON3 } })).toMatchObject({
      kind: 'merge',
      merge: { toExchange: { occurrences: onlyMON3 } },
    });
    expect(told({ crm: { occurrences: { ...onlyMON3, [MON3]: changed({ subject: 'B' }) } } })).toBe(
      'merge L2 changed_in_crm',
    );
  });
});

describe('a rule that gives no day at all', () => {
  const none = weekly({ range: { kind: 'endDate', endDate: '2026-12-01' } });

  test.each<[string, Case]>([
    ['with no occurrence deleted', { crm: { time: none, occurrences: null, subject: 'B' } }],
    ['with all of them deleted', { crm: { time: none, occurrences: ENDED, subject: 'B' } }],
    ['where deletions are not carried', { crm: { time: none, subject: 'B' }, rules: { deleteCrmToExchange: false } }],
  ])('is nobody’s deletion: it waits, and the rest of the item goes on (%s)', (_, given) => {
    expect(stepOf(given)).toMatchObject({
      kind: 'merge',
      merge: { toCrm: NOTHING, toExchange: { subject: 'B' }, pendingFields: ['time', 'occurrences'] },
    });
  });

  it('in Exchange gives way to that of the CRM where the two meet, with what the CRM deleted (U2)', () => {
    const exchange = liveExchange({ subject: 'Offer', time: none });
    const specs = synchronisedFields('appointments');
    const context = { ...contextOf({ ...DELETES, updateExchangeToCrm: false }), specs };
    const step = plan({ link: null, crm: liveCrm(SERIES), exchange }, { kind: 'one', id: 'exchange-1' }, context);
    expect(step).toMatchObject({
      kind: 'merge',
      merge: { toCrm: NOTHING, toExchange: { time: TIME, occurrences: TWO_LEFT }, pendingFields: [] },
    });
  });
});

describe('a meeting of which the CRM deletes what is left', () => {
  const at = (now: string): Partial<PlanContext> => ({ now: now as Instant });
  const item = { meeting: ORGANIZER };

  it('is called off as a whole, with one mail for each person', () => {
    expect(stepOf({ item })).toMatchObject({ kind: 'deleteInExchange', reason: { row: 'L5' }, mails: 3 });
  });

  test.each<[string, Case]>([
    ['nobody may be told', { rules: { invitations: 'silent' } }],
    ['deletions are not carried', { rules: { deleteCrmToExchange: false } }],
    ['it is over', { context: at('2027-01-01T00:00:00Z') }],
    ['somebody else organizes it', { item: { meeting: { ...ORGANIZER, role: 'attendee' } } }],
    [
      'somebody else organizes it, and the record is a colleague’s',
      { item: { meeting: { ...ORGANIZER, role: 'attendee' } }, record: { isShared: true, mayChange: false } },
    ],
  ])('stays where %s', (_, given) => {
    const step = stepOf({ item, ...given });
    expect(step).toMatchObject({ kind: 'merge', reason: { code: 'occurrence_kept' }, merge: KEPT });
    expect(step).not.toHaveProperty('mails');
  });

  it('loses the days to come, one by one, where others were held', () => {
    expect(stepOf({ item, context: at('2026-12-15T00:00:00Z') })).toMatchObject({
      kind: 'merge',
      merge: { toExchange: { occurrences: { [MON1]: DELETED, [MON3]: DELETED } } },
      mails: 3,
      mailsAbout: { item: false, days: [MON3] },
    });
  });
});

describe('a series that has ended in the CRM', () => {
  const crm = liveCrm({ ...SERIES, occurrences: ENDED });
  const context = { ...contextOf(DELETES), specs: synchronisedFields('appointments') };
  const among = (link: Partial<Link>, exchange: ExchangeState, occurrences: FieldValue = ENDED): Step =>
    plan(
      {
        link: linkOf({ baseCrm: SERIES, baseExchange: SERIES, ...link }),
        crm: { ...crm, fields: { ...SERIES, occurrences } },
        exchange,
      },
      { kind: 'none' },
      context,
    );

  it('is not made anew in Exchange, whatever was edited of it', () => {
    const gone = { kind: 'gone', id: 'exchange-1' } as const;
    expect(among({}, gone)).toMatchObject({
      kind: 'detach',
      to: 'DET_C',
      reason: { row: 'L9', code: 'excluded_ended_series' },
    });
    expect(among({ state: 'DET_C' }, gone)).toMatchObject({
      kind: 'suppress',
      reason: { row: 'D3', code: 'excluded_ended_series' },
    });
    expect(among({ state: 'DET_C' }, gone, { [MON1]: DELETED, [MON2]: DELETED })).toMatchObject({
      kind: 'createInExchange',
      reason: { row: 'D3' },
    });
  });

  it('takes nothing from an item that is back (D5)', () => {
    expect(among({ state: 'DET_C' }, liveExchange(SERIES))).toMatchObject({
      kind: 'merge',
      reopen: true,
      reason: { row: 'D5' },
      merge: KEPT,
    });
  });

  it('is not new to Exchange (U4)', () => {
    expect(plan({ link: null, crm, exchange: { kind: 'absent' } }, { kind: 'none' }, context)).toMatchObject({
      kind: 'hold',
      state: 'ignored',
      reason: { row: 'U4', code: 'excluded_ended_series' },
    });
  });

  const meet = (
    rules: Partial<ItemRules>,
    occurrences: Fields = ENDED,
    ofItem: Partial<Extract<ExchangeState, { kind: 'live' }>> = {},
    ofRecord: Partial<Extract<CrmState, { kind: 'live' }>> = {},
  ): Step =>
    plan(
      {
        link: null,
        crm: { ...crm, fields: { ...SERIES, occurrences }, ...ofRecord },
        exchange: liveExchange(SERIES, YES, ofItem),
      },
      { kind: 'one', id: 'exchange-1' },
      { ...context, rules: { ...context.rules, ...rules } },
    );
  const AGAIN = { toCrm: { occurrences: TWO_LEFT }, toExchange: NOTHING };
  const NO_UPDATES: Partial<ItemRules> = { updateCrmToExchange: false, updateExchangeToCrm: false };

  test.each<[string, Partial<ItemRules>]>([
    ['', {}],
    [', also where nothing goes to Exchange', { updateCrmToExchange: false }],
  ])('is there again where it meets its like (U2)%s', (_, rules) => {
    const step = meet(rules);
    expect(step).toMatchObject({ kind: 'merge', link: true, merge: { ...AGAIN, pendingFields: [] } });
  });

  test.each<[string, Parameters<typeof meet>]>([
    ['nothing goes to the CRM', [{ updateExchangeToCrm: false }]],
    ['nothing goes anywhere', [NO_UPDATES]],
    ['the record is a colleague’s', [{ updateCrmToExchange: false }, ENDED, {}, { mayChange: false }]],
    ['a private item does not tell its occurrences', [{}, ENDED, { withheld: ['occurrences'], fields: UNTOLD }]],
  ])('has deleted for itself what Exchange keeps, where they meet and %s (U2)', (_, given) => {
    const step = meet(...given);
    expect(step).toMatchObject({
      kind: 'merge',
      link: true,
      merge: { toCrm: NOTHING, toExchange: NOTHING, keptInCrm: { occurrences: { [MON2]: DELETED } }, conflicts: [] },
    });
  });

  test.each<[string, Partial<ItemRules>]>([
    ['calls it off with mail', {}],
    ['never writes it', { invitations: 'never' }],
    ['sends nothing to Exchange', { updateCrmToExchange: false }],
  ])('is there again where it meets a meeting and the profile %s (U2)', (_, rules) => {
    const step = meet(rules, ENDED, { meeting: ORGANIZER });
    expect(step).toMatchObject({ kind: 'merge', link: true, merge: AGAIN });
    expect(step).not.toHaveProperty('mails');
  });

  describe.each([
    ['ended', ENDED],
    ['left with what Exchange deleted', { [MON1]: DELETED, [MON2]: DELETED }],
  ] as const)('that was %s when the two met (U2)', (_, occurrences) => {
    const ofItem = { fields: { ...SERIES, occurrences: { [MON1]: DELETED, [MON3]: DELETED } } };

    test.each<[string, Partial<ItemRules>]>([
      ['nothing went to Exchange', { updateCrmToExchange: false }],
      ['nothing went to the CRM', { updateExchangeToCrm: false }],
      ['nothing went anywhere', NO_UPDATES],
    ])('is never deleted for that later, where %s', (__, rules) => {
      const first = meet(rules, occurrences, ofItem);
      if (first.kind !== 'merge') throw new Error(first.kind);
      let link = linkOf({ baseCrm: {}, baseExchange: {} });
      let inCrm: Fields = { ...SERIES, occurrences };
      let inExchange: Fields = ofItem.fields;
      const carryOut = ({ merge }: Extract<Step, { kind: 'merge' }>): void => {
        inCrm = { ...inCrm, ...merge.toCrm };
        inExchange = { ...inExchange, ...merge.toExchange };
        const { specs } = context;
        link = {
          ...link,
          ...settledBases({ specs, merge, link, finalCrm: inCrm, finalExchange: inExchange }),
        };
      };
      carryOut(first);
      for (let run = 0; run < 3; run++) {
        const next = plan(
          { link, crm: { ...crm, fields: inCrm }, exchange: liveExchange(inExchange) },
          { kind: 'none' },
          context,
        );
        expect(next.kind).not.toBe('deleteInExchange');
        if (next.kind === 'merge') carryOut(next);
      }
      expect(inExchange['occurrences']).toEqual({ [MON1]: DELETED, [MON3]: DELETED });
    });
  });

  it('only with what Exchange deleted has what Exchange keeps where they meet (U2)', () => {
    const [onlyMON3, onlyMON2] = [
      { [MON1]: DELETED, [MON2]: DELETED },
      { [MON1]: DELETED, [MON3]: DELETED },
    ];
    const ofItem = { fields: { ...SERIES, occurrences: onlyMON2 } };
    for (const rules of [{}, { updateCrmToExchange: false }])
      expect(meet(rules, onlyMON3, ofItem)).toMatchObject({
        kind: 'merge',
        link: true,
        merge: {
          toCrm: { occurrences: onlyMON2 },
          toExchange: NOTHING,
          pendingFields: [],
          conflicts: [{ field: 'occurrences', winner: 'exchange', crm: { [MON2]: DELETED } }],
        },
      });
  });

  test.each<[string, Fields]>([
    ['Exchange changed a day that the CRM deleted', { occurrences: { ...ONE_MOVED, [MON3]: DELETED } }],
    [
      'what the two deleted ends only the rule of Exchange',
      { time: weekly({ range: { kind: 'numbered', occurrences: 2 } }) },
    ],
  ])(
    'only with what Exchange deleted has its own deletions for itself where nothing goes anywhere and %s (U2)',
    (_, fields) => {
      const step = meet(NO_UPDATES, { [MON1]: DELETED, [MON2]: DELETED }, { fields: { ...SERIES, ...fields } });
      expect(step).toMatchObject({
        kind: 'merge',
        merge: { toCrm: NOTHING, toExchange: NOTHING, keptInCrm: { occurrences: { [MON2]: DELETED } } },
      });
    },
  );

  it('keeps a day deleted that others have in their meeting, as long as some are left (M5)', () => {
    const attendee: Meeting = { role: 'attendee', isCancelled: false, recipients: 3 };
    const fields = { ...SERIES, occurrences: { [MON1]: DELETED, [MON2]: DELETED } };
    const step = meet({}, { [MON1]: DELETED, [MON3]: DELETED }, { meeting: attendee, fields }, { isShared: true });
    expect(step).toMatchObject({
      kind: 'merge',
      merge: { toCrm: NOTHING, toExchange: NOTHING, keptInCrm: { occurrences: { [MON3]: DELETED } } },
    });
  });

  it('is there again also where its rule gives no more than what was deleted in Exchange, too (U2)', () => {
    const shorter = weekly({ range: { kind: 'numbered', occurrences: 1 } });
    const pair = { link: null, crm: liveCrm({ ...SERIES, time: shorter }), exchange: liveExchange(SERIES) };
    const rules = { ...context.rules, conflictStrategy: 'crm' as const };
    expect(plan(pair, { kind: 'one', id: 'exchange-1' }, { ...context, rules })).toMatchObject({
      kind: 'merge',
      link: true,
      merge: { toCrm: { time: TIME }, toExchange: NOTHING, conflicts: [{ field: 'time', winner: 'exchange' }] },
    });
  });

  it('by a rule that was never agreed deletes nothing: it waits', () => {
    const shorter = weekly({ range: { kind: 'numbered', occurrences: 1 } });
    const agreed: Fields = { subject: 'Offer', occurrences: TWO_LEFT };
    const step = stepOf({
      link: { baseCrm: agreed, baseExchange: agreed },
      crm: { time: shorter },
      rules: { updateExchangeToCrm: false, conflictStrategy: 'crm' },
    });
    expect(`${step.kind} ${step.reason.code}`).toBe('hold last_occurrence_waits');
  });
});
