import { ConnectorError } from '../../../../model/index.ts';
import { tryToken } from '../../http/index.ts';
import type { OAuthClient } from '../../options.ts';
import type { Finding } from '../finding.ts';
import { failed, ok, skipped } from '../finding.ts';
import { waitAndRepeat } from '../remedies/of-mailbox.ts';
import {
  checkApplication,
  checkScope,
  checkTokenUrl,
  enterCertificateAndKey,
  grantApplicationPermission,
  makeSecret,
  reachTokenEndpoint,
  registerCertificate,
  trustTokenEndpoint,
} from '../remedies/of-token.ts';
import type { Scene } from '../scene.ts';

/** Whether the application gets a token, before Exchange sees it. With a password there is none. */
export async function lookAtToken({ options, url, startDeadline }: Scene): Promise<Finding> {
  const { credentials } = options;
  if (credentials.kind === 'password') return skipped('no_token_needed');
  const deadline = startDeadline();
  try {
    const host = await tryToken(credentials, url, options, deadline);
    return ok('token_given', { host, client: credentials.clientId });
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return failure(error, credentials);
  } finally {
    deadline.dispose();
  }
}

function failure({ code, details: told }: ConnectorError, { clientId, tokenUrl, scope }: OAuthClient): Finding {
  const host = String(told['host'] ?? hostOf(tokenUrl));
  const details = { host, client: clientId };
  const withAnswer = { ...details, answer: String(told['answer'] ?? '') };
  switch (code) {
    case 'client_certificate_unreadable':
    case 'client_key_unreadable':
    case 'client_key_mismatch':
      return failed(code, { client: clientId }, [enterCertificateAndKey]);
    case 'client_certificate_expired':
      return failed(code, { client: clientId, validTo: String(told['validTo'] ?? '') }, [
        registerCertificate(clientId),
      ]);
    case 'insecure_http_refused':
    case 'token_url_invalid':
      return failed('token_url_invalid', { host }, [checkTokenUrl]);
    case 'token_endpoint_unreachable':
      return failed(code, { ...details, reason: String(told['reason'] ?? '') }, [reachTokenEndpoint(host)]);
    case 'token_endpoint_busy':
    case 'token_endpoint_failed':
      return failed('token_endpoint_in_trouble', { ...details, status: Number(told['status'] ?? 0) }, [waitAndRepeat]);
    case 'token_answer_unusable':
      return failed(code, details, [checkTokenUrl]);
    case 'token_tenant_unknown':
      return failed(code, withAnswer, [checkTokenUrl]);
    case 'token_application_refused':
      return failed(code, withAnswer, [checkApplication(clientId)]);
    case 'token_secret_refused':
    case 'token_secret_expired':
      return failed(code, withAnswer, [makeSecret(clientId)]);
    case 'token_certificate_refused':
      return failed(code, withAnswer, [registerCertificate(clientId)]);
    case 'token_consent_missing':
      return failed(code, withAnswer, [grantApplicationPermission(clientId)]);
    case 'token_scope_refused':
      return failed(code, { ...withAnswer, scope }, [checkScope]);
    default:
      return code.startsWith('tls_')
        ? failed('token_endpoint_untrusted', { host, reason: code }, [trustTokenEndpoint(host)])
        : failed('token_refused', { ...withAnswer, answer: withAnswer.answer || code }, [checkApplication(clientId)]);
  }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}
