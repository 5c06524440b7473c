import type { Fields, FieldValue, Side } from '../../model/index.ts';
import { valueOf } from '../../model/index.ts';
import { changedFields } from '../merge/base.ts';
import type { Pair } from '../state.ts';
import type { Step } from '../step.ts';
import type { World } from './world.ts';
import { otherSide, SPECS } from './world.ts';

export interface Attempt {
  readonly world: World;
  readonly pair: Pair;
  readonly step: Step;
}

/** Judges one step in its world, before it is carried out. */
export function checkStep(attempt: Attempt): void {
  const { step } = attempt;
  if (step.kind === 'merge') {
    checkOverwrites(attempt, 'crm', step.merge.toCrm);
    checkOverwrites(attempt, 'exchange', step.merge.toExchange);
  }
  if (step.kind === 'deleteInCrm') checkDelete(attempt, 'crm');
  if (step.kind === 'deleteInExchange') checkDelete(attempt, 'exchange');
  if (step.kind === 'createInCrm') demand('I5', attempt.world.rules.updateExchangeToCrm);
  if (step.kind === 'createInExchange') demand('I5', attempt.world.rules.updateCrmToExchange);
}

/** I5 and the half of I4 that one step can break: an edit disappears only as the known loser of a conflict. */
function checkOverwrites({ world, pair, step }: Attempt, side: Side, changes: Fields): void {
  if (Object.keys(changes).length === 0) return;
  demand('I5', side === 'crm' ? world.rules.updateExchangeToCrm : world.rules.updateCrmToExchange);
  if (step.kind !== 'merge') return;
  const state = side === 'crm' ? pair.crm : pair.exchange;
  if (state.kind !== 'live') throw new Error('write to an item that is not there');
  const base = (side === 'crm' ? pair.link?.baseCrm : pair.link?.baseExchange) ?? {};
  const edited = new Set(changedFields(SPECS, base, state.fields));
  for (const name of Object.keys(changes)) {
    const inJournal = step.merge.conflicts.some((conflict) => conflict.field === name && conflict.winner !== side);
    const lost =
      SPECS[name]?.kind === 'set'
        ? lostElements(valueOf(base, name), valueOf(state.fields, name), valueOf(changes, name)).length > 0
        : edited.has(name);
    demand('I4', !lost || inJournal, name);
  }
}

/** Elements that this side added since its base and that the write takes away again. */
function lostElements(base: FieldValue, now: FieldValue, written: FieldValue): readonly string[] {
  const list = (value: FieldValue): readonly string[] => (Array.isArray(value) ? (value as readonly string[]) : []);
  return list(now).filter((element) => !list(base).includes(element) && !list(written).includes(element));
}

function checkDelete({ world, pair }: Attempt, side: Side): void {
  const { link } = pair;
  const { rules } = world;
  demand('I5', side === 'crm' ? rules.deleteExchangeToCrm : rules.deleteCrmToExchange);
  const lost = side === 'crm' ? link?.exchangeId : link?.crmId;
  demand('I6', world.items[otherSide(side)].get(lost ?? '')?.deletedByPerson === true);
  const state = side === 'crm' ? pair.crm : pair.exchange;
  if (state.kind !== 'live' || link === null) throw new Error('I6: deletes what is not there');
  demand('I6', state.takesPart.kind === 'yes', 'outside the window');
  const base = side === 'crm' ? link.baseCrm : link.baseExchange;
  if (changedFields(SPECS, base, state.fields).length > 0) demand('I7', rules.conflictStrategy !== side);
}

function demand(invariant: string, holds: boolean, detail = ''): void {
  if (!holds) throw new Error(`${invariant} broken ${detail}`);
}
