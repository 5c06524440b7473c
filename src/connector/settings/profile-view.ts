import type { AccessModel, Profile, Versioned } from '../../settings/settings.ts';
import { listTargets } from '../account-target.ts';
import type { Connector } from '../connector.ts';
import { delegatePasswordIdentity } from '../secret-identity.ts';
import type { AccountStanding } from '../standing.ts';
import { readStandings } from '../standing.ts';
import type { ApplicationView } from './application-view.ts';
import { applicationView } from './application-view.ts';
import type { CredentialsView } from './credentials-view.ts';
import { credentialsView } from './credentials-view.ts';
import { getProfileOrThrow } from './find-profile.ts';
import type { ProfileState } from './profile-state.ts';
import { profileStateOf } from './profile-state.ts';

/** A profile as administrators see it: with how its accounts stand, and without its password. */
export interface ProfileView extends Omit<Profile, 'id' | 'delegate' | 'oauth'>, Versioned {
  readonly delegate: (CredentialsView & { readonly accessModel: AccessModel }) | null;
  readonly oauth: ApplicationView | null;
  readonly state: ProfileState;
}

/** In order of name. */
export async function listProfileViews(connector: Connector): Promise<readonly ProfileView[]> {
  const { parts } = connector;
  const [profiles, targets] = await Promise.all([parts.settings.listProfiles(), listTargets(parts)]);
  const standings = await readStandings(connector, targets, true);
  return profiles.map((profile) => {
    const own = targets.filter(({ account }) => account.profileId === profile.id);
    return viewOf(
      connector,
      profile,
      own.flatMap(({ account }) => standings.get(account.id) ?? []),
    );
  });
}

/** @throws ConnectorError `profile_unknown` */
export async function getProfileView(connector: Connector, name: string): Promise<ProfileView> {
  const profile = await getProfileOrThrow(connector.parts, name);
  const targets = await listTargets(connector.parts, { profileId: profile.id });
  return viewOf(connector, profile, [...(await readStandings(connector, targets)).values()]);
}

function viewOf(
  { parts }: Connector,
  { id, delegate, oauth, ...profile }: Profile & Versioned,
  accounts: readonly AccountStanding[],
): ProfileView {
  return {
    ...profile,
    delegate: delegate && {
      ...credentialsView(parts, delegate, delegatePasswordIdentity(id)),
      accessModel: delegate.accessModel,
    },
    oauth: oauth && applicationView(parts, oauth, id),
    state: profileStateOf(profile.active, accounts),
  };
}
