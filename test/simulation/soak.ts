import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { inParallel } from './jobs.ts';
import { nextSeed, readLedger, writeRow } from './ledger.ts';
import { currentCommit } from './report.ts';

const HELP =
  'npm run soak -- --minutes N [--jobs J]   new seeds, after those of the ledger; writes the ledger as it goes';
const LEDGER = fileURLToPath(new URL('../../docs/operations/simulation-ledger.md', import.meta.url));
/** Seeds of one process between two looks at the clock. */
const STRETCH = 1_000;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    jobs: { type: 'string', default: '1' },
    ledger: { type: 'string', default: LEDGER },
    help: { type: 'boolean', default: false },
  },
});

if (values.help || values.minutes === undefined) {
  console.log(HELP);
  process.exitCode = values.help ? 0 : 2;
} else process.exitCode = await soak(Number(values.minutes), Number(values.jobs), values.ledger);

/** Can be stopped at any moment: what is in the ledger is done, the rest is tried again. */
async function soak(minutes: number, jobs: number, ledger: string): Promise<number> {
  const startedAt = Date.now();
  const from = nextSeed(await readLedger(ledger));
  const commit = currentCommit();
  const day = new Date(startedAt).toISOString().slice(0, 10);
  const failed: number[] = [];
  let to = from - 1;
  let steps = 0;
  while (Date.now() - startedAt < minutes * 60_000) {
    const part = await inParallel(to + 1, STRETCH * jobs, jobs);
    to += part.seeds;
    steps += part.steps;
    for (const { seed, report } of part.failures) {
      failed.push(seed);
      console.log(`${report}\n`);
    }
    const seconds = (Date.now() - startedAt) / 1000;
    await writeRow(ledger, { day, commit, from, to, steps, seconds, failed });
    console.log(`seeds ${from}-${to}: ${steps} steps, ${failed.length} failures, ${(seconds / 60).toFixed(1)} minutes`);
  }
  return failed.length === 0 ? 0 : 1;
}
