import { tmpdir } from 'node:os';
import { join } from 'node:path';

const cache = 'node_modules/.cache/mutation';

/** `npm run mutation`: changes the planner in every way that is small, and looks whether a test notices. */
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'scripts/mutation/vitest.config.mjs', related: false },
  mutate: ['src/sync/**/*.ts', '!src/sync/**/*.test.ts', '!src/sync/testing/**', '!src/sync/index.ts'],
  // The killers need the sources, the specification and nothing else.
  ignorePatterns: ['dist', 'web', 'bench', 'simulator', 'test', 'bin', 'docs/images'],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: 10_000,
  reporters: ['clear-text', 'json', 'html', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, reportMutants: false },
  jsonReporter: { fileName: join(cache, 'report.json') },
  htmlReporter: { fileName: join(cache, 'report.html') },
  incremental: true,
  incrementalFile: join(cache, 'incremental.json'),
  tempDirName: join(tmpdir(), 'raccordo-mutation'),
  cleanTempDir: 'always',
  thresholds: { high: 95, low: 92, break: 90 },
};
