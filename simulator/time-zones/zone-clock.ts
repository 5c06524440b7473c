import { Temporal } from 'temporal-polyfill';

/** Milliseconds of a wall clock, counted as if it stood in UTC. */
export type WallMs = number;

/** What a zone adds to UTC at an instant. Everything else about zones follows from it. */
export interface ZoneClock {
  readonly offsetMsAt: (instantMs: number) => number;
}

const DAY_MS = 86_400_000;

/** Clocks change on a quarter of an hour at the latest, and looking an offset up is slow. */
const STEP_MS = 900_000;
const MAX_REMEMBERED = 20_000;

export function ianaClock(iana: string): ZoneClock {
  const remembered = new Map<number, number>();
  return {
    offsetMsAt(instantMs) {
      const step = Math.floor(instantMs / STEP_MS);
      const known = remembered.get(step);
      if (known !== undefined) return known;
      if (remembered.size >= MAX_REMEMBERED) remembered.clear();
      const zoned = Temporal.Instant.fromEpochMilliseconds(step * STEP_MS).toZonedDateTimeISO(iana);
      const offsetMs = zoned.offsetNanoseconds / 1e6;
      remembered.set(step, offsetMs);
      return offsetMs;
    },
  };
}

export function wallOf(clock: ZoneClock, instantMs: number): WallMs {
  return instantMs + clock.offsetMsAt(instantMs);
}

/**
 * The instant at which the clock shows that time: the earlier one when it does so twice. A time that the clock
 * jumps over is taken as if the clock had not jumped, and then stands behind the gap.
 */
export function instantOfWall(clock: ZoneClock, wallMs: WallMs): number {
  const before = clock.offsetMsAt(wallMs - DAY_MS);
  const after = clock.offsetMsAt(wallMs + DAY_MS);
  if (clock.offsetMsAt(wallMs - before) === before) return wallMs - before;
  return clock.offsetMsAt(wallMs - after) === after ? wallMs - after : wallMs - before;
}
