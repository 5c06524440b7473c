import { expect, it } from 'vitest';
import type { Appointment } from '../appointment/appointment.ts';
import { parseInstant } from '../time/instant.ts';
import { parseTimeZoneId } from '../time/zoned-wall-time.ts';
import { exceptionFields } from './exception-fields.ts';

const zone = parseTimeZoneId('Europe/Rome');
const time = {
  kind: 'timed',
  start: parseInstant('2026-11-26T08:00:00Z'),
  end: parseInstant('2026-11-26T09:00:00Z'),
  zone,
} as const;
const regular: Appointment = {
  subject: 'Riunione',
  location: 'Sala 1',
  reminderMinutes: 15,
  categories: ['Cliente'],
  time,
};

it('an exception carries only what differs', () => {
  const earlier = { ...time, start: parseInstant('2026-11-26T07:00:00Z') };
  expect(exceptionFields(regular, { ...regular, subject: 'Altra', time: earlier })).toEqual({
    subject: 'Altra',
    time: earlier,
  });
  expect(exceptionFields(regular, { ...regular, body: 'Portare i dati', busyStatus: 'tentative' })).toEqual({
    body: 'Portare i dati',
    busyStatus: 'tentative',
  });
});

it('what the occurrence does not have is emptied', () => {
  expect(exceptionFields(regular, { subject: 'Riunione', categories: ['Cliente'], time })).toEqual({
    location: null,
    reminderMinutes: null,
  });
});

it('what only looks different is no difference', () => {
  const same = {
    ...regular,
    subject: ' Riunione ',
    categories: ['cliente'],
    busyStatus: 'busy' as const,
    time: { ...time, zone: null },
  };
  expect(exceptionFields(regular, same)).toEqual({});
});

it('the instants of an occurrence decide, whatever zone it names', () => {
  const elsewhere = { ...time, zone: parseTimeZoneId('America/New_York') };
  expect(exceptionFields(regular, { ...regular, time: elsewhere })).toEqual({});
});

it('what belongs to the series is none of it', () => {
  const series = { ...regular, occurrences: {}, organizer: { address: 'anna@azienda.example' } };
  expect(exceptionFields(series, regular)).toEqual({});
});
