import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { seriesInAllZones } from '../series/cases.ts';
import type { Part } from './jobs.ts';
import { inParallel } from './jobs.ts';
import { nextSeed, readLedger, writeRow } from './ledger.ts';
import { currentCommit } from './report.ts';

const HELP = `npm run soak -- --minutes N [--jobs J] [--only histories|series]
  new seeds, after those of the ledgers, which are written as it goes; without --only half of the time for each`;

/** What has seeds, and where is written which of them were tried. */
interface Kind {
  readonly name: 'histories' | 'series';
  readonly ledger: string;
  /** Seeds of one process between two looks at the clock. */
  readonly stretch: number;
  readonly run: (from: number, count: number, jobs: number) => Promise<Part>;
}

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    jobs: { type: 'string', default: '1' },
    only: { type: 'string' },
    ledgers: { type: 'string', default: fileURLToPath(new URL('../../docs/operations', import.meta.url)) },
    help: { type: 'boolean', default: false },
  },
});

const KINDS: readonly Kind[] = [
  { name: 'histories', ledger: `${values.ledgers}/simulation-ledger.md`, stretch: 2_000, run: inParallel },
  { name: 'series', ledger: `${values.ledgers}/series-ledger.md`, stretch: 2_400, run: seriesInAllZones },
];

const due = KINDS.filter(({ name }) => values.only === undefined || values.only === name);
if (values.help || values.minutes === undefined || due.length === 0) {
  console.log(HELP);
  process.exitCode = values.help ? 0 : 2;
} else {
  for (const kind of due) {
    const isClean = await soak(kind, Number(values.minutes) / due.length, Number(values.jobs));
    if (!isClean) process.exitCode = 1;
  }
}

/**
 * Can be stopped at any moment: what is in the ledger is done, the rest is tried again.
 * @returns whether no seed failed
 */
async function soak({ name, ledger, stretch, run }: Kind, minutes: number, jobs: number): Promise<boolean> {
  const startedAt = Date.now();
  const from = nextSeed(await readLedger(ledger));
  const commit = currentCommit();
  const day = new Date(startedAt).toISOString().slice(0, 10);
  const failed: number[] = [];
  let to = from - 1;
  let steps = 0;
  while (Date.now() - startedAt < minutes * 60_000) {
    const part = await run(to + 1, stretch * jobs, jobs);
    to += part.seeds;
    steps += part.steps;
    for (const { seed, report } of part.failures) {
      failed.push(seed);
      console.log(`${report}\n`);
    }
    const seconds = (Date.now() - startedAt) / 1000;
    await writeRow(ledger, { day, commit, from, to, steps, seconds, failed });
    const told = `${steps} steps, ${failed.length} failures, ${(seconds / 60).toFixed(1)} minutes`;
    console.log(`${name} ${from}-${to}: ${told}`);
  }
  return failed.length === 0;
}
