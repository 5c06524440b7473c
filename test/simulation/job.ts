// A child process of `jobs.ts`: simulates its part of the seeds and tells what came of it.
import type { Focus } from './focus.ts';
import type { Part } from './jobs.ts';
import { reportOf } from './report.ts';
import { simulateSeeds } from './seeds.ts';

const [from = '1', count = '1', focus] = process.argv.slice(2);
const { seeds, steps, failures } = await simulateSeeds(
  Number(from),
  Number(count),
  (focus as Focus | undefined) ?? null,
);
const part: Part = {
  seeds,
  steps,
  failures: failures.map((outcome) => ({ seed: outcome.seed, report: reportOf(outcome) })),
};
process.send?.(part, () => process.disconnect());
