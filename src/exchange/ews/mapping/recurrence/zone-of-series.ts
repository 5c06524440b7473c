import type { TimeZoneId } from '../../../../model/index.ts';
import { zoneOfItem } from '../../time-zones/zone-of-item.ts';
import type { XmlElement } from '../../xml/element.ts';
import { findChild } from '../../xml/element.ts';

const ZONE_ELEMENTS = [
  'StartTimeZone',
  'StartTimeZoneId',
  'EndTimeZone',
  'EndTimeZoneId',
  'MeetingTimeZone',
  'TimeZone',
];

/**
 * The zone on whose clock a series keeps its time; that of the owner where the item names none at all.
 * @returns `null` where it names one that nobody knows: on another clock the series would be wrong half of the year
 */
export function zoneOfSeries(master: XmlElement, homeZone: TimeZoneId | null): TimeZoneId | null {
  return zoneOfItem(master, homeZone) ?? (namesZone(master) ? null : homeZone);
}

function namesZone(master: XmlElement): boolean {
  return ZONE_ELEMENTS.some((name) => {
    const element = findChild(master, name);
    if (element === undefined) return false;
    const { attributes, children, text } = element;
    return children.length > 0 || [...Object.values(attributes), text].some((value) => value.trim() !== '');
  });
}
