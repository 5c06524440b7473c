import type { Run } from '../api/accounts.ts';

type Ended = Pick<Run, 'dryRun' | 'outcome'>;

/** The message of the one word for how a run ended. */
export function outcomeKey({ dryRun, outcome }: Ended): string {
  if (dryRun && (outcome === 'done' || outcome === 'held')) return 'page.runs.dryRun';
  return `page.runs.outcomes.${outcome ?? 'running'}`;
}

export function outcomeColour({ dryRun, outcome }: Ended): string {
  if (outcome === 'failed') return 'red.9';
  return outcome === 'held' && !dryRun ? 'orange.9' : 'lagoon.8';
}
