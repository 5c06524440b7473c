import { expect, test } from 'vitest';
import { killedHistories } from './many-histories.ts';

const SEED = Number(process.env['RACCORDO_SEED'] ?? 1);
/** For each of the two engines. */
const BUDGET_MS = 20_000;

/** `npm run kill-runs` goes through hundreds; here a few, on both engines. */
test.each(['pglite', 'postgres'] as const)(
  'histories with a worker that is killed with -9 lose nothing (%s)',
  { timeout: 300_000 },
  async (database) => {
    console.info(`seed ${SEED} (RACCORDO_SEED=${SEED} goes the same way, as far as real time allows)`);
    const { runs, kills, failed } = await killedHistories({
      database,
      from: SEED,
      runs: 500,
      lanes: 2,
      limitMs: BUDGET_MS,
      onResult: () => undefined,
    });
    console.info(`${runs} runs, ${kills} kills`);
    expect(failed.map(({ seed, violations, log }) => [`seed ${seed}`, ...violations, ...log].join('\n'))).toEqual([]);
    expect(runs, 'histories in which a kill hit a synchronisation').toBeGreaterThan(0);
  },
);
