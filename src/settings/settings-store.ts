import type { Database } from '../database/port.ts';
import type { ClaimInForce } from './accounts.ts';
import { deleteAccount, putAccount } from './accounts.ts';
import { moveProfile } from './move-profile.ts';
import { deleteProfile, listProfiles, putProfile } from './profiles.ts';
import { listAccounts, pageAccounts } from './read-accounts.ts';
import type { SettingsStore } from './settings.ts';

/**
 * Profiles and accounts in a migrated database.
 * @param claimInForce by default a claim counts as it is stored
 */
export function createSettingsStore(
  db: Database,
  claimInForce: ClaimInForce = (_tx, { claim }) => Promise.resolve(claim),
): SettingsStore {
  return {
    listProfiles: () => listProfiles(db),
    putProfile: (profile, expectedVersion) => putProfile(db, profile, expectedVersion),
    moveProfile: (profile, expectedVersion, leave) => moveProfile(db, profile, expectedVersion, leave),
    deleteProfile: (id, expectedVersion) => deleteProfile(db, id, expectedVersion),
    listAccounts: (filter) => listAccounts(db, filter),
    pageAccounts: (filter, after, limit) => pageAccounts(db, filter, after, limit),
    putAccount: (account, expectedVersion, profileVersion) =>
      putAccount(db, account, { expectedVersion, profileVersion, claimInForce }),
    deleteAccount: (id, expectedVersion) => deleteAccount(db, id, expectedVersion),
  };
}
