import type { Database } from '../database/index.ts';
import { lockAccounts, writeAccountAndScopes } from './accounts.ts';
import { putProfile } from './profiles.ts';
import { listAccounts } from './read-accounts.ts';
import type { LeaveServer, Profile, Versioned } from './settings.ts';

/** @see SettingsStore.moveProfile */
export function moveProfile(
  db: Database,
  profile: Profile,
  expectedVersion: string | null,
  leave: LeaveServer,
): Promise<Versioned> {
  return db.transaction(async (tx) => {
    await lockAccounts(tx);
    const stored = await putProfile(tx, profile, expectedVersion);
    for (const account of await listAccounts(tx, { profileId: profile.id })) {
      const left = leave(account);
      if (left !== account) await writeAccountAndScopes(tx, left);
    }
    return stored;
  });
}
