import type { FieldSpec, FieldValue } from '../../model/index.ts';
import { valueOf } from '../../model/index.ts';
import type { Day } from '../merge/days.ts';
import { dayIn, daysOf, daysValue, partNames, sameDay, samePart } from '../merge/days.ts';

export interface FormerDays {
  readonly value: FieldValue;
  /** Somebody changed an occurrence since that the write had changed: it stays. */
  readonly isEdited: boolean;
}

/** Changed occurrences without what a write did to them, one by one: what people did to others since then stays. */
export function formerKeyed(
  spec: FieldSpec,
  now: FieldValue,
  { before, after }: { readonly before: FieldValue; readonly after: FieldValue },
): FormerDays {
  const [present, old, written] = [daysOf(spec, now), daysOf(spec, before), daysOf(spec, after)];
  const former = new Map<string, Day>(present);
  let isEdited = false;
  for (const day of new Set([...old.keys(), ...written.keys()])) {
    const back = formerDay(spec, dayIn(present, day), dayIn(old, day), dayIn(written, day));
    former.set(day, back.day);
    isEdited ||= back.isEdited;
  }
  return { value: daysValue(former), isEdited };
}

interface FormerDay {
  readonly day: Day;
  readonly isEdited: boolean;
}

function formerDay(spec: FieldSpec, now: Day, before: Day, after: Day): FormerDay {
  if (sameDay(spec, before, after) || sameDay(spec, now, before)) return { day: now, isEdited: false };
  if (sameDay(spec, now, after)) return { day: before, isEdited: false };
  if (now?.kind !== 'changed' || before?.kind === 'deleted' || after?.kind !== 'changed')
    return { day: now, isEdited: true };
  return formerParts(spec, now, before, after);
}

type Changed = Extract<Day, { kind: 'changed' }>;

/** One occurrence of which somebody changed another part since. */
function formerParts(spec: FieldSpec, now: Changed, before: Changed | null, after: Changed): FormerDay {
  const old = before?.fields ?? {};
  const fields: Record<string, FieldValue> = { ...now.fields };
  let isEdited = false;
  for (const name of partNames(spec)) {
    if (samePart(spec, name, old, after.fields) || samePart(spec, name, now.fields, old)) continue;
    if (!samePart(spec, name, now.fields, after.fields)) isEdited = true;
    else if (name in old) fields[name] = valueOf(old, name);
    else delete fields[name];
  }
  return { day: Object.keys(fields).length === 0 ? null : { kind: 'changed', fields }, isEdited };
}
