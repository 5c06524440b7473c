import type { ItemFacts } from '../../store/index.ts';
import type { QuarantineEntry } from '../../store/port.ts';
import type { Step } from '../../sync/index.ts';
import type { ExplainedPair } from '../../sync-run/index.ts';

/** How one item stands, in one word; the sentences are in `explain.states` of `messages`. */
export type ItemState =
  | 'inStep'
  /** The next run writes something. */
  | 'willChange'
  /** A change waits for a rule. */
  | 'pending'
  /** A person has to say who is who. */
  | 'review'
  /** It waits for another write, or for its counterpart. */
  | 'waiting'
  /** The pair rests: outside the window, filtered, private, in another folder. */
  | 'asleep'
  | 'detached'
  | 'willDetach'
  | 'closed'
  /** It takes no part. */
  | 'leftOut'
  | 'failed'
  /** Neither the side nor the memory has it. */
  | 'unknown'
  /** An end could not be read, so nothing was decided. */
  | 'undecided';

export function itemState(
  pair: ExplainedPair,
  { unlinked, parked }: { readonly unlinked: ItemFacts['unlinked']; readonly parked: QuarantineEntry | null },
): ItemState {
  if (parked !== null) return 'failed';
  if (pair.inFlight.length > 0) return 'waiting';
  if (pair.step !== null) return ofStep(pair.step);
  if (pair.failed.crm !== null || pair.failed.exchange !== null) return 'undecided';
  const isThere = pair.crm.kind !== 'absent' || pair.exchange.kind !== 'absent';
  return isThere || unlinked !== null ? 'waiting' : 'unknown';
}

function ofStep(step: Step): ItemState {
  switch (step.kind) {
    case 'noop':
      if (step.reason.row === 'L1') return 'inStep';
      if (step.reason.code === 'link_closed') return 'closed';
      return step.reason.code === 'item_gone' ? 'unknown' : 'detached';
    case 'hold':
      return ofHold(step.state);
    case 'detach':
      return 'willDetach';
    case 'suppress':
      return 'detached';
    case 'close':
      return 'closed';
    default:
      return 'willChange';
  }
}

function ofHold(state: Extract<Step, { kind: 'hold' }>['state']): ItemState {
  switch (state) {
    case 'pending':
      return 'pending';
    case 'review':
      return 'review';
    case 'wait':
      return 'waiting';
    case 'asleep':
    case 'suspended':
      return 'asleep';
    case 'ignored':
      return 'leftOut';
  }
}
