import { openSeriesPlace } from '../support/ews/series-place.ts';
import { roundTrip } from './one-series.ts';

/** The children of a run over many cases: `job.ts FROM COUNT`, in the time zone of this process. */
const [from = 0, count = 0] = process.argv.slice(2).map(Number);
const place = await openSeriesPlace();
// Which version the server speaks decides what can be said of a series.
await place.side.identify();
let compared = 0;
const failures: { seed: number; report: string }[] = [];
for (let seed = from; seed < from + count; seed += 1) {
  const report = (text: string): void =>
    void failures.push({ seed, report: `series ${seed} in a process of ${process.env['TZ'] ?? 'no zone'}: ${text}` });
  try {
    const verdict = await roundTrip(place, seed);
    if (verdict?.difference) report(verdict.difference);
    compared += verdict?.compared ?? 0;
  } catch (error) {
    report(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}
await place.close();
process.send?.({ seeds: count, steps: compared, failures });
process.disconnect?.();
