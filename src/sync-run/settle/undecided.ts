import type { Run } from '../run.ts';

/**
 * An item without a link is about to leave the field, or to be decided: matches that were undecided because of it may be
 * clear now, and what was left out for the sake of its counterpart may take part without it. Told before that is
 * remembered, because a run that dies, or one that only plans, would forget it.
 */
export async function undecidedMayBeClear(run: Run): Promise<void> {
  if (run.undecided.mayBeClear) return;
  const told = await run.ports.store.hintUndecided(run.keeper.lease);
  run.undecided = { mayBeClear: true, told };
}

/** The memory itself told so many of them, of an item that looks otherwise: whatever becomes of that one now. */
export function undecidedWereTold(run: Run, told: number): void {
  if (told > 0) run.undecided = { mayBeClear: true, told };
}

/** Once everything of a round is settled: those too that became undecided in it. @returns whether there are any */
export async function undecidedToLookAtAgain(run: Run): Promise<boolean> {
  const { mayBeClear, told } = run.undecided;
  if (!mayBeClear) return false;
  run.undecided = { mayBeClear: false, told: 0 };
  return (await run.ports.store.hintUndecided(run.keeper.lease)) + told > 0;
}
