import { nextAttempt } from '../../jobs/index.ts';
import type { RunRecord } from '../../store/port.ts';
import type { RunReport } from '../../sync-run/index.ts';

/** One item type of an account waits after failures of its own, while the other goes on. */
export interface Rest {
  /** Under which it failed: others may be what it needed. */
  readonly settings: string;
  readonly failures: number;
  readonly untilMs: number;
  readonly problem: NonNullable<RunRecord['problem']>;
}

/** By a key of account and item type. */
export interface ItemTypeRests {
  /** `null` also where the settings are others by now. */
  of(key: string, settings: string): Rest | null;
  fail(key: string, settings: string, report: Pick<RunReport, 'problem' | 'failure'>, nowMs: number): void;
  end(key: string): void;
}

/** @param random 0 to 1: spreads what failed together */
export function createItemTypeRests(random: () => number): ItemTypeRests {
  const rests = new Map<string, Rest>();
  const of: ItemTypeRests['of'] = (key, settings) => {
    const rest = rests.get(key);
    return rest?.settings === settings ? rest : null;
  };
  return {
    of,
    fail: (key, settings, { problem: told, failure }, nowMs) => {
      const problem = told ?? { code: 'unexpected_error', details: {} };
      const { disposition, retryAfterMs } = failure ?? { disposition: 'bug', retryAfterMs: null };
      const failures = (of(key, settings)?.failures ?? 0) + 1;
      const next = nextAttempt(
        { kind: 'failed', code: problem.code, disposition, retryAfterMs },
        { intervalMs: 0, failures, jitter: random() },
      );
      if (next.kind === 'after') rests.set(key, { settings, failures, untilMs: nowMs + next.ms, problem });
    },
    end: (key) => void rests.delete(key),
  };
}
