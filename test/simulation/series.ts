import type { AppointmentTime, Fields, FieldValue } from '../../src/model/index.ts';
import { expand, isSeriesTime, seriesOf } from '../../src/model/index.ts';
import type { StoredRecord } from '../../src/sync-run/testing/memory-crm.ts';
import type { StoredItem } from '../../src/sync-run/testing/memory-exchange.ts';
import type { Random } from '../../src/sync-run/testing/random.ts';
import { timeOn, ZONE } from './calendar.ts';

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
const DAY_MS = 86_400_000;
/** Occurrences that people work on: the first ones. */
const WORKED_ON = 5;

/** A series from a day on, at a time that nobody used before. */
export function seriesFrom(random: Random, day: string, number: number): FieldValue {
  const weekday = WEEKDAYS[new Date(day).getUTCDay()] ?? 'monday';
  const interval = 1 + random.whole(2);
  const pattern = random.chance(0.6)
    ? { kind: 'weekly', interval, days: [weekday], firstDayOfWeek: 'monday' }
    : { kind: 'daily', interval };
  const range = random.chance(0.4)
    ? { kind: 'noEnd' }
    : random.chance(0.5)
      ? { kind: 'numbered', occurrences: 2 + random.whole(3) }
      : { kind: 'endDate', endDate: dateOf(Date.parse(day) + 30 * DAY_MS) };
  return { ...(timeOn(day, number) as Fields), zone: ZONE, recurrence: { pattern, range } };
}

export function isSeries({ fields }: { readonly fields: Fields }): boolean {
  return isSeriesTime(fields['time'] ?? null);
}

/** Another time, rule or end for what is a series, and a rule for what is none; often from the same day on. */
export function anotherRule(random: Random, { fields }: StoredRecord | StoredItem, number: number): Fields {
  const now = fields['time'] as unknown as AppointmentTime;
  const day = now.kind === 'allDay' ? now.startDate : now.start.slice(0, 10);
  const from = random.chance(0.8) ? day : dateOf(Date.parse(day) + DAY_MS);
  const time = seriesFrom(random, from, number) as Fields;
  const keepsRule = from === day && isSeries({ fields }) && random.chance(0.7);
  return { time: keepsRule ? { ...time, recurrence: (now.recurrence ?? null) as unknown as FieldValue } : time };
}

/** What a person does to one occurrence, or to all of them. `null` when there is nothing to do. */
export function changedOccurrences(
  random: Random,
  { fields }: StoredRecord | StoredItem,
  number: number,
): { readonly occurrences: FieldValue } | null {
  const days = firstDays(fields);
  const now = (fields['occurrences'] ?? {}) as Readonly<Record<string, Fields>>;
  // What is changed already is changed again as often as not: there two people meet.
  const day = (random.chance(0.5) ? random.pick(days.filter((one) => one in now)) : undefined) ?? random.pick(days);
  if (day === undefined) return null;
  if (random.chance(0.05)) return { occurrences: Object.fromEntries(days.map((each) => [each, { kind: 'deleted' }])) };
  const { [day]: before, ...others } = now;
  const isBack = before !== undefined && random.chance(0.2);
  if (isBack) return { occurrences: Object.keys(others).length === 0 ? null : others };
  if (before?.['kind'] !== 'deleted' && random.chance(0.3))
    return { occurrences: { ...others, [day]: { kind: 'deleted' } } };
  const own = before?.['kind'] === 'changed' ? (before['fields'] as Fields) : {};
  return {
    occurrences: { ...others, [day]: { kind: 'changed', fields: { ...own, ...newPart(random, day, number) } } },
  };
}

function newPart(random: Random, day: string, number: number): Fields {
  const long = random.chance(0.3) ? ' and more than the server keeps of it' : '';
  if (random.chance(0.4)) return { subject: `d${number}${long}` };
  if (random.chance(0.5)) return { body: `d${number}` };
  return { time: { ...(timeOn(day, number) as Fields), zone: ZONE } };
}

function firstDays(fields: Fields): readonly string[] {
  const series = seriesOf(fields['time'] as unknown as AppointmentTime, null, ZONE);
  const days: string[] = [];
  if (series === null) return days;
  for (const { originalStart } of expand(series, { from: null, until: null, zone: ZONE })) {
    days.push('date' in originalStart ? originalStart.date : originalStart.local.slice(0, 10));
    if (days.length === WORKED_ON) break;
  }
  return days;
}

function dateOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
