import type { FieldValue } from '../../src/model/index.ts';
import { canonicalText, valueOf } from '../../src/model/index.ts';
import { elementsOf } from './elements.ts';
import { holds } from './looking.ts';
import type { Write } from './observation.ts';

export interface Taken {
  readonly field: string;
  readonly value: FieldValue;
}

/** Values, and elements of sets and of the occurrences of series, that the write took from its item. */
export function takenBy({ op, before, after }: Write): readonly Taken[] {
  if (before === null || op === 'create') return [];
  const fields = op === 'delete' ? Object.keys(before) : Object.keys(after ?? {});
  return fields.flatMap((field): readonly Taken[] => {
    const old = valueOf(before, field);
    const now = op === 'delete' ? null : valueOf(after ?? {}, field);
    if (old === null || canonicalText(old) === canonicalText(now)) return [];
    const elements = elementsOf(old);
    if (elements === null) return [{ field, value: old }];
    return elements.filter((element) => !holds(now, element)).map((value) => ({ field, value }));
  });
}
