import type { FieldSpec, Fields, FieldValue } from '../../model/index.ts';
import { valueOf } from '../../model/index.ts';
import { same } from './base.ts';

/** What became of one occurrence of a series; `null` is nothing: it is as the rule says. */
export type Day = { readonly kind: 'deleted' } | { readonly kind: 'changed'; readonly fields: Fields } | null;

/** The changed occurrences of one side, by the day on which the rule puts them. */
export type Days = ReadonlyMap<string, Exclude<Day, null>>;

/** The days of a `keyed` field, letter for letter. One that differs in nothing is none. */
export function daysOf(spec: FieldSpec, value: FieldValue): Days {
  const normal = spec.normalise(value) as Fields | null;
  if (normal === null) return new Map();
  return new Map(Object.keys(normal).map((day) => [day, (value as Fields)[day] as Exclude<Day, null>]));
}

export function dayIn(days: Days, day: string): Day {
  return days.get(day) ?? null;
}

/** Back to a field value; without a day it is `null`. */
export function daysValue(days: Iterable<readonly [string, Day]>): FieldValue {
  const changed = [...days].filter(([, day]) => day !== null).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return changed.length === 0 ? null : (Object.fromEntries(changed) as FieldValue);
}

export function sameDay(spec: FieldSpec, left: Day, right: Day): boolean {
  const [one, other] = [left, right].map((day) => daysValue([['day', day]]));
  return same(spec, one ?? null, other ?? null);
}

/** A part that is not there is as the series says; one that is `null` was emptied, which is something else. */
export function samePart(spec: FieldSpec, name: string, left: Fields, right: Fields): boolean {
  const part = spec.parts?.[name];
  if (part === undefined || name in left !== name in right) return part === undefined;
  return same(part, valueOf(left, name), valueOf(right, name));
}

export function partNames(spec: FieldSpec): readonly string[] {
  return Object.keys(spec.parts ?? {});
}

/** Of a day what a synchronisation carries. */
export function carried(spec: FieldSpec, day: Day): Day {
  if (day?.kind !== 'changed') return day;
  const known = Object.entries(day.fields).filter(([name]) => spec.parts?.[name] !== undefined);
  return { kind: 'changed', fields: Object.fromEntries(known) };
}
