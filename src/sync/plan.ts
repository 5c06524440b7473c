import type { Match } from './match-types.ts';
import type { PlanContext } from './plan-context.ts';
import type { Pair } from './state.ts';
import type { Step } from './step.ts';
import { planDetached } from './table/detached.ts';
import { planLinked } from './table/linked.ts';
import { inOtherMailbox } from './table/other-mailbox.ts';
import { inRestoredCrm, sinceRestore } from './table/restored-crm.ts';
import { noop } from './table/steps.ts';
import { planUnlinked } from './table/unlinked.ts';

/**
 * Decides what shall happen to one pair. Total and pure: every combination of states, rules and strategies has
 * an answer, and the same question always gets the same one. Row ids are those of
 * `docs/spec/synchronisation.md`.
 *
 * @param match what was found for an unlinked item; of no meaning for a linked pair
 */
export function plan(pair: Pair, match: Match, context: PlanContext): Step {
  const step = sinceRestore(pair, planUsually(pair, match, context), context);
  if (context.frozen === undefined) return step;
  switch (context.frozen) {
    case 'relink':
      return inOtherMailbox(pair, step);
    case 'restored':
      return inRestoredCrm(pair, step, context);
  }
}

/** As long as both sides are what they were. */
function planUsually(pair: Pair, match: Match, context: PlanContext): Step {
  const { link } = pair;
  if (link === null) return planUnlinked(pair, match, context);
  switch (link.state) {
    case 'LINKED':
      return planLinked({ ...pair, link }, context);
    case 'DET_E':
    case 'DET_C':
      return planDetached({ ...pair, link }, context);
    case 'CLOSED':
      return noop('D4', 'link_closed');
  }
}
