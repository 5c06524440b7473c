import { fileURLToPath } from 'node:url';
import type { Part } from '../simulation/jobs.ts';
import { childWith, together } from '../simulation/jobs.ts';

/** Zones on both sides of UTC, with and without a change of clocks, on the half of the year that is winter and on the other. */
export const PROCESS_ZONES = [
  'UTC',
  'Europe/Rome',
  'America/New_York',
  'Pacific/Auckland',
  'Asia/Kathmandu',
  'America/Caracas',
] as const;

const JOB = fileURLToPath(new URL('./job.ts', import.meta.url));

/**
 * Many series there and back, in processes of all the zones, one after the other in each of `jobs` lanes.
 * @param count of all zones together; each zone gets seeds of its own
 */
export async function seriesInAllZones(from: number, count: number, jobs: number): Promise<Part> {
  const share = Math.ceil(count / PROCESS_ZONES.length);
  const due = PROCESS_ZONES.map((zone, index) => {
    const start = from + index * share;
    return { zone, start, size: Math.min(share, Math.max(0, from + count - start)) };
  }).filter(({ size }) => size > 0);
  const parts: Part[] = [];
  const lane = async (): Promise<void> => {
    for (let next = due.shift(); next !== undefined; next = due.shift())
      parts.push(await childWith(JOB, [next.start, next.size], { TZ: next.zone }));
  };
  await Promise.all(Array.from({ length: jobs }, lane));
  return together(parts);
}
