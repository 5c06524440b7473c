import type { TimeZoneId } from '../../../model/index.ts';
import type { XmlElement } from '../xml/element.ts';
import { childText, findChild } from '../xml/element.ts';
import { zoneOfWireName } from './zone-of-wire-name.ts';

/**
 * The zone in which a calendar item was made. Exchange 2010 and later say it as StartTimeZone; some
 * clients leave that empty and fill EndTimeZone only; Exchange 2007 says MeetingTimeZone.
 */
export function zoneOfItem(item: XmlElement, homeZone: TimeZoneId | null): TimeZoneId | null {
  const start = findChild(item, 'StartTimeZone');
  const end = findChild(item, 'EndTimeZone');
  const names = [
    start?.attributes.Id,
    start?.attributes.Name,
    childText(item, 'StartTimeZoneId'),
    end?.attributes.Id,
    end?.attributes.Name,
    childText(item, 'EndTimeZoneId'),
    findChild(item, 'MeetingTimeZone')?.attributes.TimeZoneName,
    childText(item, 'TimeZone'),
  ];
  for (const name of names) {
    const zone = zoneOfWireName(name, homeZone);
    if (zone !== null) return zone;
  }
  return null;
}
