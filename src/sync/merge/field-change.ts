import type { FieldSpec, FieldValue, Side } from '../../model/index.ts';
import type { FieldOutcome, PendingBecause } from '../step.ts';
import { same } from './base.ts';
import type { FieldSide } from './kept-parts.ts';
import { withKeptParts } from './kept-parts.ts';

/** One field that at least one side changed: its values, and the last settled value of each side. */
export interface FieldChange {
  readonly name: string;
  readonly spec: FieldSpec;
  readonly baseCrm: FieldValue;
  readonly baseExchange: FieldValue;
  readonly crm: FieldValue;
  readonly exchange: FieldValue;
  readonly crmChanged: boolean;
  readonly exchangeChanged: boolean;
  readonly equalNow: boolean;
}

type FieldValues = Pick<FieldChange, 'name' | 'spec' | 'baseCrm' | 'baseExchange' | 'crm' | 'exchange'>;

/** What the rules let travel, and who wins where both may. */
export interface Permission {
  readonly toExchange: boolean;
  readonly toCrm: boolean;
  readonly winner: 'crm' | 'exchange';
}

/** Two values of which one was taken: of a `keyed` field only the days in dispute. `base` is the loser's. */
export interface Dispute {
  readonly winner: 'crm' | 'exchange';
  readonly base: FieldValue;
  readonly crm: FieldValue;
  readonly exchange: FieldValue;
}

/** The settlement of one field. `conflict` names the side whose value (or element) was taken. */
export interface FieldSettlement {
  readonly outcome: FieldOutcome;
  /** `undefined` writes nothing there. */
  readonly toCrm?: FieldValue;
  readonly toExchange?: FieldValue;
  readonly conflict?: 'crm' | 'exchange';
  /** Of a `keyed` field what the CRM changed and has for itself from now on: it is settled there, and never travels. */
  readonly keptInCrm?: FieldValue;
  /** Where not the whole field is in dispute. */
  readonly disputed?: readonly Dispute[];
  /** A change stays behind, even where another part of the field travels. */
  readonly pending: boolean;
}

/** Both sides came to the same value, or only one did and it is the other's: nothing to write, the base follows. */
export const SETTLED: FieldSettlement = { outcome: { kind: 'settled' }, pending: false };

/** `null` when neither side was touched since it was last settled. */
export function fieldChange(values: FieldValues): FieldChange | null {
  const { spec } = values;
  const crmChanged = !same(spec, values.baseCrm, values.crm);
  const exchangeChanged = !same(spec, values.baseExchange, values.exchange);
  if (!crmChanged && !exchangeChanged) return null;
  return { ...values, crmChanged, exchangeChanged, equalNow: same(spec, values.crm, values.exchange) };
}

/** A field that nobody touched. */
export function unchanged(values: FieldValues): FieldChange {
  return { ...values, crmChanged: false, exchangeChanged: false, equalNow: false };
}

export function takeCrm(change: FieldChange, conflict: boolean): FieldSettlement {
  const value = withKeptParts(change.spec, crmSide(change), exchangeSide(change));
  const settlement = {
    outcome: { kind: 'toExchange', value },
    toExchange: value,
    pending: false,
  } as const;
  return conflict ? { ...settlement, conflict: 'crm' } : settlement;
}

export function takeExchange(change: FieldChange, conflict: boolean): FieldSettlement {
  const value = withKeptParts(change.spec, exchangeSide(change), crmSide(change));
  const settlement = {
    outcome: { kind: 'toCrm', value },
    toCrm: value,
    pending: false,
  } as const;
  return conflict ? { ...settlement, conflict: 'exchange' } : settlement;
}

function crmSide({ baseCrm, crm }: FieldChange): FieldSide {
  return { base: baseCrm, now: crm };
}

function exchangeSide({ baseExchange, exchange }: FieldChange): FieldSide {
  return { base: baseExchange, now: exchange };
}

/** @param because what it waits for, where that is not a rule of the profile */
export function stayPending(change: FieldChange, because?: PendingBecause): FieldSettlement {
  const changedOn = change.crmChanged && change.exchangeChanged ? 'both' : change.crmChanged ? 'crm' : 'exchange';
  return { outcome: { kind: 'pending', changedOn, ...(because === undefined ? {} : { because }) }, pending: true };
}

/** Whether the rules carry what a side has to the other one. */
export function mayLeave(side: Side, permission: Permission): boolean {
  return side === 'crm' ? permission.toExchange : permission.toCrm;
}

/** Only a direction whose rule is on can win; with both on, the strategy decides; with none, nobody does. */
export function winnerOf(permission: Permission): 'crm' | 'exchange' | null {
  if (permission.toExchange && permission.toCrm) return permission.winner;
  if (permission.toExchange) return 'crm';
  return permission.toCrm ? 'exchange' : null;
}
