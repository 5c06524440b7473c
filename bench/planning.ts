// How fast the planner decides: pairs as a run has loaded them, in mixed states, on one core. In the same run the
// floor: walking over the same pairs and comparing nothing. Pairs are made in batches, outside of the measured time,
// so that each of them is met for the first time and memory stays what one batch takes.
import { parseArgs } from 'node:util';
import type { Instant, ItemType, TimeZoneId } from '../src/model/index.ts';
import { synchronisedFields } from '../src/model/index.ts';
import type { PlanContext } from '../src/sync/index.ts';
import { countStep, NO_STEPS, plan } from '../src/sync/index.ts';
import type { LoadedPair } from './planning/pairs.ts';
import { loadedPairs, RULES } from './planning/pairs.ts';

const { values } = parseArgs({
  options: { pairs: { type: 'string', default: '1000000' }, batch: { type: 'string', default: '20000' } },
});
const wanted = Number(values.pairs);
const batchSize = Number(values.batch);

interface Measured {
  readonly pairs: number;
  readonly planMs: number;
  readonly floorMs: number;
  readonly steps: Readonly<Record<string, number>>;
}

console.log(
  `${'pairs'.padEnd(26)}${'planned s'.padStart(10)}${'pairs/s'.padStart(12)}${'floor s'.padStart(10)}${'× floor'.padStart(10)}`,
);
const all = (['contacts', 'appointments'] as const).map((itemType) => measure(itemType, wanted / 2));
for (const [index, itemType] of (['contacts', 'appointments'] as const).entries())
  print(itemType, all[index] as Measured);
const total = all.reduce((sum, one) => ({
  pairs: sum.pairs + one.pairs,
  planMs: sum.planMs + one.planMs,
  floorMs: sum.floorMs + one.floorMs,
  steps: sum.steps,
}));
print('all', total);
console.log(`steps of the contacts: ${JSON.stringify(all[0]?.steps)}`);

function measure(itemType: ItemType, count: number): Measured {
  const moment = { now: '2026-11-25T08:00:00Z' as Instant, zone: 'Europe/Rome' as TimeZoneId };
  const context: PlanContext = { itemType, rules: RULES, specs: synchronisedFields(itemType), ...moment };
  let [planMs, floorMs, pairs] = [0, 0, 0];
  let counts = NO_STEPS;
  for (let start = 0; start < count; start += batchSize) {
    const batch = loadedPairs(itemType, Math.min(batchSize, count - start));
    pairs += batch.length;
    floorMs += timed(() => walk(batch));
    planMs += timed(() => {
      for (const { pair, match } of batch) counts = countStep(counts, plan(pair, match, context));
    });
  }
  const steps = Object.fromEntries(Object.entries(counts).filter(([, number]) => number > 0));
  return { pairs, planMs, floorMs, steps };
}

/** Touches every pair, so that the memory is walked over, and decides nothing. */
function walk(batch: readonly LoadedPair[]): number {
  let live = 0;
  for (const { pair } of batch)
    if (pair.crm.kind === 'live' && pair.exchange.kind === 'live' && pair.link !== null) live += 1;
  return live;
}

function timed(work: () => unknown): number {
  const begin = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1000;
}

function print(name: string, { pairs, planMs, floorMs }: Measured): void {
  const seconds = (ms: number): string => (ms / 1000).toFixed(2).padStart(10);
  const perSecond = Math.round(pairs / (planMs / 1000)).toLocaleString('en');
  const ratio = (planMs / Math.max(floorMs, 0.001)).toFixed(0);
  console.log(
    `${`${pairs} ${name}`.padEnd(26)}${seconds(planMs)}${perSecond.padStart(12)}${seconds(floorMs)}${ratio.padStart(10)}`,
  );
}
