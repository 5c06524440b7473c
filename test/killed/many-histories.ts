import type { HistoryResult } from './history.ts';
import { killedHistory } from './history.ts';
import type { DatabaseKind } from './prepared.ts';
import { prepare } from './prepared.ts';

export interface ManyOptions {
  readonly database: DatabaseKind;
  /** Seed of the first history; the others follow it one by one. */
  readonly from: number;
  /** Histories in which at least one kill hit a synchronisation. */
  readonly runs: number;
  /** At one time. */
  readonly lanes: number;
  /** So long after the first one no further history is begun. */
  readonly limitMs: number;
  readonly onResult: (result: HistoryResult) => void;
}

export interface ManyResult {
  /** Histories that count: with a kill in the midst of a synchronisation. */
  readonly runs: number;
  readonly kills: number;
  readonly from: number;
  /** The last seed that was used. */
  readonly to: number;
  readonly failed: readonly HistoryResult[];
  readonly durationMs: number;
}

export async function killedHistories(options: ManyOptions): Promise<ManyResult> {
  const preparation = await prepare(options.database);
  // Preparing takes a busy machine as long as the whole limit of a short round.
  const begun = performance.now();
  let seed = options.from - 1;
  let runs = 0;
  let kills = 0;
  let inWork = 0;
  const failed: HistoryResult[] = [];
  const lane = async (): Promise<void> => {
    while (runs + inWork < options.runs && performance.now() - begun < options.limitMs) {
      seed += 1;
      inWork += 1;
      const result = await killedHistory(preparation, seed);
      inWork -= 1;
      if (result.kills > 0) runs += 1;
      kills += result.kills;
      if (result.violations.length > 0) failed.push(result);
      options.onResult(result);
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: options.lanes }, lane));
  await preparation.close();
  for (const one of lanes) if (one.status === 'rejected') throw one.reason;
  return { runs, kills, from: options.from, to: seed, failed, durationMs: Math.round(performance.now() - begun) };
}
