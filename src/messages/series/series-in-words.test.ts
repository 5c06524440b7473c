import { describe, expect, it } from 'vitest';
import type { AppointmentTime, Occurrences, Recurrence, RecurrencePattern } from '../../model/index.ts';
import { limitOfExchange, parseTimeZoneId, seriesOf } from '../../model/index.ts';
import { translatorFor } from '../index.ts';
import { keptRuleInWords } from './kept-rule-in-words.ts';
import { patternInWords } from './pattern-in-words.ts';
import { recurrenceInWords, seriesInWords } from './series-in-words.ts';

const EN = { t: translatorFor('en'), language: 'en' };
const IT = { t: translatorFor('it'), language: 'it' };

const FRIDAYS: RecurrencePattern = { kind: 'weekly', interval: 1, days: ['friday'], firstDayOfWeek: 'monday' };
const time = (recurrence: unknown, more: object = {}) =>
  ({
    kind: 'timed',
    start: '2026-11-06T08:00:00Z',
    end: '2026-11-06T09:00:00Z',
    zone: 'Europe/Rome',
    recurrence: recurrence as Recurrence,
    ...more,
  }) as AppointmentTime;

describe('A pattern in words', () => {
  it.each<[RecurrencePattern, string, string]>([
    [{ kind: 'daily', interval: 1 }, 'every day', 'ogni giorno'],
    [{ kind: 'daily', interval: 3 }, 'every 3 days', 'ogni 3 giorni'],
    [FRIDAYS, 'every Friday', 'ogni venerdì'],
    [
      { ...FRIDAYS, days: ['sunday', 'wednesday', 'monday'] },
      'every Monday, Wednesday and Sunday',
      'ogni lunedì, mercoledì e domenica',
    ],
    [
      { ...FRIDAYS, days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] },
      'every weekday',
      'ogni giorno feriale',
    ],
    [
      {
        ...FRIDAYS,
        days: ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'],
      },
      'every day',
      'ogni giorno',
    ],
    [
      { ...FRIDAYS, interval: 2, firstDayOfWeek: 'sunday' },
      'every 2 weeks on Friday (weeks begin on Sunday)',
      'ogni 2 settimane di venerdì (la settimana comincia di domenica)',
    ],
    [{ kind: 'absoluteMonthly', interval: 1, dayOfMonth: 15 }, 'day 15 of every month', 'il giorno 15 di ogni mese'],
    [
      { kind: 'absoluteMonthly', interval: 2, dayOfMonth: 31 },
      'the last day of every 2 months',
      'l’ultimo giorno ogni 2 mesi',
    ],
    [
      { kind: 'absoluteMonthly', interval: 1, dayOfMonth: 30 },
      'day 30 of every month (the last day where a month is shorter)',
      'il giorno 30 di ogni mese (l’ultimo giorno dove il mese è più corto)',
    ],
    [
      { kind: 'relativeMonthly', interval: 1, day: 'friday', index: 'last' },
      'the last Friday of every month',
      'l’ultimo venerdì di ogni mese',
    ],
    [
      { kind: 'relativeMonthly', interval: 1, day: 'weekday', index: 'first' },
      'the first weekday of every month',
      'il primo giorno feriale di ogni mese',
    ],
    [{ kind: 'absoluteYearly', month: 3, dayOfMonth: 8 }, 'every year on 8 March', 'ogni anno il giorno 8 marzo'],
    [
      { kind: 'absoluteYearly', month: 2, dayOfMonth: 29 },
      'every year on 29 February (the last day where a month is shorter)',
      'ogni anno il giorno 29 febbraio (l’ultimo giorno dove il mese è più corto)',
    ],
    [
      { kind: 'absoluteYearly', month: 2, dayOfMonth: 31 },
      'every year on the last day of February',
      'ogni anno l’ultimo giorno di febbraio',
    ],
    [
      { kind: 'relativeYearly', month: 10, day: 'sunday', index: 'last' },
      'every year on the last Sunday of October',
      'ogni anno l’ultima domenica di ottobre',
    ],
  ])('%o', (pattern, english, italian) => {
    expect(patternInWords(pattern, EN)).toBe(english);
    expect(patternInWords(pattern, IT)).toBe(italian);
  });
});

describe('A series in words', () => {
  const untilNewYear = { pattern: FRIDAYS, range: { kind: 'endDate', endDate: '2026-12-31' } };

  it('has its rule, its times and its end', () => {
    expect(recurrenceInWords(time(untilNewYear), EN)).toBe(
      'every Friday from 09:00 to 10:00, from 06/11/2026 until 31/12/2026',
    );
    expect(recurrenceInWords(time(untilNewYear), IT)).toBe(
      'ogni venerdì dalle 09:00 alle 10:00, dal 06/11/2026 fino al 31/12/2026',
    );
    expect(recurrenceInWords(time(null), EN)).toBeNull();
  });

  it('counts the occurrences that are not as it says', () => {
    const occurrences = {
      '2026-11-13': { kind: 'deleted' },
      '2026-11-20': { kind: 'changed', fields: { subject: 'A' } },
      '2026-11-27': { kind: 'changed', fields: { subject: 'B' } },
    } as unknown as Occurrences;
    const tenTimes = { pattern: FRIDAYS, range: { kind: 'numbered', occurrences: 10 } };
    expect(seriesInWords(time(tenTimes), occurrences, IT)).toBe(
      'ogni venerdì dalle 09:00 alle 10:00, dal 06/11/2026, 10 volte; 2 occorrenze modificate, 1 annullata',
    );
    expect(seriesInWords(time(tenTimes), null, EN)).toBe('every Friday from 09:00 to 10:00, from 06/11/2026, 10 times');
  });

  it('says how long it lasts, and in which zone where the reader has another', () => {
    const endless = { pattern: FRIDAYS, range: { kind: 'noEnd' } };
    const words = (more: object, zone?: string) => recurrenceInWords(time(endless, more), EN, zone);
    expect(words({ end: '2026-11-06T08:00:00Z' })).toBe('every Friday at 09:00, from 06/11/2026, without end');
    expect(words({ end: '2026-11-06T23:30:00Z' })).toContain('from 09:00 to 00:30 of the next day');
    expect(words({ end: '2026-11-08T08:00:00Z' })).toContain('from 09:00 to 09:00, 2 days later');
    expect(words({}, 'Europe/Rome')).not.toContain('Rome');
    expect(words({}, 'Asia/Tokyo')).toContain('from 09:00 to 10:00 (Europe/Rome)');
    const days = { kind: 'allDay', startDate: '2026-11-06', endDate: '2026-11-09', recurrence: endless };
    expect(recurrenceInWords(days as unknown as AppointmentTime, EN)).toBe(
      'every Friday for 3 days, from 06/11/2026, without end',
    );
  });

  it('that Exchange cannot have says why', () => {
    const often = { pattern: { kind: 'daily', interval: 1000 }, range: { kind: 'noEnd' } };
    const series = seriesOf(time(often), null, parseTimeZoneId('UTC'));
    const limit = series === null ? null : limitOfExchange(series);
    expect(limit === null ? null : keptRuleInWords(limit, EN)).toBe(
      'The series is kept as it came and is not synchronised. The distance of 1000 is too large; Exchange takes up to 999.',
    );
  });
});
