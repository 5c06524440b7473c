import { describe, expect, it } from 'vitest';
import { mergeSeries } from '../testing/merged-series.ts';
import { changed, DELETED, weekly } from '../testing/series.ts';
import type { ClosedDays, DayWrite } from './closed-days.ts';
import { NO_CLOSED_DAYS } from './closed-days.ts';

const [MON1, MON2, MON3] = ['2026-12-07', '2026-12-14', '2026-12-21'];
const WHOLE = { conflictGranularity: 'item' } as const;
const [OURS, THEIRS] = [changed({ subject: 'Ours' }), changed({ subject: 'Theirs' })];

/** One day waits, whichever way it would go. */
const waiting = (day: string): ClosedDays => ({
  waits: (write) => (write.day === day ? 'occurrencesWouldLose' : null),
  stays: () => false,
});

describe('one occurrence that waits while its field travels', () => {
  it('says what it waits for, also beside days that wait for nothing', () => {
    const both = { [MON1]: DELETED };
    const { outcomes } = mergeSeries({
      base: both,
      crm: { ...both, [MON2]: OURS },
      exchange: both,
      closedDays: waiting(MON2),
    });
    expect(outcomes).toEqual({ occurrences: { kind: 'pending', changedOn: 'crm', because: 'occurrencesWouldLose' } });
  });

  it('is no conflict while it may go neither way, whatever travels beside it', () => {
    const crm = { [MON1]: OURS, [MON2]: DELETED };
    const result = mergeSeries({ crm, exchange: { [MON1]: THEIRS }, closedDays: waiting(MON1) });
    expect(result.toExchange).toEqual({ occurrences: { [MON1]: THEIRS, [MON2]: DELETED } });
    expect([result.toCrm, result.conflicts, result.pendingFields]).toEqual([{}, [], ['occurrences']]);
  });
});

describe('one occurrence that waits while the item of the CRM wins as a whole', () => {
  const base = { [MON1]: changed({ subject: 'Agreed' }) };
  const sides = { base, crm: { [MON1]: OURS }, exchange: { [MON1]: THEIRS }, closedDays: waiting(MON1) };

  it('stays as it is on both sides, and nobody won it', () => {
    const result = mergeSeries(
      { ...sides, crm: { ...sides.crm, [MON2]: DELETED }, exchange: { ...sides.exchange, [MON3]: DELETED } },
      WHOLE,
    );
    expect(result).toEqual({
      outcomes: { occurrences: { kind: 'toExchange', value: { [MON1]: THEIRS, [MON2]: DELETED } } },
      toCrm: {},
      toExchange: { occurrences: { [MON1]: THEIRS, [MON2]: DELETED } },
      conflicts: [{ field: 'occurrences', winner: 'crm', base: null, crm: null, exchange: { [MON3]: DELETED } }],
      pendingFields: ['occurrences'],
    });
  });

  it('says what it waits for', () => {
    expect(mergeSeries(sides, WHOLE).outcomes).toEqual({
      occurrences: { kind: 'pending', changedOn: 'both', because: 'occurrencesWouldLose' },
    });
  });

  it('is asked about with what would be written, and what stands there', () => {
    const asked: DayWrite[] = [];
    const waits = (write: DayWrite): null => {
      asked.push(write);
      return null;
    };
    mergeSeries({ ...sides, closedDays: { waits, stays: () => false } }, WHOLE);
    expect(asked).toEqual([{ day: MON1, to: 'exchange', now: THEIRS, wished: OURS }]);
  });

  it('is none that nobody touched, however differently the two sides have it', () => {
    const unlike = { base, baseExchange: { [MON1]: OURS }, crm: base, exchange: { [MON1]: OURS } };
    const subjects = { crm: 'Ours', exchange: 'Theirs' };
    const result = mergeSeries({ ...unlike, subjects, closedDays: waiting(MON1) }, WHOLE);
    expect(result.outcomes).toEqual({ subject: { kind: 'toExchange', value: 'Ours' } });
  });

  it('does not hold up a new rule that gives its day', () => {
    const times = { crm: weekly({ range: { kind: 'numbered', occurrences: 9 } }) };
    const result = mergeSeries({ ...sides, times }, { ...WHOLE, updateExchangeToCrm: false });
    expect(result.toExchange).toEqual({ time: times.crm, occurrences: { [MON1]: THEIRS } });
  });
});

it('where nothing is closed no occurrence waits, and none stays', () => {
  const write: DayWrite = { day: MON1, to: 'exchange', now: null, wished: DELETED };
  expect([NO_CLOSED_DAYS.waits(write), NO_CLOSED_DAYS.stays(MON1)]).toEqual([null, false]);
});

describe('an occurrence that the CRM deleted and Exchange keeps for good', () => {
  const sides = {
    crm: { [MON1]: DELETED },
    exchange: null,
    subjects: { exchange: 'Theirs' },
    closedDays: { waits: () => null, stays: () => true },
  };

  it('is settled like that where the item of the CRM wins as a whole', () => {
    const result = mergeSeries(sides, WHOLE);
    expect(result.keptInCrm).toEqual({ occurrences: { [MON1]: DELETED } });
    expect([result.toCrm, result.toExchange]).toEqual([{}, { subject: 'Standup' }]);
  });

  it.each([{ base: null }, { base: { [MON1]: DELETED } }])(
    'leaves nothing that waits where Exchange only put it back to its series, deleted now or before ($base)',
    ({ base }) => {
      const former = changed({ subject: 'Agreed', body: 'Agenda' });
      const agreed = { base: base ?? { [MON1]: former }, baseExchange: { [MON1]: former } };
      for (const exchange of [null, { [MON1]: changed({ body: 'Agenda' }) }]) {
        const result = mergeSeries({ ...sides, ...agreed, exchange, subjects: {} }, { updateExchangeToCrm: false });
        expect([result.toCrm, result.toExchange, result.pendingFields]).toEqual([{}, {}, []]);
      }
    },
  );

  it('waits with what Exchange says of it anew', () => {
    const exchange = { [MON1]: THEIRS };
    const result = mergeSeries({ ...sides, exchange, subjects: {} }, { updateExchangeToCrm: false });
    expect(result.keptInCrm).toEqual({ occurrences: { [MON1]: DELETED } });
    expect([result.toCrm, result.toExchange, result.pendingFields]).toEqual([{}, {}, ['occurrences']]);
  });

  it('comes back where that of Exchange wins', () => {
    const result = mergeSeries(sides, { ...WHOLE, conflictStrategy: 'exchange' });
    expect(result.keptInCrm).toBeUndefined();
    expect(result.toCrm).toEqual({ subject: 'Theirs', occurrences: null });
    expect(result.conflicts).toMatchObject([{ field: 'occurrences', winner: 'exchange', crm: { [MON1]: DELETED } }]);
  });

  describe('and that the CRM has again', () => {
    const again = {
      base: { [MON1]: DELETED },
      baseExchange: { [MON1]: changed({ subject: 'Cut', body: 'Agenda' }) },
      crm: { [MON1]: OURS },
    };

    it.each([{}, WHOLE])('is in Exchange all that it is in the CRM, and no more (%o)', (rules) => {
      const sides = { ...again, exchange: again.baseExchange, subjects: { crm: 'Ours' } };
      const result = mergeSeries(sides, rules);
      expect(result.toExchange).toEqual({ subject: 'Ours', occurrences: { [MON1]: OURS } });
      expect([result.toCrm, result.conflicts]).toEqual([{}, []]);
    });

    it('is in dispute where Exchange changed what it lacks, and takes up what is new there', () => {
      const exchange = { [MON1]: changed({ subject: 'Cut', body: 'Agenda 2', location: 'Sala 2' }) };
      const result = mergeSeries({ ...again, exchange }, { conflictStrategy: 'exchange' });
      const merged = changed({ subject: 'Ours', body: 'Agenda 2', location: 'Sala 2' });
      expect([result.toCrm, result.toExchange]).toEqual([
        { occurrences: { [MON1]: merged } },
        { occurrences: { [MON1]: merged } },
      ]);
      expect(result.conflicts).toMatchObject([{ field: 'occurrences', winner: 'exchange', crm: { [MON1]: OURS } }]);
    });

    it('is in dispute where Exchange changed what it has as it was', () => {
      const crm = { [MON1]: changed({ body: 'Agenda' }) };
      const exchange = { [MON1]: changed({ subject: 'Cut', body: 'Agenda 2' }) };
      const result = mergeSeries({ ...again, crm, exchange }, { conflictStrategy: 'crm' });
      expect(result.toExchange).toEqual({ occurrences: crm });
      expect(result.conflicts).toMatchObject([{ field: 'occurrences', winner: 'crm', exchange }]);
    });
  });
});
