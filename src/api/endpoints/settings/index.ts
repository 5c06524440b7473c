import type { Endpoint } from '../../endpoint.ts';
import { checkClaim } from './check-claim.ts';
import { createAccount } from './create-account.ts';
import { createProfile } from './create-profile.ts';
import { decideClaim } from './decide-claim.ts';
import { deleteAccount } from './delete-account.ts';
import { deleteProfile } from './delete-profile.ts';
import { getAccount } from './get-account.ts';
import { getProfile } from './get-profile.ts';
import { getRules } from './get-rules.ts';
import { listAccounts } from './list-accounts.ts';
import { listAvailableProfiles } from './list-available-profiles.ts';
import { listProfiles } from './list-profiles.ts';
import { replaceRules } from './replace-rules.ts';
import { testAccountConnection } from './test-account-connection.ts';
import { testProfileConnection } from './test-profile-connection.ts';
import { updateAccount } from './update-account.ts';
import { updateProfile } from './update-profile.ts';

/** Company settings and the accounts of users: profiles, rules, connection tests, accounts, claims. */
export const SETTINGS_ENDPOINTS: readonly Endpoint[] = [
  checkClaim,
  createAccount,
  createProfile,
  decideClaim,
  deleteAccount,
  deleteProfile,
  getAccount,
  getProfile,
  getRules,
  listAccounts,
  listAvailableProfiles,
  listProfiles,
  replaceRules,
  testAccountConnection,
  testProfileConnection,
  updateAccount,
  updateProfile,
];
