/** A day of the calendar without any zone: days since 1970-01-01. */
export type CivilDay = number;

export interface CivilDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

const DAY_MS = 86_400_000;

/** Days beyond the month run over into the next. */
export function civilDay({ year, month, day }: CivilDate): CivilDay {
  return Date.UTC(year, month - 1, day) / DAY_MS;
}

export function dateOf(day: CivilDay): CivilDate {
  const date = new Date(day * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** 0 is Sunday. */
export function weekdayOf(day: CivilDay): number {
  // 1970-01-01 was a Thursday.
  return (((day + 4) % 7) + 7) % 7;
}

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** `YYYY-MM-DD`. */
export function isoDayOf(day: CivilDay): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** @param text begins with `YYYY-MM-DD`; a zone behind it says nothing about the day */
export function readCivilDay(text: string): CivilDay | undefined {
  const match = /^\s*(\d{4})-(\d\d)-(\d\d)/.exec(text);
  if (match === null) return undefined;
  const date = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
  const day = civilDay(date);
  return isoDayOf(day) === match[0].trim() ? day : undefined;
}
