import type { Database } from '../database/port.ts';
import { deleteAccount, listAccounts, putAccount } from './accounts.ts';
import { deleteProfile, listProfiles, putProfile } from './profiles.ts';
import type { SettingsStore } from './settings.ts';

/** Profiles and accounts in a migrated database. */
export function createSettingsStore(db: Database): SettingsStore {
  return {
    listProfiles: () => listProfiles(db),
    putProfile: (profile) => putProfile(db, profile),
    deleteProfile: (id) => deleteProfile(db, id),
    listAccounts: () => listAccounts(db),
    putAccount: (account) => putAccount(db, account),
    deleteAccount: (id) => deleteAccount(db, id),
  };
}
