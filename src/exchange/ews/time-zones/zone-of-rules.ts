import { Temporal } from 'temporal-polyfill';
import type { TimeZoneId } from '../../../model/index.ts';
import { worldZones } from '../../../model/index.ts';
import type { ClockSpan, ZoneRules } from './zone-rules.ts';
import { clockOfYear } from './zone-rules.ts';

/** Mailboxes repeat the same few zones; a comparison with all zones of the world takes some milliseconds. */
const LONGEST_MEMORY = 200;
const found = new Map<string, TimeZoneId | null>();

/** What a clock does in one year. */
export interface RulesOfYear {
  readonly year: number;
  readonly rules: ZoneRules;
}

/**
 * The zone whose clock does in that year what the rules say, to the minute. The home zone comes first.
 * @param later which of several others: one that does then what the rules say then
 * @returns `null` when no zone of the world does that
 */
export function zoneOfRules(now: RulesOfYear, later: RulesOfYear, homeZone: TimeZoneId | null): TimeZoneId | null {
  const key = JSON.stringify([now, later, homeZone]);
  const known = found.get(key);
  if (known !== undefined) return known;
  const candidates = homeZone === null ? worldZones() : [homeZone, ...worldZones()];
  const alike = candidates.filter(follows(now));
  const zone = (alike[0] === homeZone ? undefined : alike.find(follows(later))) ?? alike[0] ?? null;
  if (found.size >= LONGEST_MEMORY) found.clear();
  found.set(key, zone);
  return zone;
}

function follows({ year, rules }: RulesOfYear): (zone: TimeZoneId) => boolean {
  const spans = clockOfYear(rules, year);
  return (zone) => spans.every((span) => keeps(zone, span));
}

/** Looked at in the middle first, because most zones fail there. A clock may leave a span for some weeks only: Ramadan. */
function keeps(zone: TimeZoneId, { from, until, offsetMinutes }: ClockSpan): boolean {
  const middle = from + Math.floor((until - from) / 2);
  if ([middle, from].some((moment) => clockAt(zone, moment).offsetNanoseconds !== offsetMinutes * 60e9)) return false;
  const change = clockAt(zone, from).getTimeZoneTransition('next');
  return change === null || change.epochMilliseconds >= until * 1000;
}

function clockAt(zone: TimeZoneId, seconds: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toZonedDateTimeISO(zone);
}
