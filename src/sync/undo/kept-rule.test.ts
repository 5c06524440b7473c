import { describe, expect, it } from 'vitest';
import { synchronisedFields } from '../../model/index.ts';
import { changed, DELETED, weekly } from '../testing/series.ts';
import { withKeptRule } from './kept-rule.ts';

const SPECS = synchronisedFields('appointments');
const [MON1, TUE1] = ['2026-12-07', '2026-12-08'];
const TUESDAYS = weekly({ start: TUE1 });

describe('the former values of a series whose rule a run changed', () => {
  const former = {
    kind: 'changed',
    changes: { subject: 'Before', time: weekly(), occurrences: { [MON1]: changed({ subject: 'Monday' }) } },
    left: ['location'],
  } as const;
  const base = { time: TUESDAYS };

  it('are all the others, while an edit of an occurrence waits that only the rule of now gives', () => {
    const now = { subject: 'S', time: TUESDAYS, occurrences: { [TUE1]: DELETED } };
    expect(withKeptRule(SPECS, former, { base, now })).toEqual({
      kind: 'changed',
      changes: { subject: 'Before' },
      left: ['location', 'time', 'occurrences'],
    });
  });

  it('are rule and occurrences with them, where nothing waits', () => {
    expect(withKeptRule(SPECS, former, { base, now: { subject: 'S', time: TUESDAYS } })).toEqual(former);
  });
});
