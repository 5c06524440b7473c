import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';

/** From the quickest to the slowest: most mutants die in the first file that meets them. Files not named here come first. */
const SLOW = ['decision-table', 'frozen', 'invariants', 'convergence'];

class QuickestFirst extends BaseSequencer {
  async sort(files) {
    const rank = ({ moduleId }) => SLOW.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
    return [...files].sort((a, b) => rank(a) - rank(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}

/** The killers of mutants: the tests of the planner, with few cases of each property and always the same ones. */
export default defineConfig({
  test: {
    include: ['src/sync/**/*.test.ts'],
    // It looks at texts of the source, not at what the planner decides.
    exclude: ['src/sync/rows-and-reasons.test.ts'],
    // Coverage makes the first run several times slower, and a loaded machine slower still.
    testTimeout: 300_000,
    isolate: false,
    sequence: { sequencer: QuickestFirst },
    env: { PROPERTY_CASES: '200', PROPERTY_SEED: '20261125' },
  },
});
