import { describe, expect, test } from 'vitest';
import type { FieldSpec, FieldValue, Side } from '../../model/index.ts';
import { synchronisedFields } from '../../model/index.ts';
import type { StoredConflict } from '../../store/index.ts';
import { linkOf } from '../../store/testing/examples.ts';
import { weekly } from '../../sync/testing/series.ts';
import { agreedValue, lostValue } from './agreed-value.ts';
import type { ConflictEnds } from './conflict-ends.ts';
import { disputedPart, withDisputedPart } from './disputed-days.ts';
import { losesWaitingDay } from './loses-waiting-day.ts';
import { stillStands } from './still-stands.ts';

const SPEC = synchronisedFields('appointments')['occurrences'] as FieldSpec;
const [MON1, MON2] = ['2026-12-07', '2026-12-14'];
const DELETED = { kind: 'deleted' } as const;
const changed = (fields: FieldValue): FieldValue => ({ kind: 'changed', fields });

/** Of the first Monday both sides changed the subject, and each something else. */
const CONFLICT = {
  id: '1',
  field: 'occurrences',
  winner: 'crm',
  base: { [MON1]: changed({ body: 'B' }) },
  crm: { [MON1]: changed({ body: 'B', subject: 'Ours', location: 'L' }) },
  exchange: { [MON1]: changed({ body: 'B', subject: 'Theirs', reminderMinutes: 5 }) },
} as const;
const conflict = CONFLICT as unknown as StoredConflict;
const merged = (subject: string): FieldValue => changed({ body: 'B', subject, location: 'L', reminderMinutes: 5 });

describe('a conflict about an occurrence', () => {
  test('was decided for one part, and the others of both sides went on', () => {
    expect(agreedValue(conflict, SPEC)).toEqual({ [MON1]: merged('Ours') });
    expect(lostValue(conflict, SPEC)).toEqual({ [MON1]: merged('Theirs') });
  });

  test('about a deleted one is about the whole of it', () => {
    const deleted = { ...conflict, crm: { [MON1]: DELETED } } as StoredConflict;
    expect(agreedValue(deleted, SPEC)).toEqual({ [MON1]: DELETED });
    expect(lostValue(deleted, SPEC)).toEqual(CONFLICT.exchange);
    expect(lostValue({ ...deleted, winner: 'exchange' }, SPEC)).toEqual({ [MON1]: DELETED });
  });

  test('never touches other days', () => {
    const now = { [MON1]: merged('Ours'), [MON2]: DELETED };
    const taken = withDisputedPart(conflict, SPEC, { now, decided: lostValue(conflict, SPEC) });
    expect(taken).toEqual({ [MON1]: merged('Theirs'), [MON2]: DELETED });
    const elsewhere = { [MON2]: changed({ subject: 'Not asked for' }) };
    expect(withDisputedPart(conflict, SPEC, { now, decided: elsewhere })).toEqual({ [MON2]: DELETED });
    expect(withDisputedPart(conflict, SPEC, { now: { [MON1]: DELETED }, decided: null })).toBeNull();
    expect(disputedPart(conflict, SPEC, now)).toEqual({ [MON1]: merged('Ours') });
  });

  test('of any other field is about all of it', () => {
    const text = synchronisedFields('appointments')['subject'] as FieldSpec;
    expect(withDisputedPart(conflict, text, { now: 'a', decided: 'b' })).toBe('b');
    expect(disputedPart(conflict, text, 'a')).toBe('a');
  });

  test('still stands while that occurrence is what was made of it, whatever became of others', () => {
    const scope = { id: 's' } as Parameters<typeof linkOf>[0];
    const stands = (crm: FieldValue, exchange: FieldValue, base: FieldValue = { [MON1]: merged('Ours') }): boolean =>
      stillStands(conflict, SPEC, {
        link: linkOf(scope, 'l', { baseCrm: { occurrences: base }, baseExchange: { occurrences: base } }),
        record: { fields: { occurrences: crm } } as never,
        exchangeFields: { occurrences: exchange },
      });
    const both = { [MON1]: merged('Ours') };
    expect(stands(both, both)).toBe(true);
    expect(stands({ ...both, [MON2]: DELETED }, both)).toBe(true);
    expect(stands({ [MON1]: merged('Again') }, both)).toBe(false);
    expect(stands(both, { [MON1]: DELETED })).toBe(false);
    expect(stands({ [MON1]: DELETED }, { [MON1]: DELETED }, { [MON1]: DELETED })).toBe(false);
  });
});

describe('a decision about the rule of a series', () => {
  const scope = { id: 's' } as Parameters<typeof linkOf>[0];
  const field = { itemType: 'appointments', field: 'time' } as const;
  const [mondays, tuesdays] = [weekly(), weekly({ start: '2026-12-08' })];
  const fields = { time: mondays, occurrences: { [MON2]: DELETED } };
  const ends = (settled: FieldValue): Parameters<typeof losesWaitingDay>[2] => {
    const base = { time: mondays, occurrences: settled };
    const link = linkOf(scope, 'l', { baseCrm: base, baseExchange: base });
    return { link, record: { fields } as unknown as ConflictEnds['record'], exchangeFields: fields };
  };
  const loses = (side: Side, value: FieldValue, settled: FieldValue = null): boolean =>
    losesWaitingDay(field, side, ends(settled), value);

  test.each(['crm', 'exchange'] as const)('waits in %s for an occurrence that it would take away', (side) => {
    expect(loses(side, tuesdays)).toBe(true);
    expect(loses(side, tuesdays, { [MON2]: DELETED })).toBe(false);
    expect(loses(side, weekly({ range: { kind: 'numbered', occurrences: 2 } }))).toBe(false);
    expect(loses(side, weekly({ range: { kind: 'numbered', occurrences: 1 } }))).toBe(true);
    expect(losesWaitingDay({ ...field, field: 'subject' }, side, ends(null), 'x')).toBe(false);
  });
});
