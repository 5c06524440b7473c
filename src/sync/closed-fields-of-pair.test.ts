import { describe, expect, it } from 'vitest';
import { closedByOccurrences } from './closed-by-occurrences.ts';
import { closedByPrivacy } from './closed-by-privacy.ts';
import { seriesFields } from './testing/merged-series.ts';

describe('a pair of which one side does not tell some fields', () => {
  const CLOSED = { toExchange: 'private', toCrm: 'private' };

  it('keeps those in place, and a field that takes one of them with it', () => {
    for (const [crm, exchange] of [
      [{ withheld: ['occurrences'] }, {}],
      [{}, { withheld: ['occurrences'] }],
    ] as const) {
      const closed = closedByPrivacy(crm, exchange, seriesFields());
      expect(['occurrences', 'time', 'subject', 'unknown'].map((field) => closed?.(field))).toEqual([
        CLOSED,
        CLOSED,
        {},
        {},
      ]);
    }
  });

  it('closes nothing where both sides tell all', () => {
    expect(closedByPrivacy({}, {}, seriesFields())).toBeUndefined();
  });
});

describe('a series whose occurrences hold more than is carried (R2)', () => {
  it('keeps its time and rule in Exchange, and nothing else', () => {
    const closed = closedByOccurrences({ occurrencesHoldMore: true }, seriesFields());
    expect(['time', 'occurrences', 'unknown'].map((field) => closed?.(field))).toEqual([
      { toExchange: 'occurrencesWouldLose' },
      {},
      {},
    ]);
    expect(closedByOccurrences({}, seriesFields())).toBeUndefined();
  });
});
