import { ConnectorError } from '../../model/index.ts';
import type { Versioned } from '../../settings/settings.ts';

/**
 * A change is written over what was read for it, so that has to be what the caller saw. Comparing only at the end would
 * let somebody name a version that does not exist yet: as soon as a colleague has made it, the old facts, a granted
 * mailbox among them, would be written over the colleague's.
 * @param expectedVersion `null`: whatever it is now
 * @returns the version to write over
 * @throws ConnectorError `code` (disposition `conflict`)
 */
export function versionSeen(
  stored: Versioned,
  expectedVersion: string | null,
  code: 'account_changed' | 'profile_changed',
): string {
  if (expectedVersion === null || expectedVersion === stored.version) return stored.version;
  throw new ConnectorError({ code, disposition: 'conflict', message: 'it was changed since it was read' });
}
