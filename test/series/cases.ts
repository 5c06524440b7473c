import { fileURLToPath } from 'node:url';
import { Temporal } from 'temporal-polyfill';
import type { Part } from '../simulation/jobs.ts';
import { childWith, together } from '../simulation/jobs.ts';
import { PROCESS_ZONES } from './process-zones.ts';

export interface SeriesPart extends Part {
  /** Series that Exchange does not take. They were drawn beside those that count, and each was told. */
  readonly refused: number;
}

interface PartOfZone extends SeriesPart {
  /** What the process takes for noon of 1 January and of 1 July. */
  readonly noons: readonly string[];
}

const JOB = fileURLToPath(new URL('./job.ts', import.meta.url));

/**
 * Many series there and back. Each seed belongs to one zone, in whose process it runs also when it is repeated alone.
 * @param jobs processes at the same time
 */
export async function seriesInAllZones(from: number, count: number, jobs: number): Promise<SeriesPart> {
  const due = PROCESS_ZONES.slice(0, count).map((_, index) => from + index);
  const parts: PartOfZone[] = [];
  const lane = async (): Promise<void> => {
    for (let first = due.shift(); first !== undefined; first = due.shift()) {
      const zone = PROCESS_ZONES[first % PROCESS_ZONES.length] ?? 'UTC';
      const part = await childWith<PartOfZone>(JOB, [first, from + count, PROCESS_ZONES.length], { TZ: zone });
      assertZone(zone, part.noons);
      parts.push(part);
    }
  };
  await Promise.all(Array.from({ length: jobs }, lane));
  return { ...together(parts), refused: parts.reduce((sum, { refused }) => sum + refused, 0) };
}

/** A system that does not know the zone would try all of them in UTC. */
function assertZone(zone: string, noons: readonly string[]): void {
  const wanted = ['2027-01-01', '2027-07-01'].map((day) =>
    Temporal.PlainDateTime.from(`${day}T12:00`).toZonedDateTime(zone).toInstant().toString(),
  );
  if (noons.map((noon) => noon.replace('.000', '')).join() !== wanted.join())
    throw new Error(`a process of ${zone} has noon at ${noons.join(' and ')}`);
}
