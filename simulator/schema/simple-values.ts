import type { ExchangeVersion } from '../soap/versions.ts';
import type { ValueKind, ValueSpec } from './type-spec.ts';

function matching(kind: ValueKind, legal: (text: string) => boolean): ValueSpec {
  return { kind, since: (text) => (legal(text) ? 'Exchange2007' : null) };
}

export const TEXT = matching('text', () => true);
export const NON_EMPTY_TEXT = matching('text', (text) => text !== '');
export const BOOLEAN = matching('boolean', (text) => /^\s*(true|false|1|0)\s*$/.test(text));
export const INTEGER = matching('integer', isInteger);
export const BINARY = matching('binary', (text) => /^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(text));
export const PROPERTY_SET_ID = matching('text', (text) =>
  /^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$/.test(text),
);
export const PROPERTY_TAG = matching('text', (text) => /^(0[xX][0-9A-Fa-f]{1,4}|\d{1,5})$/.test(text));
export const DATE_TIME = matching('dateTime', (text) =>
  /^\s*-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?\s*$/.test(text),
);
export const DATE = matching('text', (text) => /^\s*\d{4}-\d\d-\d\d(Z|[+-]\d\d:\d\d)?\s*$/.test(text));

function isInteger(text: string): boolean {
  return /^\s*[+-]?\d+\s*$/.test(text) && Math.abs(Number(text)) <= 2_147_483_648;
}

export function integerBetween(low: number, high: number, ...alsoLegal: readonly number[]): ValueSpec {
  return matching('integer', (text) => {
    const value = Number(text);
    return isInteger(text) && ((value >= low && value <= high) || alsoLegal.includes(value));
  });
}

/** Legal words by the version that introduced them, each group separated by spaces. */
export type Vocabulary = Readonly<Partial<Record<ExchangeVersion, string>>>;

export function wordsOf(vocabulary: Vocabulary): ReadonlyMap<string, ExchangeVersion> {
  const words = new Map<string, ExchangeVersion>();
  for (const [version, group] of Object.entries(vocabulary)) {
    for (const word of group.split(/\s+/)) if (word !== '') words.set(word, version as ExchangeVersion);
  }
  return words;
}

export function oneOf(vocabulary: Vocabulary | string): ValueSpec {
  const words = wordsOf(typeof vocabulary === 'string' ? { Exchange2007: vocabulary } : vocabulary);
  return { kind: 'text', since: (text) => words.get(text.trim()) ?? null };
}

export function listOf(vocabulary: string): ValueSpec {
  const words = new Set(vocabulary.split(' '));
  return matching(
    'text',
    (text) =>
      text.trim() !== '' &&
      text
        .trim()
        .split(/\s+/)
        .every((word) => words.has(word)),
  );
}
