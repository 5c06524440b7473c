import type { Principal } from '../../people/index.ts';
import { getTargetOrThrow } from '../account-target.ts';
import type { Connector } from '../connector.ts';
import { audit } from './audit.ts';
import { actorOf } from './caller.ts';
import { versionSeen } from './expected-version.ts';

/**
 * An administrator lets a user have a mailbox, or not. It counts until the account names another one.
 * @param expectedVersion of the account as the administrator saw it; `null` decides about what is there now
 * @throws ConnectorError `account_unknown`, `account_changed`, `mailbox_taken`
 */
export async function decideClaim(
  { parts, sides, events }: Pick<Connector, 'parts' | 'sides' | 'events'>,
  caller: Principal,
  accountName: string,
  decision: 'grant' | 'refuse',
  expectedVersion: string | null,
): Promise<void> {
  const { account } = await getTargetOrThrow(parts, accountName);
  const version = versionSeen(account, expectedVersion, 'account_changed');
  const claim = {
    ...account.claim,
    state: decision === 'grant' ? 'granted' : 'refused',
    reason: null,
    decidedBy: actorOf(caller),
    at: parts.clock.now(),
  } as const;
  await parts.settings.putAccount({ ...account, claim }, version);
  if (decision === 'refuse') await sides.forget(account.id);
  const action = decision === 'grant' ? 'claim_granted' : 'claim_refused';
  await audit(parts, caller, action, { kind: 'account', name: accountName });
  events.publish({ kind: 'settings' });
}
