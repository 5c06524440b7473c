import { parseArgs } from 'node:util';
import { FOCUSES } from './focus.ts';
import { inParallel } from './jobs.ts';
import { reportOf } from './report.ts';
import { differences, simulateSeeds } from './seeds.ts';
import { shrink } from './shrink.ts';
import { simulate } from './simulate.ts';

const HELP = `npm run simulate -- --seed N [--trace] [--shrink] [--without 3,7]   one history, in words
npm run simulate -- --seeds N [--from M] [--jobs J] [--first]        many; fails when one fails, at the first if asked
  --focus ${FOCUSES.join('|')}   puts what it names into every history`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string' },
    from: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '1' },
    without: { type: 'string' },
    trace: { type: 'boolean', default: false },
    focus: { type: 'string' },
    shrink: { type: 'boolean', default: false },
    first: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const focus = FOCUSES.find((known) => known === values.focus) ?? null;
const isUnknown = values.focus !== undefined && focus === null;

if (values.help || isUnknown || (values.seed === undefined) === (values.seeds === undefined)) {
  console.log(HELP);
  process.exitCode = values.help ? 0 : 2;
} else process.exitCode = values.seed === undefined ? await many() : await one(whole(values.seed));

async function one(seed: number): Promise<number> {
  let without = (values.without ?? '').split(',').filter(Boolean).map(whole);
  if (values.shrink) without = [...(await shrink(seed, focus))];
  const options = { focus, keepTrace: true, without: new Set(without) };
  const outcome = await simulate(seed, options);
  const violations = [...outcome.violations, ...differences(outcome, await simulate(seed, options))];
  if (values.trace) console.log(outcome.trace.join('\n'));
  console.log(reportOf({ ...outcome, violations }, without));
  return violations.length === 0 ? 0 : 1;
}

async function many(): Promise<number> {
  const [from, count, jobs] = [whole(values.from), whole(values.seeds ?? ''), whole(values.jobs)];
  const startedAt = Date.now();
  const { seeds, steps, failures } =
    jobs > 1
      ? await inParallel(from, count, jobs, focus)
      : await simulateSeeds(from, count, focus, (failures) => failures === 0 || !values.first).then((tally) => ({
          ...tally,
          failures: tally.failures.map((outcome) => ({ seed: outcome.seed, report: reportOf(outcome) })),
        }));
  for (const { report } of failures) console.log(`${report}\n`);
  const seconds = (Date.now() - startedAt) / 1000;
  console.log(
    `seeds ${from}-${from + seeds - 1}: ${steps} steps in ${seconds.toFixed(0)} s, ${failures.length} failures`,
  );
  if (failures.length > 0) console.log(`failing seeds: ${failures.map(({ seed }) => seed).join(' ')}`);
  return failures.length === 0 ? 0 : 1;
}

function whole(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new Error(`not a whole number: ${text}`);
}
