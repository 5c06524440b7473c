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
      /** Lines and alarms of the master that no field expresses, as they came. */
      readonly lines: readonly string[];
      readonly alarms: readonly string[];
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
  const [master] = events.filter((event) => !isException(event)).toSorted(newestFirst);
  if (master === undefined) return { kind: 'notExpressible', reason: notExpressible('no_rule') };
  const read = readEvent(master, zones);
  if (read.kind === 'refused') return read;
  const { recurrence: _rule, ...fields } = read.fields;
  const appointment = fields as unknown as Appointment;
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
  const { lines, alarms } = read;
  return all.kind === 'series' ? { ...all, appointment, lines, alarms } : all;
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
