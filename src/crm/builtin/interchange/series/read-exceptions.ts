import type {
  Appointment,
  AppointmentTime,
  NotExpressible,
  OriginalStart,
  Series,
  SeriesException,
} from '../../../../model/index.ts';
import { exceptionFields, isNotExpressible, notExpressible, regularTime, wallTimeAt } from '../../../../model/index.ts';
import { UTC } from '../../utc.ts';
import type { Component } from '../components.ts';
import { findLine } from '../components.ts';
import type { ZoneContext } from '../ical-time.ts';
import type { UnreadParts } from '../read-event.ts';
import { isCancelled, readEvent } from '../read-event.ts';
import { newestFirst } from './newest-first.ts';
import { readOriginalStarts } from './read-original-starts.ts';

const IDENTITY = 'RECURRENCE-ID';

export interface ExceptionsRead {
  /** A cancelled occurrence does not take place: the same as a deleted one. */
  readonly cancelled: readonly OriginalStart[];
  readonly exceptions: readonly SeriesException[];
  /** Of those that have some, by the day of the occurrence. */
  readonly unread: Readonly<Record<string, UnreadParts>>;
}

export function isException(event: Component): boolean {
  return findLine(event, IDENTITY) !== undefined;
}

/**
 * @param events those with a RECURRENCE-ID
 * @param master what all occurrences have
 * @param series by its rule alone
 */
export function readExceptions(
  events: readonly Component[],
  master: Appointment,
  series: Series,
  zones: ZoneContext,
): ExceptionsRead | NotExpressible {
  const changes = newestChanges(events, series, zones);
  if (isNotExpressible(changes)) return changes;
  const cancelled: OriginalStart[] = [];
  const exceptions: SeriesException[] = [];
  const unread: Record<string, UnreadParts> = {};
  for (const { event, originalStart, time } of changes) {
    if (isCancelled(event)) {
      cancelled.push(originalStart);
      continue;
    }
    const read = readEvent(event, zones);
    if (read.kind === 'refused') return notExpressible('part_unreadable', { part: IDENTITY });
    // Without a regular time it is no occurrence of the rule, and the series is refused for that.
    const fields = time === null ? {} : exceptionFields({ ...master, time }, read.fields as unknown as Appointment);
    exceptions.push({ originalStart, fields });
    const { lines, alarms } = read;
    if (time !== null && lines.length + alarms.length > 0) unread[dayOf(time)] = { lines, alarms };
  }
  return { cancelled, exceptions, unread };
}

interface Change {
  readonly event: Component;
  readonly originalStart: OriginalStart;
  /** When the rule has it. */
  readonly time: AppointmentTime | null;
}

/** One for each occurrence, whatever the zones in which it is named. */
function newestChanges(
  events: readonly Component[],
  series: Series,
  zones: ZoneContext,
): readonly Change[] | NotExpressible {
  const changes = new Map<string, Change>();
  for (const event of events) {
    const originalStart = readIdentity(event, series, zones);
    if (isNotExpressible(originalStart)) return originalStart;
    const time = regularTime(series, originalStart);
    const occurrence = JSON.stringify(time ?? originalStart);
    const known = changes.get(occurrence);
    if (known === undefined || newestFirst(event, known.event) < 0) {
      changes.set(occurrence, { event, originalStart, time });
    }
  }
  return [...changes.values()];
}

function readIdentity(event: Component, { time }: Series, zones: ZoneContext): OriginalStart | NotExpressible {
  const line = findLine(event, IDENTITY);
  const starts = line === undefined ? [] : readOriginalStarts(line, time, zones);
  if (isNotExpressible(starts)) return starts;
  const [start] = starts;
  if (start === undefined) return notExpressible('part_unreadable', { part: IDENTITY });
  if (line?.params.has('RANGE')) return notExpressible('this_and_future', { date: dateOf(start) });
  return start;
}

/** @param time as the rule has it */
function dayOf(time: AppointmentTime): string {
  if (time.kind === 'allDay') return time.startDate;
  return wallTimeAt(time.start, time.zone ?? UTC).local.slice(0, 10);
}

function dateOf(start: OriginalStart): string {
  return 'date' in start ? start.date : start.local.slice(0, 10);
}
