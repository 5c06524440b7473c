import type { FieldSpec, FieldValue } from './field.ts';

/** Printable ASCII without a space at the ends: what most texts are, and already in normal form. */
const PLAIN = /^[!-~](?:[ -~]*[!-~])?$/;

/** NFC, line ends as `\n`, no space at the ends; an empty text is `null`. */
export function normaliseText(value: FieldValue): string | null {
  if (typeof value !== 'string') return null;
  if (PLAIN.test(value)) return value;
  const text = value
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/\u00a0/g, ' ')
    // Not only `[ \t]+$`: that looks at every place of a long run of blanks, and at all that follow it.
    .replace(/(?<![ \t])[ \t]+$/gm, '')
    .trim();
  return text === '' ? null : text;
}

function normaliseRecord(value: FieldValue): FieldValue {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
  const record = value as Record<string, FieldValue>;
  let kept: Record<string, FieldValue> | null = null;
  for (const key of Object.keys(record)) {
    const part = record[key] ?? null;
    const normal = typeof part === 'string' ? normaliseText(part) : part;
    if (normal === null) continue;
    kept ??= {};
    kept[key] = normal;
  }
  return kept;
}

function normaliseSet(value: FieldValue): FieldValue {
  if (!Array.isArray(value) || value.length === 0) return null;
  const byFoldedName = new Map<string, string>();
  for (const element of value) {
    const text = normaliseText(element);
    if (text !== null && !byFoldedName.has(text.toLowerCase())) byFoldedName.set(text.toLowerCase(), text);
  }
  const sorted = [...byFoldedName.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
  return sorted.length === 0 ? null : sorted;
}

export const TEXT: FieldSpec = { kind: 'value', normalise: normaliseText };
export const RECORD: FieldSpec = { kind: 'value', optionalParts: 'all', normalise: normaliseRecord };
/** Elements are compared without regard to case, as Exchange compares categories. */
export const TEXT_SET: FieldSpec = { kind: 'set', normalise: normaliseSet, equals: sameSet };
export const WHOLE: FieldSpec = { kind: 'value', normalise: (value) => value };

/** A field whose absence means `fallback` on both sides (sensitivity, importance). */
export function withDefault(fallback: FieldValue): FieldSpec {
  return { kind: 'value', normalise: (value) => value ?? fallback };
}

function sameSet(left: FieldValue, right: FieldValue): boolean {
  return JSON.stringify(left).toLowerCase() === JSON.stringify(right).toLowerCase();
}
