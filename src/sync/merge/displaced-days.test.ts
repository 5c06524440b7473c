import { describe, expect, it } from 'vitest';
import type { FieldSpec, FieldSpecs, FieldValue } from '../../model/index.ts';
import { synchronisedFields } from '../../model/index.ts';
import { at, changed, DELETED, weekly } from '../testing/series.ts';
import { displacesWaitingDay } from './displaced-days.ts';

const SPECS = synchronisedFields('appointments');
const [MON1, TUE1, MON2] = ['2026-12-07', '2026-12-08', '2026-12-14'];
const TUESDAYS = weekly({ start: TUE1 });
const EDITED = { [MON2]: changed({ subject: 'Edited' }) };

/** Of a series on Mondays. */
const displaces = (time: FieldValue, now: FieldValue, base: FieldValue = null): boolean =>
  displacesWaitingDay(SPECS, 'time', {
    base: { time: weekly(), occurrences: base },
    now: { time: weekly(), occurrences: now },
    sent: { time },
  });

describe('a rule that is written to a side takes the day of an occurrence', () => {
  it('whose edit waits there: deleted, changed, changed once more, or as the rule says again', () => {
    expect(displaces(TUESDAYS, { [MON2]: DELETED })).toBe(true);
    expect(displaces(TUESDAYS, EDITED)).toBe(true);
    expect(displaces(TUESDAYS, EDITED, { [MON2]: changed({ subject: 'Agreed' }) })).toBe(true);
    expect(displaces(TUESDAYS, null, { [MON2]: DELETED })).toBe(true);
    expect(displaces(at(MON1, 8), { [MON2]: DELETED })).toBe(true);
  });

  it('and no edit with it where it has travelled, has a place there too, or had none before', () => {
    expect(displaces(TUESDAYS, EDITED, EDITED)).toBe(false);
    expect(displaces(weekly({ range: { kind: 'numbered', occurrences: 3 } }), EDITED)).toBe(false);
    expect(displaces(weekly({ start: MON2 }), { [TUE1]: DELETED })).toBe(false);
  });

  it('of any of the fields that are written anew with it', () => {
    const rewrites = ['occurrences', 'other'];
    const specs = { ...SPECS, time: { ...(SPECS['time'] as FieldSpec), rewrites } };
    const write = { base: { time: weekly() }, now: { time: weekly(), occurrences: EDITED }, sent: { time: TUESDAYS } };
    expect(displacesWaitingDay(specs, 'time', write)).toBe(true);
  });

  it('only where it is written', () => {
    const now = { time: weekly(), occurrences: EDITED };
    const sent = { subject: 'Other' };
    for (const name of ['time', 'subject'])
      expect(displacesWaitingDay(SPECS, name, { base: { time: weekly() }, now, sent })).toBe(false);
  });

  it('of no field that is not synchronised', () => {
    const base = { time: weekly() };
    const now = { time: weekly(), occurrences: EDITED };
    const onlyTime = { time: SPECS['time'] } as FieldSpecs;
    expect(displacesWaitingDay(onlyTime, 'time', { base, now, sent: { time: TUESDAYS } })).toBe(false);
    expect(displacesWaitingDay(onlyTime, 'subject', { base, now, sent: { subject: 'Other' } })).toBe(false);
  });
});
