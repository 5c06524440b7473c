import { Temporal } from 'temporal-polyfill';
import { isUsualInstant } from './usual-form.ts';

/**
 * A point on the time line: `YYYY-MM-DDTHH:mm:ssZ`, UTC, whole seconds (Exchange stores minutes;
 * fractions are cut, never rounded up). Compared and sorted as text.
 */
export type Instant = string & { readonly __brand: 'Instant' };

/**
 * Reads an instant with an offset or `Z` and any number of fractional digits.
 * @throws RangeError when the text is no instant
 */
export function parseInstant(text: string): Instant {
  if (isUsualInstant(text)) return text as Instant;
  const nanosecondDigits = text.trim().replace(/(\.\d{9})\d+/, '$1');
  const seconds = Math.floor(Temporal.Instant.from(nanosecondDigits).epochMilliseconds / 1000);
  return instantFromEpochSeconds(seconds);
}

/** @param seconds whole seconds since 1970-01-01T00:00:00Z */
export function instantFromEpochSeconds(seconds: number): Instant {
  return new Date(seconds * 1000).toISOString().replace(/\.\d+/, '') as Instant;
}

/** @returns whole seconds since 1970-01-01T00:00:00Z */
export function epochSeconds(instant: Instant): number {
  return Math.floor(Date.parse(instant) / 1000);
}
