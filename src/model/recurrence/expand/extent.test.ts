import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCalendarDate } from '../../time/calendar-date.ts';
import { parseLocalDateTime, parseTimeZoneId } from '../../time/zoned-wall-time.ts';
import type { Series } from '../series.ts';
import { arbitrarySeries } from '../testing/arbitrary-series.ts';
import { fridays } from '../testing/fridays.ts';
import { expand } from './expand.ts';
import { extentOf } from './extent.ts';

const ROME = parseTimeZoneId('Europe/Rome');
const local = (text: string) => ({ local: parseLocalDateTime(text), zone: ROME });

function bounds(series: Series) {
  const extent = extentOf(series, ROME);
  return extent === null ? null : [extent.first.start, extent.last?.end ?? null];
}

describe('The extent of a series', () => {
  it('goes from its first occurrence to its last', () => {
    const series = fridays({ kind: 'endDate', endDate: parseCalendarDate('2026-11-28') });
    expect(bounds(series)).toEqual(['2026-11-06T08:00:00Z', '2026-11-27T09:00:00Z']);
  });

  it('has no end where the series has none, wherever its occurrences were moved', () => {
    const time = { kind: 'allDay', startDate: '2026-11-01', endDate: '2026-11-02' } as never;
    const moved = [{ originalStart: local('2026-11-13T09:00:00'), fields: { time } }];
    expect(bounds(fridays({ kind: 'noEnd' }, { exceptions: moved }))).toEqual(['2026-10-31T23:00:00Z', null]);
  });

  it('leaves out deleted occurrences at both ends', () => {
    const deleted = [local('2026-11-06T09:00:00'), local('2026-11-27T09:00:00')];
    const series = fridays({ kind: 'numbered', occurrences: 4 }, { deleted });
    expect(bounds(series)).toEqual(['2026-11-13T08:00:00Z', '2026-11-20T09:00:00Z']);
  });

  it('is none when every occurrence is deleted', () => {
    const deleted = [local('2026-11-06T09:00:00'), local('2026-11-13T09:00:00')];
    expect(bounds(fridays({ kind: 'numbered', occurrences: 2 }, { deleted }))).toBeNull();
  });

  it('is what a look at every occurrence finds', () => {
    fc.assert(
      fc.property(
        arbitrarySeries.filter(({ recurrence }) => recurrence.range.kind !== 'noEnd'),
        (series) => {
          const all = [...expand(series, { from: null, until: null, zone: ROME })];
          const ends = all.map(({ end }) => end).toSorted();
          expect(bounds(series)).toEqual(all.length === 0 ? null : [all[0]?.start, ends.at(-1)]);
        },
      ),
    );
  });
});
