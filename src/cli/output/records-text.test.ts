import { expect, test } from 'vitest';
import type { AppointmentRecord } from '../../api/resources.ts';
import { translatorFor } from '../../messages/index.ts';
import type { Terminal } from '../terminal.ts';
import { appointmentColumns } from './records-text.ts';

const terminal: Terminal = {
  language: 'it',
  t: translatorFor('it'),
  out: () => undefined,
  say: () => undefined,
  interactive: false,
};

const TIME = {
  kind: 'timed',
  start: '2026-11-06T08:00:00Z',
  end: '2026-11-06T09:00:00Z',
  zone: 'Europe/Rome',
} as const;

test('an appointment stands with its start, a series with its rule', () => {
  const fields: AppointmentRecord['fields'] = { subject: 'Consegna', location: 'Lecco', time: TIME };
  expect(appointmentColumns(terminal, fields)).toEqual(['06/11/26, 09:00', 'Consegna', 'Lecco']);
  const recurrence = { pattern: { kind: 'daily', interval: 2 }, range: { kind: 'noEnd' } } as const;
  const series = {
    ...fields,
    time: { ...TIME, recurrence },
    occurrences: { '2026-11-08': { kind: 'deleted' } },
  } as const;
  expect(appointmentColumns(terminal, series)[0]).toBe(
    'ogni 2 giorni dalle 09:00 alle 10:00, dal 06/11/2026, senza fine; 1 annullata',
  );
});

test('a private appointment of which nothing is told has a name', () => {
  expect(appointmentColumns(terminal, { time: TIME, sensitivity: 'private' })[1]).toBe('Appuntamento privato');
  expect(appointmentColumns(terminal, { time: TIME })[1]).toBe('');
});
