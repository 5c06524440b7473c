import type { CrmRecord } from '../../crm/port.ts';
import type { ExchangeItem } from '../../exchange/port.ts';
import type { ConnectorError } from '../../model/index.ts';
import type { Hint } from '../../store/port.ts';
import type { Pair, Step, StepSubject } from '../../sync/index.ts';
import { planLine } from '../../sync/index.ts';
import type { FormerPairs } from '../identify/former-pairs.ts';
import type { Run } from '../run.ts';

/** What is planned and settled together: one pair, or one item without a counterpart, as both stand right now. */
export interface Unit extends Pair {
  /** The record behind `crm`, when it can be read. */
  readonly record: CrmRecord | null;
  /** The item behind `exchange`, when it exists. */
  readonly item: ExchangeItem | null;
  /** Of a record without a link. */
  readonly formerPairs?: FormerPairs;
  /** Why the unit is looked at; they go away when it is settled. Never empty, but for a counterpart to be. */
  readonly hints: readonly Hint[];
  /** The load learned something about the link (another id, an ambiguity, what is agreed) that is not stored yet. */
  readonly linkLearned: boolean;
  /** `item` has another id than the link knew. */
  readonly isFoundElsewhere?: true;
  /** Milliseconds since it was read, or longer. */
  readonly sinceRead: () => number;
}

export interface PlannedUnit {
  readonly unit: Unit;
  readonly step: Step;
}

/** An item that could not be read or written; the others go on. */
export interface ItemFailure {
  readonly hints: readonly Hint[];
  readonly error: ConnectorError;
}

/** What a person approves of the step; `null` when it changes nothing. How deep Exchange deletes is part of it. */
export function lineOf(run: Run, { unit, step }: PlannedUnit): string | null {
  const line = planLine(run.specs, step, subjectOf(unit));
  return step.kind === 'deleteInExchange' ? `${line}\t${run.input.rules.exchangeDeleteMode}` : line;
}

/** The items that a plan names for the unit, as they stand. */
export function subjectOf({ record, item, link, crm, exchange }: Unit): StepSubject {
  return {
    crmId: record?.id ?? link?.crmId ?? null,
    exchangeId: item?.id ?? link?.exchangeId ?? null,
    crm: 'fields' in crm ? crm.fields : {},
    exchange: 'fields' in exchange ? exchange.fields : {},
  };
}

/** Names a unit across the survey and the apply pass, where its step says "delete". */
export function unitKey(unit: Unit): string {
  return unit.link?.id ?? unit.record?.id ?? unit.item?.id ?? '';
}
