import type { TimeZoneId } from '../../../model/index.ts';
import { epochSeconds, instantFromEpochSeconds, parseInstant, wallTimeAt, worldZones } from '../../../model/index.ts';
import type { ClockSpan, ZoneRules } from './zone-rules.ts';
import { clockOfYear } from './zone-rules.ts';

/** Mailboxes repeat the same few zones; a comparison with all zones of the world takes some milliseconds. */
const LONGEST_MEMORY = 200;
const found = new Map<string, TimeZoneId | null>();

/**
 * The zone whose clock does in that year what the rules say, to the minute. The home zone comes first; of several
 * others any is as good, since they agree.
 * @returns `null` when no zone of the world does that
 */
export function zoneOfRules(rules: ZoneRules, year: number, homeZone: TimeZoneId | null): TimeZoneId | null {
  const key = JSON.stringify([rules, year, homeZone]);
  const known = found.get(key);
  if (known !== undefined) return known;
  const spans = clockOfYear(rules, year);
  const candidates = homeZone === null ? worldZones() : [homeZone, ...worldZones()];
  const zone = candidates.find((candidate) => spans.every((span) => keeps(candidate, span))) ?? null;
  if (found.size >= LONGEST_MEMORY) found.clear();
  found.set(key, zone);
  return zone;
}

/** Looked at in the middle first, because most zones fail there, then at both ends and between. */
function keeps(zone: TimeZoneId, { from, until, offsetMinutes }: ClockSpan): boolean {
  const length = until - from;
  const moments = [0.5, 0, 0.25, 0.75].map((part) => from + Math.floor(length * part));
  return [...moments, until - 60].every((moment) => offsetAt(zone, moment) === offsetMinutes);
}

function offsetAt(zone: TimeZoneId, seconds: number): number {
  const { local } = wallTimeAt(instantFromEpochSeconds(seconds), zone);
  return (epochSeconds(parseInstant(`${local}Z`)) - seconds) / 60;
}
