import type { TimeZoneId } from '../../../model/index.ts';
import type { XmlElement } from '../xml/element.ts';
import { childText, findChild } from '../xml/element.ts';
import { readZoneRules } from './read-zone-rules.ts';
import type { RulesOfYear } from './zone-of-rules.ts';
import { zoneOfRules } from './zone-of-rules.ts';
import { zoneOfWireName } from './zone-of-wire-name.ts';

/** A zone may stand still for some years and have summer time again while a series goes on. */
const LATER_YEARS = 10;

/**
 * The zone in which a calendar item was made. Exchange 2010 and later say it as StartTimeZone; some
 * clients leave that empty and fill EndTimeZone only; Exchange 2007 says MeetingTimeZone. Where the name is
 * nobody's (`tzone://Microsoft/Custom`), the rules that stand with it find the zone.
 */
export function zoneOfItem(item: XmlElement, homeZone: TimeZoneId | null): TimeZoneId | null {
  return (
    zoneOfElement(item, 'StartTimeZone', homeZone) ??
    zoneOfWireName(childText(item, 'StartTimeZoneId'), homeZone) ??
    zoneOfElement(item, 'EndTimeZone', homeZone) ??
    zoneOfWireName(childText(item, 'EndTimeZoneId'), homeZone) ??
    zoneOfElement(item, 'MeetingTimeZone', homeZone) ??
    zoneOfWireName(childText(item, 'TimeZone'), homeZone)
  );
}

function zoneOfElement(item: XmlElement, name: string, homeZone: TimeZoneId | null): TimeZoneId | null {
  const element = findChild(item, name);
  if (element === undefined) return null;
  const { Id, Name, TimeZoneName } = element.attributes;
  for (const written of [Id, Name, TimeZoneName]) {
    const zone = zoneOfWireName(written, homeZone);
    if (zone !== null) return zone;
  }
  // Rules change over the years, and those of the appointment's own year count.
  const year = /^\s*(\d{4})/.exec(childText(item, 'Start') ?? '')?.[1];
  if (year === undefined) return null;
  const now = rulesIn(element, Number(year));
  if (now === null) return null;
  return zoneOfRules(now, rulesIn(element, Number(year) + LATER_YEARS) ?? now, homeZone);
}

function rulesIn(element: XmlElement, year: number): RulesOfYear | null {
  const rules = readZoneRules(element, year);
  return rules === null ? null : { year, rules };
}
