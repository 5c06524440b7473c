import { Temporal } from 'temporal-polyfill';
import type { TimeZoneId } from '../../../../model/index.ts';
import { worldZones } from '../../../../model/index.ts';
import type { Component } from '../components.ts';
import { readDefinedZone } from '../ical-zone.ts';

const YEARS = 10;

/**
 * The known zone whose clocks go as a VTIMEZONE says. A series needs one: Exchange knows its zone by a name.
 * @param fromYear from then on the clocks are compared, for ten years
 * @param preferred taken where it is one of several
 * @returns `null` where there is none, or the VTIMEZONE cannot be read
 */
export function zoneWithRules(definition: Component, fromYear: number, preferred: TimeZoneId): TimeZoneId | null {
  const answers = answersByDefinition.get(definition) ?? new Map<string, TimeZoneId | null>();
  answersByDefinition.set(definition, answers);
  const question = `${fromYear} ${preferred}`;
  const known = answers.get(question);
  if (known !== undefined) return known;
  const answer = firstWithRules(definition, fromYear, [preferred, ...worldZones()]);
  answers.set(question, answer);
  return answer;
}

/** All series of a file ask the same, and an answer takes half a second. */
const answersByDefinition = new WeakMap<Component, Map<string, TimeZoneId | null>>();

function firstWithRules(definition: Component, fromYear: number, zones: readonly TimeZoneId[]): TimeZoneId | null {
  try {
    const secondsOf = readDefinedZone(definition);
    const hasRules = (zone: TimeZoneId) => {
      for (const local of unambiguousReadings(zone, fromYear)) {
        const seconds = local.toZonedDateTime(zone).epochMilliseconds / 1000;
        if (secondsOf(local.toString({ smallestUnit: 'second' })) !== seconds) return false;
      }
      return true;
    };
    return zones.find(hasRules) ?? null;
  } catch {
    return null;
  }
}

/** One in every month, and the nearest before and after every change of the clock that it shows once. */
function* unambiguousReadings(zone: TimeZoneId, fromYear: number): Generator<Temporal.PlainDateTime> {
  const begin = Temporal.PlainDateTime.from({ year: fromYear, month: 1, day: 1, hour: 12 });
  for (let months = 0; months < YEARS * 12; months += 1) yield begin.add({ months });
  const end = begin.add({ years: YEARS }).toZonedDateTime(zone);
  let before = begin.toZonedDateTime(zone);
  for (;;) {
    const change = before.getTimeZoneTransition('next');
    if (change === null || Temporal.ZonedDateTime.compare(change, end) > 0) return;
    const utc = change.withTimeZone('UTC').toPlainDateTime();
    const offsets = [before.offsetNanoseconds, change.offsetNanoseconds];
    yield utc.add({ nanoseconds: Math.min(...offsets), seconds: -1 });
    yield utc.add({ nanoseconds: Math.max(...offsets) });
    before = change;
  }
}
