import { CLDR_VERSION, WINDOWS_NAME_BY_ZONE, WORLD_ZONE_BY_WINDOWS_NAME } from './windows-zones.generated.ts';
import type { TimeZoneId } from './zoned-wall-time.ts';
import { parseTimeZoneId } from './zoned-wall-time.ts';

export { CLDR_VERSION };

const zoneByFoldedName = new Map(
  Object.entries(WORLD_ZONE_BY_WINDOWS_NAME).map(([name, zone]) => [name.toLowerCase(), zone]),
);

let knownWorldZones: readonly TimeZoneId[] | undefined;

/** Built on first use: resolving 445 names costs some 20 ms, and most zones are found without it. */
let windowsNameByCanonicalZone: ReadonlyMap<string, string> | undefined;

/**
 * The zone that CLDR gives for a Windows name where no country is known (territory 001).
 * @param name a Windows key such as `W. Europe Standard Time`, in any case; never a display name
 * @returns `null` for names that CLDR does not list (`Customized Time Zone`, `tzone://Microsoft/Custom`)
 */
export function windowsZoneToIana(name: string): TimeZoneId | null {
  const zone = zoneByFoldedName.get(name.trim().toLowerCase());
  return zone === undefined ? null : parseTimeZoneId(zone);
}

/** One zone for each that Windows has, in the order of the Windows names. */
export function worldZones(): readonly TimeZoneId[] {
  knownWorldZones ??= Object.values(WORLD_ZONE_BY_WINDOWS_NAME).map(parseTimeZoneId);
  return knownWorldZones;
}

/**
 * @param id an IANA name, old (`Asia/Calcutta`) or new (`Asia/Kolkata`)
 * @returns `null` where Windows has no such zone (`Etc/GMT+5` has one, `Antarctica/Troll` has none)
 */
export function ianaToWindowsZone(id: string): string | null {
  const direct = WINDOWS_NAME_BY_ZONE[id];
  if (direct !== undefined) return direct;
  const canonical = canonicalZone(id);
  if (canonical === null) return null;
  windowsNameByCanonicalZone ??= new Map(
    Object.entries(WINDOWS_NAME_BY_ZONE).map(([zone, name]) => [canonicalZone(zone) ?? zone, name]),
  );
  return windowsNameByCanonicalZone.get(canonical) ?? null;
}

/** Which of two alias names is the canonical one differs between ICU releases, so both ends of the lookup ask the runtime. */
function canonicalZone(id: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: id }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
