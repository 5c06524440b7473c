import type { Terminal } from '../terminal.ts';

/** Of one line; `--json` has values whole. */
const LONGEST = 200;

/** The value of a field on one line: what an address or a name consists of is strung together. */
export function valueText({ t }: Pick<Terminal, 't'>, value: unknown): string {
  const text = partsOf(value).join(', ').replaceAll(/\s+/g, ' ').trim();
  if (text === '') return t('values.empty');
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}

function partsOf(value: unknown): readonly string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap(partsOf);
  return typeof value === 'object' ? Object.values(value).flatMap(partsOf) : [String(value)];
}
