import type { Fields, FieldValue, ItemType, TimeZoneId } from '../../../model/index.ts';
import { ianaToWindowsZone, synchronisedFields, valueOf, windowsZoneToIana } from '../../../model/index.ts';
import type { RequestVersion } from '../soap/channel.ts';
import { isAtLeast } from '../soap/channel.ts';
import { anyUri } from '../wire/any-uri.ts';

type Parts = Readonly<Record<string, FieldValue>>;

/** What of some fields a server of that version can carry: the values that reading must give after writing. */
export function projection(
  itemType: ItemType,
  fields: Fields,
  version: RequestVersion,
  homeZone: TimeZoneId | null,
): Fields {
  const carried: Record<string, FieldValue> = {};
  for (const [name, spec] of Object.entries(synchronisedFields(itemType))) {
    carried[name] = spec.normalise(carriedValue(name, spec.normalise(valueOf(fields, name)), version, homeZone));
  }
  return carried;
}

function carriedValue(
  name: string,
  value: FieldValue,
  version: RequestVersion,
  homeZone: TimeZoneId | null,
): FieldValue {
  if (value === null) return null;
  if (/^email[123]$/.test(name)) return carriedEmail(value as Parts, version);
  if (name === 'subject') return (value as string).replace(/\s+/g, ' ');
  if (name === 'webPage') return anyUri(value as string);
  if (name === 'reminderMinutes') return Math.min(Math.max(value as number, 0), 2_629_800);
  if (name === 'busyStatus' && value === 'workingElsewhere' && !isAtLeast(version, 'Exchange2013')) return null;
  if (name === 'time') return carriedTime(value as Parts, homeZone);
  return value;
}

function carriedEmail({ address, name }: Parts, version: RequestVersion): FieldValue {
  if (typeof address !== 'string') return null;
  if (!isAtLeast(version, 'Exchange2010') || typeof name !== 'string') return { address };
  const shown = name.replace(/\s+/g, ' ');
  return shown.toLowerCase() === address.toLowerCase() ? { address } : { address, name: shown };
}

/** Windows has one zone where IANA has several: the home zone stands for its own, CLDR's choice for the others. */
function carriedTime(time: Parts, homeZone: TimeZoneId | null): FieldValue {
  if (time.kind !== 'timed') return time;
  const zone = (time.zone as TimeZoneId | null) ?? homeZone;
  const windowsName = zone === null ? null : ianaToWindowsZone(zone);
  const isHome = homeZone !== null && windowsName === ianaToWindowsZone(homeZone);
  return { ...time, zone: windowsName === null ? null : isHome ? homeZone : windowsZoneToIana(windowsName) };
}
