import { randomBytes } from 'node:crypto';
import { ItemError } from '../operations/item-error.ts';
import { seriesValues } from '../recurrence/series-rules.ts';
import type { ItemKind, StoredItem } from '../state/item.ts';
import { midnightAfter, midnightBefore } from '../time-zones/zone.ts';
import type { NameParts } from './file-as.ts';
import { fileAsOf } from './file-as.ts';

type Values = StoredItem['values'];

const MAX_YEARS = 5;

/** What the server adds and refuses when an item is saved. `before` is `null` for a new item. */
export function applySaveRules(kind: ItemKind, before: Values | null, after: Values): Values {
  if (kind === 'Contact') return contactRules(before, after);
  if (kind === 'CalendarItem') return calendarRules(before, after);
  return after;
}

/** A file-as name that a person typed stays; one that follows from a mapping follows the name. */
function contactRules(before: Values | null, after: Values): Values {
  const typed = after['FileAs'] !== before?.['FileAs'] && after['FileAsMapping'] === before?.['FileAsMapping'];
  const mapping = text(after, 'FileAsMapping') ?? 'None';
  if (mapping === 'None') return after;
  if (typed && before !== null) return { ...after, FileAsMapping: 'None' };
  return { ...after, FileAs: fileAsOf(mapping, nameParts(after)) };
}

export function nameParts(values: Values): NameParts {
  const part = (key: string) => text(values, key) ?? '';
  return {
    first: part('GivenName'),
    middle: part('MiddleName'),
    last: part('Surname'),
    suffix: part('Generation'),
    company: part('CompanyName'),
    displayName: part('DisplayName'),
  };
}

function calendarRules(before: Values | null, after: Values): Values {
  const zone = text(after, 'StartTimeZone') ?? 'UTC';
  const values: Record<string, StoredItem['values'][string]> = {
    ...after,
    StartTimeZone: zone,
    EndTimeZone: text(after, 'EndTimeZone') ?? zone,
    UID: text(after, 'UID') ?? newUid(),
  };
  let start = text(after, 'Start');
  let end = text(after, 'End');
  if (start === undefined || end === undefined) {
    if (before !== null) throw new ItemError('ErrorInvalidPropertyDelete', 'Start and end cannot be deleted.');
    // Exchange gives a new appointment without times the next half hour.
    start ??= end ?? nextHalfHour();
    end ??= new Date(Date.parse(start) + 30 * 60_000).toISOString().replace('.000', '');
  }
  if (Date.parse(end) < Date.parse(start)) {
    throw new ItemError('ErrorCalendarEndDateIsEarlierThanStartDate', 'EndDate is earlier than StartDate.');
  }
  if (values['IsAllDayEvent'] === 'true') {
    start = midnightBefore(start, zone);
    end = midnightAfter(end, zone);
    if (start === end) end = midnightAfter(new Date(Date.parse(end) + 1000).toISOString(), zone);
  }
  if (Date.parse(end) - Date.parse(start) > MAX_YEARS * 366 * 86_400_000) {
    throw new ItemError(
      'ErrorCalendarDurationIsTooLong',
      'The duration of the calendar item is longer than five years.',
    );
  }
  return seriesValues(before, { ...values, Start: start, End: end });
}

function nextHalfHour(): string {
  const half = 30 * 60_000;
  return new Date(Math.ceil(Date.now() / half) * half).toISOString().replace('.000', '');
}

/** A global object id in hex: class id, no occurrence date, time of creation, reserved, length, data (MS-OXOCAL 2.2.1.27). */
function newUid(): string {
  const time = Buffer.alloc(8);
  time.writeBigUInt64LE((BigInt(Date.now()) + 11_644_473_600_000n) * 10_000n);
  const parts = ['040000008200e00074c5b7101a82e008', '00000000', time.toString('hex'), '0000000000000000', '10000000'];
  return `${parts.join('')}${randomBytes(16).toString('hex')}`.toUpperCase();
}

function text(values: Values, key: string): string | undefined {
  const value = values[key];
  return typeof value === 'string' ? value : undefined;
}
