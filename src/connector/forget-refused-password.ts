import type { Principal } from '../people/index.ts';
import { hasServiceAccount } from '../settings/index.ts';
import type { AccountTarget } from './account-target.ts';
import { openedCredentials } from './opened-credentials.ts';
import type { ConnectorParts } from './parts.ts';
import { administers } from './settings/caller.ts';

/**
 * Before something that a person starts: the password was refused, and the account may have been unlocked since. Of a
 * service account only administrators say so, or the clicks of its users would lock it.
 * @throws ConnectorError `credentials_missing`, `secret_unreadable` (disposition `reauth`)
 */
export function forgetRefusedPassword(
  parts: Pick<ConnectorParts, 'secrets' | 'forgetRefusals'>,
  caller: Principal,
  target: AccountTarget,
): void {
  if (hasServiceAccount(target.profile) && !administers(caller)) return;
  parts.forgetRefusals(openedCredentials(parts, target));
}
