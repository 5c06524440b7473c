import type { FieldSpecs, Fields, FieldValue } from '../../model/index.ts';
import { countedFields, specEntries, valueOf } from '../../model/index.ts';
import type { ItemRules } from '../rules.ts';
import type { Conflict, FieldOutcome, MergeResult } from '../step.ts';
import { alongWith } from './along-with.ts';
import type { ClosedDays } from './closed-days.ts';
import { NO_CLOSED_DAYS } from './closed-days.ts';
import type { ClosedDirections, ClosedFields } from './closed-fields.ts';
import { closedDirections, withoutClosed, withReason } from './closed-fields.ts';
import { countedBase } from './counted-base.ts';
import { hasDayUnlike } from './days-apart.ts';
import type { FieldChange, FieldSettlement, Permission } from './field-change.ts';
import { fieldChange, takeExchange, unchanged } from './field-change.ts';
import type { WholeItemMerge } from './merge-item.ts';
import { mergeInWhole, wholeItemMerge } from './merge-item.ts';
import { mergeOccurrences } from './merge-occurrences.ts';
import { mergeSet } from './merge-set.ts';
import { mergeValue } from './merge-value.ts';
import { withOverwritten } from './overwritten.ts';
import { uncut } from './uncut.ts';
import { standsInPart } from './whole-day-texts.ts';

export interface MergeInput {
  readonly specs: FieldSpecs;
  readonly rules: ItemRules;
  /** `null` when the two were never in step: the first meeting of two items that match. */
  readonly base: { readonly crm: Fields; readonly exchange: Fields } | null;
  /** What was agreed of the two in an earlier pair, where they meet anew. */
  readonly former?: { readonly crm: Fields; readonly exchange: Fields };
  readonly crm: Fields;
  readonly exchange: Fields;
  /** Fields whose value in the CRM is from before `base`: whatever the strategy, Exchange's is the newer one. */
  readonly older?: readonly string[];
  /**
   * Fields whose value in the CRM is from before `base` and counts all the same: it travels as an edit does, and what it takes
   * from Exchange is a conflict, although nobody edited that. Where it may not travel it is one of `older`.
   */
  readonly reinstated?: readonly string[];
  /** Which fields may not travel although the rules would let them; none unless it is given. */
  readonly closed?: ClosedFields;
  /** Likewise of single occurrences. */
  readonly closedDays?: ClosedDays;
}

const NOTHING_CHANGED: MergeResult = { outcomes: {}, toCrm: {}, toExchange: {}, conflicts: [], pendingFields: [] };

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
  const { crm, exchange } = asMeant(input);
  const baseCrm = countedBase(specs, base.crm, input.crm);
  const baseExchange = countedBase(specs, base.exchange, input.exchange);
  const changes: FieldChange[] = [];
  for (const [name, spec] of specEntries(specs)) {
    const values = {
      name,
      spec,
      baseCrm: valueOf(baseCrm, name),
      baseExchange: valueOf(baseExchange, name),
      crm: valueOf(crm, name),
      exchange: valueOf(exchange, name),
    };
    // A new rule may take away what one side alone has of an occurrence.
    const change = fieldChange(values) ?? (hasDayUnlike(spec, values) ? unchanged(values) : null);
    if (change !== null) changes.push(change);
  }
  if (changes.length === 0) return NOTHING_CHANGED;
  // Nobody edited a field "while the other did" before the first meeting: overwriting a whole item there would
  // empty fields that only one side ever filled.
  const isFromBackup = input.older !== undefined || input.reinstated !== undefined;
  const mergesWhole = rules.conflictGranularity === 'item' && input.base !== null && !isFromBackup;
  const closedOf = (name: string): ClosedDirections => closedDirections(name, specs[name], input.closed);
  const permissionOf = (name: string): Permission => withoutClosed(permission, closedOf(name));
  // What hangs on the item, may not go where the rest may, or stands on one side in part, is settled by itself.
  const isPartOfWhole = (change: FieldChange): boolean =>
    change.spec.isAttached !== true && permissionOf(change.name) === permission && !standsInPart(change);
  const whole = mergesWhole ? wholeItemMerge(changes.filter(isPartOfWhole), permission) : null;
  const wholeOf = (change: FieldChange): WholeItemMerge | null => (isPartOfWhole(change) ? whole : null);
  const isReinstated = (name: string): boolean => input.reinstated?.includes(name) ?? false;
  const staysInCrm = (name: string): boolean => closedOf(name).toExchange !== undefined && permissionOf(name).toCrm;
  const isOlder = (name: string): boolean =>
    (input.older?.includes(name) ?? false) || (isReinstated(name) && staysInCrm(name));
  const settlements = new Map<string, FieldSettlement>();
  for (const change of changes) {
    if (change.spec.kind === 'keyed') continue;
    const how = { whole: wholeOf(change), isOlder: isOlder(change.name) };
    settlements.set(change.name, settle(change, permissionOf(change.name), how));
  }
  const { closedDays = NO_CLOSED_DAYS } = input;
  const settled = mergeOccurrences({
    changes,
    settlements,
    crm,
    exchange,
    permissionOf,
    wholeOf,
    isOlder,
    closedDays,
  });
  const told = changes.flatMap((change) => {
    const settlement = settled.get(change.name);
    if (settlement === undefined) return [];
    const whole = isReinstated(change.name) ? withOverwritten(change, settlement) : settlement;
    return [[change.name, withReason(whole, permission, closedOf(change.name))] as const];
  });
  return withWhatGoesAlong(specs, exchange, collect(changes, new Map(told)));
}

function asMeant({ specs, crm, exchange, former }: MergeInput): { readonly crm: Fields; readonly exchange: Fields } {
  const [inCrm, inExchange] = [countedFields(specs, crm), countedFields(specs, exchange)];
  if (former === undefined) return { crm: inCrm, exchange: inExchange };
  return {
    crm: uncut(specs, inCrm, { own: former.crm, other: former.exchange }),
    exchange: uncut(specs, inExchange, { own: former.exchange, other: former.crm }),
  };
}

function settle(
  change: FieldChange,
  permission: Permission,
  { whole, isOlder }: { readonly whole: WholeItemMerge | null; readonly isOlder: boolean },
): FieldSettlement {
  if (whole !== null) return mergeInWhole(change, whole);
  if (isOlder) return takeNewer(change, permission);
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

function withWhatGoesAlong(specs: FieldSpecs, exchange: Fields, merge: MergeResult): MergeResult {
  const { toExchange } = merge;
  return { ...merge, toExchange: { ...toExchange, ...alongWith(specs, exchange, toExchange) } };
}

function collect(changes: readonly FieldChange[], settlements: ReadonlyMap<string, FieldSettlement>): MergeResult {
  const outcomes: Record<string, FieldOutcome> = {};
  const toCrm: Record<string, FieldValue> = {};
  const toExchange: Record<string, FieldValue> = {};
  const keptInCrm: Record<string, FieldValue> = {};
  const conflicts: Conflict[] = [];
  const pendingFields: string[] = [];
  for (const change of changes) {
    const settlement = settlements.get(change.name);
    if (settlement === undefined) continue;
    outcomes[change.name] = settlement.outcome;
    if (settlement.toCrm !== undefined) toCrm[change.name] = settlement.toCrm;
    if (settlement.toExchange !== undefined) toExchange[change.name] = settlement.toExchange;
    if (settlement.keptInCrm !== undefined) keptInCrm[change.name] = settlement.keptInCrm;
    if (settlement.pending) pendingFields.push(change.name);
    conflicts.push(...conflictsOf(change, settlement));
  }
  const kept = Object.keys(keptInCrm).length === 0 ? {} : { keptInCrm };
  return { outcomes, toCrm, toExchange, ...kept, conflicts, pendingFields };
}

/** The base shown is the loser's: what its edit was measured against. */
function conflictsOf(change: FieldChange, { conflict: winner, disputed }: FieldSettlement): readonly Conflict[] {
  const { name: field, crm, exchange } = change;
  if (disputed !== undefined) return disputed.map((dispute) => ({ field, ...dispute }));
  if (winner === undefined) return [];
  return [{ field, winner, base: winner === 'crm' ? change.baseExchange : change.baseCrm, crm, exchange }];
}
