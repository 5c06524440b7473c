import type {
  CalendarDate,
  DayOfWeek,
  PositionInMonth,
  Recurrence,
  RecurrencePattern,
  RecurrenceRange,
} from '../../../src/model/index.ts';
import { DAYS_OF_WEEK, isPositionOf, parseCalendarDate, positionsOf } from '../../../src/model/index.ts';

export const FREQUENCIES = ['never', 'daily', 'weekly', 'monthly', 'yearly'] as const;

export type Frequency = (typeof FREQUENCIES)[number];

/** A rule as it stands in a form. */
export interface RuleDraft {
  readonly frequency: Frequency;
  readonly interval: string;
  readonly days: readonly DayOfWeek[];
  readonly firstDayOfWeek: DayOfWeek;
  /** Of months and years; where the series no longer begins there, the first of `positionChoices` counts. */
  readonly position: PositionInMonth;
  readonly end: RecurrenceRange['kind'];
  readonly endDate: string;
  readonly occurrences: string;
}

/** What is wrong, by the field where it stands. */
export type RuleFault = 'interval' | 'days' | 'endDate' | 'occurrences';

export type ReadRule =
  /** `null`: it takes place once. */
  | { readonly kind: 'rule'; readonly recurrence: Recurrence | null }
  | { readonly kind: 'faults'; readonly faults: readonly RuleFault[] };

/** What the CRM takes. Exchange takes less and has a sentence of its own. */
export const LARGEST_NUMBER = 9_999;
const USUAL_OCCURRENCES = 10;

/** @param startDate `YYYY-MM-DD`, as it stands in the form */
export function ruleDraftOf(recurrence: Recurrence | null, startDate: string): RuleDraft {
  const pattern = recurrence?.pattern;
  const range = recurrence?.range;
  return {
    frequency: pattern === undefined ? 'never' : frequencyOf(pattern),
    interval: pattern !== undefined && 'interval' in pattern ? String(pattern.interval) : '1',
    days: pattern?.kind === 'weekly' ? pattern.days : [dayOfWeek(startDate)],
    firstDayOfWeek: pattern?.kind === 'weekly' ? pattern.firstDayOfWeek : 'monday',
    position: pattern === undefined ? { dayOfMonth: Number(startDate.slice(8)) } : positionIn(pattern, startDate),
    end: range?.kind ?? 'noEnd',
    endDate: range?.kind === 'endDate' ? range.endDate : '',
    occurrences: String(range?.kind === 'numbered' ? range.occurrences : USUAL_OCCURRENCES),
  };
}

/** A series of one day of the week goes with its start; of several the form says which one is missing. */
export function movedTo(draft: RuleDraft, from: string, to: string): RuleDraft {
  const [before, after] = [dayOfWeek(from), dayOfWeek(to)];
  return draft.days.length === 1 && draft.days[0] === before ? { ...draft, days: [after] } : draft;
}

/** The days of a month that a monthly or yearly series can have, when it begins on that day. */
export function positionChoices({ position }: RuleDraft, startDate: string): readonly PositionInMonth[] {
  const date = parseCalendarDate(startDate);
  const choices = positionsOf(date);
  const isKnown = choices.some((choice) => samePosition(choice, position));
  return !isKnown && isPositionOf(position, date) ? [position, ...choices] : choices;
}

export function chosenPosition(draft: RuleDraft, startDate: string): PositionInMonth {
  const choices = positionChoices(draft, startDate);
  return choices.find((choice) => samePosition(choice, draft.position)) ?? choices[0] ?? draft.position;
}

/** @param startDate first day of the series */
export function recurrenceOf(draft: RuleDraft, startDate: string): ReadRule {
  if (draft.frequency === 'never') return { kind: 'rule', recurrence: null };
  const faults = faultsOf(draft, startDate);
  if (faults.length > 0) return { kind: 'faults', faults };
  return { kind: 'rule', recurrence: { pattern: patternOf(draft, startDate), range: rangeOf(draft) } };
}

function faultsOf(draft: RuleDraft, startDate: string): readonly RuleFault[] {
  const { frequency, interval, days, end, endDate, occurrences } = draft;
  const faults: RuleFault[] = [];
  if (frequency !== 'yearly' && !isCount(interval)) faults.push('interval');
  if (frequency === 'weekly' && !days.includes(dayOfWeek(startDate))) faults.push('days');
  if (end === 'endDate' && (endDate === '' || endDate < startDate)) faults.push('endDate');
  if (end === 'numbered' && !isCount(occurrences)) faults.push('occurrences');
  return faults;
}

function patternOf(draft: RuleDraft, startDate: string): RecurrencePattern {
  const interval = Number(draft.interval);
  const position = chosenPosition(draft, startDate);
  const month = Number(startDate.slice(5, 7));
  switch (draft.frequency) {
    case 'weekly':
      return { kind: 'weekly', interval, days: draft.days, firstDayOfWeek: draft.firstDayOfWeek };
    case 'monthly':
      return 'index' in position
        ? { kind: 'relativeMonthly', interval, ...position }
        : { kind: 'absoluteMonthly', interval, ...position };
    case 'yearly':
      return 'index' in position
        ? { kind: 'relativeYearly', month, ...position }
        : { kind: 'absoluteYearly', month, ...position };
    default:
      return { kind: 'daily', interval };
  }
}

function rangeOf({ end, endDate, occurrences }: RuleDraft): RecurrenceRange {
  switch (end) {
    case 'noEnd':
      return { kind: 'noEnd' };
    case 'endDate':
      return { kind: 'endDate', endDate: parseCalendarDate(endDate) };
    case 'numbered':
      return { kind: 'numbered', occurrences: Number(occurrences) };
  }
}

function frequencyOf({ kind }: RecurrencePattern): Frequency {
  if (kind === 'daily' || kind === 'weekly') return kind;
  return kind === 'absoluteMonthly' || kind === 'relativeMonthly' ? 'monthly' : 'yearly';
}

function positionIn(pattern: RecurrencePattern, startDate: string): PositionInMonth {
  if ('index' in pattern) return { day: pattern.day, index: pattern.index };
  return { dayOfMonth: 'dayOfMonth' in pattern ? pattern.dayOfMonth : Number(startDate.slice(8)) };
}

function samePosition(one: PositionInMonth, other: PositionInMonth): boolean {
  if ('index' in one) return 'index' in other && one.index === other.index && one.day === other.day;
  return 'dayOfMonth' in other && one.dayOfMonth === other.dayOfMonth;
}

function isCount(text: string): boolean {
  return /^[1-9]\d{0,3}$/.test(text.trim());
}

export function dayOfWeek(date: string): DayOfWeek {
  return DAYS_OF_WEEK[new Date(`${date as CalendarDate}T00:00:00Z`).getUTCDay()] ?? 'monday';
}
