import { expect, it } from 'vitest';
import { seriesInAllZones } from './cases.ts';
import { PROCESS_ZONES } from './process-zones.ts';

/** Other cases every day, and the same ones all day; more by hand: RACCORDO_CASES=10000. */
const CASES = Number(process.env['RACCORDO_CASES'] ?? 2_000);
const DAY_MS = 86_400_000;
const FROM = Number(process.env['RACCORDO_SEED'] ?? Math.floor(Date.now() / DAY_MS) * 10_000);

it(`${CASES} random series are the same in the CRM and in Exchange, wherever they were made and changed, whatever the zone of the process`, {
  timeout: 120_000 + CASES * 500,
}, async () => {
  console.log(`series ${FROM} to ${FROM + CASES - 1} in processes of ${PROCESS_ZONES.join(', ')}`);
  const { seeds, steps, refused, failures } = await seriesInAllZones(FROM, CASES, 2);
  console.log(`${steps} occurrences were compared; beside them Exchange refused ${refused} series, and each was told`);
  expect(failures.map(({ report }) => report)).toEqual([]);
  expect(seeds).toBe(CASES);
  expect(steps).toBeGreaterThanOrEqual(CASES);
});
