import type { Component } from './components.ts';
import { rawValue, readComponents } from './components.ts';
import type { ImportTally } from './import-report.ts';
import { isCancelled, RECURRENCE } from './read-event.ts';
import { contentUid } from './store-imported.ts';
import { unescapeText } from './text-value.ts';

const OBJECTS = new Set(['VEVENT', 'VTIMEZONE', 'VTODO', 'VJOURNAL', 'VFREEBUSY', 'VAVAILABILITY']);

/** What an iCalendar file has to say of appointments. */
export interface CalendarFile {
  readonly events: readonly Component[];
  /** By TZID. */
  readonly timeZones: ReadonlyMap<string, Component>;
}

/** @param tally is told what was left out */
export function readCalendarFile(text: string, tally: ImportTally): CalendarFile {
  const events: Component[] = [];
  const timeZones = new Map<string, Component>();
  let cancels = false;
  for (const read of readComponents(text, OBJECTS, 'VCALENDAR')) {
    if (read.kind === 'broken') {
      // A broken zone shows in the events that need it.
      if (read.name === 'VEVENT') tally.refuse(read.lineNumber, read.uid, read.code);
    } else if (read.kind === 'envelope') {
      if (['BEGIN', 'METHOD'].includes(read.line.name)) cancels = read.line.value.trim().toUpperCase() === 'CANCEL';
    } else {
      const { component } = read;
      if (component.name === 'VEVENT') events.push(cancels ? cancelled(component) : component);
      else if (component.name === 'VTIMEZONE')
        timeZones.set(unescapeText(rawValue(component, 'TZID') ?? ''), component);
      else tally.ignore();
    }
  }
  return { events, timeZones };
}

/** What a message with METHOD:CANCEL names is called off, also where its own status does not say so. */
function cancelled(event: Component): Component {
  const { lineNumber } = event;
  const raw = 'STATUS:CANCELLED';
  const status = { group: null, name: 'STATUS', params: new Map(), value: 'CANCELLED', raw, lineNumber };
  return { ...event, lines: [status, ...event.lines] };
}

/** An appointment with its corrections, or a series: what shares a UID. */
export interface EventGroup {
  readonly uid: string;
  readonly events: readonly [Component, ...Component[]];
}

/**
 * Two events with one UID are a series if one of them says so; otherwise the later one corrects the earlier, and where
 * it calls it off there is nothing to correct.
 */
export function groupedByUid(events: readonly Component[]): readonly EventGroup[] {
  const byUid = new Map<string, [Component, ...Component[]]>();
  for (const event of events) {
    const named = rawValue(event, 'UID');
    const uid = named === null ? contentUid(event.raw) : unescapeText(named);
    const group = byUid.get(uid);
    if (group === undefined) byUid.set(uid, [event]);
    else group.push(event);
  }
  return [...byUid].flatMap(([uid, group]): EventGroup[] => {
    if (group.some(isPartOfSeries)) return [{ uid, events: group }];
    const last = group.at(-1) ?? group[0];
    return (isCancelled(last) ? [last] : group).map((event) => ({ uid, events: [event] }));
  });
}

/** Whether it is a series, or an occurrence of one. */
export function isPartOfSeries(event: Component): boolean {
  return event.lines.some((line) => RECURRENCE.has(line.name));
}
