import type { FieldSpec, FieldValue } from '../model/index.ts';
import type { Day } from '../sync/index.ts';
import { dayIn, daysOf, daysValue } from '../sync/index.ts';

/**
 * The base of a series' changed occurrences, less what was sent and is not to be seen. Whether it never arrived (each is
 * written by itself) or a person took it away meanwhile nobody can tell. Taken for a person's, an edit that never arrived would be
 * lost where it was made.
 */
export function withoutMissingDays(
  spec: FieldSpec,
  base: FieldValue,
  { sent, found }: { readonly sent: FieldValue; readonly found: FieldValue },
): FieldValue {
  const there = daysOf(spec, found);
  const known = new Map<string, Day>(daysOf(spec, base));
  for (const [day, wished] of daysOf(spec, sent)) {
    const rest = withoutMissing(known.get(day) ?? null, wished, dayIn(there, day));
    if (rest === null) known.delete(day);
    else known.set(day, rest);
  }
  return spec.normalise(daysValue(known));
}

function withoutMissing(base: Day, sent: Day, found: Day): Day {
  if (sent === null || found === null || sent.kind !== found.kind) return null;
  if (sent.kind === 'deleted' || found.kind === 'deleted' || base?.kind !== 'changed') return base;
  const { fields } = found;
  const isMissing = (part: string): boolean => part in sent.fields && !(part in fields);
  const kept = Object.entries(base.fields).filter(([part]) => !isMissing(part));
  return kept.length === 0 ? null : { kind: 'changed', fields: Object.fromEntries(kept) };
}
