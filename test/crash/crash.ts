// `npm run crash -- --from 1 --scenarios 1000`: see README.
import { parseArgs } from 'node:util';
import { explore } from './explore.ts';

const { values } = parseArgs({
  options: {
    from: { type: 'string', default: '1' },
    scenarios: { type: 'string', default: '1000' },
    failures: { type: 'string', default: '20' },
  },
});
const begin = performance.now();
const seconds = (): string => ((performance.now() - begin) / 1000).toFixed(0);
const totals = await explore({
  from: Number(values.from),
  scenarios: Number(values.scenarios),
  onScenario: ({ scenarios, interruptedRuns, failures }) => {
    if (scenarios % 100 === 0)
      console.error(
        `${scenarios} scenarios, ${interruptedRuns} interrupted runs, ${failures.length} failures, ${seconds()} s`,
      );
  },
});
for (const failure of totals.failures.slice(0, Number(values.failures))) console.log(`${failure}\n`);
const { scenarios, steps, interruptedRuns, otherEnds, failures, nextSeed } = totals;
console.log(
  `${scenarios} scenarios (seeds ${values.from} to ${nextSeed - 1}), ${steps} steps, ${interruptedRuns} interrupted runs, ` +
    `${otherEnds} ends of another order, ${failures.length} scenarios with violations, ${seconds()} s`,
);
process.exitCode = failures.length > 0 ? 1 : 0;
