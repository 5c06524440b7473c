import { pathSlot } from './paths.ts';
import { oneOf, TEXT } from './simple-values.ts';
import type { Slot, TypeSpec } from './type-spec.ts';
import { choice, one, oneOrMore, optionalAttribute, requiredAttribute, sequence } from './type-spec.ts';

const CONSTANT = sequence([], { Value: requiredAttribute(TEXT) });

const CONTAINS = sequence([pathSlot('one'), one('t:Constant', CONSTANT)], {
  ContainmentMode: optionalAttribute(oneOf('FullString Prefixed Substring PrefixOnWords ExactPhrase')),
  ContainmentComparison: optionalAttribute(
    oneOf(
      'Exact IgnoreCase IgnoreNonSpacingCharacters Loose IgnoreCaseAndNonSpacingCharacters LooseAndIgnoreCase ' +
        'LooseAndIgnoreNonSpace LooseAndIgnoreCaseAndIgnoreNonSpace',
    ),
  ),
});

const EXCLUDES = sequence([pathSlot('one'), one('t:Bitmask', CONSTANT)]);
const EXISTS = sequence([pathSlot('one')]);

const operand = sequence([
  choice(1, 'one', ...pathSlot('one').options.map(({ name, type }) => [name, type] as const), ['t:Constant', CONSTANT]),
]);
const COMPARISON = sequence([pathSlot('one'), one('t:FieldURIOrConstant', operand)]);

/** `Not` takes one expression, `And` and `Or` take many. */
function expressions(max: Slot['max']): Slot {
  return choice(
    1,
    max,
    ['t:Contains', CONTAINS],
    ['t:Excludes', EXCLUDES],
    ['t:Exists', EXISTS],
    ['t:IsEqualTo', COMPARISON],
    ['t:IsNotEqualTo', COMPARISON],
    ['t:IsGreaterThan', COMPARISON],
    ['t:IsGreaterThanOrEqualTo', COMPARISON],
    ['t:IsLessThan', COMPARISON],
    ['t:IsLessThanOrEqualTo', COMPARISON],
    ['t:And', () => MANY_OPERANDS],
    ['t:Not', () => RESTRICTION],
    ['t:Or', () => MANY_OPERANDS],
  );
}

const MANY_OPERANDS: TypeSpec = sequence([expressions('many')]);

export const RESTRICTION: TypeSpec = sequence([expressions('one')]);

export const SORT_ORDER = sequence([
  oneOrMore('t:FieldOrder', sequence([pathSlot('one')], { Order: requiredAttribute(oneOf('Ascending Descending')) })),
]);
