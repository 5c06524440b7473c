import type { Principal } from '../../people/index.ts';
import type { MailboxClaim } from '../../settings/settings.ts';
import { getTargetOrThrow } from '../account-target.ts';
import type { Connector } from '../connector.ts';
import { actorOf } from './caller.ts';
import { loginOfAccount } from './login-of-account.ts';
import { resolveMailbox } from './resolve-mailbox.ts';
import { storeAccount } from './store-account.ts';

/**
 * Asks the server again whose mailbox it is. A decision of an administrator stands; what waits, or was granted by the
 * rule, is looked at anew by the rule: asking again is no decision, whoever asks.
 * @param caller `null` when the connector asks by itself
 * @returns whether the server told anything
 * @throws ConnectorError `account_unknown`, `mailbox_ambiguous`, `mailbox_unknown`, `account_changed`, `profile_changed`,
 *   `mailbox_taken`, `look_ups_paused`; `sign_in_refused`, `mailbox_not_own` for the user's own credentials
 */
export async function refreshClaim(
  connector: Pick<Connector, 'parts' | 'directory'>,
  caller: Principal | null,
  accountName: string,
): Promise<boolean> {
  const { parts } = connector;
  const { account, profile, user } = await getTargetOrThrow(parts, accountName);
  if (account.claim.decidedBy !== null) return true;
  const resolved = await resolveMailbox(connector, null, {
    profile,
    person: user,
    askedBy: caller,
    typed: account.mailbox,
    credentials: loginOfAccount(parts, { account, profile }),
  });
  if (resolved.kind === 'refused') return false;
  const { mailbox, claim } = resolved.value;
  const told = claim.resolvedSmtp !== null;
  if (saysTheSame(claim, account.claim)) return told;
  // What was told before counts on: a server that is down for an hour must not stop everybody.
  if (!told && account.claim.resolvedSmtp !== null) return false;
  await storeAccount(parts, caller, { ...account, mailbox, claim }, account.version, profile.version);
  await parts.people.audit({
    actor: caller && actorOf(caller),
    action: claim.state === 'granted' ? 'claim_granted' : 'claim_waiting',
    object: { kind: 'account', name: account.name },
    details: {},
  });
  return told;
}

function saysTheSame(now: MailboxClaim, before: MailboxClaim): boolean {
  return now.state === before.state && now.reason === before.reason && now.resolvedSmtp === before.resolvedSmtp;
}
