import type { EwsOptions } from '../../exchange/ews/index.ts';
import type { ConnectorError } from '../../model/index.ts';
import type { Person, Principal } from '../../people/index.ts';
import { hasServiceAccount } from '../../settings/index.ts';
import type { MailboxClaim, Profile } from '../../settings/settings.ts';
import type { Connector } from '../connector.ts';
import { refusal } from '../refusal.ts';
import { actorOf, administers } from './caller.ts';
import { claimByRule } from './claim-rule.ts';
import { isRefusedSignIn } from './mailbox-directory.ts';
import type { SettingsResult } from './settings-result.ts';
import { problemAt, refused } from './settings-result.ts';

export interface MailboxRequest {
  readonly profile: Profile;
  /** Whose account it is. */
  readonly person: Person;
  /** Who causes the question; `null` where the connector asks by itself. */
  readonly askedBy: Principal | null;
  /** An address, or a name that the directory resolves. */
  readonly typed: string;
  /** How to sign in for the question; `null` where a stored password does not open. */
  readonly credentials: EwsOptions['credentials'] | null;
}

export interface ResolvedMailbox {
  /** The primary address where the server told it, else as typed. */
  readonly mailbox: string;
  readonly claim: MailboxClaim;
}

/**
 * Finds out whose mailbox was typed, and whether its user may have it.
 * @param grantedBy the administrator who enters it, and grants it with that; `null`: only the rule decides
 * @throws ConnectorError `mailbox_ambiguous`, `mailbox_unknown`, `look_ups_paused`; `sign_in_refused`, `mailbox_not_own`
 *   for a user's own credentials
 */
export async function resolveMailbox(
  connector: Pick<Connector, 'parts' | 'directory'>,
  grantedBy: Principal | null,
  request: MailboxRequest,
): Promise<SettingsResult<ResolvedMailbox>> {
  const { typed, person } = request;
  const at = connector.parts.clock.now();
  const claimOf = (resolvedSmtp: string | null): MailboxClaim =>
    grantedBy === null
      ? claimByRule(resolvedSmtp, person, at)
      : { state: 'granted', reason: null, resolvedSmtp, decidedBy: actorOf(grantedBy), at };
  const smtp = await primaryAddressOf(connector, request);
  if (smtp !== null) return { kind: 'stored', value: { mailbox: smtp, claim: claimOf(smtp) } };
  // Nobody told what the name stands for, and a name opens no mailbox.
  if (!isAddress(typed)) {
    return refused(problemAt('mailbox', 'invalid_value', 'email'));
  }
  return { kind: 'stored', value: { mailbox: typed, claim: claimOf(null) } };
}

/** @returns `null` when the server tells nothing */
async function primaryAddressOf(
  { directory }: Pick<Connector, 'directory'>,
  { profile, person, askedBy, typed, credentials }: MailboxRequest,
): Promise<string | null> {
  if (credentials === null) return null;
  if (askedBy?.kind === 'person' && !administers(askedBy)) directory.countLookUp(askedBy.userId);
  const own = !hasServiceAccount(profile);
  const asking = { server: profile, credentials, enteredBy: own ? person.id : null };
  // Without a service account they open one mailbox only, whatever is typed: it has to be the one.
  const assertOwn = async (mailbox: string) => {
    if (own) await directory.assertOwn(asking, mailbox);
  };
  const answer = await directory.lookUp(asking, typed);
  switch (answer.kind) {
    case 'found':
      await assertOwn(answer.smtp.toLowerCase());
      return answer.smtp.toLowerCase();
    case 'ambiguous':
      throw refusal('mailbox_ambiguous', 'several mailboxes answer to this name', {
        mailbox: typed,
        candidates: answer.candidates,
      });
    case 'unknown':
      throw refusal('mailbox_unknown', 'the server knows no mailbox of this name', { mailbox: typed });
    case 'notTold':
      if (isAddress(typed)) await assertOwn(typed);
      return null;
    case 'failed':
      throwOwnMistake(answer.error, profile);
      return null;
  }
}

/** A wrong password of the user's own, or one too many, is said at once; one of the service account is not the user's to mend. */
function throwOwnMistake(error: ConnectorError, profile: Profile): void {
  const own = isRefusedSignIn(error) || error.code === 'sign_in_paused';
  if (own && !hasServiceAccount(profile)) throw error;
}

function isAddress(text: string): boolean {
  // Invisible characters make an administrator see another address than the one that is granted.
  return /^[^\s\p{C}@<>"]+@[^\s\p{C}@<>"]+$/u.test(text);
}
