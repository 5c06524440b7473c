import { describe, expect, it } from 'vitest';
import type { FieldSpecs, Fields, FieldValue } from '../../model/index.ts';
import { seriesFields } from '../testing/merged-series.ts';
import { changed, DELETED } from '../testing/series.ts';
import { uncut } from './uncut.ts';

const SPECS: FieldSpecs = seriesFields();
const DAY = '2026-12-14';
const OTHER_DAY = '2026-12-21';
const CUT = 'Bring the';
const WHOLE = 'Bring the minutes';

const series = (days: Fields): Fields => ({ subject: 'Weekly', occurrences: days });

const meant = (now: Fields, own: Fields, other: Fields): FieldValue =>
  uncut(SPECS, series(now), { own: series(own), other: series(other) })['occurrences'] ?? null;

describe('a series of whose occurrence a side cut a text', () => {
  it('says all of that text, and the rest as it stands there', () => {
    const now = { [DAY]: changed({ subject: 'Moved', location: CUT }), [OTHER_DAY]: DELETED };
    const own = { [DAY]: changed({ subject: 'Weekly 2', location: CUT }), [OTHER_DAY]: changed({ location: CUT }) };
    const other = {
      [DAY]: changed({ subject: 'Weekly 2', location: WHOLE }),
      [OTHER_DAY]: changed({ location: WHOLE }),
    };
    expect(meant(now, own, other)).toEqual({
      [DAY]: changed({ subject: 'Moved', location: WHOLE }),
      [OTHER_DAY]: DELETED,
    });
  });

  it.each<[string, FieldValue, FieldValue, FieldValue]>([
    ['was edited since', changed({ location: 'Bring' }), changed({ location: CUT }), changed({ location: WHOLE })],
    ['is another one', changed({ location: CUT }), changed({ location: CUT }), changed({ location: 'Another' })],
    ['was never agreed there', changed({ location: CUT }), null, changed({ location: WHOLE })],
    ['was never agreed here', changed({ location: CUT }), changed({ location: CUT }), null],
    ['is that of a day deleted here', changed({ location: CUT }), changed({ location: CUT }), DELETED],
    ['is that of a day deleted there', changed({ location: CUT }), DELETED, changed({ location: WHOLE })],
    ['is of the series here', changed({ location: CUT }), changed({ location: CUT }), changed({ subject: WHOLE })],
    ['was emptied', changed({ location: null }), changed({ location: null }), changed({ location: WHOLE })],
    [
      'is none that is synchronised',
      changed({ subject: 'Weekly', note: CUT }),
      changed({ subject: 'Weekly', note: CUT }),
      changed({ subject: 'Weekly', note: WHOLE }),
    ],
  ])('says what stands there where the text %s', (_what, now, own, other) => {
    const days = (day: FieldValue): Fields => (day === null ? {} : { [DAY]: day });
    expect(meant(days(now), days(own), days(other))).toEqual({ [DAY]: now });
  });

  it('has no occurrence that only the other side still knows', () => {
    const now: Fields = { subject: 'Weekly' };
    const whole = series({ [DAY]: changed({ location: WHOLE }) });
    expect(uncut(SPECS, now, { own: series({ [DAY]: changed({ location: CUT }) }), other: whole })).toEqual(now);
  });
});
