import { reason } from '../reasons.ts';
import type { Link, Pair } from '../state.ts';
import type { Step } from '../step.ts';
import { hold } from './steps.ts';

/**
 * O7: the mailbox was migrated, restored, or lost much at once, and its items are being recognised again. What is
 * recognised goes on; what is missing was not deleted, and what seems new may be what is missing.
 * @param step what would be done in a mailbox that is the same
 */
export function inOtherMailbox({ link, exchange }: Pair, step: Step): Step {
  if (link === null) return isMade(step) ? waits() : step;
  if (exchange.kind === 'unproved' && isLinked(link)) return hold('review', reason('O7', 'item_not_recognised'));
  return concludes(step) ? waits() : step;
}

/** Steps that follow from something being missing: none of them is sure while a side is not what it was. */
export function concludes({ kind }: Step): boolean {
  switch (kind) {
    case 'deleteInExchange':
    case 'deleteInCrm':
    case 'detach':
    case 'close':
    case 'createInExchange':
    case 'createInCrm':
      return true;
    case 'noop':
    case 'hold':
    case 'merge':
    case 'suppress':
      return false;
  }
}

/** An item that no link knows would become one of two: linked with what it matches, or doubled. */
function isMade(step: Step): boolean {
  return step.kind === 'merge' || concludes(step) || (step.kind === 'hold' && step.state === 'review');
}

function isLinked({ state }: Link): boolean {
  return state === 'LINKED';
}

function waits(): Step {
  return hold('wait', reason('O7', 'waits_for_mailbox'));
}
