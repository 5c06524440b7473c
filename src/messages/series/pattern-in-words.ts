import type { DayIndex, DayOfWeek, PositionInMonth, RecurrencePattern, RelativeDay } from '../../model/index.ts';
import { DAYS_OF_WEEK } from '../../model/index.ts';
import { localeOf } from '../locale.ts';
import type { Speaker } from './speaker.ts';

const WORK_DAYS: readonly DayOfWeek[] = DAYS_OF_WEEK.slice(1, 6);
/** Every month has these. */
const SHORTEST_MONTH = 28;
const LONGEST_MONTH = 31;

/** "every 2 weeks on Monday and Friday", "the last Friday of every month". */
export function patternInWords(pattern: RecurrencePattern, speaker: Speaker): string {
  const { t } = speaker;
  const say = (key: string, params: object = {}) => t(`recurrence.words.${key}`, { ...params });
  switch (pattern.kind) {
    case 'daily':
      return say('daily', { count: pattern.interval });
    case 'weekly':
      return weekly(pattern, speaker);
    case 'absoluteMonthly': {
      const { interval, dayOfMonth } = pattern;
      const on = positionInWords({ dayOfMonth }, speaker);
      const words = say('monthly', { on, count: interval });
      return dayOfMonth > SHORTEST_MONTH && dayOfMonth < LONGEST_MONTH ? say('orLastDay', { pattern: words }) : words;
    }
    case 'relativeMonthly':
      return say('monthly', { on: placeInWords(pattern.index, pattern.day, speaker), count: pattern.interval });
    case 'absoluteYearly':
      return yearlyOnDate(pattern, speaker);
    case 'relativeYearly': {
      const on = placeInWords(pattern.index, pattern.day, speaker);
      return say('yearlyOn', { on, month: monthName(pattern.month, speaker.language) });
    }
  }
}

/** "day 6", "the last day", "the last Friday": of a month. */
export function positionInWords(position: PositionInMonth, speaker: Speaker): string {
  if ('index' in position) return placeInWords(position.index, position.day, speaker);
  const { dayOfMonth } = position;
  return dayOfMonth === LONGEST_MONTH
    ? speaker.t('recurrence.words.lastDayOfMonth', {})
    : speaker.t('recurrence.words.dayOfMonth', { day: dayOfMonth });
}

function weekly(pattern: Extract<RecurrencePattern, { kind: 'weekly' }>, { t, language }: Speaker): string {
  const { interval, firstDayOfWeek } = pattern;
  const days = inOrder(pattern.days);
  if (interval === 1 && days.length === DAYS_OF_WEEK.length) return t('recurrence.words.daily', { count: 1 });
  if (interval === 1 && days.join() === WORK_DAYS.join()) return t('recurrence.words.weekdays', {});
  const names = new Intl.ListFormat(localeOf(language)).format(days.map((day) => dayName(day, language)));
  const words = t('recurrence.words.weekly', { days: names, count: interval });
  if (interval === 1 || firstDayOfWeek === 'monday') return words;
  return t('recurrence.words.weeksBegin', { pattern: words, day: dayName(firstDayOfWeek, language) });
}

/** From Monday on, as both languages count them. */
function inOrder(days: readonly DayOfWeek[]): readonly DayOfWeek[] {
  return [...DAYS_OF_WEEK.slice(1), ...DAYS_OF_WEEK.slice(0, 1)].filter((day) => days.includes(day));
}

function yearlyOnDate(
  { month, dayOfMonth }: Extract<RecurrencePattern, { kind: 'absoluteYearly' }>,
  { t, language }: Speaker,
): string {
  const inLeapYear = new Date(Date.UTC(2000, month, 0)).getUTCDate();
  if (dayOfMonth > inLeapYear || (dayOfMonth === inLeapYear && inLeapYear > 29)) {
    const on = t('recurrence.words.lastDayOfMonth', {});
    return t('recurrence.words.yearlyOn', { on, month: monthName(month, language) });
  }
  const date = format(language, { day: 'numeric', month: 'long' }, Date.UTC(2000, month - 1, dayOfMonth));
  const words = t('recurrence.words.yearlyOnDate', { date });
  return dayOfMonth > SHORTEST_MONTH && inLeapYear < 30 ? t('recurrence.words.orLastDay', { pattern: words }) : words;
}

/** "the last Friday". */
function placeInWords(index: DayIndex, day: RelativeDay, { t, language }: Speaker): string {
  const isWeekday = (DAYS_OF_WEEK as readonly string[]).includes(day);
  const name = isWeekday ? dayName(day as DayOfWeek, language) : t(`recurrence.words.relativeDays.${day}`, {});
  return t(`recurrence.words.${day === 'sunday' ? 'positionsOfSunday' : 'positions'}.${index}`, { day: name });
}

/** "Friday". */
export function dayName(day: DayOfWeek, language: string): string {
  // 2 January 2000 was a Sunday.
  return format(language, { weekday: 'long' }, Date.UTC(2000, 0, 2 + DAYS_OF_WEEK.indexOf(day)));
}

/** "October". @param month from 1 */
function monthName(month: number, language: string): string {
  return format(language, { month: 'long' }, Date.UTC(2000, month - 1, 1));
}

function format(language: string, options: Intl.DateTimeFormatOptions, at: number): string {
  return new Intl.DateTimeFormat(localeOf(language), { ...options, timeZone: 'UTC' }).format(at);
}
