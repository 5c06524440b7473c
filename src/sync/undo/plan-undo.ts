import type { Fields, Side } from '../../model/index.ts';
import { markingOfCreate } from '../marking.ts';
import { filledFields } from '../merge/base.ts';
import type { PlanContext } from '../plan-context.ts';
import { reason } from '../reasons.ts';
import type { CrmState, ExchangeState, Link } from '../state.ts';
import type { FieldOutcome, Step } from '../step.ts';
import { hold } from '../table/steps.ts';
import type { FormerState } from './former-state.ts';
import { formerState } from './former-state.ts';
import type { SideHistory } from './history.ts';

type LeftBecause =
  | 'undo_out_of_reach'
  | 'undo_gone_since'
  | 'undo_values_forgotten'
  | 'undo_there_again'
  | 'undo_written_since'
  | 'undo_shared'
  | 'undo_not_changeable'
  | 'identity_ambiguous';

/** A pair of which a run wrote at least one side, as it stands now. */
export interface UndoPair {
  /** The link as the store knows it today, closed ones too. */
  readonly link: Link;
  readonly crm: CrmState;
  readonly exchange: ExchangeState;
  /** What the run wrote, by side. */
  readonly history: Readonly<Record<Side, SideHistory>>;
  /** Sides whose item was made anew by a later run, or belongs to another pair today. */
  readonly writtenSince: ReadonlySet<Side>;
  /** Sides on which something stands in the place of what was deleted. */
  readonly thereAgain: ReadonlySet<Side>;
  /** M5: the record is linked in other mailboxes, or belongs to another user. */
  readonly isShared: boolean;
}

/**
 * What takes a run back for one pair (rows X1 to X6), side by side: old values that are written back, an item that is
 * taken away or made anew, or why something stays as it is. It is the act of a person who has seen it, so no rule gates
 * it; what protects other people (M5), series and meetings does.
 */
export function planUndo(pair: UndoPair, context: PlanContext): readonly Step[] {
  const steps = (['crm', 'exchange'] as const).flatMap((side) => planSide(pair, side, context) ?? []);
  return steps.length > 0 ? steps : [{ kind: 'noop', reason: reason('X6', 'undo_nothing_left') }];
}

function planSide(pair: UndoPair, side: Side, context: PlanContext): Step | null {
  const history = pair.history[side];
  if (history.length === 0) return null;
  const end = pair[side];
  // That it is gone need not be proved where we deleted it ourselves.
  const isGone = end.kind === 'gone' || (end.kind === 'unproved' && history.at(-1)?.op === 'delete');
  if (end.kind !== 'live' && !isGone) return left('undo_out_of_reach');
  const former = formerState(context.specs, history, end.kind === 'live' ? end.fields : null);
  return obstacleOf(pair, side, former) ?? stepTo(former, pair, side, context);
}

function stepTo(former: FormerState, pair: UndoPair, side: Side, context: PlanContext): Step | null {
  switch (former.kind) {
    case 'asNow':
      return null;
    case 'changed':
      return valuesBack(side, former);
    case 'absent':
      return { kind: side === 'crm' ? 'deleteInCrm' : 'deleteInExchange', reason: reason('X1', 'undo_created') };
    case 'present':
      return madeAnew(pair, side, former.fields, context);
    case 'madeAndEdited':
      return hold('review', reason('X4', 'undo_edited_since', { fields: former.fields.length }));
    case 'goneSince':
      return left('undo_gone_since');
    case 'forgotten':
      return left('undo_values_forgotten');
  }
}

/** What stands in the way of a write that would otherwise be made. */
function obstacleOf(pair: UndoPair, side: Side, former: FormerState): Step | null {
  if (former.kind === 'present') return pair.thereAgain.has(side) ? left('undo_there_again') : null;
  if (former.kind !== 'changed' && former.kind !== 'absent' && former.kind !== 'madeAndEdited') return null;
  if (pair.writtenSince.has(side)) return left('undo_written_since');
  const end = pair[side];
  if (end.kind !== 'live') return null;
  // Series and meetings are never written to, whoever asks.
  const { takesPart } = end;
  if (takesPart.kind === 'excluded' && takesPart.reason !== 'filter' && takesPart.reason !== 'private')
    return left('undo_out_of_reach');
  if (side === 'exchange')
    // Among copies of one item nobody can tell which of them the run has made.
    return former.kind === 'absent' && pair.link.ambiguous ? left('identity_ambiguous') : null;
  if (former.kind === 'absent' && pair.isShared) return left('undo_shared');
  return pair.crm.kind === 'live' && !pair.crm.mayChange ? left('undo_not_changeable') : null;
}

function valuesBack(side: Side, { changes, left: stay }: Extract<FormerState, { kind: 'changed' }>): Step {
  const fields = Object.keys(changes).length;
  if (fields === 0) return hold('review', reason('X4', 'undo_edited_since', { fields: stay.length }));
  const direction = side === 'crm' ? 'toCrm' : 'toExchange';
  const outcomes = Object.fromEntries(
    Object.entries(changes).map(([name, value]): [string, FieldOutcome] => [name, { kind: direction, value }]),
  );
  const merge = { outcomes, toCrm: {}, toExchange: {}, [direction]: changes, conflicts: [], pendingFields: [] };
  const why =
    stay.length === 0
      ? reason('X2', 'undo_updated', { fields })
      : reason('X2', 'undo_updated_partly', { fields, stay: stay.length });
  return { kind: 'merge', reason: why, merge, marking: null, link: false, reopen: false };
}

function madeAnew({ link }: UndoPair, side: Side, former: Fields, { rules, specs }: PlanContext): Step {
  const fields = filledFields(specs, former);
  const why = reason('X3', 'undo_deleted');
  return side === 'crm'
    ? { kind: 'createInCrm', reason: why, fields, uid: link.uid, marking: null }
    : { kind: 'createInExchange', reason: why, fields, uid: link.uid, marking: markingOfCreate(rules) };
}

function left(why: LeftBecause): Step {
  return hold('review', reason('X5', why));
}
