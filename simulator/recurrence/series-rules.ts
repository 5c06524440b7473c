import { ItemError } from '../operations/item-error.ts';
import type { StoredItem } from '../state/item.ts';
import type { CivilDay } from '../time-zones/civil-day.ts';
import { isoDayOf } from '../time-zones/civil-day.ts';
import { instantAtWall, wallMsOf } from '../time-zones/zone.ts';
import type { XmlNode } from '../xml/node.ts';
import { daysOfRule } from './days-of-rule.ts';
import { readRule } from './read-rule.ts';
import type { RecurrenceRule } from './rule.ts';

type Values = StoredItem['values'];

const DAY_MS = 86_400_000;
/** Enough to meet every distance between neighbours that a pattern has. */
const GAPS_TO_CHECK = 60;

/**
 * What the server makes of a master when it is saved: its own times are those of the first occurrence, and the
 * range begins there. A start that moves to another day without a new recurrence moves the range.
 * @param before `null` for a new item
 * @throws ItemError when the recurrence has no occurrence, or one lasts longer than the way to the next
 */
export function seriesValues(before: Values | null, after: Values): Values {
  const recurrence = after['Recurrence'];
  if (recurrence === undefined || typeof recurrence === 'string' || !('name' in recurrence)) return after;
  const zoneId = textIn(after, 'StartTimeZone') ?? 'UTC';
  const start = wallMsOf(textIn(after, 'Start') ?? '', zoneId);
  const end = wallMsOf(textIn(after, 'End') ?? '', zoneId);
  const read = readRule(recurrence);
  const moved = before !== null && sameValue(before['Recurrence'], recurrence) && before['Start'] !== after['Start'];
  const rule = moved ? { ...read, start: Math.floor(start / DAY_MS) } : read;
  const first = firstDay(rule);
  assertFits(rule, end - start);
  const firstWall = first * DAY_MS + (((start % DAY_MS) + DAY_MS) % DAY_MS);
  return {
    ...after,
    Start: instantAtWall(firstWall, zoneId),
    End: instantAtWall(firstWall + end - start, zoneId),
    Recurrence: startingOn(recurrence, first),
  };
}

/** Whether the exceptions of a series end with this change of it: they hang on its times, not on its texts. */
export function losesOccurrences(before: Values, after: Values): boolean {
  return ['Recurrence', 'Start', 'End', 'StartTimeZone', 'IsAllDayEvent'].some(
    (key) => !sameValue(before[key], after[key]),
  );
}

function firstDay(rule: RecurrenceRule): CivilDay {
  for (const day of daysOfRule(rule)) return day;
  throw new ItemError('ErrorRecurrenceHasNoOccurrence', 'The recurrence has no occurrence in its range.');
}

function assertFits(rule: RecurrenceRule, wallDurationMs: number): void {
  let before: CivilDay | undefined;
  let checked = 0;
  for (const day of daysOfRule(rule)) {
    if (before !== undefined && wallDurationMs > (day - before) * DAY_MS) {
      throw new ItemError(
        'ErrorOccurrenceTimeSpanTooBig',
        'The duration of an occurrence is longer than the time between two occurrences.',
      );
    }
    before = day;
    checked += 1;
    if (checked > GAPS_TO_CHECK) return;
  }
}

function startingOn(recurrence: XmlNode, day: CivilDay): XmlNode {
  const [pattern, range] = recurrence.children ?? [];
  if (pattern === undefined || range === undefined) return recurrence;
  const children = (range.children ?? []).map((child) =>
    child.name === 't:StartDate' ? { ...child, text: isoDayOf(day) } : child,
  );
  return { ...recurrence, children: [pattern, { ...range, children }] };
}

function sameValue(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function textIn(values: Values, key: string): string | undefined {
  const value = values[key];
  return typeof value === 'string' ? value : undefined;
}
