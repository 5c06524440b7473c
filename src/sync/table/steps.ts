import type { Side } from '../../model/index.ts';
import { reason } from '../reasons.ts';
import type { CrmState, ExchangeState, Link, TakesPart } from '../state.ts';
import type { Reason, RowId, Step } from '../step.ts';

export type LiveCrm = Extract<CrmState, { kind: 'live' }>;
export type LiveExchange = Extract<ExchangeState, { kind: 'live' }>;
export type HoldState = Extract<Step, { kind: 'hold' }>['state'];

/** A pair whose link is there: the only kind that can be edited against a base. */
export interface LinkedPair {
  readonly link: Link;
  readonly crm: CrmState;
  readonly exchange: ExchangeState;
}

export function noop(
  row: RowId,
  code: 'unchanged' | 'occurrence_kept' | 'last_occurrence_kept' | 'item_gone' | 'link_closed',
): Step {
  return { kind: 'noop', reason: reason(row, code) };
}

export function hold(state: HoldState, why: Reason): Step {
  return { kind: 'hold', reason: why, state };
}

export function detach(to: 'DET_E' | 'DET_C', why: Reason, review: string | null = null): Step {
  return { kind: 'detach', reason: why, to, review, leftAlone: null };
}

/**
 * O4: absence proves nothing while one place where the item could be cannot be read. The missing right is named. What is left
 * is the record, also where its user does not see it or it is a colleague's: an invitation to it needs no other (M5).
 */
export function detachUnproved({ reason: why }: Extract<ExchangeState, { kind: 'unproved' }>): Step {
  return detach('DET_C', reason('O4', 'deletion_unproved', { why }), why);
}

/** The side that keeps its item when the other loses it. */
export function detachedStateOf(survivor: Side): 'DET_E' | 'DET_C' {
  return survivor === 'exchange' ? 'DET_E' : 'DET_C';
}

/** Why an item is shown and not touched. */
export function exclusion(row: RowId, side: Side, takesPart: Extract<TakesPart, { kind: 'excluded' }>): Reason {
  return reason(row, `excluded_${takesPart.reason}`, { side });
}

/** The exclusion of either live side; the CRM's first, for that is the one an administrator can see. */
export function exclusionOfPair(row: RowId, crm: LiveCrm, exchange: LiveExchange): Reason | null {
  if (crm.takesPart.kind === 'excluded') return exclusion(row, 'crm', crm.takesPart);
  return exchange.takesPart.kind === 'excluded' ? exclusion(row, 'exchange', exchange.takesPart) : null;
}
