import { civilDay, daysInMonth, weekdayOf } from './civil-day.ts';
import type { ZoneClock } from './zone-clock.ts';

/** A change of the clock that comes every year. */
export interface YearlyChange {
  /** From then on, clocks are so far ahead of UTC. */
  readonly offsetMs: number;
  /** 1 to 12. */
  readonly month: number;
  readonly on:
    | { readonly kind: 'date'; readonly day: number }
    /** 0 is Sunday; `-1` is the last one of the month. */
    | { readonly kind: 'weekday'; readonly weekday: number; readonly position: number };
  /** On the clock as it was before. */
  readonly timeMs: number;
}

/** A zone as a client described it: one offset, or several that change at the same times every year. */
export interface YearlyZone {
  readonly name: string;
  /** When nothing changes. */
  readonly offsetMs: number;
  readonly changes: readonly YearlyChange[];
}

const DAY_MS = 86_400_000;

export function yearlyClock({ offsetMs, changes }: YearlyZone): ZoneClock {
  if (changes.length === 0) return { offsetMsAt: () => offsetMs };
  return {
    offsetMsAt(instantMs) {
      const year = new Date(instantMs).getUTCFullYear();
      const past = [year - 1, year, year + 1]
        .flatMap((each) => instantsIn(each, changes))
        .filter(({ atMs }) => atMs <= instantMs)
        .sort((a, b) => a.atMs - b.atMs);
      return past.at(-1)?.offsetMs ?? offsetMs;
    },
  };
}

function instantsIn(year: number, changes: readonly YearlyChange[]) {
  const walls = changes.map((change) => ({ offsetMs: change.offsetMs, wallMs: wallMsOf(year, change) }));
  walls.sort((a, b) => a.wallMs - b.wallMs);
  return walls.map(({ offsetMs, wallMs }, index) => ({
    offsetMs,
    atMs: wallMs - (walls.at(index - 1)?.offsetMs ?? 0),
  }));
}

function wallMsOf(year: number, { month, on, timeMs }: YearlyChange): number {
  const length = daysInMonth(year, month);
  const first = civilDay({ year, month, day: 1 });
  if (on.kind === 'date') return (first + Math.min(on.day, length) - 1) * DAY_MS + timeMs;
  const firstMatch = first + ((on.weekday - weekdayOf(first) + 7) % 7);
  const wanted = on.position < 0 ? firstMatch + 28 : firstMatch + (on.position - 1) * 7;
  return (wanted >= first + length ? wanted - 7 : wanted) * DAY_MS + timeMs;
}
