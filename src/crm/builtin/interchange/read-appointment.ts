import type { NotExpressible } from '../../../model/index.ts';
import type { KeptRule } from '../kept-rule.ts';
import type { Extra } from '../stored-record.ts';
import type { EventGroup } from './calendar-file.ts';
import { isPartOfSeries } from './calendar-file.ts';
import type { Component } from './components.ts';
import type { ZoneContext } from './ical-time.ts';
import { tzidOf } from './ical-zone.ts';
import type { ImportTally } from './import-report.ts';
import type { UnreadParts } from './read-event.ts';
import { isCancelled, RECURRENCE, readEvent } from './read-event.ts';
import { appointmentOfSeries } from './series/appointment-of-series.ts';
import { masterOf, seriesOfEvents } from './series/series-of-events.ts';
import type { ImportedObject } from './store-imported.ts';

/**
 * The record that a group of events makes.
 * @param tally is told what was refused or kept as it came
 */
export function readAppointment(group: EventGroup, zones: ZoneContext, tally: ImportTally): ImportedObject | null {
  const { uid, events } = group;
  if (isCalledOff(events)) {
    tally.refuse(events[0].lineNumber, uid, 'called_off');
    return null;
  }
  return events.some(isPartOfSeries) ? readSeries(group, zones, tally) : readSingle(group, zones, tally);
}

/** As a whole. Of a series whose master is elsewhere: all that the file has of it. */
function isCalledOff(events: readonly Component[]): boolean {
  const master = masterOf(events);
  return master === null ? events.every(isCancelled) : isCancelled(master);
}

function readSingle(group: EventGroup, zones: ZoneContext, tally: ImportTally): ImportedObject | null {
  const { uid, events } = group;
  const [event] = events;
  const read = readEvent(event, zones);
  if (read.kind === 'refused') {
    tally.refuse(event.lineNumber, uid, read.code);
    return null;
  }
  return { uid, line: event.lineNumber, fields: read.fields, extra: unreadOf(read) };
}

function readSeries(group: EventGroup, zones: ZoneContext, tally: ImportTally): ImportedObject | null {
  const { uid, events } = group;
  const line = (masterOf(events) ?? events[0]).lineNumber;
  const read = seriesOfEvents(events, zones);
  switch (read.kind) {
    case 'refused':
      tally.refuse(line, uid, read.code);
      return null;
    case 'notExpressible':
      return keepSeries(group, read.reason, zones, tally);
    case 'series': {
      const fields = appointmentOfSeries(read.appointment, read.series);
      if (fields === null) return keepSeries(group, SKIPPED_BY_CLOCK, zones, tally);
      return { uid, line, fields, extra: unreadOf(read.unread, read.unreadOfOccurrences) };
    }
  }
}

/** A series whose first start is a reading that the clock jumps over stands elsewhere on all other days. */
const SKIPPED_BY_CLOCK: NotExpressible = { code: 'time_of_day', parameters: { part: 'DTSTART' } };

function keepSeries(
  { uid, events }: EventGroup,
  reason: NotExpressible,
  zones: ZoneContext,
  tally: ImportTally,
): ImportedObject | null {
  const event = masterOf(events) ?? events[0];
  const read = readEvent(event, zones);
  if (read.kind === 'refused') {
    tally.refuse(event.lineNumber, uid, read.code);
    return null;
  }
  tally.keep(event.lineNumber, uid, reason);
  const rule = event.lines.filter(({ name }) => RECURRENCE.has(name)).map(({ raw }) => raw);
  const keptRule: KeptRule = { verbatim: rule.join('\n'), ...reason };
  return { uid, line: event.lineNumber, fields: { ...read.fields, keptRule }, extra: asItCame(events, zones) };
}

function unreadOf(
  { lines, alarms }: UnreadParts,
  occurrences: Readonly<Record<string, UnreadParts>> = {},
): Extra | null {
  const hasOccurrences = Object.keys(occurrences).length > 0;
  if (lines.length + alarms.length === 0 && !hasOccurrences) return null;
  return { kind: 'icalendar', lines, alarms, ...(hasOccurrences ? { occurrences } : {}) };
}

function asItCame(events: readonly Component[], zones: ZoneContext): Extra {
  const text = (component: Component) => component.raw.join('\n');
  const named = new Set(events.flatMap((event) => event.lines).map(tzidOf));
  const timeZones = [...named].flatMap((tzid) => zones.definitions.get(tzid ?? '') ?? []);
  return { kind: 'verbatim', components: events.map(text), timeZones: timeZones.map(text) };
}
