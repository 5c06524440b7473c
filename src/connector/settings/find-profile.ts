import { ConnectorError } from '../../model/index.ts';
import type { Profile, Versioned } from '../../settings/settings.ts';
import type { ConnectorParts } from '../parts.ts';

/** @throws ConnectorError `profile_unknown` (disposition `halt`) */
export async function getProfileOrThrow(
  { settings }: Pick<ConnectorParts, 'settings'>,
  name: string,
): Promise<Profile & Versioned> {
  const profile = (await settings.listProfiles()).find((candidate) => candidate.name === name);
  if (profile !== undefined) return profile;
  throw new ConnectorError({
    code: 'profile_unknown',
    disposition: 'halt',
    message: `there is no profile ${name}`,
    details: { profile: name },
  });
}
