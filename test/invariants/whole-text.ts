import type { FieldSpec, Fields, FieldValue } from '../../src/model/index.ts';
import { sameValue, valueOf } from '../../src/model/index.ts';

/** A value that goes on where that of the other side ends, and what was last agreed of the two. */
interface Texts {
  readonly whole: FieldValue;
  readonly beginning: FieldValue;
  readonly agreed: readonly FieldValue[];
}

/**
 * Whether the other side has nothing but beginnings of what one side has: of a text, or of texts of changed occurrences. Where
 * nothing was agreed, they are no news from there.
 */
export function saysNothingNew(spec: FieldSpec, { whole, beginning, agreed }: Texts): boolean {
  if (spec.kind !== 'keyed') {
    const [all, some, ...before] = [whole, beginning, ...agreed].map(spec.normalise);
    if (typeof all !== 'string' || typeof some !== 'string' || some === '') return false;
    return all.startsWith(some) && before.every((one) => one === null);
  }
  const [all, some, ...before] = [whole, beginning, ...agreed].map((value) => (value ?? {}) as Fields);
  return [...new Set([...Object.keys(all ?? {}), ...Object.keys(some ?? {})])].every((day) => {
    const [ours, theirs, ...known] = [all, some, ...before].map((days) => partsOf(valueOf(days ?? {}, day)));
    if (ours === null || theirs === null || ours === undefined || theirs === undefined)
      return sameValue(spec, { [day]: valueOf(all ?? {}, day) }, { [day]: valueOf(some ?? {}, day) });
    return Object.entries(spec.parts ?? {}).every(([name, part]) => {
      const [one, other] = [valueOf(ours, name), valueOf(theirs, name)];
      if (name in ours === name in theirs && sameValue(part, one, other)) return true;
      const told = known.map((parts) => valueOf(parts ?? {}, name));
      return saysNothingNew(part, { whole: one, beginning: other, agreed: told });
    });
  });
}

/** `null` for an occurrence that is deleted, or as its series. */
function partsOf(day: FieldValue): Fields | null {
  const { kind, fields } = (day ?? {}) as { readonly kind?: FieldValue; readonly fields?: Fields };
  return kind === 'changed' ? (fields ?? {}) : null;
}
