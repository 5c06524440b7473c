import { defineConfig } from 'vitest/config';

/** The killers of mutants: the tests of the planner, with few cases of each property and always the same ones. */
export default defineConfig({
  test: {
    include: ['src/sync/**/*.test.ts'],
    // It looks at texts of the source, not at what the planner decides.
    exclude: ['src/sync/rows-and-reasons.test.ts'],
    testTimeout: 60_000,
    env: { PROPERTY_CASES: '200', PROPERTY_SEED: '20261125' },
  },
});
