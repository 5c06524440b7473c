import type { DayIndex, DayOfWeek, RelativeDay } from '../../../../model/index.ts';
import { DAY_INDEXES, DAYS_OF_WEEK } from '../../../../model/index.ts';

/** Words of the schema in lower case, in which they are looked up, and what they are to us. */
export const DAYS: Readonly<Record<string, DayOfWeek>> = byWord(DAYS_OF_WEEK);
export const RELATIVE_DAYS: Readonly<Record<string, RelativeDay>> = byWord([
  ...DAYS_OF_WEEK,
  'day',
  'weekday',
  'weekendDay',
]);
export const INDEXES: Readonly<Record<string, DayIndex>> = byWord(DAY_INDEXES);
export const MONTHS: readonly string[] =
  'january february march april may june july august september october november december'.split(' ');

/** `weekendDay` as the schema writes it: `WeekendDay`. */
export function schemaWord(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function byWord<T extends string>(words: readonly T[]): Readonly<Record<string, T>> {
  return Object.fromEntries(words.map((word) => [word.toLowerCase(), word]));
}
