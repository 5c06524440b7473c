import type { TimeZoneId } from '../../../model/index.ts';
import { ianaToWindowsZone, parseTimeZoneId, windowsZoneToIana } from '../../../model/index.ts';

/**
 * The zone behind a name that a server gave. Windows has far fewer zones than IANA, so a Windows name
 * that is the home zone's means the home zone: `W. Europe Standard Time` is Rome for a Roman mailbox,
 * and Berlin, the world's choice, for all others.
 * @returns `null` for what names no zone: display names in the server's language, `Customized Time Zone`,
 * `tzone://Microsoft/Custom`, abbreviations
 */
export function zoneOfWireName(name: string | null | undefined, homeZone: TimeZoneId | null): TimeZoneId | null {
  const text = name?.trim() ?? '';
  if (text === '') return null;
  if (/^tzone:\/\/microsoft\/utc$/i.test(text)) return windowsZoneToIana('UTC');
  if (homeZone !== null && ianaToWindowsZone(homeZone)?.toLowerCase() === text.toLowerCase()) return homeZone;
  return windowsZoneToIana(text) ?? ianaZone(text);
}

/** Abbreviations such as `EST` also are IANA names, of fixed offsets that nobody means by them. */
function ianaZone(text: string): TimeZoneId | null {
  if (!text.includes('/') || text.includes(':')) return null;
  try {
    return parseTimeZoneId(text);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
