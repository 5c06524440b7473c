import type { FieldSpec, FieldValue } from '../../model/index.ts';
import { valueOf } from '../../model/index.ts';
import type { Day } from './days.ts';
import { dayIn, daysOf, daysValue } from './days.ts';

/** The value and what stands in its place in others, as a side has them. */
type Replace = (spec: FieldSpec, value: FieldValue, ...others: readonly FieldValue[]) => FieldValue;

/**
 * The value as `replace` makes it; of a series so made text by text. An occurrence that is not changed in one of the others
 * has no text there.
 */
export function textByText(
  spec: FieldSpec,
  replace: Replace,
  value: FieldValue,
  ...others: readonly FieldValue[]
): FieldValue {
  if (spec.kind !== 'keyed') return replace(spec, value, ...others);
  const daysOfOthers = others.map((other) => daysOf(spec, other));
  const days = [...daysOf(spec, value)].map(([day, own]): readonly [string, Day] => {
    if (own.kind === 'deleted') return [day, own];
    const fieldsOfOthers = daysOfOthers.map((there) => {
      const other = dayIn(there, day);
      return other?.kind === 'changed' ? other.fields : {};
    });
    const fields = Object.entries(own.fields).map(([part, text]) => {
      const partSpec = spec.parts?.[part];
      const inOthers = fieldsOfOthers.map((there) => valueOf(there, part));
      return [part, partSpec === undefined ? text : replace(partSpec, text, ...inOthers)] as const;
    });
    return [day, { kind: 'changed', fields: Object.fromEntries(fields) }];
  });
  return daysValue(days);
}
