import type { ConnectorError } from '../../../../model/index.ts';
import { findInDirectory } from '../../directory/find-in-directory.ts';
import { lookAtImpersonated } from '../../directory/impersonated-mailbox.ts';
import { isUnknownMailbox } from '../../directory/named-mailbox.ts';
import type { Conversation } from '../conversation.ts';
import type { Finding } from '../finding.ts';
import { failed, ok } from '../finding.ts';
import { findMailbox, findOwnerName, impersonateByAddress } from '../remedies/of-mailbox.ts';
import type { Scene } from '../scene.ts';

/** Whether the owner is impersonated by a principal name or a SID. */
export function isByOtherName({ impersonateAs }: Scene['options']): boolean {
  return impersonateAs !== undefined && impersonateAs.kind !== 'primarySmtp';
}

/**
 * A mailbox opened under that name; whether it is the one that is named is still to be seen, as a run sees it.
 * @throws ConnectorError with which the server answers the question
 */
export async function lookAtImpersonatedMailbox(
  { options: { mailbox } }: Scene,
  { channel, folders }: Conversation,
): Promise<Finding> {
  const found = await lookAtImpersonated(channel, mailbox, folders);
  if (found.kind === 'unknown') return failed('mailbox_unknown', { mailbox }, [findMailbox(mailbox)]);
  if (found.kind === 'another') return failed('mailbox_owner_another', { mailbox }, [findOwnerName(mailbox)]);
  if (found.kind === 'notTold') return failed('mailbox_owner_not_told', { mailbox }, [impersonateByAddress]);
  const looked = await findInDirectory(channel, mailbox).catch(() => null);
  const primary = looked?.kind === 'found' ? looked.smtp : mailbox.toLowerCase();
  return ok('mailbox_owner_opened', { mailbox, primary });
}

const NO_SUCH_NAME: ReadonlySet<string> = new Set([
  'ErrorInvalidSid',
  'ErrorInvalidUserPrincipalName',
  'ErrorInvalidUserSid',
  'ErrorInvalidUserSidMissingUPN',
]);

/** @returns `null` where the refusal is not about the name */
export function refusedName({ mailbox }: Scene['options'], { code }: ConnectorError): Finding | null {
  if (!NO_SUCH_NAME.has(code) && !isUnknownMailbox(code)) return null;
  return failed('mailbox_owner_unknown', { mailbox, answer: code }, [findOwnerName(mailbox)]);
}
