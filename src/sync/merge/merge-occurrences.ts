import type { FieldSpec, Fields } from '../../model/index.ts';
import { givesDay } from './along-with.ts';
import type { ClosedDays } from './closed-days.ts';
import type { FieldChange, FieldSettlement, Permission } from './field-change.ts';
import { stayPending } from './field-change.ts';
import type { WholeItemMerge } from './merge-item.ts';
import type { KeyedSettlement, Places } from './merge-keyed.ts';
import { mergeKeyed, overwriteKeyed } from './merge-keyed.ts';

export interface OccurrencesInput {
  /** Of all fields, those that a side changed. */
  readonly changes: readonly FieldChange[];
  /** Of all fields but the `keyed` ones. */
  readonly settlements: ReadonlyMap<string, FieldSettlement>;
  readonly crm: Fields;
  readonly exchange: Fields;
  readonly permissionOf: (name: string) => Permission;
  /** `null` for a field that is settled by itself. */
  readonly wholeOf: (change: FieldChange) => WholeItemMerge | null;
  readonly isOlder: (name: string) => boolean;
  readonly closedDays: ClosedDays;
}

/**
 * Settles the changed occurrences of a series once it is known which rule each side will have. Where a new rule would
 * take from Exchange what the CRM may not learn of (R2), rule and occurrences wait instead.
 * @returns the settlements of all fields
 */
export function mergeOccurrences(input: OccurrencesInput): ReadonlyMap<string, FieldSettlement> {
  const { changes } = input;
  const settlements = new Map(input.settlements);
  for (const change of changes) {
    const { name, spec } = change;
    if (spec.kind !== 'keyed') continue;
    const permission = input.permissionOf(name);
    const days = mergeDays(input, change, permission, placesAfter(input, spec, settlements));
    const rule = changes.find((one) => one.spec.rewrites?.includes(name));
    // Only a rule that is sent takes a day from Exchange.
    if (rule !== undefined && !permission.toCrm && days.overruledInExchange > 0) {
      settlements.set(rule.name, stayPending(rule, 'occurrencesLost'));
      const held = { ...permission, toExchange: false, closedDays: input.closedDays };
      settlements.set(name, mergeKeyed(change, held, placesAfter(input, spec, settlements)));
    } else if (isTouched(change) || days.outcome.kind !== 'settled') settlements.set(name, days);
  }
  return settlements;
}

/** What nobody touched is settled like that, unless the new rule of its series takes something of it away. */
function isTouched({ crmChanged, exchangeChanged }: FieldChange): boolean {
  return crmChanged || exchangeChanged;
}

function mergeDays(
  { wholeOf, isOlder, closedDays }: OccurrencesInput,
  change: FieldChange,
  permission: Permission,
  places: Places,
): KeyedSettlement {
  const whole = wholeOf(change);
  const allowed = { ...permission, closedDays };
  if (whole !== null && whole.winner !== null)
    return overwriteKeyed(change, { ...allowed, winner: whole.winner }, places);
  if (isOlder(change.name)) return overwriteKeyed(change, { ...allowed, winner: 'exchange' }, places);
  return mergeKeyed(change, allowed, places);
}

/** Where an occurrence can stand once everything else is written. */
function placesAfter(
  { crm, exchange }: OccurrencesInput,
  spec: FieldSpec,
  settlements: ReadonlyMap<string, FieldSettlement>,
): Places {
  const after = (fields: Fields, direction: 'toCrm' | 'toExchange'): Fields => {
    const written = [...settlements].flatMap(([field, settlement]) => {
      const value = settlement[direction];
      return value === undefined ? [] : [[field, value] as const];
    });
    return { ...fields, ...Object.fromEntries(written) };
  };
  const [inCrm, inExchange] = [after(crm, 'toCrm'), after(exchange, 'toExchange')];
  return { crm: (day) => givesDay(spec, day, inCrm), exchange: (day) => givesDay(spec, day, inExchange) };
}
