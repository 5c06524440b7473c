import { Temporal } from 'temporal-polyfill';
import type { Instant, TimeZoneId } from '../../../model/index.ts';

/**
 * A VTIMEZONE that is right from a year before `from` to a year after `until`: one observance per change of
 * the clock, taken from the runtime's zone data, and no rule that could be wrong in another year.
 */
export function writeTimeZone(zone: TimeZoneId, from: Instant, until: Instant): readonly string[] {
  const begin = Temporal.Instant.from(from).toZonedDateTimeISO(zone).subtract({ years: 1 });
  const end = Temporal.Instant.from(until).toZonedDateTimeISO(zone).add({ years: 1 });
  const lines = ['BEGIN:VTIMEZONE', `TZID:${zone}`];
  let offset = begin.offsetNanoseconds;
  let change = begin.getTimeZoneTransition('next');
  const firstIsDaylight = change !== null && change.offsetNanoseconds < offset;
  lines.push(...observance(firstIsDaylight, begin.toPlainDateTime(), offset, offset));
  while (change !== null && Temporal.ZonedDateTime.compare(change, end) <= 0) {
    const onset = change.toPlainDateTime().add({ nanoseconds: offset - change.offsetNanoseconds });
    lines.push(...observance(change.offsetNanoseconds > offset, onset, offset, change.offsetNanoseconds));
    offset = change.offsetNanoseconds;
    change = change.getTimeZoneTransition('next');
  }
  return [...lines, 'END:VTIMEZONE'];
}

/** @param onset the wall clock at the moment of the change, still by the old offset */
function observance(daylight: boolean, onset: Temporal.PlainDateTime, from: number, to: number): readonly string[] {
  const name = daylight ? 'DAYLIGHT' : 'STANDARD';
  return [
    `BEGIN:${name}`,
    `DTSTART:${onset.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '')}`,
    `TZOFFSETFROM:${utcOffset(from)}`,
    `TZOFFSETTO:${utcOffset(to)}`,
    `END:${name}`,
  ];
}

function utcOffset(nanoseconds: number): string {
  const seconds = Math.round(Math.abs(nanoseconds) / 1e9);
  const digits = [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((part) =>
    String(Math.trunc(part)).padStart(2, '0'),
  );
  const [hours, minutes, rest] = digits;
  return `${nanoseconds < 0 ? '-' : '+'}${hours}${minutes}${rest === '00' ? '' : rest}`;
}
