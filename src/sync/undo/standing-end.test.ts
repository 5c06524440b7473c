import { expect, it } from 'vitest';
import type { Fields } from '../../model/index.ts';
import { TEXT } from '../../model/index.ts';
import { seriesFields } from '../testing/merged-series.ts';
import { contextOf } from '../testing/pairs.ts';
import { DELETED, weekly } from '../testing/series.ts';
import { withStandingEnd } from './standing-end.ts';

const TWICE = weekly({ range: { kind: 'numbered', occurrences: 2 } });
const BOTH = { '2026-12-07': DELETED, '2026-12-14': DELETED };
const BASE = { subject: 'Standup', time: weekly() };

const standing = (record: Fields): Fields => withStandingEnd(seriesFields(), BASE, record, contextOf());

it('beside an item that is made anew, that its series is over was agreed; other edits of the record were not', () => {
  const record = { subject: 'Edited', time: TWICE, occurrences: BOTH };
  expect(standing(record)).toEqual({ subject: 'Standup', time: TWICE, occurrences: BOTH });
});

it('a series whose rule gives no day needs no deleted one to be over', () => {
  const never = weekly({ range: { kind: 'endDate', endDate: '2026-12-01' } });
  expect(standing({ subject: 'Edited', time: never })).toStrictEqual({ subject: 'Standup', time: never });
});

it('a series of which something is left, and fields that are not synchronised, are as they were agreed', () => {
  expect(standing({ subject: 'Edited', time: weekly(), occurrences: BOTH })).toBe(BASE);
  const record = { subject: 'Edited', time: TWICE, occurrences: BOTH };
  expect(withStandingEnd({ subject: TEXT }, BASE, record, contextOf())).toStrictEqual(BASE);
});
