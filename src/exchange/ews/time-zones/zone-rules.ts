/** One change of the clock, as it comes back every year. */
export interface YearlyChange {
  /** East of Greenwich is positive; valid from this change on. */
  readonly offsetMinutes: number;
  /** 1 to 12. */
  readonly month: number;
  /** `nth`: 1 to 4, or 5 for the last such day of the month. `weekday`: 0 is Sunday. */
  readonly day:
    | { readonly kind: 'weekday'; readonly weekday: number; readonly nth: number }
    | { readonly kind: 'date'; readonly date: number };
  /** On the clock that is valid before the change. */
  readonly wallMinutes: number;
}

/** The clock of a zone in one year. Without changes it shows `offsetMinutes` all year long. */
export interface ZoneRules {
  readonly offsetMinutes: number;
  readonly changes: readonly YearlyChange[];
}

/** A span of a year with one offset, in seconds since 1970. */
export interface ClockSpan {
  readonly from: number;
  readonly until: number;
  readonly offsetMinutes: number;
}

/** The spans of one year of UTC, in order and without a gap. */
export function clockOfYear({ offsetMinutes, changes }: ZoneRules, year: number): readonly ClockSpan[] {
  const start = startOfYear(year);
  const end = startOfYear(year + 1);
  const ordered = changes.toSorted((a, b) => a.month - b.month);
  // What December ended with is what January begins with.
  let offset = ordered.at(-1)?.offsetMinutes ?? offsetMinutes;
  let from = start;
  const spans: ClockSpan[] = [];
  for (const change of ordered) {
    const at = dayOf(change, year) + (change.wallMinutes - offset) * 60;
    if (at > from && at < end) {
      spans.push({ from, until: at, offsetMinutes: offset });
      from = at;
    }
    offset = change.offsetMinutes;
  }
  return [...spans, { from, until: end, offsetMinutes: offset }];
}

/** Midnight of the day of the change, read as UTC. */
function dayOf({ month, day }: YearlyChange, year: number): number {
  const first = new Date(Date.UTC(year, month - 1, 1));
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day.kind === 'date') return first.getTime() / 1000 + (Math.min(day.date, length) - 1) * 86_400;
  let date = 1 + ((day.weekday - first.getUTCDay() + 7) % 7) + (day.nth - 1) * 7;
  while (date > length) date -= 7;
  return first.getTime() / 1000 + (date - 1) * 86_400;
}

function startOfYear(year: number): number {
  // The year after 9999 has the long form only.
  return Date.parse(`+${String(year).padStart(6, '0')}-01-01T00:00:00Z`) / 1000;
}
