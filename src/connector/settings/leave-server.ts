import { ConnectorError } from '../../model/index.ts';
import { errorFacts } from '../../observability/index.ts';
import type { LeaveServer } from '../../settings/settings.ts';
import type { Connector } from '../connector.ts';
import { refreshClaim } from './refresh-claim.ts';
import { FORGOTTEN_PASSWORD } from './seal-credentials.ts';

/**
 * What becomes of an account whose profile goes to another server: what the old one told about its mailbox no longer
 * counts, and the user's own password is forgotten, because it was entered for the old one.
 * @param keepPasswords the caller has them anyway
 * @param at ISO instant
 */
export function leaveServer(keepPasswords: boolean, at: string): LeaveServer {
  return (account) => {
    const { claim, credentials } = account;
    const byRule = claim.decidedBy === null && claim.resolvedSmtp !== null;
    const forgets = credentials !== null && !keepPasswords && credentials.password.sealed !== FORGOTTEN_PASSWORD.sealed;
    if (!byRule && !forgets) return account;
    return {
      ...account,
      credentials: forgets ? { ...credentials, password: FORGOTTEN_PASSWORD } : credentials,
      claim: byRule ? { state: 'waiting', reason: 'notResolved', resolvedSmtp: null, decidedBy: null, at } : claim,
    };
  };
}

/** What is wrong with one mailbox; the others are asked all the same. */
const OF_ONE_ACCOUNT = [
  'account_unknown',
  'account_changed',
  // The next one is read again, with the profile as it is then.
  'profile_changed',
  'mailbox_unknown',
  'mailbox_ambiguous',
  'mailbox_not_own',
  'mailbox_taken',
];

/**
 * Asks the new server about all mailboxes, one after the other; ends at the first thing that the next one would meet
 * too. What is left waits for "check again". Never rejects: nobody waits for it.
 */
export async function checkClaimsAgain(
  connector: Pick<Connector, 'parts' | 'directory' | 'events'>,
  profileId: string,
): Promise<void> {
  try {
    const waiting = (await connector.parts.settings.listAccounts({ profileId })).filter(
      ({ claim }) => claim.state === 'waiting' && claim.reason === 'notResolved',
    );
    for (const { name } of waiting) if (!(await isToldAgain(connector, name))) break;
  } catch (error) {
    connector.parts.log.warn('mailboxes of a changed server could not be checked', errorFacts(error));
  }
  connector.events.publish({ kind: 'settings' });
}

async function isToldAgain(connector: Pick<Connector, 'parts' | 'directory'>, accountName: string): Promise<boolean> {
  try {
    return await refreshClaim(connector, null, accountName);
  } catch (error) {
    if (error instanceof ConnectorError && OF_ONE_ACCOUNT.includes(error.code)) return true;
    throw error;
  }
}
