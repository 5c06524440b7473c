import { describe, expect, it } from 'vitest';
import type { Fields } from '../model/index.ts';
import { asksBeforeThaw, frozenBy, UNRECOGNISED } from './frozen.ts';
import { plan } from './plan.ts';
import type { ItemRules } from './rules.ts';
import type { CrmState, ExchangeState, Pair } from './state.ts';
import type { Step } from './step.ts';
import { ALL_SWITCHES, linkedCells, rulesOf, unlinkedCells } from './testing/cells.ts';
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
  PRIVATE,
  YES,
} from './testing/pairs.ts';

const UNPROVED: ExchangeState = { kind: 'unproved', id: 'exchange-1', reason: 'mailbox_changed' };
const HIDDEN: CrmState = { kind: 'hidden', id: 'crm-1' };
const LEFT: CrmState = { kind: 'left', id: 'crm-1', version: '2', fields: BASE_CRM };
const BOTH_DELETE = { deleteCrmToExchange: true, deleteExchangeToCrm: true } as const;

function planned(frozen: 'relink' | 'restored', pair: Partial<Pair>, rules: Partial<ItemRules> = {}): Step {
  const whole = { link: linkOf(), crm: liveCrm(), exchange: liveExchange(), ...pair };
  return plan(whole, NO_MATCH, { ...contextOf({ ...BOTH_DELETE, ...rules }), frozen });
}

describe('a frozen scope', () => {
  it('deletes, detaches and closes nothing, in no cell and under no rules', () => {
    const cells = [...linkedCells('LINKED'), ...linkedCells('DET_E'), ...linkedCells('DET_C'), ...unlinkedCells()];
    const kinds = new Set<string>();
    for (const frozen of ['relink', 'restored'] as const)
      for (const cell of cells)
        for (const switches of ALL_SWITCHES) {
          const step = plan(cell.pair, cell.match, { ...contextOf(rulesOf(switches)), frozen });
          if (step.kind === 'detach' && step.reason.code === 'record_lost') continue;
          kinds.add(step.kind);
        }
    expect([...kinds].filter((kind) => /delete|detach|close/.test(kind))).toEqual([]);
  });

  it('is one whose status says so', () => {
    const all = ['ok', 'hold', 'paused', 'relink', 'restored'];
    const known = all.map((status) => frozenBy({ status, mailboxFingerprint: 'folders-1' }));
    expect(known).toEqual([{}, {}, {}, { frozen: 'relink' }, { frozen: 'restored' }]);
    const another = all.map((status) => frozenBy({ status, mailboxFingerprint: UNRECOGNISED }));
    expect(another).toEqual([{}, {}, {}, { frozen: 'relink' }, { frozen: 'restored', mailboxFollows: true }]);
  });
});

describe('O7: a mailbox that is being recognised', () => {
  it('asks about linked items that are not found again', () => {
    for (const crm of [liveCrm(), GONE_CRM]) {
      const step = planned('relink', { crm, exchange: UNPROVED });
      expect(step).toMatchObject({ kind: 'hold', state: 'review', reason: { row: 'O7', code: 'item_not_recognised' } });
      expect(asksBeforeThaw(step)).toBe(true);
    }
  });

  it('asks nothing about the item of a pair that was let go of before', () => {
    const step = planned('relink', { link: linkOf({ state: 'DET_C' }), exchange: UNPROVED });
    expect(step).toMatchObject({ kind: 'hold', reason: { row: 'O4', code: 'deletion_unproved' } });
    expect(asksBeforeThaw(step)).toBe(false);
  });

  it('lets deletions wait, and what would be made anew with them', () => {
    const edited = liveExchange({ ...BASE_EXCHANGE, subject: 'Edited' });
    for (const [crm, exchange] of [
      [GONE_CRM, liveExchange()],
      [GONE_CRM, edited],
      [liveCrm(), GONE_EXCHANGE],
      [LEFT, liveExchange()],
      [HIDDEN, liveExchange()],
    ] as const) {
      const step = planned('relink', { crm, exchange }, { conflictStrategy: 'exchange' });
      expect(step).toMatchObject({ kind: 'hold', state: 'wait', reason: { row: 'O7', code: 'waits_for_mailbox' } });
      expect(asksBeforeThaw(step)).toBe(false);
    }
  });

  it('carries the edits of what was recognised', () => {
    const crm = liveCrm({ ...BASE_CRM, subject: 'Edited' });
    expect(planned('relink', { crm })).toMatchObject({ kind: 'merge', reason: { row: 'L2' } });
  });

  it('makes and links nothing new: it may be what is missing', () => {
    for (const match of [NO_MATCH, { kind: 'one', id: 'exchange-1' }, { kind: 'weak', ids: ['x'] }] as const) {
      const pair = { link: null, crm: liveCrm(), exchange: match.kind === 'one' ? liveExchange() : { kind: 'absent' } };
      const step = plan(pair as Pair, match, { ...contextOf(), frozen: 'relink' });
      expect(step).toMatchObject({ kind: 'hold', state: 'wait', reason: { code: 'waits_for_mailbox' } });
    }
    const outside = { link: null, crm: liveCrm(BASE_CRM, OUT), exchange: { kind: 'absent' } } as const;
    expect(plan(outside, NO_MATCH, { ...contextOf(), frozen: 'relink' })).toMatchObject({ state: 'ignored' });
  });
});

describe('O8: a CRM that was restored from a backup', () => {
  it('makes a lost record anew from its item, as the CRM had it where nobody edited that, after an approval', () => {
    for (const crm of [GONE_CRM, HIDDEN]) {
      const step = planned('restored', { crm });
      expect(step).toMatchObject({
        kind: 'createInCrm',
        reason: { row: 'O8', code: 'record_lost' },
        uid: 'uid-1',
      });
      expect(step).toHaveProperty('fields', BASE_CRM);
      expect(asksBeforeThaw(step)).toBe(true);
    }
    const edited = planned('restored', {
      crm: GONE_CRM,
      exchange: liveExchange({ ...BASE_EXCHANGE, subject: 'Since' }),
    });
    expect(edited).toMatchObject({ fields: { ...BASE_CRM, subject: 'Since' } });
  });

  it('does not take a record for lost that was deleted before, and whose pair was let go of', () => {
    const step = planned('restored', { link: linkOf({ state: 'DET_E' }), crm: GONE_CRM });
    expect(step).toMatchObject({ kind: 'noop', reason: { row: 'D1', code: 'deletion_not_carried' } });
  });

  it('concludes nothing from a record whose item has not been read', () => {
    for (const crm of [GONE_CRM, HIDDEN, LEFT])
      expect(planned('restored', { crm, exchange: ABSENT })).toMatchObject({
        kind: 'hold',
        state: 'wait',
        reason: { row: 'O4', code: 'counterpart_not_read' },
      });
  });

  it('takes a record that nobody could compare before for an older one, also when the freeze is over', () => {
    const notCompared = { ...liveCrm({ ...BASE_CRM, subject: 'Before' }), restored: 'maybeOlder' } as const;
    const pair = { link: linkOf(), crm: notCompared, exchange: liveExchange() };
    for (const frozen of [{}, { frozen: 'relink' }, { frozen: 'restored' }] as const)
      expect(plan(pair, NO_MATCH, { ...contextOf(), ...frozen })).toMatchObject({
        kind: 'merge',
        reason: { row: 'O8', code: 'record_maybe_older' },
        merge: { toExchange: NOTHING, conflicts: [{ field: 'subject', winner: 'exchange', crm: 'Before' }] },
      });
    expect(plan(pair, NO_MATCH, contextOf({ updateExchangeToCrm: false }))).toMatchObject({
      reason: { row: 'L2' },
      merge: { toExchange: { subject: 'Before' } },
    });
    const same = { ...pair, crm: { ...notCompared, fields: BASE_CRM } };
    expect(plan(same, NO_MATCH, contextOf())).toMatchObject({ kind: 'noop', reason: { row: 'L1' } });
  });

  it('takes none for older that has no item to hold it against', () => {
    const crm = { ...liveCrm({ ...BASE_CRM, subject: 'Before' }), restored: 'maybeOlder' } as const;
    const gone = { link: linkOf(), crm, exchange: GONE_EXCHANGE };
    expect(plan(gone, NO_MATCH, contextOf())).toMatchObject({ kind: 'createInExchange', reason: { row: 'L9' } });
    const met = { link: null, crm, exchange: liveExchange() };
    const one = { kind: 'one', id: 'exchange-1' } as const;
    expect(plan(met, one, contextOf())).toMatchObject({ kind: 'merge', reason: { row: 'U2' } });
    const outside = { ...gone, link: null, exchange: ABSENT, crm: { ...crm, takesPart: OUT } };
    expect(plan(outside, NO_MATCH, contextOf())).toMatchObject({ kind: 'hold', reason: { row: 'U1' } });
  });

  it('takes no record for older because of what was never agreed with its item', () => {
    const crm = liveCrm({ ...BASE_CRM, subject: 'Of now' });
    const exchange = { ...liveExchange({ ...BASE_EXCHANGE, subject: 'Of the former item' }), unagreed: ['subject'] };
    const link = linkOf({ baseCrm: { ...BASE_CRM, subject: 'Of the former item' } });
    for (const conflictStrategy of ['crm', 'exchange'] as const)
      expect(planned('restored', { link, crm, exchange }, { conflictStrategy })).toMatchObject({
        reason: { row: 'L4' },
        merge: { conflicts: [{ field: 'subject', winner: conflictStrategy }] },
      });
  });

  it('lets the item stay where nothing may be written to the CRM', () => {
    const step = planned('restored', { crm: GONE_CRM }, { updateExchangeToCrm: false });
    expect(step).toMatchObject({ kind: 'detach', to: 'DET_E', reason: { code: 'record_lost' } });
    expect(asksBeforeThaw(step)).toBe(true);
  });

  it('asks about a lost record whose item sleeps: when it wakes, nobody could tell that anything was lost', () => {
    for (const takesPart of [OUT, PRIVATE]) {
      const step = planned('restored', { crm: HIDDEN, exchange: liveExchange(BASE_EXCHANGE, takesPart) });
      expect(step).toMatchObject({ kind: 'detach', to: 'DET_E', reason: { row: 'O8', code: 'record_lost' } });
      expect(asksBeforeThaw(step)).toBe(true);
    }
  });

  it('leaves it to a person where it is not certain which item it was', () => {
    const step = planned('restored', { crm: GONE_CRM, link: linkOf({ ambiguous: true }) });
    expect(step).toMatchObject({ kind: 'hold', state: 'review', reason: { code: 'record_lost' } });
  });

  it('waits with lost records whose item is no longer there', () => {
    for (const exchange of [GONE_EXCHANGE, UNPROVED])
      expect(planned('restored', { crm: GONE_CRM, exchange })).toMatchObject({
        kind: 'hold',
        state: 'wait',
        reason: { row: 'O8', code: 'waits_for_crm' },
      });
  });

  it('takes what Exchange has for an older value, and keeps the older one as a conflict', () => {
    const older = {
      ...liveCrm({ ...BASE_CRM, subject: 'Before', categories: ['blue', 'red'] }),
      restored: 'older',
    } as const;
    for (const rules of [{}, { conflictStrategy: 'crm' }, { conflictGranularity: 'item' }] as const) {
      const step = planned('restored', { crm: older }, rules);
      expect(step).toMatchObject({
        kind: 'merge',
        reason: { row: 'O8', code: 'record_older', params: { fields: 2, conflicts: 2 } },
        merge: {
          toCrm: { subject: 'Visit', categories: ['blue'] },
          toExchange: NOTHING,
          conflicts: [
            { field: 'subject', winner: 'exchange', base: 'Visit', crm: 'Before', exchange: 'Visit' },
            { field: 'categories', winner: 'exchange' },
          ],
        },
      });
      expect(asksBeforeThaw(step)).toBe(false);
    }
  });

  it('writes what was agreed where nobody edited it in Exchange, which may keep less of it', () => {
    const link = { ...linkOf(), baseCrm: { ...BASE_CRM, subject: 'Visit to the works' } };
    const crm = { ...liveCrm({ ...BASE_CRM, subject: 'Before' }), restored: 'older' } as const;
    expect(planned('restored', { link, crm })).toMatchObject({
      merge: { toCrm: { subject: 'Visit to the works' }, conflicts: [{ crm: 'Before', exchange: 'Visit' }] },
    });
    const exchange = liveExchange({ ...BASE_EXCHANGE, subject: 'Since' });
    expect(planned('restored', { link, crm, exchange })).toMatchObject({ merge: { toCrm: { subject: 'Since' } } });
    const unknown = { ...link, baseCrm: { ...BASE_CRM, subject: null } };
    expect(planned('restored', { link: unknown, crm })).toMatchObject({ merge: { toCrm: { subject: 'Visit' } } });
  });

  it('takes back elements that a set has lost, and edits made in Exchange since', () => {
    const crm = { ...liveCrm({ ...BASE_CRM, categories: null }), restored: 'older' } as const;
    const exchange = liveExchange({ ...BASE_EXCHANGE, subject: 'Since', categories: ['blue', 'green'] });
    expect(planned('restored', { crm, exchange }, { conflictStrategy: 'crm' })).toMatchObject({
      merge: { toCrm: { subject: 'Since', categories: ['blue', 'green'] }, toExchange: NOTHING },
    });
  });

  it('opens a pair that was let go of when its record is back, from before the deletion', () => {
    const crm = { ...liveCrm({ ...BASE_CRM, subject: 'Before' }), restored: 'returned' } as const;
    for (const state of ['DET_E', 'DET_C'] as const)
      expect(planned('restored', { link: linkOf({ state }), crm })).toMatchObject({
        kind: 'merge',
        link: false,
        reopen: true,
        merge: { toCrm: { subject: 'Visit' }, toExchange: NOTHING },
      });
  });

  it('asks first where nothing proves that the value is older', () => {
    const step = planned('restored', { crm: liveCrm({ ...BASE_CRM, subject: 'Before?' }) });
    expect(step).toMatchObject({
      kind: 'merge',
      reason: { code: 'record_maybe_older' },
      merge: { toExchange: NOTHING },
    });
    expect(asksBeforeThaw(step)).toBe(true);
  });

  it('asks nobody about what a colleague’s record and an attendee’s calendar have each for itself (M5)', () => {
    const crm = { ...liveCrm({ ...BASE_CRM, categories: ['red'] }), mayChange: false };
    const meeting = { role: 'attendee', isCancelled: false, recipients: 2 } as const;
    const exchange = liveExchange({ ...BASE_EXCHANGE, categories: ['green'] }, YES, { meeting });
    const { categories: _unagreed, ...baseCrm } = BASE_CRM;
    expect(planned('restored', { link: linkOf({ baseCrm }), crm, exchange })).toMatchObject({
      kind: 'noop',
      reason: { row: 'L1', code: 'unchanged' },
    });
  });

  it('writes nothing older to Exchange where nothing may be written to the CRM', () => {
    const crm = { ...liveCrm({ ...BASE_CRM, subject: 'Before' }), restored: 'older' } as const;
    for (const step of [
      planned('restored', { crm }, { updateExchangeToCrm: false }),
      planned('restored', { crm: { ...crm, mayChange: false } }),
    ]) {
      expect(step).toMatchObject({ kind: 'hold', state: 'review', reason: { code: 'record_maybe_older' } });
      expect(asksBeforeThaw(step)).toBe(true);
    }
  });

  it('asks first, where an administrator wants to be asked, also about what provably is older', () => {
    const crm = { ...liveCrm({ ...BASE_CRM, subject: 'Before' }), restored: 'older' } as const;
    const step = planned('restored', { crm }, { afterCrmRestore: 'ask' });
    expect(step).toMatchObject({
      kind: 'merge',
      reason: { row: 'O8', code: 'record_older_undecided', params: { fields: 1, conflicts: 1 } },
      merge: { toCrm: { subject: 'Visit' }, toExchange: NOTHING },
    });
    expect(asksBeforeThaw(step)).toBe(true);
    expect(
      planned('restored', { crm: liveCrm({ ...BASE_CRM, subject: 'Before?' }) }, { afterCrmRestore: 'ask' }),
    ).toEqual(planned('restored', { crm: liveCrm({ ...BASE_CRM, subject: 'Before?' }) }));
  });

  it('goes on with pairs that lost nothing', () => {
    expect(planned('restored', {})).toMatchObject({ kind: 'noop' });
    const exchange = liveExchange({ ...BASE_EXCHANGE, subject: 'Edited' });
    expect(planned('restored', { exchange })).toMatchObject({ kind: 'merge', reason: { row: 'L3' } });
    const both = {
      crm: liveCrm({ ...BASE_CRM, subject: 'Same' }),
      exchange: liveExchange({ ...BASE_EXCHANGE, subject: 'Same' }),
    };
    expect(planned('restored', both)).toMatchObject({ reason: { code: 'equal_on_both_sides' } });
    const crm = liveCrm({ ...BASE_CRM, subject: 'Before' }, PRIVATE);
    expect(planned('restored', { crm })).toMatchObject({ kind: 'hold', state: 'asleep', reason: { row: 'O5' } });
  });

  it('does not take an owner from before for a re-assignment', () => {
    const step = planned('restored', { crm: LEFT });
    expect(step).toMatchObject({ kind: 'hold', state: 'review', reason: { row: 'O8', code: 'ownership_maybe_older' } });
    expect(asksBeforeThaw(step)).toBe(true);
  });

  it('lets deletions in Exchange wait until it is over', () => {
    expect(planned('restored', { exchange: GONE_EXCHANGE })).toMatchObject({ reason: { code: 'waits_for_crm' } });
  });

  it('asks before a record that was deleted and is back is made in Exchange again', () => {
    const record = { ...liveCrm(), restored: 'returned' } as const;
    const pair = { link: null, crm: record, exchange: { kind: 'absent' } } as const;
    const step = plan(pair, NO_MATCH, { ...contextOf(), frozen: 'restored' });
    expect(step).toMatchObject({ kind: 'createInExchange', reason: { row: 'O8', code: 'record_back' } });
    expect(asksBeforeThaw(step)).toBe(true);
    const fresh = plan({ ...pair, crm: liveCrm() }, NO_MATCH, { ...contextOf(), frozen: 'restored' });
    expect(fresh).toMatchObject({ kind: 'createInExchange', reason: { row: 'U4' } });
  });
});

describe('O8: a restored CRM, with a mailbox that is another one too', () => {
  const both = { ...contextOf(BOTH_DELETE), frozen: 'restored', mailboxFollows: true } as const;

  it('makes and links nothing new of either side: it may be what is missing', () => {
    const absent = { kind: 'absent' } as const;
    for (const [pair, match] of [
      [{ link: null, crm: absent, exchange: liveExchange() }, NO_MATCH],
      [{ link: null, crm: liveCrm(), exchange: absent }, NO_MATCH],
      [
        { link: null, crm: liveCrm(), exchange: liveExchange() },
        { kind: 'one', id: 'exchange-1' },
      ],
    ] as const)
      expect(plan(pair, match, both)).toMatchObject({
        kind: 'hold',
        state: 'wait',
        reason: { row: 'O7', code: 'waits_for_mailbox' },
      });
  });

  it('asks about a record that was deleted and is back: afterwards nobody could tell', () => {
    const record = { ...liveCrm(), restored: 'returned' } as const;
    const step = plan({ link: null, crm: record, exchange: { kind: 'absent' } }, NO_MATCH, both);
    expect(step).toMatchObject({ kind: 'createInExchange', reason: { row: 'O8', code: 'record_back' } });
  });

  it('makes a lost record anew from an item that is recognised, and waits with the others', () => {
    const lost = { link: linkOf(), crm: GONE_CRM } as const;
    expect(plan({ ...lost, exchange: liveExchange() }, NO_MATCH, both)).toMatchObject({
      kind: 'createInCrm',
      reason: { row: 'O8', code: 'record_lost' },
    });
    expect(plan({ ...lost, exchange: UNPROVED }, NO_MATCH, both)).toMatchObject({
      kind: 'hold',
      reason: { row: 'O8', code: 'waits_for_crm' },
    });
  });
});

describe('O8: a restored CRM whose values count', () => {
  const BACKUP_COUNTS = { afterCrmRestore: 'crm' } as const;
  const older = (change: Fields) => ({ ...liveCrm({ ...BASE_CRM, ...change }), restored: 'older' }) as const;

  it('gives Exchange what the backup has, keeps what Exchange had as conflicts, and always asks first', () => {
    for (const rules of [{}, { conflictStrategy: 'exchange' }, { conflictGranularity: 'item' }] as const)
      for (const restored of [{}, { restored: 'older' }] as const) {
        const crm = { ...liveCrm({ ...BASE_CRM, subject: 'Before', categories: ['blue', 'red'] }), ...restored };
        const step = planned('restored', { crm }, { ...BACKUP_COUNTS, ...rules });
        expect(step).toMatchObject({
          kind: 'merge',
          link: false,
          reopen: false,
          reason: { row: 'O8', code: 'record_reinstated', params: { fields: 2, conflicts: 2 } },
          merge: {
            toCrm: NOTHING,
            toExchange: { subject: 'Before', categories: ['blue', 'red'] },
            conflicts: [
              { field: 'subject', winner: 'crm', base: 'Visit', crm: 'Before', exchange: 'Visit' },
              { field: 'categories', winner: 'crm', base: ['blue'], exchange: ['blue'] },
            ],
          },
        });
        expect(asksBeforeThaw(step)).toBe(true);
      }
  });

  it('leaves it to the strategy where somebody edited the same field in Exchange since, and takes up other edits', () => {
    const exchange = liveExchange({ ...BASE_EXCHANGE, subject: 'Since', categories: ['blue', 'green'] });
    const pair = { crm: older({ subject: 'Before' }), exchange };
    for (const conflictGranularity of ['field', 'item'] as const) {
      const rules = { ...BACKUP_COUNTS, conflictGranularity };
      expect(planned('restored', pair, { ...rules, conflictStrategy: 'crm' })).toMatchObject({
        reason: { code: 'record_reinstated' },
        merge: {
          toExchange: { subject: 'Before' },
          toCrm: { categories: ['blue', 'green'] },
          conflicts: [{ field: 'subject', winner: 'crm', crm: 'Before', exchange: 'Since' }],
        },
      });
      const lost = planned('restored', pair, { ...rules, conflictStrategy: 'exchange' });
      expect(lost).toMatchObject({
        reason: { code: 'record_older' },
        merge: {
          toExchange: NOTHING,
          toCrm: { subject: 'Since', categories: ['blue', 'green'] },
          conflicts: [{ field: 'subject', winner: 'exchange', crm: 'Before', exchange: 'Since' }],
        },
      });
      expect(asksBeforeThaw(lost)).toBe(false);
    }
  });

  it('goes to Exchange also where nothing may be written to the CRM', () => {
    const crm = older({ subject: 'Before' });
    for (const step of [
      planned('restored', { crm }, { ...BACKUP_COUNTS, updateExchangeToCrm: false }),
      planned('restored', { crm: { ...crm, mayChange: false } }, BACKUP_COUNTS),
    ])
      expect(step).toMatchObject({
        reason: { code: 'record_reinstated' },
        merge: { toExchange: { subject: 'Before' } },
      });
  });

  it('waits like an edit, and asks nobody, where nothing may be written to Exchange', () => {
    const step = planned(
      'restored',
      { crm: older({ subject: 'Before' }) },
      { ...BACKUP_COUNTS, updateCrmToExchange: false },
    );
    expect(step).toMatchObject({ kind: 'hold', state: 'pending', reason: { row: 'L2', code: 'update_rule_off' } });
    expect(asksBeforeThaw(step)).toBe(false);
    const exchange = liveExchange({ ...BASE_EXCHANGE, categories: ['blue', 'green'] });
    const rules = { ...BACKUP_COUNTS, updateCrmToExchange: false };
    expect(planned('restored', { crm: older({ subject: 'Before' }), exchange }, rules)).toMatchObject({
      reason: { row: 'L4' },
      merge: { toCrm: { categories: ['blue', 'green'] }, toExchange: NOTHING, pendingFields: ['subject'] },
    });
  });

  it('gives way where only Exchange can say it: in a meeting of somebody else', () => {
    const meeting = { role: 'attendee', isCancelled: false, recipients: 2 } as const;
    const exchange = liveExchange(BASE_EXCHANGE, YES, { meeting });
    const step = planned('restored', { crm: older({ subject: 'Before' }), exchange }, BACKUP_COUNTS);
    expect(step).toMatchObject({
      kind: 'merge',
      reason: { code: 'record_older' },
      merge: {
        toCrm: { subject: 'Visit' },
        toExchange: NOTHING,
        conflicts: [{ field: 'subject', winner: 'exchange', crm: 'Before' }],
      },
    });
    const colleagues = { ...older({ subject: 'Before' }), mayChange: false };
    expect(planned('restored', { crm: colleagues, exchange }, BACKUP_COUNTS)).toMatchObject({
      kind: 'hold',
      state: 'pending',
      reason: { code: 'not_organizer' },
    });
  });

  it('counts for a record that nobody could compare before, also when the freeze is over and nobody can be asked', () => {
    const crm = { ...liveCrm({ ...BASE_CRM, subject: 'Before' }), restored: 'maybeOlder' } as const;
    const pair = { link: linkOf(), crm, exchange: liveExchange() };
    for (const rules of [{}, { updateExchangeToCrm: false }] as const)
      expect(plan(pair, NO_MATCH, contextOf({ ...BACKUP_COUNTS, ...rules }))).toMatchObject({
        kind: 'merge',
        reason: { row: 'O8', code: 'record_reinstated' },
        merge: {
          toExchange: { subject: 'Before' },
          conflicts: [{ field: 'subject', winner: 'crm', exchange: 'Visit' }],
        },
      });
  });

  it('opens a pair that was let go of when its record is back', () => {
    const crm = { ...liveCrm({ ...BASE_CRM, subject: 'Before' }), restored: 'returned' } as const;
    for (const state of ['DET_E', 'DET_C'] as const)
      expect(planned('restored', { link: linkOf({ state }), crm }, BACKUP_COUNTS)).toMatchObject({
        kind: 'merge',
        reopen: true,
        merge: { toExchange: { subject: 'Before' }, conflicts: [{ winner: 'crm', exchange: 'Visit' }] },
      });
  });

  it('takes no side in what was never agreed with its item', () => {
    const crm = liveCrm({ ...BASE_CRM, subject: 'Of now' });
    const exchange = { ...liveExchange({ ...BASE_EXCHANGE, subject: 'Of the former item' }), unagreed: ['subject'] };
    const link = linkOf({ baseCrm: { ...BASE_CRM, subject: 'Of the former item' } });
    expect(
      planned('restored', { link, crm, exchange }, { ...BACKUP_COUNTS, conflictStrategy: 'exchange' }),
    ).toMatchObject({
      reason: { row: 'L4' },
      merge: { conflicts: [{ field: 'subject', winner: 'exchange' }] },
    });
  });

  it('changes nothing about what it lost, has back, or gave to others', () => {
    for (const pair of [
      { crm: GONE_CRM },
      { crm: HIDDEN },
      { crm: LEFT },
      { crm: GONE_CRM, exchange: GONE_EXCHANGE },
      { exchange: GONE_EXCHANGE },
      {},
    ])
      expect(planned('restored', pair, BACKUP_COUNTS)).toEqual(planned('restored', pair));
  });
});
