import { readDuration } from '../wire/duration.ts';
import type { XmlElement } from '../xml/element.ts';
import { childrenOf, childText, findChild } from '../xml/element.ts';
import type { YearlyChange, ZoneRules } from './zone-rules.ts';

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const INDEXES = ['first', 'second', 'third', 'fourth', 'last'];
const MONTHS = 'january february march april may june july august september october november december'.split(' ');

/**
 * What the clock of a zone does in a year, where a server tells it: `t:MeetingTimeZone` of Exchange 2007
 * (`t:TimeZoneType`), or a definition with periods and transitions of 2010 and later.
 * @returns `null` when the element only names a zone, or says what cannot be
 */
export function readZoneRules(zone: XmlElement, year: number): ZoneRules | null {
  return findChild(zone, 'BaseOffset') === undefined ? readDefinition(zone, year) : readMeetingTimeZone(zone);
}

/** Both offsets are what has to be added to the wall clock to get UTC: five hours west of Greenwich is `PT5H`. */
function readMeetingTimeZone(zone: XmlElement): ZoneRules | null {
  const base = readDuration(childText(zone, 'BaseOffset'));
  if (base === null) return null;
  const changes: YearlyChange[] = [];
  for (const name of ['Standard', 'Daylight']) {
    const element = findChild(zone, name);
    if (element === undefined) continue;
    const change = readMeetingChange(element, base);
    if (change === null) return null;
    changes.push(change);
  }
  const standard = readDuration(childText(findChild(zone, 'Standard'), 'Offset')) ?? 0;
  return { offsetMinutes: minutesEast(base + standard), changes: changes.length === 2 ? changes : [] };
}

function readMeetingChange(element: XmlElement, base: number): YearlyChange | null {
  const offset = readDuration(childText(element, 'Offset')) ?? 0;
  const wallMinutes = minutesOfDay(childText(element, 'Time'));
  const relative = findChild(element, 'RelativeYearlyRecurrence');
  const absolute = /^\d{4}-(\d{2})-(\d{2})/.exec(childText(element, 'AbsoluteDate')?.trim() ?? '');
  const month = relative === undefined ? Number(absolute?.[1] ?? 0) : indexIn(MONTHS, relative, 'Month');
  const day: YearlyChange['day'] | null =
    relative === undefined
      ? absolute === null
        ? null
        : { kind: 'date', date: Number(absolute[2]) }
      : weekdayOf(indexIn(DAYS, relative, 'DaysOfWeek') - 1, indexIn(INDEXES, relative, 'DayOfWeekIndex'));
  if (wallMinutes === null || day === null || month < 1 || month > 12) return null;
  return { offsetMinutes: minutesEast(base + offset), month, day, wallMinutes };
}

/** A definition has groups of transitions, and says which group is valid from when. */
function readDefinition(zone: XmlElement, year: number): ZoneRules | null {
  const periods = new Map(
    childrenOf(findChild(zone, 'Periods'), 'Period').map(({ attributes }) => [
      attributes.Id ?? '',
      readDuration(attributes.Bias ?? null),
    ]),
  );
  const offsetOf = (transition: XmlElement | undefined) => {
    const bias = periods.get(childText(transition, 'To')?.trim() ?? '') ?? null;
    return bias === null ? null : minutesEast(bias);
  };
  const group = findGroup(zone, year);
  const transitions = group?.children ?? [];
  const changes = transitions.flatMap((transition) => {
    const offsetMinutes = offsetOf(transition);
    return transition.name === 'Transition' ? [] : [readTransition(transition, offsetMinutes)];
  });
  const known = changes.filter((change) => change !== null);
  if (known.length < changes.length) return null;
  const plain = offsetOf(transitions.find(({ name }) => name === 'Transition'));
  // A zone without daylight saving may have a single period and no group at all.
  const only = periods.size === 1 ? ([...periods.values()][0] ?? null) : null;
  const offsetMinutes = plain ?? known.at(-1)?.offsetMinutes ?? (only === null ? null : minutesEast(only));
  return offsetMinutes === null ? null : { offsetMinutes, changes: known };
}

function findGroup(zone: XmlElement, year: number): XmlElement | undefined {
  const groups = childrenOf(findChild(zone, 'TransitionsGroups'), 'TransitionsGroup');
  const valid = (findChild(zone, 'Transitions')?.children ?? []).filter((transition) => {
    const from = /^(\d{4})/.exec(childText(transition, 'DateTime')?.trim() ?? '')?.[1];
    return from === undefined || Number(from) <= year;
  });
  const id = childText(valid.at(-1), 'To')?.trim();
  return groups.find(({ attributes }) => attributes.Id === id) ?? (groups.length === 1 ? groups[0] : undefined);
}

function readTransition(transition: XmlElement, offsetMinutes: number | null): YearlyChange | null {
  const seconds = readDuration(childText(transition, 'TimeOffset'));
  const month = Number(childText(transition, 'Month')?.trim() ?? 0);
  const date = Number(childText(transition, 'Day')?.trim() ?? 0);
  // -1 is the last such day of the month.
  const occurrence = Number(childText(transition, 'Occurrence')?.trim() ?? 0);
  const day: YearlyChange['day'] | null =
    date >= 1
      ? { kind: 'date', date }
      : weekdayOf(indexIn(DAYS, transition, 'DayOfWeek') - 1, occurrence === -1 ? 5 : occurrence);
  if (offsetMinutes === null || seconds === null || day === null || !(month >= 1 && month <= 12)) return null;
  return { offsetMinutes, month, day, wallMinutes: Math.round(seconds / 60) };
}

function weekdayOf(weekday: number, nth: number): YearlyChange['day'] | null {
  return weekday >= 0 && nth >= 1 && nth <= 5 ? { kind: 'weekday', weekday, nth } : null;
}

/** Counted from 1; 0 for what is none of the words. */
function indexIn(words: readonly string[], parent: XmlElement, name: string): number {
  return words.indexOf(childText(parent, name)?.trim().toLowerCase() ?? '') + 1;
}

function minutesOfDay(text: string | null): number | null {
  const match = /^(\d{2}):(\d{2})/.exec(text?.trim() ?? '');
  return match === null ? null : Number(match[1]) * 60 + Number(match[2]);
}

function minutesEast(secondsToUtc: number): number {
  // Never -0, which is another value to whoever compares.
  return secondsToUtc === 0 ? 0 : -Math.round(secondsToUtc / 60);
}
