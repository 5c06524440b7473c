import { ItemError } from '../operations/item-error.ts';
import type { PropertyPath } from '../properties/property-path.ts';
import { pathElementIn, readPath } from '../properties/property-path.ts';
import type { ReceivedElement } from '../xml/read.ts';
import { attributeOf, childOf, localName } from '../xml/read.ts';
import type { Comparable } from './comparable.ts';
import { compareValues } from './comparable.ts';

/** Reads a property of whatever is searched: an item or a folder. */
export type Lookup = (path: PropertyPath) => Comparable;
export type Predicate = (lookup: Lookup) => boolean;

const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = {
  IsEqualTo: (order) => order === 0,
  IsGreaterThan: (order) => order > 0,
  IsGreaterThanOrEqualTo: (order) => order >= 0,
  IsLessThan: (order) => order < 0,
  IsLessThanOrEqualTo: (order) => order <= 0,
};

/** Properties that no index of the store holds. */
const NOT_SEARCHABLE = new Set([
  'UID',
  'IsRecurring',
  'CalendarItemType',
  'IsOrganizer',
  'CompleteName',
  'EmailAddresses',
  'PhoneNumbers',
  'PhysicalAddresses',
  'ImAddresses',
]);

/**
 * Makes a predicate of `m:Restriction` or of one expression in it.
 * @throws ItemError ErrorUnsupportedPathForQuery
 */
export function readRestriction(source: ReceivedElement): Predicate {
  const name = localName(source.name);
  if (name === 'Restriction' || name === 'Not') {
    const inner = source.children.map(readRestriction)[0] ?? (() => true);
    return name === 'Not' ? (lookup) => !inner(lookup) : inner;
  }
  if (name === 'And' || name === 'Or') {
    const operands = source.children.map(readRestriction);
    return name === 'And'
      ? (lookup) => operands.every((operand) => operand(lookup))
      : (lookup) => operands.some((operand) => operand(lookup));
  }
  const path = searchablePath(source);
  if (name === 'Exists') return (lookup) => lookup(path).values.length > 0;
  if (name === 'Contains') return contains(source, path);
  if (name === 'Excludes') return excludes(source, path);
  return comparison(name, source, path);
}

function searchablePath(source: ReceivedElement): PropertyPath {
  const element = pathElementIn(source);
  if (element === undefined) throw new ItemError('ErrorInvalidRestriction', 'The restriction names no property.');
  const path = readPath(element);
  if (path.kind === 'field' && NOT_SEARCHABLE.has(path.key)) {
    throw new ItemError('ErrorUnsupportedPathForQuery', 'The property can not be used with this type of restriction.');
  }
  return path;
}

function comparison(name: string, source: ReceivedElement, path: PropertyPath): Predicate {
  const operand = childOf(source, 't:FieldURIOrConstant');
  const constant = childOf(operand, 't:Constant');
  const otherPath = constant === undefined && operand !== undefined ? searchablePath(operand) : undefined;
  // Not equal is the opposite of equal: an item without the property matches, and a list only when no element is equal.
  const test = COMPARISONS[name === 'IsNotEqualTo' ? 'IsEqualTo' : name] ?? (() => false);
  const matches: Predicate = (lookup) => {
    const { kind, values } = lookup(path);
    const others =
      otherPath === undefined ? [attributeOf(constant as ReceivedElement, 'Value')] : lookup(otherPath).values;
    return values.some((value) =>
      others.some((other) => {
        const order = compareValues(kind, value, other);
        return order !== null && test(order);
      }),
    );
  };
  return name === 'IsNotEqualTo' ? (lookup) => !matches(lookup) : matches;
}

function contains(source: ReceivedElement, path: PropertyPath): Predicate {
  const mode = attributeOf(source, 'ContainmentMode') || 'FullString';
  const exact = (attributeOf(source, 'ContainmentComparison') || 'Exact') === 'Exact';
  const constant = childOf(source, 't:Constant');
  const fold = (text: string) => (exact ? text : text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase());
  const wanted = fold(constant === undefined ? '' : attributeOf(constant, 'Value'));
  const words = (text: string) => fold(text).split(/[^\p{L}\p{N}]+/u);
  return (lookup) =>
    lookup(path).values.some((value) => {
      const text = fold(value);
      if (mode === 'FullString') return text === wanted;
      if (mode === 'Prefixed') return text.startsWith(wanted);
      if (mode === 'PrefixOnWords') return words(value).some((word) => word.startsWith(wanted));
      return text.includes(wanted);
    });
}

/** True when none of the mask's bits is set. The mask is decimal or hexadecimal. */
function excludes(source: ReceivedElement, path: PropertyPath): Predicate {
  const bitmask = childOf(source, 't:Bitmask');
  const mask = Number(bitmask === undefined ? 0 : attributeOf(bitmask, 'Value'));
  return (lookup) => lookup(path).values.every((value) => (Number(value) & mask) === 0);
}
