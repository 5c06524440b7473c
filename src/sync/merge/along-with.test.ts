import { describe, expect, it } from 'vitest';
import type { FieldSpec, FieldSpecs } from '../../model/index.ts';
import { TEXT, WHOLE } from '../../model/index.ts';
import { seriesFields } from '../testing/merged-series.ts';
import { at, changed, DELETED, weekly } from '../testing/series.ts';
import { alongWith, countedIn, givesDay } from './along-with.ts';

const [MON1, MON2] = ['2026-12-07', '2026-12-14'];
const ONCE = at(MON1, 8);
const OCCURRENCES = seriesFields()['occurrences'] as FieldSpec;

describe('what goes to Exchange along with an update', () => {
  const now = { subject: 'Standup', time: weekly(), occurrences: { [MON1]: DELETED, [MON2]: changed({ body: 'B' }) } };

  it('are the occurrences of a series whose rule is written, as far as the new one gives their days', () => {
    const time = weekly({ start: MON2 });
    expect(alongWith(seriesFields(), now, { time })).toEqual({ occurrences: { [MON2]: changed({ body: 'B' }) } });
  });

  it('are those of the update, where it has some', () => {
    const sent = { time: weekly(), occurrences: { [MON2]: DELETED } };
    expect(alongWith(seriesFields(), now, sent)).toEqual({ occurrences: { [MON2]: DELETED } });
  });

  it('is also that there are none, where a series begins or ends', () => {
    expect(alongWith(seriesFields(), now, { time: ONCE })).toEqual({ occurrences: null });
    expect(alongWith(seriesFields(), { time: ONCE }, { time: weekly() })).toEqual({ occurrences: null });
  });

  it('is nothing with any other field, nor with the time of a single appointment', () => {
    expect(alongWith(seriesFields(), now, { subject: 'Other' })).toEqual({});
    expect(alongWith(seriesFields(), { time: ONCE }, { time: at(MON2, 8) })).toEqual({});
    expect(alongWith({ ...seriesFields(), copy: WHOLE }, now, { copy: weekly() })).toEqual({});
  });

  it('are values as they stand of a field that has nothing to count, or that is not among the synchronised ones', () => {
    const time: FieldSpec = { ...(seriesFields()['time'] as FieldSpec), rewrites: ['subject', 'occurrences'] };
    const specs: FieldSpecs = { time, subject: TEXT };
    const { subject, occurrences } = now;
    expect(alongWith(specs, now, { time: ONCE })).toEqual({ subject, occurrences });
  });
});

describe('what a value says beside the other fields of its item', () => {
  it('is nothing when there is none', () => {
    const spec: FieldSpec = { ...TEXT, counted: () => 'something' };
    expect([countedIn(spec, null, {}), countedIn(spec, 'text', {})]).toEqual([null, 'something']);
  });

  it('is asked of a day with something that can be said of any occurrence', () => {
    const strict: FieldSpec = { ...OCCURRENCES, counted: (value) => OCCURRENCES.normalise(value) };
    expect(givesDay(strict, MON1, {})).toBe(true);
  });
});
