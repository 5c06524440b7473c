import type { ConnectorError } from '../../../../model/index.ts';
import type { PasswordCredentials } from '../../options.ts';
import { converse, wasUnderstood } from '../conversation.ts';
import type { Finding } from '../finding.ts';
import { failed, ok, warning } from '../finding.ts';
import { accountIdentity } from '../remedies/account.ts';
import { checkComponents, findServerUrl, useHttps } from '../remedies/of-address.ts';
import { allowUserAgent, checkThrottling, setClock, switchEwsOn, waitAndRepeat } from '../remedies/of-mailbox.ts';
import {
  allowNtlmProvider,
  allowOfferedSignIn,
  changePassword,
  checkCredentials,
  enableAccount,
  enableSignIn,
  nameDomain,
  protectPassword,
  relaxExtendedProtection,
} from '../remedies/of-sign-in.ts';
import { checkScope, grantApplicationPermission, takeTokens } from '../remedies/of-token.ts';
import type { EwsRemedy } from '../remedies/remedy.ts';
import type { Scene } from '../scene.ts';
import { isFarOff } from './clock.ts';

/**
 * Signs in the way a run does and with its first request, so that a wrong password counts no more than there:
 * once for each way that the server offers and the profile allows.
 */
export async function lookAtSignIn(scene: Scene): Promise<Finding> {
  const { access, mailbox } = scene.options;
  const actsForMailbox = access === 'impersonation' && mailbox !== '';
  let conversation = await converse(scene, mailbox === '' ? 'own' : access);
  if (actsForMailbox && conversation.error?.code === 'ews_forbidden') {
    // The switch of the mailbox or that of everybody? The account asking for itself tells; its password is right.
    const own = await converse(scene, 'own');
    if (wasUnderstood(own)) {
      scene.mailboxForbidden = true;
      conversation = own;
    }
  }
  scene.conversation = conversation;
  const { error } = conversation;
  return error === null || (wasUnderstood(conversation) && !isAboutAccount(error))
    ? success(scene)
    : failure(scene, error);
}

/** Exchange answered, and its answer is that this account may not sign in. */
function isAboutAccount({ code }: ConnectorError): boolean {
  return ['ErrorPasswordExpired', 'ErrorPasswordChangeRequired', 'ErrorAccountDisabled'].includes(code);
}

function success(scene: Scene): Finding {
  const { url, options } = scene;
  const scheme = scene.answers.findLast((answer) => answer.status !== 401 && answer.scheme !== null)?.scheme ?? null;
  const user = accountIdentity(options.credentials);
  const details = { host: url.host, user, offered: scene.offered.join(', ') };
  if (scheme === null) return warning('sign_in_not_asked', details, [findServerUrl]);
  return scheme === 'Basic' && url.protocol === 'http:'
    ? warning('signed_in_unprotected', { ...details, scheme }, [useHttps, protectPassword])
    : ok('signed_in', { ...details, scheme });
}

function failure(scene: Scene, error: ConnectorError): Finding {
  const { options, url, serverName } = scene;
  const { credentials, mailbox } = options;
  const user = accountIdentity(credentials);
  const details = { host: url.host, user, offered: scene.offered.join(', ') };
  /** What only the owner of a password can mend. */
  const about = (mend: (password: PasswordCredentials) => EwsRemedy) =>
    credentials.kind === 'password' ? [mend(credentials)] : [];
  const tried = [...new Set(scene.answers.flatMap(({ scheme }) => scheme ?? []))].join(', ');
  const status = Number(error.details['status'] ?? 0);
  switch (error.code) {
    case 'sign_in_refused':
      return failed('sign_in_refused', { ...details, scheme: tried }, [
        ...about(checkCredentials),
        ...(user.includes('\\') || user.includes('@') ? [] : [nameDomain(user)]),
        ...(isFarOff(scene) ? [setClock] : []),
        // Bound to our own TLS, NTLM does not survive a proxy that opens it; Basic does.
        ...(url.protocol === 'https:' && !tried.includes('Basic') ? [relaxExtendedProtection(serverName)] : []),
      ]);
    case 'sign_in_unsupported':
      return failed('sign_in_not_offered', { ...details, wanted: options.signIn }, [
        ...(options.signIn !== 'auto' && scene.offered.length > 0 ? [allowOfferedSignIn(details.offered)] : []),
        enableSignIn(options.signIn, serverName),
      ]);
    case 'sign_in_malformed':
      return failed('sign_in_malformed', { ...details, scheme: tried }, [enableSignIn(options.signIn, serverName)]);
    case 'sign_in_kerberos_only':
      return failed('sign_in_kerberos_only', details, [allowNtlmProvider, enableSignIn('basic', serverName)]);
    case 'token_not_accepted':
      return failed('token_not_accepted', { ...details, reason: String(error.details['reason'] ?? '') }, [
        checkScope,
        ...(isFarOff(scene) ? [setClock] : []),
      ]);
    case 'token_not_offered':
      return failed('token_not_offered', { ...details, offered: String(error.details['offered'] ?? '') }, [takeTokens]);
    case 'token_permission_missing':
      return failed('token_permission_missing', details, [grantApplicationPermission(user)]);
    case 'ErrorPasswordExpired':
      return failed('password_expired', details, about(changePassword));
    case 'ErrorPasswordChangeRequired':
      return failed('password_change_required', details, about(changePassword));
    case 'ErrorAccountDisabled':
      return failed('account_disabled', details, about(enableAccount));
    case 'ews_forbidden':
      return failed('signed_in_but_forbidden', { ...details, status }, [
        switchEwsOn(options.access === 'impersonation' && mailbox !== '' ? mailbox : user),
        allowUserAgent,
      ]);
    case 'timeout':
      return failed('sign_in_silent', { ...details, timeoutMs: Number(error.details['timeoutMs'] ?? 0) }, [
        checkComponents,
        waitAndRepeat,
      ]);
    case 'server_busy':
    case 'backing_off':
      return failed('signed_in_but_busy', details, [checkThrottling(mailbox === '' ? user : mailbox), waitAndRepeat]);
    case 'connection_reset':
    case 'connection_refused':
    case 'connection_failed':
    case 'response_truncated':
    case 'response_empty':
      return failed('sign_in_broke_off', { ...details, reason: error.code }, [checkComponents, waitAndRepeat]);
    default:
      return failed('signed_in_but_not_ews', { ...details, reason: error.code, status }, [findServerUrl]);
  }
}
