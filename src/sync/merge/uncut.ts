import type { FieldSpecs, Fields, FieldValue } from '../../model/index.ts';
import { specEntries, valueOf } from '../../model/index.ts';
import { same } from './base.ts';
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
    const [value, sent] = [valueOf(now, name), valueOf(other, name)];
    if (same(spec, valueOf(own, name), value) && isKeptFrom(spec, sent, value)) whole[name] = sent;
  }
  return { ...now, ...whole };
}
