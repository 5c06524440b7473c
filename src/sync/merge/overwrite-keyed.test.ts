import { describe, expect, it } from 'vitest';
import type { Fields } from '../../model/index.ts';
import { mergeSeries } from '../testing/merged-series.ts';
import { at, changed, DELETED, weekly } from '../testing/series.ts';

const [MON1, MON2, TUE2] = ['2026-12-07', '2026-12-14', '2026-12-15'];
const WHOLE = { conflictGranularity: 'item' } as const;
const ONE_WAY_TO_EXCHANGE = { ...WHOLE, updateExchangeToCrm: false } as const;
const TUESDAYS = weekly({ start: '2026-12-08' });
const MOVED = { [MON2]: changed({ time: at(MON2, 12) }) };

describe('occurrences of the item that wins as a whole', () => {
  it('bring the parts that changed, and leave the others as the loser keeps them', () => {
    const [long, cut] = [{ subject: 'Long subject, whole' }, { subject: 'Long subject' }];
    const result = mergeSeries(
      {
        base: { [MON1]: changed(long) },
        baseExchange: { [MON1]: changed(cut) },
        crm: { [MON1]: changed(long), [MON2]: DELETED },
        exchange: { [MON1]: changed({ ...cut, location: 'Sala 2' }) },
      },
      { ...WHOLE, conflictStrategy: 'exchange' },
    );
    expect(result.toCrm).toEqual({ occurrences: { [MON1]: changed({ ...long, location: 'Sala 2' }) } });
    expect(result.keptInCrm).toBeUndefined();
  });

  it('are no conflict where the winner has them back in the series', () => {
    const base = { [MON1]: DELETED };
    const result = mergeSeries({ base, crm: null, exchange: base, subjects: { exchange: 'Theirs' } }, WHOLE);
    expect(result.toExchange).toEqual({ subject: 'Standup', occurrences: null });
    expect(result.conflicts).toMatchObject([{ field: 'subject', winner: 'crm' }]);
  });

  it('make room without a word for the rule of the loser, where nobody changed them', () => {
    const result = mergeSeries(
      {
        base: MOVED,
        crm: MOVED,
        exchange: MOVED,
        times: { exchange: TUESDAYS },
        subjects: { crm: 'Ours' },
        closed: (name) => (name === 'time' ? { toExchange: 'occurrencesWouldLose' } : {}),
      },
      WHOLE,
    );
    expect(result.toCrm).toEqual({ time: TUESDAYS, occurrences: null });
    expect(result.conflicts).toEqual([]);
  });

  it('wait for no place on the other side where nobody changed them', () => {
    const ours = { [TUE2]: changed({ location: 'Sala 2' }) };
    const times = { base: TUESDAYS, baseExchange: weekly() };
    const sides = { base: ours, baseExchange: null, crm: ours, exchange: MOVED, times, subjects: { crm: 'Ours' } };
    const result = mergeSeries(sides, WHOLE);
    expect(result.toExchange).toEqual({ subject: 'Ours', occurrences: null });
    expect(result.pendingFields).toEqual([]);
  });

  it('wait for a place there also where the loser had something of its own on the day', () => {
    const daily = { ...(weekly() as Fields), recurrence: DAILY };
    const times = { base: TUESDAYS, baseExchange: weekly(), exchange: daily };
    const crm = { [TUE2]: DELETED };
    const result = mergeSeries({ crm, exchange: { [TUE2]: changed({ location: 'Sala 2' }) }, times }, WHOLE);
    expect(result.toExchange).toEqual({ time: weekly(), occurrences: null });
    expect(result.conflicts).toMatchObject([{ field: 'time' }, { field: 'occurrences', winner: 'crm' }]);
    expect(result.pendingFields).toEqual(['occurrences']);
    // What both did is agreed, wherever it stands.
    expect(mergeSeries({ crm, exchange: crm, times }, WHOLE).pendingFields).toEqual([]);
  });

  it('let their rule wait when it would take from Exchange what the CRM may not learn of (R2), and only then', () => {
    const edited = { crm: null, exchange: MOVED };
    const lost = mergeSeries({ ...edited, times: { crm: TUESDAYS } }, ONE_WAY_TO_EXCHANGE);
    expect(lost.outcomes).toEqual({
      time: { kind: 'pending', changedOn: 'crm', because: 'occurrencesLost' },
      occurrences: { kind: 'pending', changedOn: 'exchange' },
    });
    const later = { ...(weekly() as Fields), end: '2026-12-07T09:30:00Z' };
    const kept = mergeSeries({ ...edited, times: { crm: later } }, ONE_WAY_TO_EXCHANGE);
    expect(kept.toExchange).toEqual({ time: later, occurrences: null });
    expect(kept.pendingFields).toEqual([]);
    // What is as in the series again goes with the old rule, and nobody loses it.
    const base = { [MON2]: changed({ subject: 'Agreed', location: 'Sala 2' }) };
    const exchange = { [MON2]: changed({ location: 'Sala 2' }) };
    const back = mergeSeries({ base, crm: base, exchange, times: { crm: TUESDAYS } }, ONE_WAY_TO_EXCHANGE);
    expect([back.toExchange, back.pendingFields]).toEqual([{ time: TUESDAYS, occurrences: null }, []]);
  });
});

const DAILY = { pattern: { kind: 'daily', interval: 1 }, range: { kind: 'noEnd' } };
