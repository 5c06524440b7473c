import type { Fields, Meeting, Side } from '../../model/index.ts';
import { markingOfCreate } from '../marking.ts';
import { concernsOthers, isPersonal } from '../meetings/closed-by-meeting.ts';
import { isMeetingRecord } from '../meetings/record-of-meeting.ts';
import { alongWith } from '../merge/along-with.ts';
import { filledFields, withoutTold } from '../merge/base.ts';
import type { PlanContext } from '../plan-context.ts';
import { reason } from '../reasons.ts';
import type { CrmState, ExchangeState, Link } from '../state.ts';
import type { FieldOutcome, Step } from '../step.ts';
import { hold } from '../table/steps.ts';
import type { FormerState } from './former-state.ts';
import { formerState } from './former-state.ts';
import type { SideHistory } from './history.ts';
import { withKeptOccurrences } from './kept-occurrences.ts';
import { withKeptRule } from './kept-rule.ts';
import { withKeptSecrets } from './kept-secrets.ts';

type LeftBecause =
  | 'undo_out_of_reach'
  | 'undo_gone_since'
  | 'undo_values_forgotten'
  | 'undo_there_again'
  | 'undo_written_since'
  | 'undo_shared'
  | 'undo_not_changeable'
  | 'undo_meeting'
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
 * it; what protects other people (M1 to M5) does.
 */
export function planUndo(pair: UndoPair, context: PlanContext): readonly Step[] {
  const steps = (['crm', 'exchange'] as const).flatMap((side) => planSide(pair, side, context) ?? []);
  return steps.length > 0 ? steps : [{ kind: 'noop', reason: reason('X6', 'undo_nothing_left') }];
}

function planSide(pair: UndoPair, side: Side, context: PlanContext): Step | null {
  const history = pair.history[side];
  if (history.length === 0) return null;
  const end = pair[side];
  // That it is gone need not be proved where we deleted it ourselves; unless another one was made in its place.
  const isOurs = history.at(-1)?.op === 'delete' && !pair.writtenSince.has(side);
  const isGone = end.kind === 'gone' || (end.kind === 'unproved' && isOurs);
  if (end.kind !== 'live' && !isGone) return left('undo_out_of_reach');
  const former = formerOf(pair, side, context);
  return obstacleOf(pair, side, former) ?? stepTo(former, pair, side, context);
}

function formerOf({ link, history, ...ends }: UndoPair, side: Side, { specs, zone }: PlanContext): FormerState {
  const end = ends[side];
  if (end.kind !== 'live') return formerState(specs, history[side], null);
  const now = end.fields;
  const seen = { history: history[side], withheld: end.withheld ?? [] };
  const former = withKeptSecrets(specs, formerState(specs, history[side], now), seen);
  if (former.kind !== 'changed') return former;
  const base = side === 'crm' ? link.baseCrm : link.baseExchange;
  const kept = withKeptRule(specs, former, { base, now, history: history[side] });
  return side === 'crm' ? kept : withKeptOccurrences(kept, now, zone);
}

function stepTo(former: FormerState, pair: UndoPair, side: Side, context: PlanContext): Step | null {
  switch (former.kind) {
    case 'asNow':
      return null;
    case 'changed':
      return valuesBack(pair, side, former, context);
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
  if (former.kind === 'present') {
    if (pair.thereAgain.has(side)) return left('undo_there_again');
    return side === 'exchange' && isMeetingRecord(former, null) ? left('undo_meeting') : null;
  }
  if (former.kind !== 'changed' && former.kind !== 'absent' && former.kind !== 'madeAndEdited') return null;
  if (pair.writtenSince.has(side)) return left('undo_written_since');
  const end = pair[side];
  if (end.kind !== 'live') return null;
  // What the model cannot tell of is never written to, whoever asks.
  const { takesPart } = end;
  if (takesPart.kind === 'excluded' && takesPart.reason !== 'filter' && takesPart.reason !== 'private')
    return left('undo_out_of_reach');
  if ('meeting' in end && touchesOthers(end.meeting, former)) return left('undo_meeting');
  if (side === 'exchange')
    // Among copies of one item nobody can tell which of them the run has made.
    return former.kind === 'absent' && pair.link.ambiguous ? left('identity_ambiguous') : null;
  if (former.kind === 'absent' && pair.isShared) return left('undo_shared');
  return pair.crm.kind === 'live' && !pair.crm.mayChange ? left('undo_not_changeable') : null;
}

/** Nobody is mailed for an undo, and the other people in a meeting would keep what it takes back. */
function touchesOthers(meeting: Meeting | null, former: FormerState): boolean {
  if (!concernsOthers(meeting)) return false;
  return former.kind !== 'changed' || !Object.keys(former.changes).every(isPersonal);
}

function valuesBack(
  pair: UndoPair,
  side: Side,
  { changes, left: stay }: Extract<FormerState, { kind: 'changed' }>,
  { specs }: PlanContext,
): Step {
  const fields = Object.keys(changes).length;
  if (fields === 0) return hold('review', reason('X4', 'undo_edited_since', { fields: stay.length }));
  const direction = side === 'crm' ? 'toCrm' : 'toExchange';
  const outcomes = Object.fromEntries(
    Object.entries(changes).map(([name, value]): [string, FieldOutcome] => [name, { kind: direction, value }]),
  );
  const { exchange } = pair;
  const along = side === 'exchange' && exchange.kind === 'live' ? alongWith(specs, exchange.fields, changes) : {};
  const written = { ...changes, ...along };
  const merge = { outcomes, toCrm: {}, toExchange: {}, [direction]: written, conflicts: [], pendingFields: [] };
  const why =
    stay.length === 0
      ? reason('X2', 'undo_updated', { fields })
      : reason('X2', 'undo_updated_partly', { fields, stay: stay.length });
  return { kind: 'merge', reason: why, merge, marking: null, link: false, reopen: false };
}

function madeAnew({ link }: UndoPair, side: Side, former: Fields, { rules, specs }: PlanContext): Step {
  const fields = filledFields(side === 'crm' ? specs : withoutTold(specs), former);
  const why = reason('X3', 'undo_deleted');
  return side === 'crm'
    ? { kind: 'createInCrm', reason: why, fields, uid: link.uid, marking: null }
    : { kind: 'createInExchange', reason: why, fields, uid: link.uid, marking: markingOfCreate(rules) };
}

function left(why: LeftBecause): Step {
  return hold('review', reason('X5', why));
}
