import type { FieldSpec, FieldSpecs, Fields, FieldValue } from '../../model/index.ts';
import { specEntries, valueOf } from '../../model/index.ts';
import { same } from './base.ts';
import { textByText } from './text-by-text.ts';
import { isKeptFrom } from './whole-text.ts';

/** What was once agreed of a side: as it keeps it, and as the other side had it. */
interface Agreed {
  readonly own: Fields;
  readonly other: Fields;
}

/**
 * A side as it is meant: a text that stands there as it cut it when it was agreed says all that was agreed. Carried to the other
 * side as it stands, it would take its end from the only side that ever had it.
 */
export function uncut(specs: FieldSpecs, now: Fields, { own, other }: Agreed): Fields {
  const whole: Record<string, FieldValue> = {};
  for (const [name, spec] of specEntries(specs)) {
    const value = valueOf(now, name);
    const meant = textByText(spec, uncutText, value, valueOf(own, name), valueOf(other, name));
    if (meant !== value) whole[name] = meant;
  }
  return { ...now, ...whole };
}

function uncutText(spec: FieldSpec, now: FieldValue, own: FieldValue = null, other: FieldValue = null): FieldValue {
  return same(spec, own, now) && isKeptFrom(spec, other, now) ? other : now;
}
