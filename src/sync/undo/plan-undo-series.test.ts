import { describe, expect, it } from 'vitest';
import type { Fields, FieldValue, Side } from '../../model/index.ts';
import { synchronisedFields } from '../../model/index.ts';
import type { Step } from '../step.ts';
import { NOTHING } from '../testing/nothing.ts';
import { contextOf, GONE_CRM, GONE_EXCHANGE, linkOf, liveCrm, liveExchange } from '../testing/pairs.ts';
import { changed, DELETED, weekly } from '../testing/series.ts';
import type { SideHistory } from './history.ts';
import type { UndoPair } from './plan-undo.ts';
import { planUndo } from './plan-undo.ts';

const context = { ...contextOf(), specs: synchronisedFields('appointments') };
const [MON1, MON2, TUE1] = ['2026-12-07', '2026-12-14', '2026-12-08'];
const TUESDAYS = weekly({ start: TUE1 });

interface Case {
  readonly history: SideHistory;
  /** As it stands on both sides. */
  readonly now?: Fields;
  readonly base?: Partial<Record<Side, Fields>>;
}

/** What takes back on one side what a run did there. */
function undo(side: Side, { history, now = {}, base = {} }: Case, ends: Partial<UndoPair> = {}): readonly Step[] {
  const agreed = { subject: 'Standup', ...now };
  const pair: UndoPair = {
    link: linkOf({ baseCrm: base.crm ?? agreed, baseExchange: base.exchange ?? agreed }),
    crm: liveCrm(agreed),
    exchange: liveExchange(agreed),
    history: { crm: [], exchange: [], [side]: history },
    writtenSince: new Set(),
    thereAgain: new Set(),
    isShared: false,
    ...ends,
  };
  return planUndo(pair, context);
}

const ruleChanged: SideHistory = [{ op: 'update', before: { time: weekly() }, after: { time: TUESDAYS }, kept: null }];

describe('taking back what a run did to a series', () => {
  const occurrences: FieldValue = { [MON1]: changed({ location: 'Sala 2' }) };
  const later = { ...(weekly() as Fields), end: '2026-12-07T09:30:00Z' };
  const history: SideHistory = [{ op: 'update', before: { time: weekly() }, after: { time: later }, kept: null }];
  const now = { time: later, occurrences };

  it('writes its rule to Exchange with the occurrences that are forgotten there otherwise', () => {
    expect(undo('exchange', { history, now })).toMatchObject([
      { kind: 'merge', merge: { toCrm: NOTHING, toExchange: { time: weekly(), occurrences } } },
    ]);
  });

  it('writes to the CRM the rule alone', () => {
    const steps = undo('crm', { history, now });
    expect(steps).toMatchObject([{ kind: 'merge', merge: { toCrm: { time: weekly() }, toExchange: NOTHING } }]);
    expect(steps).not.toHaveProperty('0.merge.toCrm.occurrences');
  });

  it.each(['crm', 'exchange'] as const)('leaves the rule of now on the %s side while an edit waits for it', (side) => {
    const edited = { time: TUESDAYS, occurrences: { [TUE1]: DELETED } };
    const unsettled = { base: { [side]: { subject: 'Standup', time: TUESDAYS } } };
    expect(undo(side, { history: ruleChanged, now: edited, ...unsettled })).toMatchObject([
      { kind: 'hold', reason: { row: 'X4', code: 'undo_edited_since' } },
    ]);
    // What waits on the other side is not lost here.
    const other = { base: { [side === 'crm' ? 'exchange' : 'crm']: { subject: 'Standup', time: TUESDAYS } } };
    expect(undo(side, { history: ruleChanged, now: edited, ...other })).toMatchObject([
      { kind: 'merge', reason: { row: 'X2', code: 'undo_updated' } },
    ]);
  });

  it('leaves no series without an occurrence in Exchange; the CRM may have one', () => {
    const twice = weekly({ range: { kind: 'numbered', occurrences: 2 } });
    const revived: SideHistory = [
      { op: 'update', before: { occurrences: { [MON2]: DELETED } }, after: { occurrences: null }, kept: null },
    ];
    // Since then somebody deleted the other one.
    const left = { time: twice, occurrences: { [MON1]: DELETED } };
    expect(undo('exchange', { history: revived, now: left })).toMatchObject([{ kind: 'hold', reason: { row: 'X4' } }]);
    expect(undo('crm', { history: revived, now: left })).toMatchObject([
      { kind: 'merge', merge: { toCrm: { occurrences: { [MON1]: DELETED, [MON2]: DELETED } } } },
    ]);
  });
});

describe('an appointment that is made anew', () => {
  const organizer = { name: 'Ada', address: 'ada@example.org' };
  const history: SideHistory = [
    { op: 'delete', before: { subject: 'Standup', time: weekly(), organizer }, after: null, kept: null },
  ];

  it('has in the CRM what only Exchange tells, and not in Exchange, which tells it itself', () => {
    expect(undo('crm', { history }, { crm: GONE_CRM })).toMatchObject([
      { kind: 'createInCrm', fields: { subject: 'Standup', time: weekly(), organizer } },
    ]);
    const [step] = undo('exchange', { history }, { exchange: GONE_EXCHANGE });
    expect(step).toMatchObject({ kind: 'createInExchange', fields: { subject: 'Standup', time: weekly() } });
    expect(step).not.toHaveProperty('fields.organizer');
  });
});
