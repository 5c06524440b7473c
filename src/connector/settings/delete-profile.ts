import type { Principal } from '../../people/index.ts';
import type { Connector } from '../connector.ts';
import { audit } from './audit.ts';
import { getProfileOrThrow } from './find-profile.ts';

/** @throws ConnectorError `profile_unknown`, `profile_in_use` with the number of `accounts`, `profile_changed` */
export async function deleteProfile(
  { parts, events }: Pick<Connector, 'parts' | 'events'>,
  caller: Principal,
  name: string,
  expectedVersion: string | null,
): Promise<void> {
  const { id } = await getProfileOrThrow(parts, name);
  await parts.settings.deleteProfile(id, expectedVersion);
  await audit(parts, caller, 'profile_deleted', { kind: 'profile', name });
  events.publish({ kind: 'settings' });
}
