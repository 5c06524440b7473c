import type { FieldSpec, Fields, Side } from '../../model/index.ts';
import { valueOf } from '../../model/index.ts';
import type { Day } from './days.ts';
import { partNames, sameDay, samePart } from './days.ts';
import { isDayApart } from './days-apart.ts';

/** What one side did to an occurrence since its base. */
export interface DayChange {
  readonly now: Day;
  /** Names of the parts that it changed, where the occurrence is one that differs from its series. */
  readonly parts: readonly string[];
}

/** An occurrence on one side: as it was last agreed, and as it is. */
export interface DaySide {
  readonly base: Day;
  readonly now: Day;
}

/** `null` when nobody touched it there. */
export function dayChange(spec: FieldSpec, base: Day, now: Day): DayChange | null {
  if (sameDay(spec, base, now)) return null;
  if (now?.kind !== 'changed') return { now, parts: [] };
  const before = base?.kind === 'changed' ? base.fields : {};
  return { now, parts: partNames(spec).filter((name) => !samePart(spec, name, before, now.fields)) };
}

/**
 * What the CRM did to an occurrence. What it has again after a deletion that Exchange never took is all of it: it also
 * lacks what Exchange kept.
 */
export function changeInCrm(spec: FieldSpec, base: Readonly<Record<Side, Day>>, now: Day): DayChange | null {
  const change = dayChange(spec, base.crm, now);
  if (!isDayApart(base)) return change;
  // The deletion is the CRM's alone: what takes it away is in conflict with it.
  if (change === null) return { now, parts: [] };
  const { parts } = dayChange(spec, base.exchange, now) ?? change;
  return { now, parts: [...new Set([...change.parts, ...parts])] };
}

/** Whether it gives the occurrence something of its own. Parts that it put back to the series are so under any other rule. */
export function hasOwn({ now, parts }: DayChange): boolean {
  return now?.kind === 'changed' ? parts.some((name) => name in now.fields) : now !== null;
}

/**
 * The occurrence of the other side with the change: part by part where it differs from its series there too, so that what
 * a side cut or keeps for itself stays as it is. Where it no longer differs there, parts that were not changed come back as
 * that side last had them.
 */
export function withDayChange(spec: FieldSpec, target: DaySide, { now, parts }: DayChange): Day {
  if (now?.kind !== 'changed') return now;
  if (target.now?.kind !== 'changed') return broughtBack(spec, target.base, now.fields, parts);
  const fields: Record<string, Fields[string]> = { ...target.now.fields };
  for (const name of parts) {
    if (name in now.fields) fields[name] = valueOf(now.fields, name);
    else delete fields[name];
  }
  return Object.keys(fields).length === 0 ? null : { kind: 'changed', fields };
}

function broughtBack(spec: FieldSpec, agreed: Day, source: Fields, parts: readonly string[]): Day {
  const kept = agreed?.kind === 'changed' ? agreed.fields : {};
  const fields = partNames(spec)
    .filter((name) => name in source)
    .map((name) => [name, valueOf(name in kept && !parts.includes(name) ? kept : source, name)]);
  return { kind: 'changed', fields: Object.fromEntries(fields) };
}

/**
 * Two changes of one occurrence that are in dispute, each as what is left of it when it loses; `null` when nothing is.
 * @returns `null` when the two agree beside each other
 */
export function leftOfLoser(
  spec: FieldSpec,
  ours: DayChange,
  theirs: DayChange,
): { readonly ours: DayChange | null; readonly theirs: DayChange | null } | null {
  const dispute = disputeOf(spec, ours, theirs);
  if (dispute === null) return null;
  return { ours: withoutDisputed(ours, dispute), theirs: withoutDisputed(theirs, dispute) };
}

/** Single parts where both made it differ from its series, otherwise the whole occurrence. */
function disputeOf(spec: FieldSpec, ours: DayChange, theirs: DayChange): 'whole' | readonly string[] | null {
  if (sameDay(spec, ours.now, theirs.now)) return null;
  if (ours.now?.kind !== 'changed' || theirs.now?.kind !== 'changed') return 'whole';
  const [left, right] = [ours.now.fields, theirs.now.fields];
  const parts = ours.parts.filter((name) => theirs.parts.includes(name) && !samePart(spec, name, left, right));
  return parts.length === 0 ? null : parts;
}

function withoutDisputed(change: DayChange, dispute: 'whole' | readonly string[]): DayChange | null {
  if (dispute === 'whole') return null;
  return { ...change, parts: change.parts.filter((name) => !dispute.includes(name)) };
}
