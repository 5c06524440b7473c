import type { Fields, FieldValue } from '../../src/model/index.ts';
import { canonicalText, synchronisedFields } from '../../src/model/index.ts';

/**
 * What a value is made of, where parts of it are edited one by one: the elements of a set, or what is said of single
 * occurrences of a series, as text (`2026-12-07 subject "Altra"`). `null` of any other value.
 */
export function elementsOf(value: FieldValue | undefined): readonly FieldValue[] | null {
  if (value === undefined || value === null || typeof value !== 'object') return null;
  if (Array.isArray(value)) return value as readonly FieldValue[];
  const days = Object.keys(value);
  return days.length > 0 && days.every((day) => DAY.test(day)) ? saidOfOccurrences(value) : null;
}

const DAY = /^\d{4}-\d\d-\d\d$/;
const OCCURRENCES = synchronisedFields('appointments')['occurrences'];

/** One text for each thing that is said of an occurrence. */
export function saidOfOccurrences(value: FieldValue): readonly string[] {
  const days = (OCCURRENCES?.normalise(value) ?? {}) as Readonly<Record<string, Fields>>;
  return Object.entries(days).flatMap(([day, { kind, fields }]) =>
    kind === 'deleted'
      ? [`${day} deleted`]
      : Object.entries((fields ?? {}) as Fields).map(([part, own]) => `${day} ${part} ${canonicalText(own)}`),
  );
}

/** The same said by Exchange, which cuts texts. */
export function asSaidInExchange(said: string, keeps: (fields: Fields) => Fields): string {
  const [, day = '', part = '', text = ''] = /^(\S+) (\S+) (.*)$/.exec(said) ?? [];
  if (!text.startsWith('"')) return said;
  const value = JSON.parse(text) as string;
  return `${day} ${part} ${canonicalText(keeps({ [part]: value })[part] ?? null)}`;
}
