import { expect, it } from 'vitest';
import { readDateTime } from './date-time.ts';

it.each([
  ['2027-03-10T09:00:00Z', '2027-03-10T09:00:00Z'],
  ['2027-03-10T09:00Z', '2027-03-10T09:00:00Z'],
  ['2027-03-10T09:00:00.123456789Z', '2027-03-10T09:00:00Z'],
  ['2027-03-10T10:00:00+0100', '2027-03-10T09:00:00Z'],
  ['2027-03-10 10:00:00,5 +01', '2027-03-10T09:00:00Z'],
  ['2027-03-10t10:00:00+01:00', '2027-03-10T09:00:00Z'],
])('%s is the instant %s', (text, instant) => {
  expect(readDateTime(text)).toMatchObject({ kind: 'instant', instant });
});

it.each([
  ['2027-03-10T09:00', '2027-03-10T09:00:00'],
  ['2027-03-10', '2027-03-10T00:00:00'],
  ['2027-03-10+01:00', '2027-03-10T00:00:00'],
])('%s is the local time %s', (text, local) => {
  expect(readDateTime(text)).toEqual({ kind: 'local', local });
});
