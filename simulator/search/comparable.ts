import type { ReadContext } from '../properties/derived.ts';
import { findDerivation } from '../properties/derived.ts';
import { valueKindOf } from '../properties/element-rows.ts';
import { extendedValueOf } from '../properties/extended-value.ts';
import type { PropertyPath } from '../properties/property-path.ts';
import type { ValueKind } from '../schema/type-spec.ts';
import type { StoredItem } from '../state/item.ts';
import { isList } from '../state/item.ts';

/** A property as searches see it: several texts for a list, none when the item has no such property. */
export interface Comparable {
  readonly kind: ValueKind;
  readonly values: readonly string[];
}

const MAPI_KINDS: Readonly<Record<string, ValueKind>> = {
  Boolean: 'boolean',
  Integer: 'integer',
  Short: 'integer',
  Long: 'integer',
  SystemTime: 'dateTime',
  Binary: 'binary',
};

export function comparableOf(item: StoredItem, path: PropertyPath, context: ReadContext): Comparable {
  if (path.kind === 'extended') {
    const value = extendedValueOf(item, path.path, context);
    const values = value === undefined ? [] : typeof value === 'string' ? [value] : value;
    return { kind: MAPI_KINDS[path.path.type.replace(/Array$/, '')] ?? 'text', values };
  }
  const stored = item.values[path.key];
  const kind = valueKindOf(item.kind, path.key);
  if (stored !== undefined && isList(stored)) return { kind, values: stored };
  const derive = path.kind === 'field' ? findDerivation(item, path.key) : undefined;
  const value = derive === undefined ? stored : derive(item, context);
  const text = typeof value === 'string' ? value : value !== undefined && 'text' in value ? value.text : undefined;
  return { kind, values: text === undefined ? [] : [text] };
}

/**
 * Orders two values of a kind. Texts compare without regard to case, as the store's indexes do.
 * @returns `null` when a constant of the request is no value of that kind
 */
export function compareValues(kind: ValueKind, left: string, right: string): number | null {
  if (kind === 'dateTime') return difference(Date.parse(left), Date.parse(withZone(right)));
  if (kind === 'integer') return difference(Number(left), Number(right));
  if (kind === 'boolean') return difference(truth(left), truth(right));
  if (kind === 'binary') return left === right ? 0 : left < right ? -1 : 1;
  return left.toLowerCase().localeCompare(right.toLowerCase(), 'en');
}

/** A time of a request without offset is UTC. */
function withZone(text: string): string {
  return /(Z|[+-]\d\d:\d\d)$/.test(text.trim()) ? text.trim() : `${text.trim()}Z`;
}

function truth(text: string): number {
  return /^\s*(true|1)\s*$/i.test(text) ? 1 : /^\s*(false|0)\s*$/i.test(text) ? 0 : Number.NaN;
}

function difference(left: number, right: number): number | null {
  return Number.isNaN(left) || Number.isNaN(right) ? null : left - right;
}
