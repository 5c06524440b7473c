import type { FieldSpec, FieldValue, Side } from '../../model/index.ts';
import type { PendingBecause } from '../step.ts';
import type { ClosedDays } from './closed-days.ts';
import type { DayChange } from './day-change.ts';
import { hasOwn, leftOfLoser, withDayChange } from './day-change.ts';
import type { DayValues } from './day-values.ts';
import { daysOfChange } from './day-values.ts';
import type { Day } from './days.ts';
import { carried, daysValue, sameDay } from './days.ts';
import { isDayApart } from './days-apart.ts';
import type { Dispute, FieldChange, FieldSettlement, Permission } from './field-change.ts';
import { mayLeave, SETTLED, stayPending, winnerOf } from './field-change.ts';
import { hasAgreedCell } from './settle-keyed.ts';
import { wholeDayTexts } from './whole-day-texts.ts';

/** Whether the rule that a side will have after the merge gives a day. Elsewhere nothing can stand. */
export interface Places {
  readonly crm: (day: string) => boolean;
  readonly exchange: (day: string) => boolean;
}

/** What the rules let travel, less the occurrences that they do not. */
export interface KeyedPermission extends Permission {
  readonly closedDays: ClosedDays;
}

/** The settlement of a `keyed` field. */
export interface KeyedSettlement extends FieldSettlement {
  /** Days of which Exchange says something since it was last settled, and that its rule would no longer give. */
  readonly overruledInExchange: number;
}

interface DayMerge {
  readonly day: string;
  readonly crm: Day;
  readonly exchange: Day;
  readonly toCrm: Day;
  readonly toExchange: Day;
  /** The loser's base; absent where nothing is in dispute. */
  readonly conflict?: { readonly winner: 'crm' | 'exchange'; readonly base: Day };
  readonly isPending: boolean;
  /** Why it alone waits, where its field may travel. */
  readonly because: PendingBecause | null;
  /** It waits because the other side's rule does not give its day. */
  readonly isApart: boolean;
  readonly isOverruledInExchange: boolean;
  /** The CRM has it deleted, and Exchange keeps it. */
  readonly staysInExchange: boolean;
}

/**
 * Settles the changed occurrences of a series day by day, each against its own base: what one side did to one occurrence is
 * carried to the other, and only the same occurrence, or the same part of it, is in dispute.
 */
export function mergeKeyed(change: FieldChange, permission: KeyedPermission, places: Places): KeyedSettlement {
  return collectDays(
    change,
    daysOfChange(change).map((day) => mergeDay(change, permission, places, day)),
  );
}

/**
 * The days of one side over those of the other, which keeps its own only where they are as was agreed: where a side keeps less
 * of a text, its value would take the rest away. Every day that the loser changed is a conflict, and so is one of the
 * winner that the loser's rule takes away: it comes where that of the winner may not go.
 */
export function overwriteKeyed(change: FieldChange, allowed: KeyedPermission, places: Places): KeyedSettlement {
  const { winner, closedDays } = allowed;
  const loser: Side = winner === 'crm' ? 'exchange' : 'crm';
  const days = daysOfChange(change).map((values): DayMerge => {
    const { day, base, now, ours, theirs } = values;
    if (winner === 'crm' && isKept(closedDays, values)) return mergeDay(change, allowed, places, values);
    const [winning, losing] = winner === 'crm' ? [ours, theirs] : [theirs, ours];
    const agreed = base[loser];
    const isEqual = sameDay(change.spec, now.crm, now.exchange);
    const wished = winning === null ? agreed : withDayChange(change.spec, { base: agreed, now: agreed }, winning);
    const value = isEqual ? now[loser] : places[loser](day) ? wished : null;
    const because = isEqual ? null : closedDays.waits({ day, to: loser, now: now[loser], wished: value });
    if (because !== null) return keptAsItIs(day, now, because);
    const isLost = losing !== null && !sameDay(change.spec, now[loser], value);
    const kept = places[winner](day) ? now[winner] : null;
    const isOverruled = winning !== null && now[winner] !== null && kept === null;
    const lacksPlace = !isEqual && !places[loser](day);
    return {
      day,
      ...now,
      toCrm: loser === 'crm' ? value : kept,
      toExchange: loser === 'exchange' ? value : kept,
      ...(isLost ? { conflict: { winner, base: agreed } } : {}),
      ...(isOverruled ? { conflict: { winner: loser, base: base[winner] } } : {}),
      isPending: false,
      because: null,
      isApart: lacksPlace && winning !== null && kept !== null,
      isOverruledInExchange: theirs !== null && hasOwn(theirs) && !places.exchange(day),
      staysInExchange: false,
    };
  });
  return collectDays(change, days);
}

function keptAsItIs(day: string, now: DayValues['now'], because: PendingBecause): DayMerge {
  const unwritten = { toCrm: now.crm, toExchange: now.exchange };
  return {
    day,
    ...now,
    ...unwritten,
    isPending: true,
    because,
    isApart: false,
    isOverruledInExchange: false,
    staysInExchange: false,
  };
}

function mergeDay({ spec }: FieldChange, allowed: KeyedPermission, places: Places, values: DayValues): DayMerge {
  const { day, base, now } = values;
  const { permission, because } = permissionOfDay(allowed, values);
  const isSettledApart = isKept(allowed.closedDays, values);
  const winner = winnerOf(permission);
  const { ours, theirs, sides } = wholeDayTexts(spec, values);
  const lost = ours !== null && theirs !== null ? leftOfLoser(spec, ours, theirs) : null;
  const left = {
    ours: lost !== null && winner === 'exchange' ? lost.ours : ours,
    theirs: lost !== null && winner === 'crm' ? lost.theirs : theirs,
  };
  const wished = {
    crm: left.theirs === null ? now.crm : withDayChange(spec, { base: base.crm, now: now.crm }, left.theirs),
    exchange:
      left.ours === null ? now.exchange : withDayChange(spec, { base: base.exchange, now: now.exchange }, left.ours),
  };
  const isWritten = (side: 'crm' | 'exchange'): boolean => (side === 'crm' ? permission.toCrm : permission.toExchange);
  const result = (side: 'crm' | 'exchange'): Day =>
    places[side](day) ? (isWritten(side) ? wished[side] : now[side]) : null;
  const moves = (side: 'crm' | 'exchange'): boolean => !sameDay(spec, wished[side], now[side]);
  // Overruled by a rule that the other side sends: an edit that would be lost without a word.
  const overruled = {
    crm: ours !== null && now.crm !== null && !places.crm(day),
    exchange: theirs !== null && now.exchange !== null && !places.exchange(day),
  };
  const isOverruled = overruled.exchange || overruled.crm;
  const isApart =
    !isOverruled &&
    (['crm', 'exchange'] as const).some(
      (side) => isWritten(side) && moves(side) && !places[side](day) && now[side] === null,
    );
  const told = lost === null ? sides.find((side) => mayLeave(side, permission)) : (winner ?? undefined);
  const loser = overruled.exchange ? 'exchange' : overruled.crm ? 'crm' : told === 'crm' ? 'exchange' : 'crm';
  // Where the CRM has it deleted for itself, what Exchange no longer says of it is settled with that.
  const isSettledWithIt = isSettledApart && (theirs === null || !hasOwn(theirs));
  const waits = (side: Side): boolean => !isOverruled && !isWritten(side) && moves(side) && !isSettledWithIt;
  const isConflict = isOverruled || told !== undefined;
  return {
    day,
    ...now,
    toCrm: result('crm'),
    toExchange: result('exchange'),
    ...(isConflict
      ? { conflict: { winner: loser === 'crm' ? ('exchange' as const) : ('crm' as const), base: base[loser] } }
      : {}),
    isPending: waits('crm') || waits('exchange'),
    because: (waits('exchange') ? because.exchange : null) ?? (waits('crm') ? because.crm : null),
    isApart,
    isOverruledInExchange: theirs !== null && hasOwn(theirs) && !places.exchange(day),
    staysInExchange: isSettledApart && !sameDay(spec, base.crm, now.crm) && sameDay(spec, result('crm'), now.crm),
  };
}

/** Whether the CRM deleted an occurrence that Exchange has and keeps: by the rules of now, or since it was settled like that. */
function isKept({ stays }: ClosedDays, { day, base, now, ours }: DayValues): boolean {
  if (ours?.now?.kind !== 'deleted' || now.exchange?.kind === 'deleted') return false;
  return isDayApart(base) || stays(day);
}

/** @returns what may travel of one occurrence, and why it does not where its field may */
function permissionOfDay(
  allowed: KeyedPermission,
  values: DayValues,
): { readonly permission: Permission; readonly because: Readonly<Record<Side, PendingBecause | null>> } {
  const { day, now, ours, theirs } = values;
  const closed = (to: Side, change: DayChange | null): PendingBecause | null =>
    change === null ? null : allowed.closedDays.waits({ day, to, now: now[to], wished: change.now });
  const crm = allowed.toCrm ? closed('crm', theirs) : null;
  const exchange = allowed.toExchange ? closed('exchange', ours) : null;
  const permission = {
    ...allowed,
    toCrm: allowed.toCrm && crm === null,
    toExchange: allowed.toExchange && exchange === null && !isKept(allowed.closedDays, values),
  };
  return { permission, because: { crm, exchange } };
}

function collectDays(change: FieldChange, days: readonly DayMerge[]): KeyedSettlement {
  const { spec } = change;
  const overruledInExchange = days.filter((one) => one.isOverruledInExchange).length;
  const writesCrm = days.some((one) => !sameDay(spec, one.toCrm, one.crm));
  const kept = days.filter((one) => one.staysInExchange);
  const keptInCrm = kept.length === 0 ? {} : { keptInCrm: daysValue(kept.map(({ day, crm }) => [day, crm])) };
  const writesExchange = days.some((one) => !sameDay(spec, one.toExchange, one.exchange));
  const isApart = days.some((one) => one.isApart);
  const pending = isApart || days.some((one) => one.isPending);
  if (!writesCrm && !writesExchange) {
    const rest = { ...SETTLED, ...keptInCrm, overruledInExchange };
    if (!pending) return rest;
    if (kept.length > 0 || hasAgreedCell(spec, change)) return { ...rest, pending };
    const because = days.find((one) => one.because !== null)?.because ?? undefined;
    return { ...stayPending(change, isApart ? 'occurrencesApart' : because), overruledInExchange };
  }
  const toCrm = daysValue(days.map((one) => [one.day, one.toCrm]));
  const toExchange = daysValue(days.map((one) => [one.day, one.toExchange]));
  return {
    outcome:
      writesCrm && writesExchange
        ? { kind: 'toBoth', value: toExchange }
        : writesExchange
          ? { kind: 'toExchange', value: toExchange }
          : { kind: 'toCrm', value: toCrm },
    ...(writesCrm ? { toCrm } : {}),
    ...(writesExchange ? { toExchange } : {}),
    disputed: disputesOf(spec, days),
    ...keptInCrm,
    pending,
    overruledInExchange,
  };
}

/** One for each side that won a day: both win where the one's rule overruled a day and the other's day won another. */
function disputesOf(spec: FieldSpec, days: readonly DayMerge[]): readonly Dispute[] {
  return (['crm', 'exchange'] as const).flatMap((winner) => {
    const won = days.flatMap(({ day, conflict, crm, exchange }) =>
      conflict?.winner === winner ? [{ day, base: conflict.base, crm, exchange }] : [],
    );
    const shown = (state: 'base' | 'crm' | 'exchange'): FieldValue =>
      daysValue(won.map((one) => [one.day, carried(spec, one[state])]));
    if (won.length === 0) return [];
    return [{ winner, base: shown('base'), crm: shown('crm'), exchange: shown('exchange') }];
  });
}
