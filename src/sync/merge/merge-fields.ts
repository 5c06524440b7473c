import type { FieldSpecs, Fields, FieldValue } from '../../model/index.ts';
import { valueOf } from '../../model/index.ts';
import type { ItemRules } from '../rules.ts';
import type { Conflict, FieldOutcome, MergeResult } from '../step.ts';
import type { FieldChange, FieldSettlement, Permission } from './field-change.ts';
import { fieldChange, takeExchange } from './field-change.ts';
import { mergeWholeItem } from './merge-item.ts';
import { mergeSet } from './merge-set.ts';
import { mergeValue } from './merge-value.ts';

export interface MergeInput {
  readonly specs: FieldSpecs;
  readonly rules: ItemRules;
  /** `null` when the two were never in step: the first meeting of two items that match. */
  readonly base: { readonly crm: Fields; readonly exchange: Fields } | null;
  readonly crm: Fields;
  readonly exchange: Fields;
  /** Fields whose value in the CRM is from before `base`: whatever the strategy, Exchange's is the newer one. */
  readonly older?: readonly string[];
}

/**
 * Settles two live items field by field against the last settled values.
 *
 * Without a base both are taken as empty before. From that the rules of a first meeting follow by themselves:
 * a value beats an empty field, sets are united, and the strategy decides only between two
 * different values. It also is why a field that stays pending then needs no mark in the base.
 */
export function mergeFields(input: MergeInput): MergeResult {
  const { specs, rules } = input;
  const base = input.base ?? { crm: {}, exchange: {} };
  const permission: Permission = {
    toExchange: rules.updateCrmToExchange,
    toCrm: rules.updateExchangeToCrm,
    winner: rules.conflictStrategy,
  };
  const changes: FieldChange[] = [];
  for (const [name, spec] of Object.entries(specs)) {
    const change = fieldChange({
      name,
      spec,
      baseCrm: valueOf(base.crm, name),
      baseExchange: valueOf(base.exchange, name),
      crm: valueOf(input.crm, name),
      exchange: valueOf(input.exchange, name),
    });
    if (change !== null) changes.push(change);
  }
  // Nobody edited a field "while the other did" before the first meeting: overwriting a whole item there would
  // empty fields that only one side ever filled.
  const mergesWhole = rules.conflictGranularity === 'item' && input.base !== null && input.older === undefined;
  const whole = mergesWhole ? mergeTogether(changes, permission) : null;
  const settlements = changes.map(
    (change) =>
      whole?.get(change) ??
      (input.older?.includes(change.name) ? takeNewer(change, permission) : mergeOne(change, permission)),
  );
  return collect(changes, settlements);
}

/** `null` when the merge goes field by field. */
function mergeTogether(
  changes: readonly FieldChange[],
  permission: Permission,
): ReadonlyMap<FieldChange, FieldSettlement> | null {
  const together = changes.filter(({ spec }) => spec.isAttached !== true);
  const settlements = mergeWholeItem(together, permission);
  return (
    settlements &&
    new Map(
      settlements.flatMap((settlement, index) => {
        const change = together[index];
        return change === undefined ? [] : [[change, settlement] as const];
      }),
    )
  );
}

function mergeOne(change: FieldChange, permission: Permission): FieldSettlement {
  return change.spec.kind === 'set' ? mergeSet(change, permission) : mergeValue(change, permission);
}

/**
 * Exchange against a value of the CRM that went back in time. What a set got in Exchange since is what it lost there.
 * Nobody edited it in Exchange: then what the CRM had is known, also where Exchange keeps less of it.
 */
function takeNewer(change: FieldChange, permission: Permission): FieldSettlement {
  const isAgreed = !change.exchangeChanged && change.baseCrm !== null;
  const newer = isAgreed ? { ...change, baseExchange: change.baseCrm, exchange: change.baseCrm } : change;
  if (change.spec.kind !== 'set') return takeExchange(newer, true);
  const since = { ...newer, baseExchange: change.crm, exchangeChanged: true };
  return mergeSet(since, { ...permission, winner: 'exchange' });
}

function collect(changes: readonly FieldChange[], settlements: readonly FieldSettlement[]): MergeResult {
  const outcomes: Record<string, FieldOutcome> = {};
  const toCrm: Record<string, FieldValue> = {};
  const toExchange: Record<string, FieldValue> = {};
  const conflicts: Conflict[] = [];
  const pendingFields: string[] = [];
  changes.forEach((change, index) => {
    const settlement = settlements[index];
    if (settlement === undefined) return;
    outcomes[change.name] = settlement.outcome;
    if (settlement.toCrm !== undefined) toCrm[change.name] = settlement.toCrm;
    if (settlement.toExchange !== undefined) toExchange[change.name] = settlement.toExchange;
    if (settlement.pending) pendingFields.push(change.name);
    if (settlement.conflict !== undefined) conflicts.push(conflictOf(change, settlement.conflict));
  });
  return { outcomes, toCrm, toExchange, conflicts, pendingFields };
}

/** The base shown is the loser's: what its edit was measured against. */
function conflictOf(change: FieldChange, winner: 'crm' | 'exchange'): Conflict {
  const { name: field, crm, exchange } = change;
  return { field, winner, base: winner === 'crm' ? change.baseExchange : change.baseCrm, crm, exchange };
}
