import type { Run } from '../run.ts';

/** Every link and everything unlinked is looked at once more, and nothing is skipped as known. */
export async function compareEverything(run: Run): Promise<void> {
  await run.ports.store.hintEverything(run.keeper.lease);
  run.fullComparison = true;
}
