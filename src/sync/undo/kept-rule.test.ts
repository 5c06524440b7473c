import { describe, expect, it } from 'vitest';
import type { FieldSpecs, FieldValue } from '../../model/index.ts';
import { synchronisedFields } from '../../model/index.ts';
import { changed, DELETED, weekly } from '../testing/series.ts';
import type { SideHistory } from './history.ts';
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
  const wrote = (occurrences: FieldValue, found: FieldValue): SideHistory => [
    {
      op: 'update',
      before: { time: weekly(), occurrences: found },
      after: { time: TUESDAYS, occurrences },
      kept: null,
    },
  ];
  const history = wrote(null, { [MON1]: changed({ subject: 'Monday' }) });
  const changes = { time: { kind: 'timed', start: '2026-10-05T06:00:00Z', end: '2026-10-05T07:00:00Z', zone: null } };
  const single = { kind: 'changed', changes, left: [] } as const;
  const agreed = { time: weekly(), occurrences: { [TUE1]: changed({ subject: 'Tuesday' }) } };

  it('are all the others, while an edit of an occurrence waits that only the rule of now gives', () => {
    const now = { subject: 'S', time: TUESDAYS, occurrences: { [TUE1]: DELETED } };
    expect(withKeptRule(SPECS, former, { base, now, history })).toEqual({
      kind: 'changed',
      changes: { subject: 'Before' },
      left: ['location', 'time', 'occurrences'],
    });
  });

  it('are rule and occurrences with them, where nothing waits', () => {
    expect(withKeptRule(SPECS, former, { base, now: { subject: 'S', time: TUESDAYS }, history })).toEqual(former);
  });

  describe('of a series that the run took the rule from', () => {
    const side = { base: agreed, now: { time: TUESDAYS } };
    const left = { kind: 'changed', changes: {}, left: ['time'] };
    const withoutDays = { op: 'update', before: { time: weekly() }, after: { time: TUESDAYS }, kept: null } as const;

    it('are the rule, where what waits waited beside it before the run as well', () => {
      expect(withKeptRule(SPECS, single, { ...side, history: wrote(null, null) })).toEqual(single);
    });

    it.each([
      ['found the occurrences otherwise', wrote(agreed.occurrences, null)],
      ['wrote the occurrences', wrote(null, agreed.occurrences)],
      ['wrote the rule once without a word about the occurrences', [withoutDays, ...wrote(null, null)]],
    ])('are not the rule, where the run %s', (_, history) => {
      expect(withKeptRule(SPECS, single, { ...side, history })).toEqual(left);
    });
  });

  it('are rule and occurrences with them, whatever else it wrote beside the rule', () => {
    const others: SideHistory = [
      { op: 'update', before: { subject: 'Before' }, after: { subject: 'S' }, kept: null },
      { op: 'delete', before: { time: weekly() }, after: null, kept: null },
    ];
    for (const other of others) {
      const written = [...wrote(null, null), other];
      expect(withKeptRule(SPECS, single, { base: agreed, now: { time: TUESDAYS }, history: written })).toEqual(single);
    }
  });

  it('are all there where the occurrences are not synchronised', () => {
    const now = { time: TUESDAYS, occurrences: { [TUE1]: DELETED } };
    const onlyTime = { time: SPECS['time'] } as FieldSpecs;
    expect(withKeptRule(onlyTime, former, { base, now, history })).toEqual(former);
  });
});
