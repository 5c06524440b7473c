import type { Xml } from '../xml/write.ts';
import { xml } from '../xml/write.ts';

/** Items whose property at `path` has one of the values. @param values at least one */
export function isOneOf(path: Xml, values: readonly string[]): Xml {
  const comparisons = values.map(
    (value) =>
      xml`<t:IsEqualTo>${path}<t:FieldURIOrConstant><t:Constant Value="${value}"/></t:FieldURIOrConstant></t:IsEqualTo>`,
  );
  // An Or of one is against the schema.
  return comparisons.length === 1 ? xml`${comparisons}` : xml`<t:Or>${comparisons}</t:Or>`;
}
