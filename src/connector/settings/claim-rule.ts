import type { Person } from '../../people/index.ts';
import type { MailboxClaim } from '../../settings/settings.ts';

type Confirmed = Pick<Person, 'email' | 'emailVerified'>;

/**
 * The rule without an administrator: a user has at once the mailbox whose primary address is the own confirmed
 * e-mail address, and no other.
 * @param resolvedSmtp what the server told, lower case; `null` when it told nothing
 * @param at ISO instant of the decision
 */
export function claimByRule(resolvedSmtp: string | null, person: Confirmed, at: string): MailboxClaim {
  const reason = reasonToWait(resolvedSmtp, person);
  return { state: reason === null ? 'granted' : 'waiting', reason, resolvedSmtp, decidedBy: null, at };
}

/** What was granted by the rule lasts as long as the rule says so: a changed e-mail address is a new claim. */
export function claimInForce(claim: MailboxClaim, person: Confirmed): MailboxClaim {
  if (claim.state !== 'granted' || claim.decidedBy !== null) return claim;
  const reason = reasonToWait(claim.resolvedSmtp, person);
  return reason === null ? claim : { ...claim, state: 'waiting', reason };
}

function reasonToWait(resolvedSmtp: string | null, { email, emailVerified }: Confirmed): MailboxClaim['reason'] {
  if (resolvedSmtp === null) return 'notResolved';
  if (resolvedSmtp !== email.trim().toLowerCase()) return 'otherAddress';
  return emailVerified ? null : 'emailNotVerified';
}
