import { ConnectorError } from '../../../../model/index.ts';
import { findInDirectory } from '../../directory/find-in-directory.ts';
import { compareWithNamed, isUnknownMailbox } from '../../directory/named-mailbox.ts';
import { dispositionOf } from '../../errors/index.ts';
import { parseServerBuild } from '../../soap/server-build.ts';
import type { Conversation } from '../conversation.ts';
import type { Finding } from '../finding.ts';
import { failed, ok, skipped } from '../finding.ts';
import { accountIdentity } from '../remedies/account.ts';
import {
  checkMailboxState,
  checkThrottling,
  findMailbox,
  giveAccountAMailbox,
  grantImpersonation,
  switchEwsOn,
  useOwnMailbox,
  usePrimaryAddress,
  waitAndRepeat,
} from '../remedies/of-mailbox.ts';
import { grantApplicationPermission } from '../remedies/of-token.ts';
import type { Scene } from '../scene.ts';
import { isByOtherName, lookAtImpersonatedMailbox, refusedName } from './impersonated-mailbox.ts';
import { lookAtSharedMailbox } from './shared-mailbox.ts';

export async function lookAtMailbox(scene: Scene): Promise<Finding> {
  const { conversation, options } = scene;
  if (options.mailbox === '' || conversation === null) return skipped('no_mailbox');
  const { mailbox } = options;
  if (scene.mailboxForbidden) return failed('mailbox_ews_off', { mailbox }, [switchEwsOn(mailbox)]);
  const shared = conversation.access === 'delegateFolders' ? await lookAtSharedMailbox(scene, conversation) : null;
  if (shared !== null) return shared;
  const error = conversation.error ?? commonError(conversation);
  if (error !== null) return refusal(scene, conversation, error);
  if (conversation.access === 'impersonation' && isByOtherName(options))
    return lookAtImpersonatedMailbox(scene, conversation).catch((failure: unknown) => {
      if (!(failure instanceof ConnectorError)) throw failure;
      return refusal(scene, conversation, failure);
    });
  // Who impersonates by the primary address has proved that it is one; Exchange accepts no other.
  return conversation.access === 'impersonation'
    ? ok('mailbox_opened', { mailbox, primary: mailbox.toLowerCase() })
    : ownMailbox(scene, conversation);
}

/** Servers may say of each folder what they mean of the mailbox. */
function commonError({ folders }: Conversation): ConnectorError | null {
  const codes = new Set(folders.map((folder) => (folder.kind === 'failed' ? folder.code : '')));
  const [code = ''] = codes;
  const isAboutMailbox = codes.size === 1 && code !== '' && !isAboutFolder(code);
  return isAboutMailbox
    ? new ConnectorError({ code, disposition: dispositionOf(code, 'request'), message: `Exchange answered ${code}.` })
    : null;
}

function isAboutFolder(code: string): boolean {
  return code === 'ErrorFolderNotFound' || code === 'ErrorItemNotFound' || code === 'response_incomplete';
}

/** With own credentials the account's own mailbox opens, whatever stands in the settings. */
async function ownMailbox(scene: Scene, { channel, folders }: Conversation): Promise<Finding> {
  const { mailbox, credentials } = scene.options;
  const user = accountIdentity(credentials);
  const named = await compareWithNamed(channel, mailbox, folders).catch(() => null);
  if (named?.kind === 'unknown')
    return failed('mailbox_unknown', { mailbox }, [findMailbox(mailbox), useOwnMailbox(credentials)]);
  if (named?.kind === 'another') return failed('mailbox_not_own', { mailbox, user }, [useOwnMailbox(credentials)]);
  const looked = await findInDirectory(channel, mailbox).catch(() => null);
  const primary = looked?.kind === 'found' ? looked.smtp : mailbox.toLowerCase();
  return ok('mailbox_own_opened', { mailbox, primary, user });
}

function refusal(scene: Scene, { access, channel }: Conversation, error: ConnectorError): Finding {
  const { mailbox, credentials } = scene.options;
  const user = accountIdentity(credentials);
  const { code } = error;
  const ofName = access === 'impersonation' && isByOtherName(scene.options) ? refusedName(scene.options, error) : null;
  if (ofName !== null) return ofName;
  if (access === 'own' && (code === 'ErrorMissingEmailAddress' || code === 'ErrorNonExistentMailbox'))
    return failed('mailbox_missing_for_account', { mailbox, user }, [giveAccountAMailbox(credentials)]);
  if (code === 'ErrorImpersonateUserDenied' || code === 'ErrorImpersonationDenied') {
    const is2007 = parseServerBuild(channel.serverBuild ?? '')?.major === 8;
    return failed(
      'mailbox_impersonation_denied',
      { mailbox, user },
      credentials.kind === 'oauthClient'
        ? [grantApplicationPermission(credentials.clientId)]
        : grantImpersonation(credentials, mailbox, is2007),
    );
  }
  if (code === 'ErrorImpersonationFailed')
    return failed('mailbox_impersonation_failed', { mailbox, user }, [
      findMailbox(mailbox),
      ...grantImpersonation(credentials, mailbox, false).slice(-1),
    ]);
  if (code === 'ErrorNonPrimarySmtpAddress' || code === 'mailbox_address_not_primary') {
    const primary = String(error.details['primary'] ?? '').toLowerCase();
    return failed('mailbox_not_primary', { mailbox, primary }, [usePrimaryAddress(mailbox, primary)]);
  }
  if (isUnknownMailbox(code)) return failed('mailbox_unknown', { mailbox }, [findMailbox(mailbox)]);
  if (['ErrorAccessDenied', 'ErrorMailboxLogonFailed', 'ErrorInvalidLogonType'].includes(code))
    return failed('mailbox_denied', { mailbox, user }, [findMailbox(mailbox), checkMailboxState(mailbox)]);
  if (error.disposition === 'backoff')
    return failed('mailbox_busy', { mailbox }, [waitAndRepeat, checkThrottling(mailbox)]);
  if (error.disposition === 'retry' || code === 'ErrorMailboxConfiguration')
    return failed('mailbox_unavailable', { mailbox, answer: code }, [checkMailboxState(mailbox), waitAndRepeat]);
  return failed('mailbox_failed', { mailbox, answer: code }, [findMailbox(mailbox), checkMailboxState(mailbox)]);
}
