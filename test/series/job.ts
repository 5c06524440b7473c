import { inspect } from 'node:util';
import { openSeriesPlace } from '../support/ews/series-place.ts';
import { journey } from './journey.ts';

/** Series that are synchronised together. */
const TOGETHER = 30;

/** The children of a run over many cases: `job.ts FROM UNTIL STEP`, in the time zone of this process. */
const [from = 0, until = 0, step = 1] = process.argv.slice(2).map(Number);
const zone = process.env['TZ'] ?? 'no zone';
const place = await openSeriesPlace({ simulator: { captureBodies: false } });
const failures: { seed: number; report: string }[] = [];
let [compared, refused, seeds] = [0, 0, 0];

async function travel(together: readonly number[]): Promise<void> {
  try {
    const verdict = await journey(place, together);
    compared += verdict.compared;
    refused += verdict.refused;
    for (const { seed, difference } of verdict.failures) report(seed, difference);
  } catch (error) {
    const [seed] = together;
    if (seed === undefined) throw error;
    // Whoever it was shows alone.
    if (together.length === 1) report(seed, inspect(error));
    else for (const each of together) await travel([each]);
  }
}

function report(seed: number, text: string): void {
  failures.push({ seed, report: `series ${seed} in a process of ${zone}: ${text}` });
}

let together: number[] = [];
for (let seed = from; seed < until; seed += step) {
  seeds += 1;
  together.push(seed);
  if (together.length < TOGETHER) continue;
  await travel(together);
  together = [];
}
if (together.length > 0) await travel(together);
await place.close();
const noons = [0, 6].map((month) => new Date(2027, month, 1, 12).toISOString());
process.send?.({ seeds, steps: compared, failures, refused, noons });
process.disconnect?.();
