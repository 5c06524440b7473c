import type { FieldSpec, Fields, FieldValue } from '../../model/index.ts';
import type { Day } from '../../sync/index.ts';
import { dayIn, daysOf, daysValue, samePart } from '../../sync/index.ts';

interface Seen {
  readonly sent: FieldValue;
  readonly found: FieldValue;
}

/** Whether nothing shows that this part, which was sent, arrived. */
type IsUnseen = (part: string, sent: Fields, found: Fields) => boolean;

/**
 * The base of a series' changed occurrences, less what was sent and is not to be seen. Whether it never arrived (each is
 * written by itself) or a person took it away meanwhile nobody can tell. Taken for a person's, an edit that never arrived would be
 * lost where it was made.
 */
export function withoutMissingDays(spec: FieldSpec, base: FieldValue, seen: Seen): FieldValue {
  return withoutUnseen(spec, base, seen, (part, _, found) => !(part in found));
}

/**
 * The same of a series that is new, of which nothing was agreed before: also less what stands there otherwise. Whether a person
 * changed what had arrived, or gave the occurrence something before it could arrive, nobody can tell. Taken for a change, what
 * never arrived would lose to it without a word, whichever side wins.
 */
export function onlyDaysAsSent(spec: FieldSpec, base: FieldValue, seen: Seen): FieldValue {
  return withoutUnseen(spec, base, seen, (part, sent, found) => !samePart(spec, part, sent, found));
}

function withoutUnseen(spec: FieldSpec, base: FieldValue, { sent, found }: Seen, isUnseen: IsUnseen): FieldValue {
  const there = daysOf(spec, found);
  const known = new Map<string, Day>(daysOf(spec, base));
  for (const [day, wished] of daysOf(spec, sent)) {
    const rest = seenOf(known.get(day) ?? null, wished, dayIn(there, day), isUnseen);
    if (rest === null) known.delete(day);
    else known.set(day, rest);
  }
  return spec.normalise(daysValue(known));
}

function seenOf(base: Day, sent: Day, found: Day, isUnseen: IsUnseen): Day {
  if (sent === null || found === null || sent.kind !== found.kind) return null;
  if (sent.kind === 'deleted' || found.kind === 'deleted' || base?.kind !== 'changed') return base;
  const kept = Object.entries(base.fields).filter(
    ([part]) => !(part in sent.fields && isUnseen(part, sent.fields, found.fields)),
  );
  return kept.length === 0 ? null : { kind: 'changed', fields: Object.fromEntries(kept) };
}
