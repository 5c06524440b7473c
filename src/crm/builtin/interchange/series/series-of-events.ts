import type {
  Appointment,
  AppointmentTime,
  NotExpressible,
  OriginalStart,
  RuleSet,
  Series,
} from '../../../../model/index.ts';
import { isNotExpressible, notExpressible, seriesOfRules } from '../../../../model/index.ts';
import type { Component } from '../components.ts';
import { findLine } from '../components.ts';
import type { TimeProblem, ZoneContext } from '../ical-time.ts';
import type { UnreadParts } from '../read-event.ts';
import { readEvent } from '../read-event.ts';
import { newestFirst } from './newest-first.ts';
import { isException, readExceptions } from './read-exceptions.ts';
import { readOriginalStarts } from './read-original-starts.ts';
import { readSeriesTime } from './read-series-time.ts';

export type SeriesOfEvents =
  | {
      readonly kind: 'series';
      /** What all occurrences have, with the time of the first. */
      readonly appointment: Appointment;
      readonly series: Series;
      /** Of the master. */
      readonly unread: UnreadParts;
      /** Of changed occurrences, by their days. */
      readonly unreadOfOccurrences: Readonly<Record<string, UnreadParts>>;
    }
  /** It could be read and is not what Exchange can express: kept as it came. */
  | { readonly kind: 'notExpressible'; readonly reason: NotExpressible }
  /** Nobody can tell when it takes place. */
  | { readonly kind: 'refused'; readonly code: TimeProblem };

/**
 * What the VEVENTs with one UID say: a master with its rule, and the occurrences that differ. Of several that say
 * the same, the one with the highest SEQUENCE counts, and the last of these.
 */
export function seriesOfEvents(events: readonly Component[], zones: ZoneContext): SeriesOfEvents {
  const master = masterOf(events);
  if (master === null) return { kind: 'notExpressible', reason: notExpressible('no_rule') };
  const read = readEvent(master, zones);
  if (read.kind === 'refused') return read;
  const appointment = read.fields as unknown as Appointment;
  const rules = rulesOf(master, appointment.time, zones);
  if (isNotExpressible(rules)) return { kind: 'notExpressible', reason: rules };
  const regular = seriesOfRules(rules);
  if (regular.kind === 'notExpressible') return regular;

  const changes = readExceptions(events.filter(isException), appointment, regular.series, zones);
  if (isNotExpressible(changes)) return { kind: 'notExpressible', reason: changes };
  const all = seriesOfRules({
    ...rules,
    excludedStarts: [...rules.excludedStarts, ...changes.cancelled],
    exceptions: changes.exceptions,
  });
  if (all.kind === 'notExpressible') return all;
  const { lines, alarms } = read;
  return { ...all, appointment, unread: { lines, alarms }, unreadOfOccurrences: changes.unread };
}

/** The VEVENT with the rule. @returns `null` where there are only occurrences */
export function masterOf(events: readonly Component[]): Component | null {
  return events.filter((event) => !isException(event)).toSorted(newestFirst)[0] ?? null;
}

/** Without the occurrences that differ. */
function rulesOf(master: Component, time: AppointmentTime, zones: ZoneContext): RuleSet | NotExpressible {
  // Outlook writes it in place of RRULE where a series follows the Hebrew or another calendar.
  if (findLine(master, 'X-MICROSOFT-RRULE') !== undefined) return notExpressible('calendar_system');
  const own = readSeriesTime(master, time, zones);
  if (isNotExpressible(own)) return own;
  const values = (name: string) => master.lines.filter((line) => line.name === name).map(({ value }) => value);
  const starts = (name: string): readonly OriginalStart[] | NotExpressible => {
    const found: OriginalStart[] = [];
    for (const line of master.lines) {
      if (line.name !== name) continue;
      const read = readOriginalStarts(line, own, zones);
      if (isNotExpressible(read)) return read;
      found.push(...read);
    }
    return found;
  };
  const extraStarts = starts('RDATE');
  if (isNotExpressible(extraStarts)) return extraStarts;
  const excludedStarts = starts('EXDATE');
  if (isNotExpressible(excludedStarts)) return excludedStarts;
  return {
    time: own,
    rules: values('RRULE'),
    exclusionRules: values('EXRULE'),
    extraStarts,
    excludedStarts,
    exceptions: [],
  };
}
