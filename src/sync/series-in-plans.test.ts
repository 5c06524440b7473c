import { describe, expect, it } from 'vitest';
import type { Fields, FieldValue, Instant, TimeZoneId } from '../model/index.ts';
import { withMarkedOccurrences, withoutManagedCategories } from './categories.ts';
import { appointmentKeys } from './match/appointment-keys.ts';
import { at, changed, DELETED, weekly } from './testing/series.ts';
import { isBeforeWindow } from './window.ts';

const ZONE = 'Europe/Rome' as TimeZoneId;
const [MON1, MON2, MON3] = ['2026-12-07', '2026-12-14', '2026-12-21'];
const numbered = (occurrences: number): FieldValue => weekly({ range: { kind: 'numbered', occurrences } });

function isBefore(from: string, fields: Fields): boolean {
  return isBeforeWindow(fields, from as Instant, ZONE);
}

describe('a series lies before the window', () => {
  const time = numbered(3);
  const end = '2026-12-21T09:00:00Z';

  it('from the end of its last occurrence on', () => {
    expect(isBefore(end, { time })).toBe(true);
    expect(isBefore('2026-12-21T08:59:59Z', { time })).toBe(false);
    expect(isBefore('2026-12-08T00:00:00Z', { time })).toBe(false);
    expect(
      isBefore('2026-12-31T00:00:00Z', { time: weekly({ range: { kind: 'endDate', endDate: '2026-12-25' } }) }),
    ).toBe(true);
  });

  it('never, when it has no end, whatever was deleted of it', () => {
    expect(isBefore('2999-01-01T00:00:00Z', { time: weekly() })).toBe(false);
    expect(isBefore('2999-01-01T00:00:00Z', { time: weekly(), occurrences: { [MON1]: DELETED } })).toBe(false);
  });

  it('where its occurrences are now: moved ones count there, deleted ones not', () => {
    const moved = { [MON2]: changed({ time: at('2026-12-29', 12) }) };
    expect(isBefore(end, { time, occurrences: moved })).toBe(false);
    expect(isBefore('2026-12-29T13:00:00Z', { time, occurrences: moved })).toBe(true);
    expect(isBefore('2026-12-15T00:00:00Z', { time, occurrences: { [MON3]: DELETED } })).toBe(true);
    const earlier = { [MON3]: changed({ time: at('2026-12-15', 12) }) };
    expect(isBefore('2026-12-16T00:00:00Z', { time, occurrences: earlier })).toBe(true);
  });

  it('where its rule has it, when every occurrence was deleted', () => {
    const none = { [MON1]: DELETED, [MON2]: DELETED, [MON3]: DELETED };
    expect(isBefore('2026-12-08T00:00:00Z', { time, occurrences: none })).toBe(false);
    expect(isBefore(end, { time, occurrences: none })).toBe(true);
  });

  it('of whole days at the midnight that ends the last one', () => {
    const recurrence = { pattern: { kind: 'daily', interval: 1 }, range: { kind: 'numbered', occurrences: 2 } };
    const days = { time: { kind: 'allDay', startDate: MON1, endDate: '2026-12-08', recurrence } };
    expect(isBefore('2026-12-08T23:00:00Z', days)).toBe(true);
    expect(isBefore('2026-12-08T22:59:59Z', days)).toBe(false);
  });
});

describe('what a series is recognised by', () => {
  const keys = (time: FieldValue, subject: string | null = 'Riunione') => appointmentKeys({ time, subject }, null);
  const once = at(MON1, 8);

  it('is its start, its rule and its subject, however the rule is said', () => {
    const recurrence = { pattern: { kind: 'daily', interval: 7 }, range: { kind: 'noEnd' } };
    expect(keys(weekly())).toEqual(keys({ ...(weekly() as Fields), recurrence }));
    expect(keys(weekly()).strong).toHaveLength(1);
    expect(keys(weekly()).strong).not.toEqual(keys(numbered(3)).strong);
    // The same start and subject make people think of it.
    expect(keys(weekly()).weak).toEqual(keys(numbered(3)).weak);
    expect(keys(weekly(), null)).toEqual({ strong: [], weak: [expect.stringContaining('series-time:')] });
    expect(keys(weekly(), null).weak).not.toEqual(keys(numbered(3), null).weak);
  });

  it('never is what an appointment is recognised by that takes place once', () => {
    for (const subject of ['Riunione', null]) {
      const [series, single] = [keys(weekly(), subject), keys(once, subject)];
      const all = [...series.strong, ...series.weak];
      expect([...single.strong, ...single.weak].filter((key) => all.includes(key))).toEqual([]);
    }
  });

  it('is as ever for what takes place once, with or without the word of it', () => {
    expect(keys({ ...(once as Fields), recurrence: null })).toEqual(keys(once));
    expect(keys(once).strong).toEqual([`time:${MON1}T08:00:00Z/${MON1}T09:00:00Z|riunione`]);
  });
});

describe('the profile’s categories on single occurrences', () => {
  const own = {
    [MON1]: DELETED,
    [MON2]: changed({ categories: ['Own'], subject: 'A' }),
    [MON3]: changed({ subject: 'B' }),
  };

  it('are no content, and go with those that the occurrence has of its own', () => {
    const marked = { ...own, [MON2]: changed({ categories: ['Own', 'CRM'], subject: 'A' }) };
    expect(withMarkedOccurrences({ occurrences: own }, ['crm'], ['Own', 'CRM'])).toEqual({ occurrences: marked });
    expect(withoutManagedCategories({ occurrences: marked }, ['crm'])).toEqual({ occurrences: own });
  });

  it('empty them when there are no others', () => {
    const only = { [MON2]: changed({ categories: ['CRM'] }) };
    expect(withoutManagedCategories({ occurrences: only, categories: ['CRM'] }, ['CRM'])).toEqual({
      occurrences: { [MON2]: changed({ categories: null }) },
      categories: null,
    });
  });

  it('change nothing where there are none', () => {
    const fields = { occurrences: own };
    expect(withoutManagedCategories(fields, ['CRM'])).toBe(fields);
    expect(withMarkedOccurrences(fields, ['CRM'], ['Own'])).toBe(fields);
    expect(withMarkedOccurrences({ occurrences: null }, ['CRM'], ['CRM'])).toEqual({ occurrences: null });
  });
});
