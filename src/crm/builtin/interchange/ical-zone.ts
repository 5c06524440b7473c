import ICAL from 'ical.js';
import type { TimeZoneId } from '../../../model/index.ts';
import {
  epochSeconds,
  instantOf,
  parseLocalDateTime,
  parseTimeZoneId,
  windowsZoneToIana,
} from '../../../model/index.ts';
import type { Component } from './components.ts';
import { rawValue } from './components.ts';
import type { ContentLine } from './content-line.ts';
import { unescapeText } from './text-value.ts';

/** A zone that a file names: one that we know, or one that only the file defines. */
export type FileZone =
  | { readonly kind: 'known'; readonly zone: TimeZoneId }
  | { readonly kind: 'defined'; readonly component: Component };

/** The name of a line's zone, as `VTIMEZONE` has it without its escapes. Some writers quote no name with commas. */
export function tzidOf(line: ContentLine): string | null {
  const names = line.params.get('TZID');
  return names === undefined ? null : unescapeText(names.join(','));
}

/**
 * Finds what a TZID means: an IANA name, also behind a prefix (`/freeassociation.sourceforge.net/Europe/Rome`);
 * a Windows name; the IANA name that the file's VTIMEZONE gives; at last the rules of that VTIMEZONE, as for
 * Outlook's `Customized Time Zone` and display names. An abbreviation (`EST`) also is an IANA name, mostly of a fixed
 * offset that nobody means by it: it counts only where the VTIMEZONE, if there is one, does the same.
 * @param year of the time that is written in that zone
 * @returns `null` when nothing tells: guessing would move the appointment
 */
export function findZone(tzid: string, definitions: ReadonlyMap<string, Component>, year: number): FileZone | null {
  const definition = definitions.get(tzid);
  const location = definition === undefined ? null : rawValue(definition, 'X-LIC-LOCATION');
  for (const candidate of [...suffixes(tzid), ...(location === null ? [] : suffixes(location))]) {
    const named = ianaZone(candidate);
    const isMeant =
      named === null || candidate.includes('/') || definition === undefined || doSame(named, definition, year);
    const zone = (isMeant ? named : null) ?? windowsZoneToIana(candidate);
    if (zone !== null) return { kind: 'known', zone };
  }
  return definition === undefined ? null : { kind: 'defined', component: definition };
}

/** The seconds since 1970-01-01T00:00:00Z of a reading of the clock, `YYYY-MM-DDTHH:mm:ss`. */
type SecondsOfReading = (local: string) => number;

/** Rules since 1601, as Outlook has them, take a tenth of a second to work out, and a file has many events. */
const readingsByDefinition = new WeakMap<Component, SecondsOfReading>();

/** @throws what ical.js throws of a VTIMEZONE that it cannot read */
export function readDefinedZone(definition: Component): SecondsOfReading {
  const known = readingsByDefinition.get(definition);
  if (known !== undefined) return known;
  const zone = new ICAL.Timezone({ component: new ICAL.Component(ICAL.parse(definition.raw.join('\r\n'))) });
  const secondsOf = (local: string) => {
    const time = ICAL.Time.fromDateTimeString(local);
    time.zone = zone;
    return time.toUnixTime();
  };
  readingsByDefinition.set(definition, secondsOf);
  return secondsOf;
}

/**
 * @param local `YYYY-MM-DDTHH:mm:ss`
 * @returns seconds since 1970-01-01T00:00:00Z, by the rules of the VTIMEZONE; `null` when it cannot be read
 */
export function secondsInDefinedZone(local: string, definition: Component): number | null {
  try {
    return readDefinedZone(definition)(local);
  } catch {
    return null;
  }
}

/** At noon of one day of each month. A definition that cannot be read says nothing. */
function doSame(zone: TimeZoneId, definition: Component, year: number): boolean {
  return MONTHS.every((month) => {
    const local = parseLocalDateTime(`${String(year).padStart(4, '0')}-${month}-01T12:00:00`);
    const seconds = secondsInDefinedZone(local, definition);
    return seconds === null || seconds === epochSeconds(instantOf({ local, zone }));
  });
}

const MONTHS = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'));

/** `a/b/c`, `b/c`, `c`. */
function suffixes(name: string): readonly string[] {
  const parts = name.trim().replace(/^\//, '').split('/');
  return parts.map((_part, index) => parts.slice(index).join('/'));
}

function ianaZone(name: string): TimeZoneId | null {
  // The runtime also takes offsets for zones; an offset knows no daylight saving and Windows has no name for it.
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name)) return null;
  try {
    return parseTimeZoneId(name);
  } catch {
    return null;
  }
}
