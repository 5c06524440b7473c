import { describe, expect, it } from 'vitest';
import type { Fields } from '../../model/index.ts';
import { CONTACT_FIELDS } from '../../model/index.ts';
import { DEFAULT_ITEM_RULES } from '../rules.ts';
import type { CrmState, ExchangeState, Link, TakesPart } from '../state.ts';
import { NOTHING } from '../testing/nothing.ts';
import { NOW, ZONE } from '../testing/pairs.ts';
import type { SideHistory } from './history.ts';
import type { UndoPair } from './plan-undo.ts';
import { planUndo } from './plan-undo.ts';

const context = {
  itemType: 'contacts',
  rules: { ...DEFAULT_ITEM_RULES, exchangeCategories: ['CRM'] },
  specs: CONTACT_FIELDS,
  now: NOW,
  zone: ZONE,
} as const;

const LINK: Link = {
  id: 'link',
  scopeId: 'scope',
  state: 'LINKED',
  ambiguous: false,
  notCompared: false,
  crmId: 'C1',
  crmVersion: '1',
  exchangeId: 'E1',
  changeKey: 'ck',
  uid: 'uid',
  searchKey: 'key',
  stamp: 'stamp',
  stamped: true,
  generation: 0,
  baseCrm: {},
  baseExchange: {},
  projection: 1,
  suppressed: [],
  pending: false,
  reviewReason: null,
  givenCategories: [],
  formerStamps: [],
};
const YES: TakesPart = { kind: 'yes' };
const crm = (fields: Fields, more: Partial<Extract<CrmState, { kind: 'live' }>> = {}): CrmState => ({
  kind: 'live',
  id: 'C1',
  version: '1',
  fields,
  takesPart: YES,
  mayChange: true,
  uid: null,
  ...more,
});
const exchange = (fields: Fields, takesPart: TakesPart = YES): ExchangeState => ({
  kind: 'live',
  id: 'E1',
  changeKey: 'ck',
  fields,
  categories: [],
  stamp: 'stamp',
  uid: null,
  searchKey: 'key',
  takesPart,
  meeting: null,
});
const pair = (change: Partial<UndoPair>): UndoPair => ({
  link: LINK,
  crm: crm({ jobTitle: 'Director' }),
  exchange: exchange({ jobTitle: 'Director' }),
  history: { crm: [], exchange: [] },
  writtenSince: new Set(),
  thereAgain: new Set(),
  isShared: false,
  ...change,
});

const UPDATED: SideHistory = [
  { op: 'update', before: { jobTitle: 'Clerk' }, after: { jobTitle: 'Director' }, kept: null },
];
const MADE: SideHistory = [{ op: 'create', before: null, after: { jobTitle: 'Director' }, kept: null }];
const DELETED: SideHistory = [{ op: 'delete', before: { jobTitle: 'Clerk', notes: null }, after: null, kept: null }];
const inCrm = (history: SideHistory) => ({ crm: history, exchange: [] });
const inExchange = (history: SideHistory) => ({ crm: [], exchange: history });

const told = (change: Partial<UndoPair>): readonly string[] =>
  planUndo(pair(change), context).map(({ kind, reason }) => `${kind} ${reason.row} ${reason.code}`);

describe('what takes a run back for one pair', () => {
  it('X2: writes values back on the side where they were written, one step for each side', () => {
    const steps = planUndo(pair({ history: { crm: UPDATED, exchange: UPDATED } }), context);
    expect(steps).toMatchObject([
      {
        kind: 'merge',
        reason: { row: 'X2', code: 'undo_updated', params: { fields: 1 } },
        merge: { toCrm: { jobTitle: 'Clerk' }, toExchange: NOTHING },
        marking: null,
      },
      {
        kind: 'merge',
        reason: { row: 'X2', code: 'undo_updated', params: { fields: 1 } },
        merge: { toCrm: NOTHING, toExchange: { jobTitle: 'Clerk' } },
      },
    ]);
    expect(steps[1]).toMatchObject({ merge: { outcomes: { jobTitle: { kind: 'toExchange', value: 'Clerk' } } } });
  });

  it('X2: neither links nor opens a pair, and tells of no conflict and of nothing that waits', () => {
    expect(planUndo(pair({ history: inExchange(UPDATED) }), context)).toMatchObject([
      { link: false, reopen: false, merge: { conflicts: [], pendingFields: [] } },
    ]);
  });

  it('X1: deletes what was made', () => {
    expect(told({ history: inExchange(MADE) })).toEqual(['deleteInExchange X1 undo_created']);
    expect(told({ history: inCrm(MADE) })).toEqual(['deleteInCrm X1 undo_created']);
  });

  it('X3: makes anew what was deleted, with the marks of what we make in Exchange', () => {
    const gone = { kind: 'gone', id: '' } as const;
    expect(planUndo(pair({ history: inExchange(DELETED), exchange: gone }), context)).toEqual([
      {
        kind: 'createInExchange',
        reason: { row: 'X3', code: 'undo_deleted' },
        fields: { jobTitle: 'Clerk' },
        uid: 'uid',
        marking: { stamp: true, categories: ['CRM'] },
      },
    ]);
    expect(planUndo(pair({ history: inCrm(DELETED), crm: gone }), context)).toMatchObject([
      { kind: 'createInCrm', fields: { jobTitle: 'Clerk' }, marking: null },
    ]);
  });

  it('X3: also where it cannot be proved that the item is gone, for it was we who deleted it', () => {
    const unproved = { kind: 'unproved', id: 'E1', reason: 'deletedItems_unreadable' } as const;
    expect(told({ history: inExchange(DELETED), exchange: unproved })).toEqual(['createInExchange X3 undo_deleted']);
    // I3: the one that nobody can find now was made since, in place of what was deleted.
    const writtenSince = new Set(['exchange'] as const);
    expect(told({ history: inExchange(DELETED), exchange: unproved, writtenSince })).toEqual([
      'hold X5 undo_out_of_reach',
    ]);
    expect(told({ history: inExchange(UPDATED), exchange: unproved })).toEqual(['hold X5 undo_out_of_reach']);
  });

  it('X4: tells what somebody changed since', () => {
    const edited = { crm: crm({ jobTitle: 'Boss' }), exchange: exchange({ jobTitle: 'Boss' }) };
    expect(planUndo(pair({ ...edited, history: inExchange(UPDATED) }), context)).toMatchObject([
      { kind: 'hold', state: 'review', reason: { row: 'X4', code: 'undo_edited_since', params: { fields: 1 } } },
    ]);
    expect(planUndo(pair({ ...edited, history: inExchange(MADE) }), context)).toMatchObject([
      { kind: 'hold', state: 'review', reason: { row: 'X4', code: 'undo_edited_since', params: { fields: 1 } } },
    ]);
    const both: SideHistory = [
      {
        op: 'update',
        before: { jobTitle: 'Clerk', nickname: 'A' },
        after: { jobTitle: 'Director', nickname: 'B' },
        kept: null,
      },
    ];
    const partly = pair({ exchange: exchange({ jobTitle: 'Boss', nickname: 'B' }), history: inExchange(both) });
    expect(planUndo(partly, context)).toMatchObject([
      { kind: 'merge', reason: { row: 'X2', code: 'undo_updated_partly', params: { fields: 1, stay: 1 } } },
    ]);
  });

  it('X5: leaves alone what is gone, away, forgotten, made anew or there again', () => {
    const gone = { kind: 'gone', id: '' } as const;
    const away = { kind: 'elsewhere', id: 'E1' } as const;
    expect(told({ history: inExchange(UPDATED), exchange: gone })).toEqual(['hold X5 undo_gone_since']);
    expect(told({ history: inExchange(UPDATED), exchange: away })).toEqual(['hold X5 undo_out_of_reach']);
    expect(told({ history: inCrm(UPDATED), crm: { kind: 'hidden', id: 'C1' } })).toEqual(['hold X5 undo_out_of_reach']);
    // We deleted it, and yet it is about: then it did not go, and making it anew would double it.
    expect(told({ history: inExchange(DELETED), exchange: away })).toEqual(['hold X5 undo_out_of_reach']);
    const forgotten: SideHistory = [{ op: 'delete', before: null, after: null, kept: null }];
    expect(told({ history: inExchange(forgotten), exchange: gone })).toEqual(['hold X5 undo_values_forgotten']);
    for (const history of [MADE, UPDATED])
      expect(told({ history: inExchange(history), writtenSince: new Set(['exchange']) })).toEqual([
        'hold X5 undo_written_since',
      ]);
    const again = { history: inExchange(DELETED), exchange: gone, thereAgain: new Set(['exchange'] as const) };
    expect(told(again)).toEqual(['hold X5 undo_there_again']);
  });

  it('X5: shows to a person what it leaves alone', () => {
    const gone = { kind: 'gone', id: '' } as const;
    expect(planUndo(pair({ history: inExchange(UPDATED), exchange: gone }), context)).toMatchObject([
      { kind: 'hold', state: 'review' },
    ]);
  });

  it('X5: an item that a later run made is not measured by what this run wrote', () => {
    const later = { history: inExchange(MADE), writtenSince: new Set(['exchange'] as const) };
    expect(told({ ...later, exchange: exchange({ jobTitle: 'Boss' }) })).toEqual(['hold X5 undo_written_since']);
  });

  it('M5: deletes no record that others share, and still writes old values back into it', () => {
    expect(told({ history: inCrm(MADE), isShared: true })).toEqual(['hold X5 undo_shared']);
    expect(told({ history: inCrm(UPDATED), isShared: true })).toEqual(['merge X2 undo_updated']);
    expect(told({ history: inExchange(MADE), isShared: true })).toEqual(['deleteInExchange X1 undo_created']);
  });

  it('writes to no record that the user may not change, and to no series that cannot be told', () => {
    expect(told({ history: inCrm(UPDATED), crm: crm({ jobTitle: 'Director' }, { mayChange: false }) })).toEqual([
      'hold X5 undo_not_changeable',
    ]);
    const standing = (takesPart: TakesPart) =>
      told({ history: inExchange(UPDATED), exchange: exchange({ jobTitle: 'Director' }, takesPart) });
    expect(standing({ kind: 'excluded', reason: 'series' })).toEqual(['hold X5 undo_out_of_reach']);
    // What only a rule leaves out is taken back all the same.
    for (const reason of ['filter', 'private'] as const)
      expect(standing({ kind: 'excluded', reason })).toEqual(['merge X2 undo_updated']);
    expect(standing({ kind: 'out' })).toEqual(['merge X2 undo_updated']);
  });

  it('deletes no item of which it is not certain which one it is', () => {
    const link = { ...LINK, ambiguous: true };
    expect(told({ link, history: inExchange(MADE) })).toEqual(['hold X5 identity_ambiguous']);
    expect(told({ link, history: inExchange(UPDATED) })).toEqual(['merge X2 undo_updated']);
  });

  it('X6: has nothing to do where everything is as before the run', () => {
    expect(told({})).toEqual(['noop X6 undo_nothing_left']);
    const asBefore = { history: inExchange(UPDATED), exchange: exchange({ jobTitle: 'Clerk' }) };
    expect(told(asBefore)).toEqual(['noop X6 undo_nothing_left']);
    expect(told({ ...asBefore, writtenSince: new Set(['exchange']) })).toEqual(['noop X6 undo_nothing_left']);
  });

  it('does not ask after the side that the run left alone', () => {
    const hidden = { kind: 'hidden', id: 'C1' } as const;
    expect(told({ history: inExchange(UPDATED), crm: hidden })).toEqual(['merge X2 undo_updated']);
  });
});
