/**
 * Why the series of a calendar item is not understood. Nothing of it is guessed: it stays as it is in Exchange. The
 * README of this folder says what each code means.
 */
export type NotReadableCode =
  | 'part_missing'
  | 'part_malformed'
  | 'part_out_of_range'
  | 'pattern_missing'
  | 'pattern_unknown'
  | 'pattern_of_tasks'
  | 'range_missing'
  | 'several_patterns'
  | 'several_ranges'
  | 'week_start_unknown'
  | 'zone_unknown'
  | 'start_outside_rule'
  | 'occurrence_outside_rule';

export interface NotReadable {
  readonly code: NotReadableCode;
  /** The element that is meant, a number, a day. Never content. */
  readonly parameters: Readonly<Record<string, string | number>>;
}

export function notReadable(
  code: NotReadableCode,
  parameters: Readonly<Record<string, string | number>> = {},
): NotReadable {
  return { code, parameters };
}

export function isNotReadable(value: unknown): value is NotReadable {
  return typeof value === 'object' && value !== null && 'code' in value && 'parameters' in value;
}

type Readable<T> = { readonly [K in keyof T]: Exclude<T[K], NotReadable> };

/** The record when all of its parts could be read, else the first refusal among them. */
export function allReadable<T extends object>(parts: T): Readable<T> | NotReadable {
  return Object.values(parts).find(isNotReadable) ?? (parts as Readable<T>);
}
