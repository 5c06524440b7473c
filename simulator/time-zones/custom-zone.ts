import type { YearlyZone } from './yearly-clock.ts';

/** What Exchange writes as id of a zone that is described but not registered. */
export const CUSTOM_ZONE_ID = 'tzone://Microsoft/Custom';

/** The zone as items keep it: in the place of a Windows id, with its description behind it. */
export function customZoneKey(zone: YearlyZone): string {
  return `${CUSTOM_ZONE_ID}#${JSON.stringify(zone)}`;
}

/** What is shown as the id of a zone. */
export function shownZoneId(zoneId: string): string {
  return zoneId.startsWith(`${CUSTOM_ZONE_ID}#`) ? CUSTOM_ZONE_ID : zoneId;
}

/** @returns `undefined` for a Windows id */
export function customZoneIn(key: string): YearlyZone | undefined {
  if (!key.startsWith(`${CUSTOM_ZONE_ID}#`)) return undefined;
  return JSON.parse(key.slice(CUSTOM_ZONE_ID.length + 1)) as YearlyZone;
}
