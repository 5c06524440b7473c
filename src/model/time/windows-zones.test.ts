import { describe, expect, it } from 'vitest';
import { WINDOWS_NAME_BY_ZONE, WORLD_ZONE_BY_WINDOWS_NAME } from './windows-zones.generated.ts';
import { ianaToWindowsZone, windowsZoneToIana } from './windows-zones.ts';

describe('Windows zone names', () => {
  it('every Windows name leads to a zone that the runtime knows, and back to itself', () => {
    const names = Object.keys(WORLD_ZONE_BY_WINDOWS_NAME);
    expect(names.map((name) => ianaToWindowsZone(windowsZoneToIana(name) ?? ''))).toEqual(names);
  });

  it('every zone of every country leads to a Windows name', () => {
    const zones = Object.keys(WINDOWS_NAME_BY_ZONE);
    expect(zones.filter((zone) => windowsZoneToIana(ianaToWindowsZone(zone) ?? '') === null)).toEqual([]);
  });

  it.each([
    ['Europe/Rome', 'W. Europe Standard Time'],
    ['Asia/Kolkata', 'India Standard Time'],
    ['Asia/Calcutta', 'India Standard Time'],
    ['Europe/Kyiv', 'FLE Standard Time'],
    ['UTC', 'UTC'],
    ['America/New_York', 'Eastern Standard Time'],
  ])('%s is %s, under its old name and its new one', (zone, name) => {
    expect(ianaToWindowsZone(zone)).toBe(name);
  });

  it('reads a Windows name in any case, and no display name', () => {
    expect(windowsZoneToIana('w. europe standard time')).toBe('Europe/Berlin');
    expect(windowsZoneToIana('(UTC+01:00) Amsterdam, Berlin, Bern')).toBeNull();
    expect(windowsZoneToIana('Customized Time Zone')).toBeNull();
    expect(ianaToWindowsZone('Middle/Earth')).toBeNull();
  });
});
